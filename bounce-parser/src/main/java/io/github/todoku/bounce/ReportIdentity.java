package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which message a report is, when, and about which mail it speaks: what tells two reports apart. Immutable; what the message does
 * not say is null.
 *
 * @param date when the report was written (RFC 5322 §3.6.1)
 * @param arrivalDate when the mail had come to the host that reports (Arrival-Date, RFC 3464 §2.2.5 and RFC 5965 §3.2)
 * @param messageId the report's own Message-ID, with its angle brackets
 * @param originalMessageId the Message-ID of the mail that it is about: as that came back, or as the report answers it (In-Reply-To)
 * @param envelopeRecipient the address that the report was delivered to: what the receiving system wrote down (X-Original-To,
 *     Delivered-To, Envelope-To), else To
 */
public record ReportIdentity(
        @Nullable Instant date,
        @Nullable Instant arrivalDate,
        @Nullable String messageId,
        @Nullable String originalMessageId,
        @Nullable String envelopeRecipient)
        implements Serializable {

    /** Of a reply by itself, which is no message. */
    public static final ReportIdentity NONE = new ReportIdentity(null, null, null, null, null);

    /** With addresses masked. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask("ReportIdentity[" + date + ", arrived " + arrivalDate + ", " + messageId
                + ", about " + originalMessageId + ", to " + envelopeRecipient + "]"));
    }
}
