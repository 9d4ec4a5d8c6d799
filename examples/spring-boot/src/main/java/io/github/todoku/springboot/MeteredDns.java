package io.github.todoku.springboot;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** {@code dns.answers} by type and outcome, {@code dns.tries} by server and reason of failure. */
final class MeteredDns implements DnsListener {
    private final MeterRegistry meters;

    MeteredDns(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void answered(DnsAnswer answer, Duration took) {
        meters.timer(
                        "dns.answers",
                        "type",
                        answer.question().type().toString(),
                        "outcome",
                        answer.getClass().getSimpleName())
                .record(took);
    }

    @Override
    public void attempted(Attempt attempt) {
        String failure = attempt.failure() == null ? "none" : attempt.failure().name();
        meters.timer("dns.tries", "server", attempt.server().getHostString(), "failure", failure)
                .record(attempt.took());
    }
}
