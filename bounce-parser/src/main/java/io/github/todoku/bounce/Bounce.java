package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about one recipient. Immutable; {@code toString} masks addresses.
 *
 * @param recipient who was not reached: Final-Recipient, or the address the text names; null if none is named
 * @param originalRecipient the address the sender used, where it differs (RFC 3464 §2.3.1)
 * @param action what was done; null if the report has no such field
 * @param status the enhanced status as written, the specific one where two were; null if none was
 * @param reply the server's reply, or without a code the words given as reason; null if there are none
 * @param remoteHost the host that answered, name or address
 * @param command the SMTP command that was answered, {@code RCPT}, {@code DATA}…
 * @param permanence whether trying again could help
 * @param classification why, and what to do
 */
public record Bounce(
        @Nullable String recipient,
        @Nullable String originalRecipient,
        @Nullable DeliveryAction action,
        @Nullable EnhancedStatus status,
        @Nullable SmtpReply reply,
        @Nullable String remoteHost,
        @Nullable String command,
        Permanence permanence,
        Classification classification)
        implements Serializable {

    /** {@return short for {@code classification().cause()}} */
    public Cause cause() {
        return classification.cause();
    }

    /** {@return short for {@code classification().advice()}} */
    public Advice advice() {
        return classification.advice();
    }

    /** {@return short for the code of the reply; null if there is no reply or it has no code} */
    public @Nullable Integer replyCode() {
        return reply == null ? null : reply.code();
    }

    /** {@return whether the report says that trying again is of no use} */
    public boolean isPermanent() {
        return permanence.overall() == Permanence.Said.PERMANENT;
    }

    /** {@return whether the words do not tell why: the cause is {@link Cause#UNKNOWN}} */
    public boolean cannotTell() {
        return cause() == Cause.UNKNOWN;
    }

    /** {@return the words of the reply, its lines joined; empty if there are none} A stranger's text, addresses and all. */
    public String diagnosticText() {
        return reply == null ? "" : reply.text();
    }

    /** One line with the local parts masked. */
    @Override
    public String toString() {
        String words = reply == null ? "" : " \"" + Masking.mask(reply.text(), recipient) + "\"";
        return "Bounce[" + (recipient == null ? "?" : Masking.mask(recipient)) + " " + action + " " + status + words
                + " -> " + cause() + ", " + advice() + "]";
    }
}
