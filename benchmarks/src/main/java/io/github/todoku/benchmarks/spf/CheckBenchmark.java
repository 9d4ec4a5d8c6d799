package io.github.todoku.benchmarks.spf;

import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import java.util.concurrent.TimeUnit;
import org.apache.james.jspf.executor.SPFResult;
import org.apache.james.jspf.impl.SPF;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One whole check, record parsed and trace kept, on one thread; both sides have given the right verdict before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckBenchmark {
    /** Which check. */
    @Param({"S1", "S2", "S3", "S4", "S5"})
    public Scenario scenario = Scenario.S1;

    private SpfVerifier todoku = SpfVerifier.using(new TableDns(Scenario.S1.world()));
    private SPF jspf = new SPF(new TableDns.ForJspf(Scenario.S1.world()));

    /** Builds both sides and holds them to the verdict. */
    @Setup
    public void build() {
        todoku = SpfVerifier.using(new TableDns(scenario.world()));
        jspf = new SPF(new TableDns.ForJspf(scenario.world()));
        String wanted = scenario.verdict().token();
        String ours = todoku().verdict().token();
        String theirs = jspf().getResult();
        if (!wanted.equals(ours) || !wanted.equals(theirs)) {
            throw new IllegalStateException(scenario + ": wanted " + wanted + ", got " + ours + " and " + theirs);
        }
    }

    /** {@return our result} */
    @Benchmark
    public SpfResult todoku() {
        SpfRequest request = scenario.request();
        return todoku.check(request);
    }

    /** {@return JSPF's result} */
    @Benchmark
    public SPFResult jspf() {
        return jspf.checkSPF(scenario.ip(), Scenario.MAIL_FROM, Scenario.HELO);
    }
}
