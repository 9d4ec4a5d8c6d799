package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.publish.SpfPlanOptions.DeadTerms;
import io.github.todoku.spf.publish.SpfPlanOptions.Flatten;
import io.github.todoku.spf.publish.SpfPlanOptions.Tidy;
import io.github.todoku.spf.publish.internal.PlanWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Record sets of up to 64 KB made to cost: the work and the questions of tree, report and plan stay within their bounds. */
@Timeout(120)
class HostilePlanTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DnsAnswer.Origin ORIGIN = new DnsAnswer.Origin(false, false, List.of());
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final List<SpfSender> WANTED =
            List.of(SpfSender.parse("192.0.2.9").orElseThrow());

    /** A server that makes up an answer to every question. */
    private static final class Liar implements DnsResolver {
        private final Function<DnsName, String> record;
        private final String does;
        final AtomicInteger asked = new AtomicInteger();

        Liar(String does, Function<DnsName, String> record) {
            this.does = does;
            this.record = record;
        }

        @Override
        public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
            asked.incrementAndGet();
            List<DnsRecord> records = new ArrayList<>();
            if (question.type() == RecordType.TXT) {
                records.add(new DnsRecord.Txt(strings(record.apply(question.name()))));
            } else if (question.type() == RecordType.A) {
                for (int i = 0; i < 300; i++) {
                    records.add(
                            new DnsRecord.A((java.net.Inet4Address) IpLiteral.of("10.9." + i / 256 + "." + i % 256)));
                }
            } else if (question.type() == RecordType.MX) {
                for (int i = 0; i < 10; i++) {
                    records.add(new DnsRecord.Mx(10, DnsName.of("h" + i + ".other.example")));
                }
            }
            return CompletableFuture.completedFuture(
                    records.isEmpty()
                            ? new DnsAnswer.NoData(question, List.of(), Duration.ofMinutes(1), ORIGIN)
                            : new DnsAnswer.Found(question, records, List.of(), Duration.ofMinutes(1), ORIGIN));
        }

        private static List<String> strings(String text) {
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < text.length(); i += 255) {
                strings.add(text.substring(i, Math.min(text.length(), i + 255)));
            }
            return strings;
        }

        @Override
        public String toString() {
            return does;
        }
    }

    private static Function<DnsName, String> atDomain(int count, IntFunction<String> term) {
        String own = many(count, term);
        return name -> name.equals(DOMAIN) ? own : "v=spf1 ip4:203.0.113.0/24 -all";
    }

    private static Function<DnsName, String> everywhere(int count, IntFunction<String> term) {
        String each = many(count, term);
        return name -> each;
    }

    private static String many(int count, IntFunction<String> term) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = 0; i < count; i++) {
            record.append(' ').append(term.apply(i));
        }
        return record + " -all";
    }

    private static String network(int i) {
        return "ip4:10." + i / 256 + "." + i % 256 + ".1";
    }

    static Stream<Liar> liars() {
        return Stream.of(
                new Liar("1,600 includes", atDomain(1_600, i -> "include:n" + i + ".example")),
                new Liar(
                        "1,600 includes that each lead to them all",
                        everywhere(1_600, i -> "include:n" + i + ".example")),
                new Liar("4,000 ip4", atDomain(4_000, HostilePlanTest::network)),
                new Liar(
                        "4,000 ip4 everywhere, and 10 includes",
                        everywhere(4_000, i -> i < 10 ? "include:n" + i + ".example" : network(i))),
                new Liar(
                        "3,000 networks of all kinds",
                        atDomain(3_000, i -> List.of("-", "~", "?", "+").get(i % 4) + network(i / 2))),
                new Liar("3,000 a", atDomain(3_000, i -> "a:h" + i + ".example")),
                new Liar("3,000 times the same mx", atDomain(3_000, i -> "mx:m.example")),
                new Liar("400 exists", atDomain(400, i -> "exists:%{i}.l" + i + ".example")),
                new Liar("1,000 macros everywhere", everywhere(1_000, i -> "include:%{i}.n" + i + ".%{l}.example")),
                new Liar("8,000 unknown modifiers", atDomain(8_000, i -> "a" + i + "=b")),
                new Liar("8,000 explanations", atDomain(8_000, i -> "exp=a.b")),
                new Liar("8,000 unknown words", atDomain(8_000, i -> "x" + i)),
                new Liar("one word of 32 KB", name -> "v=spf1 a:" + "x/".repeat(16_000)),
                new Liar("2,000 ip6 within each other", atDomain(2_000, i -> "ip6:2001:db8::" + i + "/" + (i % 129))));
    }

    @ParameterizedTest
    @MethodSource("liars")
    void everythingEndsInTimeAndAsksAHundredQuestionsAtMost(Liar dns) {
        List<SpfPlanOptions> options = List.of(
                SpfPlanOptions.standard(),
                SpfPlanOptions.standard()
                        .withTidy(Tidy.ALWAYS)
                        .withDeadTerms(DeadTerms.DROP)
                        .withFlatten(Flatten.TO_FIT)
                        .withRemoved(List.of(SpfSender.parse("10.0.0.0/9").orElseThrow())));
        for (SpfPlanOptions each : options) {
            counted(dns, SpfPlanner.MAX_QUESTIONS, () -> {
                DnsRun run = DnsRun.using(dns, LIMIT).withMaxQuestions(SpfPlanner.MAX_QUESTIONS);
                PlanRounds rounds = new PlanRounds(run, each, DOMAIN, WANTED);
                SpfPlan plan = rounds.onThisThread();
                assertThat(rounds.work().steps()).isLessThanOrEqualTo(PlanWork.MAX_STEPS);
                assertThat(plan.change().isPresent()
                                || plan.cannotTell()
                                || plan.findings().get(0).severity() == Severity.FAIL)
                        .isTrue();
            });
        }
        counted(
                dns,
                SpfWalker.MAX_QUESTIONS,
                () -> SpfWalker.using(dns).withTimeLimit(LIMIT).check(DOMAIN));
        counted(
                dns,
                SpfLinter.MAX_QUESTIONS,
                () -> SpfLinter.using(dns)
                        .withTimeLimit(LIMIT)
                        .withClient(IpLiteral.of("192.0.2.1"))
                        .check(DOMAIN));
    }

    /** {@link PlanWork} counts the thinking; what it costs in time is measured through every public call by the program's tests. */
    private static void counted(Liar dns, int questions, Runnable call) {
        dns.asked.set(0);
        call.run();
        assertThat(dns.asked).as("%s", dns).hasValueLessThanOrEqualTo(questions);
    }

    private static long steps(Function<DnsName, String> record) {
        DnsRun run =
                DnsRun.using(new Liar("", record), Duration.ofMinutes(1)).withMaxQuestions(SpfPlanner.MAX_QUESTIONS);
        PlanRounds rounds = new PlanRounds(run, SpfPlanOptions.standard(), DOMAIN, WANTED);
        assertThat(rounds.onThisThread().domain()).isEqualTo(DOMAIN);
        return rounds.work().steps();
    }

    @Test
    void theWorkOfIncludesGrowsWithTheirNumber() {
        long some = steps(atDomain(200, i -> "include:n" + i + ".example"));
        long twice = steps(atDomain(400, i -> "include:n" + i + ".example"));
        assertThat((double) twice / some).isLessThan(3);
    }

    @Test
    void recordsThatLeadTooFarAreCalledTooLarge() {
        Liar dns = new Liar("", atDomain(1_600, i -> "include:n" + i + ".example"));
        SpfTree tree = SpfWalker.using(dns).check(DOMAIN);
        assertThat(tree.isTooLarge()).isTrue();
        SpfReport report = SpfLinter.using(dns).check(DOMAIN);
        assertThat(report.cannotTell()).isTrue();
        assertThat(report.checks(SpfRule.TARGET_RECORD))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.text(java.util.Locale.ENGLISH)).contains("too large", "100 questions"));
        SpfPlan plan = SpfPlanner.using(dns).plan(DOMAIN, WANTED);
        assertThat(plan.cannotTell()).isTrue();
        assertThat(plan.findings())
                .extracting(io.github.todoku.finding.Finding::kind)
                .containsAnyOf(SpfPlanFinding.TOO_MANY_QUESTIONS, SpfPlanFinding.TOO_LARGE_TO_PLAN);
    }
}
