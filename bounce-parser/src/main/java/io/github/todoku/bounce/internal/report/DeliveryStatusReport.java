package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.internal.report.StatusFields.Field;
import io.github.todoku.message.MimePart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 3464 and RFC 6533: a part of type delivery-status, or its fields in a part that should have been one. */
final class DeliveryStatusReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        List<RecipientReport> recipients = new ArrayList<>();
        String reportingHost = null;
        Instant arrival = null;
        for (MimePart part : message.deliveryStatuses()) {
            for (StatusFields group : StatusFields.read(part.text())) {
                reportingHost = reportingHost == null ? hostIn(group.get(Field.REPORTING_MTA)) : reportingHost;
                arrival = arrival == null ? MailDate.parse(group.get(Field.ARRIVAL_DATE)) : arrival;
                if ((group.namesRecipient() || group.has(Field.ACTION))
                        && message.budget().mayTakeRecipient(recipients.size())) {
                    recipients.add(recipient(group));
                }
            }
        }
        if (!recipients.isEmpty()) {
            TextCompanion companion = new TextCompanion(message);
            recipients.forEach(companion::tell);
            takeFailedRecipient(message, recipients);
        }
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extraction("rfc3464", null, recipients, reportingHost, null, arrival));
    }

    /** A Final-Recipient that is a file or a command: Exim names the address in a header field. */
    private static void takeFailedRecipient(ReportMessage message, List<RecipientReport> recipients) {
        List<String> failed = message.failedRecipients();
        String named = recipients.get(0).recipient();
        if (recipients.size() == 1 && failed.size() == 1 && (named == null || named.indexOf('@') < 0)) {
            recipients.get(0).recipient(failed.get(0));
        }
    }

    static RecipientReport recipient(StatusFields group) {
        String finalRecipient = group.get(Field.FINAL_RECIPIENT);
        String original = group.get(Field.ORIGINAL_RECIPIENT);
        String originalAddress = original == null ? null : Addresses.ofOriginalField(original);
        String address = addressed(finalRecipient == null ? null : Addresses.ofField(finalRecipient), originalAddress);
        String action = group.get(Field.ACTION);
        String status = group.get(Field.STATUS);
        String diagnostic = group.get(Field.DIAGNOSTIC_CODE);
        return RecipientReport.of(address == null ? originalAddress : address)
                .originalRecipient(originalAddress)
                .action(action == null ? null : DeliveryAction.parse(action).orElse(null))
                .status(status == null ? null : statusIn(status))
                .remoteHost(hostIn(group.get(Field.REMOTE_MTA)))
                .lastAttempt(MailDate.parse(group.get(Field.LAST_ATTEMPT_DATE)))
                .command(diagnostic == null ? null : Codes.commandIn(diagnostic))
                .says(diagnostic == null ? null : withoutType(diagnostic), Place.DELIVERY_STATUS)
                .says(group.get(Field.SUPPLEMENTARY_INFO), Place.DELIVERY_STATUS)
                .says(status == null ? null : comment(status), Place.DELIVERY_STATUS);
    }

    /**
     * Final-Recipient, unless nobody can write to it while the address that the sender used stands beside it: an X.400 name, a
     * source route (RFC 5321 §F.2), a name without a domain, an encoded name of Exchange's.
     */
    private static @Nullable String addressed(@Nullable String last, @Nullable String original) {
        if (last == null || original == null || !Addresses.isAddress(original)) {
            return last;
        }
        boolean usable = Addresses.isAddress(last) && last.charAt(0) != '@' && !Addresses.isEncapsulated(last);
        return usable ? last : original;
    }

    /** {@code 5.1.2 (550 Tried all MXs)}: some say in the Status field what belongs into Diagnostic-Code. */
    private static @Nullable String comment(String status) {
        int open = status.indexOf('(');
        int close = status.lastIndexOf(')');
        return open < 0 || close < open ? null : status.substring(open + 1, close);
    }

    /** The code in a Status field; some write it behind words or in brackets. */
    private static @Nullable EnhancedStatus statusIn(String status) {
        return EnhancedStatus.parse(status)
                .or(() -> EnhancedStatus.find(status))
                .orElse(null);
    }

    /** {@code smtp; 550 …} without its type (RFC 3464 §2.3.6); other types stay, {@code x-unix;} tells of a program. */
    static String withoutType(String diagnostic) {
        int semicolon = diagnostic.indexOf(';');
        String type = semicolon < 0 ? "" : diagnostic.substring(0, semicolon).strip();
        boolean plain = type.equalsIgnoreCase("smtp") || type.equalsIgnoreCase("unknown");
        return plain ? diagnostic.substring(semicolon + 1).strip() : diagnostic;
    }

    /** The host in {@code dns; mx.example.com (192.0.2.1)}; null if there is none. */
    static @Nullable String hostIn(@Nullable String field) {
        if (field == null) {
            return null;
        }
        int semicolon = field.indexOf(';');
        String host = field.substring(semicolon + 1).strip();
        int end = 0;
        while (end < host.length() && " \t\n(,;".indexOf(host.charAt(end)) < 0) {
            end++;
        }
        host = host.substring(0, end);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.isEmpty() ? null : host;
    }
}
