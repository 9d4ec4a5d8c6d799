package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gmail's reports without a delivery status: "Technical details of permanent failure", the reply behind it. */
final class GmailReport implements ReportExtractor {
    private static final String DETAILS = "Technical details of ";
    private static final String ORIGINAL = "----- Original message -----";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        if (!message.from().contains("mailer-daemon@google")) {
            return Optional.empty();
        }
        String text = message.text();
        int details = text.indexOf(DETAILS);
        int original = text.indexOf(ORIGINAL);
        String told = original < 0 ? text : text.substring(0, original);
        boolean delayed = message.subject().contains("(delay)");
        RecipientReport report = RecipientReport.of(recipient(message, told))
                .action(DeliveryAction.of(delayed))
                .remoteHost(details < 0 ? null : host(told))
                .says(details < 0 ? null : reply(told.substring(details)), Place.TRANSCRIPT)
                .says(told, Place.TEXT);
        return Optional.of(new Extraction(
                "gmail",
                null,
                List.of(report),
                null,
                original < 0 ? null : text.substring(original + ORIGINAL.length())));
    }

    private static @Nullable String recipient(ReportMessage message, String told) {
        List<String> failed = message.failedRecipients();
        return failed.isEmpty() ? Addresses.firstIn(told, 0) : failed.get(0);
    }

    /** "… by mx.example.jp. [192.0.2.153]." */
    private static @Nullable String host(String told) {
        int bracket = told.indexOf(" [");
        int by = bracket < 0 ? -1 : told.lastIndexOf(" by ", bracket);
        if (by < 0 || bracket - by > 260) {
            return null;
        }
        String host = told.substring(by + 4, bracket).strip();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String reply(String details) {
        int at = details.indexOf("other server returned was:");
        String words = at < 0 ? details.substring(details.indexOf(':') + 1) : details.substring(at + 26);
        int state = words.indexOf("(state ");
        return state < 0 ? words : words.substring(0, state);
    }
}
