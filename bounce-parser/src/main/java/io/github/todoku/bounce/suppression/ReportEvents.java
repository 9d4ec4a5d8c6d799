package io.github.todoku.bounce.suppression;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.Delivery;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.internal.report.Addresses;
import io.github.todoku.bounce.suppression.SuppressionEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a report means for the addresses that the sender wrote to. */
final class ReportEvents {
    /** Reasons that lie with the address, its mailbox, its domain or the way to it, and not with the sender or the mail. */
    private static final Set<Cause> SOFT = EnumSet.of(
            Cause.ADDRESS_UNKNOWN,
            Cause.ADDRESS_MOVED,
            Cause.DOMAIN_UNKNOWN,
            Cause.DOMAIN_NO_MAIL,
            Cause.MAILBOX_DISABLED,
            Cause.MAILBOX_FULL,
            Cause.EXPIRED,
            Cause.NETWORK,
            Cause.ROUTING_LOOP,
            Cause.REMOTE_SYSTEM,
            Cause.LOCAL_DELIVERY);

    /** Feedback types (RFC 5965 §7.3, RFC 6430, RFC 6591) by which no reader asks for less mail. */
    private static final Set<String> NO_COMPLAINT = Set.of("not-spam", "auth-failure", "virus");

    /** An address and what became known of it. */
    record Told(String address, SuppressionEvent event) {}

    private ReportEvents() {}

    /**
     * What the report tells, {@code now} being the latest that it can have happened: of an address that stands before several others
     * one bounce, the one that says most.
     */
    static List<Told> of(BounceReport report, Instant now) {
        Map<String, Told> bounced = new LinkedHashMap<>();
        for (Bounce bounce : report.bounces()) {
            String address = writtenTo(bounce.recipient(), bounce.originalRecipient(), bounce.forwardedTo());
            if (address != null && report.kind() == ReportKind.FAILURE && bounce.action() != DeliveryAction.DELAYED) {
                bounced.merge(
                        Suppressions.key(address),
                        new Told(address, event(bounce, report, now)),
                        (one, other) ->
                                one.event().kind().compareTo(other.event().kind()) <= 0 ? one : other);
            }
        }
        List<Told> told = new ArrayList<>(bounced.values());
        for (Delivery delivery : report.deliveries()) {
            String address = writtenTo(delivery.recipient(), delivery.originalRecipient(), delivery.forwardedTo());
            if (address != null && delivery.action() == DeliveryAction.DELIVERED) {
                told.add(new Told(
                        address,
                        new SuppressionEvent(when(report, null, now), Kind.DELIVERY, null, null, report.messageId())));
            }
        }
        Complaint complaint = report.complaint();
        String reader = complaint == null ? null : complaint.recipient();
        if (complaint != null && reader != null && isAgainstMail(complaint)) {
            told.add(new Told(
                    reader,
                    new SuppressionEvent(
                            when(report, null, now),
                            Kind.COMPLAINT,
                            null,
                            complaint.feedbackType(),
                            report.messageId())));
        }
        return told;
    }

    private static SuppressionEvent event(Bounce bounce, BounceReport report, Instant now) {
        SmtpReply reply = bounce.reply();
        return new SuppressionEvent(
                when(report, bounce.lastAttempt(), now),
                kind(bounce),
                bounce.cause(),
                reply == null ? null : reply.text(),
                report.messageId());
    }

    /**
     * What tells a report from others, the same whenever it is read: its id and whom it is about, for there are programs that give
     * all their reports one id; without an id all that it says.
     */
    static String key(BounceReport report) {
        String id = report.messageId();
        StringBuilder key = new StringBuilder(id == null ? "" : id).append(' ').append(report.kind());
        key.append(' ').append(report.date());
        for (Bounce bounce : report.bounces()) {
            key.append('\n').append(bounce.recipient()).append(' ').append(bounce.forwardedTo());
            if (id == null) {
                key.append(' ').append(bounce.status()).append(' ').append(bounce.diagnosticText());
            }
        }
        report.deliveries().forEach(delivery -> key.append('\n').append(delivery.recipient()));
        Complaint complaint = report.complaint();
        key.append('\n').append(complaint == null ? "" : complaint.recipient());
        return id == null ? key.append(report.identity().originalMessageId()).toString() : key.toString();
    }

    /** The address on the sender's list, as VERP or Original-Recipient tells it; other systems' names for it are none. */
    private static @Nullable String writtenTo(
            @Nullable String recipient, @Nullable String original, @Nullable String forwardedTo) {
        boolean usable = forwardedTo == null
                && original != null
                && Addresses.isAddress(original)
                && !Addresses.isEncapsulated(original);
        return usable ? original : recipient;
    }

    private static Kind kind(Bounce bounce) {
        if (bounce.advice() == Advice.REMOVE_ADDRESS) {
            return Kind.DEAD;
        }
        return SOFT.contains(bounce.cause()) && bounce.advice() != Advice.REVIEW ? Kind.SOFT : Kind.OTHER;
    }

    private static boolean isAgainstMail(Complaint complaint) {
        return complaint.feedbackType() == null || !NO_COMPLAINT.contains(complaint.feedbackType());
    }

    /** A report may have waited long before it was read, and its clock may be wrong: nothing happens after now. */
    private static Instant when(BounceReport report, @Nullable Instant attempt, Instant now) {
        Instant arrival = report.identity().arrivalDate();
        Instant said = report.date() != null ? report.date() : attempt != null ? attempt : arrival;
        return said == null || said.isAfter(now) ? now : said;
    }
}
