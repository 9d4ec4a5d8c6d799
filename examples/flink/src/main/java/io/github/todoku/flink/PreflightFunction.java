package io.github.todoku.flink;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.render.JsonReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * A domain becomes a report, as JSON on a line. Only the settings travel; the client and its cache are made where the task runs,
 * one for each task.
 */
final class PreflightFunction extends RichAsyncFunction<String, String> {
    private static final long serialVersionUID = 1;

    private final DnsSource source;
    private final Duration timeLimit;
    private transient @Nullable DnsResolver dns;
    private transient @Nullable Preflight preflight;

    PreflightFunction(DnsSource source, Duration timeLimit) {
        this.source = source;
        this.timeLimit = timeLimit;
    }

    @Override
    public void open(OpenContext context) {
        DnsResolver opened = source.open();
        dns = opened;
        preflight = Preflight.using(opened).withTimeLimit(timeLimit).withoutPlans();
    }

    @Override
    public void asyncInvoke(String line, ResultFuture<String> result) {
        Preflight asked = preflight;
        Optional<DnsName> domain = DomainInput.parse(line).domain();
        if (asked == null || domain.isEmpty()) {
            result.complete(List.of(
                    JsonReport.of(Map.of("input", line, "error", "no domain")).toJson()));
            return;
        }
        CompletableFuture<PreflightReport> report = asked.checkAsync(domain.get());
        var unused = report.whenComplete((done, fault) -> {
            if (fault != null) {
                result.completeExceptionally(fault);
            } else {
                result.complete(List.of(JsonReport.of(done, Locale.ENGLISH).toJson()));
            }
        });
    }

    @Override
    public void close() throws Exception {
        if (dns instanceof AutoCloseable open) {
            open.close();
        }
    }
}
