package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.internal.report.Addresses;
import io.github.todoku.bounce.internal.report.MailDate;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service tells of one mail.
 *
 * @param form whose event it is
 * @param kind what happened
 * @param recipients to whom; none for a complaint and for what tells of no delivery
 * @param complaint what a reader said; null if none did
 * @param identity which event it is and which mail it is about
 */
record ServiceEvent(
        String form,
        ReportKind kind,
        List<RecipientReport> recipients,
        @Nullable Complaint complaint,
        ReportIdentity identity) {

    /** The longest id that is kept. */
    private static final int MAX_ID = 998;

    /** A mail that did not arrive, or not yet, for this reason. */
    static ServiceEvent failure(String form, boolean late, RecipientReport recipient, ReportIdentity identity) {
        recipient.action(late ? DeliveryAction.DELAYED : DeliveryAction.FAILED);
        return new ServiceEvent(form, late ? ReportKind.DELAY : ReportKind.FAILURE, List.of(recipient), null, identity);
    }

    static ServiceEvent delivery(String form, @Nullable String recipient, ReportIdentity identity) {
        RecipientReport report = recipient(recipient).action(DeliveryAction.DELIVERED);
        return new ServiceEvent(form, ReportKind.DELIVERED, List.of(report), null, identity);
    }

    /** A reader complained, or asked for no more: {@code abuse} or {@code opt-out}. */
    static ServiceEvent complaint(String form, String type, @Nullable String reader, ReportIdentity identity) {
        String address = reader == null ? null : Addresses.bare(reader);
        return new ServiceEvent(
                form, ReportKind.COMPLAINT, List.of(), Complaint.of(type, null, null, null, address), identity);
    }

    /** An event that tells of no delivery: an open, a click. */
    static ServiceEvent nothing(String form, ReportIdentity identity) {
        return new ServiceEvent(form, ReportKind.NONE, List.of(), null, identity);
    }

    static RecipientReport recipient(@Nullable String address) {
        return RecipientReport.of(address == null ? null : Addresses.bare(address));
    }

    /** The service's own word for it, asked after the words of the receiver: {@code service event: mailjet user unknown} in rules. */
    static RecipientReport sorted(RecipientReport recipient, String service, @Nullable String word) {
        return word == null ? recipient : recipient.says("service event: " + service + " " + word, Place.TEXT);
    }

    static ReportIdentity identity(@Nullable String time, @Nullable String id, @Nullable String mail) {
        return new ReportIdentity(moment(time), null, bounded(id), bounded(mail), null);
    }

    private static @Nullable String bounded(@Nullable String id) {
        return id == null || id.length() > MAX_ID ? null : id;
    }

    /** A Message-ID with its angle brackets, which some services leave out. */
    static @Nullable String bracketed(@Nullable String id) {
        return id == null || id.startsWith("<") || id.indexOf('@') < 0 ? id : "<" + id + ">";
    }

    /** Seconds since 1970, with a fraction or without, or a date. */
    private static @Nullable Instant moment(@Nullable String text) {
        if (text == null || !text.matches("\\d{9,11}(\\.\\d{1,9})?")) {
            return MailDate.parse(text);
        }
        int dot = text.indexOf('.');
        try {
            return Instant.ofEpochSecond(Long.parseLong(dot < 0 ? text : text.substring(0, dot)));
        } catch (DateTimeException none) { // the answer
            return null;
        }
    }
}
