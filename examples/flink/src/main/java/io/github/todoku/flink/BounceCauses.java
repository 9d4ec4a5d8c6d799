package io.github.todoku.flink;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.MailAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Each failed delivery of a report, counted once, under who had sent the mail and the hour in which it failed. */
final class BounceCauses implements FlatMapFunction<BounceReport, CauseCount> {
    private static final long serialVersionUID = 1;

    private static final String UNKNOWN = "unknown";

    @Override
    public void flatMap(BounceReport report, Collector<CauseCount> causes) {
        String sender = sender(report);
        for (Bounce bounce : report.bounces()) {
            causes.collect(
                    new CauseCount(sender, hour(bounce, report), bounce.cause().name(), 1));
        }
    }

    private static String sender(BounceReport report) {
        OriginalMessage original = report.original();
        String from = original == null ? null : original.from();
        return from == null
                ? UNKNOWN
                : AddressList.parse(from).addresses().stream()
                        .findFirst()
                        .map(MailAddress::domain)
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .orElse(UNKNOWN);
    }

    /** 0 where nobody says when. */
    private static long hour(Bounce bounce, BounceReport report) {
        Instant at = bounce.lastAttempt() != null ? bounce.lastAttempt() : report.date();
        return at == null ? 0 : TimeUnit.SECONDS.toHours(at.getEpochSecond());
    }
}
