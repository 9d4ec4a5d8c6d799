package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about one recipient. Immutable; {@code toString} masks addresses.
 */
public final class Bounce implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable String recipient;
    private final @Nullable String originalRecipient;
    private final @Nullable DeliveryAction action;
    private final @Nullable EnhancedStatus status;
    private final @Nullable SmtpReply reply;
    private final @Nullable String remoteHost;
    private final @Nullable String command;
    private final Permanence permanence;
    private final Classification classification;

    private Bounce(
            @Nullable String recipient,
            @Nullable String originalRecipient,
            @Nullable DeliveryAction action,
            @Nullable EnhancedStatus status,
            @Nullable SmtpReply reply,
            @Nullable String remoteHost,
            @Nullable String command,
            Permanence permanence,
            Classification classification) {
        this.recipient = recipient;
        this.originalRecipient = originalRecipient;
        this.action = action;
        this.status = status;
        this.reply = reply;
        this.remoteHost = remoteHost;
        this.command = command;
        this.permanence = permanence;
        this.classification = classification;
    }

    /**
     * {@return such a value; made by the library}
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
    public static Bounce of(
            @Nullable String recipient,
            @Nullable String originalRecipient,
            @Nullable DeliveryAction action,
            @Nullable EnhancedStatus status,
            @Nullable SmtpReply reply,
            @Nullable String remoteHost,
            @Nullable String command,
            Permanence permanence,
            Classification classification) {
        return new Bounce(
                recipient, originalRecipient, action, status, reply, remoteHost, command, permanence, classification);
    }

    /** {@return who was not reached: Final-Recipient, or the address the text names; null if none is named} */
    public @Nullable String recipient() {
        return recipient;
    }

    /** {@return the address the sender used, where it differs (RFC 3464 §2.3.1)} */
    public @Nullable String originalRecipient() {
        return originalRecipient;
    }

    /** {@return what was done; null if the report has no such field} */
    public @Nullable DeliveryAction action() {
        return action;
    }

    /** {@return the enhanced status as written, the specific one where two were; null if none was} */
    public @Nullable EnhancedStatus status() {
        return status;
    }

    /** {@return the server's reply, or without a code the words given as reason; null if there are none} */
    public @Nullable SmtpReply reply() {
        return reply;
    }

    /** {@return the host that answered, name or address} */
    public @Nullable String remoteHost() {
        return remoteHost;
    }

    /** {@return the SMTP command that was answered, {@code RCPT}, {@code DATA}…} */
    public @Nullable String command() {
        return command;
    }

    /** {@return whether trying again could help} */
    public Permanence permanence() {
        return permanence;
    }

    /** {@return why, and what to do} */
    public Classification classification() {
        return classification;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bounce that
                && Objects.equals(recipient, that.recipient)
                && Objects.equals(originalRecipient, that.originalRecipient)
                && Objects.equals(action, that.action)
                && Objects.equals(status, that.status)
                && Objects.equals(reply, that.reply)
                && Objects.equals(remoteHost, that.remoteHost)
                && Objects.equals(command, that.command)
                && Objects.equals(permanence, that.permanence)
                && Objects.equals(classification, that.classification);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                recipient, originalRecipient, action, status, reply, remoteHost, command, permanence, classification);
    }

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

    /** {@return whether the report says that trying again is pointless} */
    public boolean isPermanent() {
        return permanence.overall() == Permanence.Said.PERMANENT;
    }

    /** {@return whether the words do not say why: the cause is {@link Cause#UNKNOWN}} */
    public boolean cannotTell() {
        return cause() == Cause.UNKNOWN;
    }

    /**
     * {@return the words of the reply, its lines joined; empty if there are none} It is a stranger's text, and may contain
     * addresses.
     */
    public String diagnosticText() {
        return reply == null ? "" : reply.text();
    }

    /** One line with the local parts masked. */
    @Override
    public String toString() {
        String words = reply == null ? "" : " \"" + Masking.mask(reply.text(), recipient) + "\"";
        return Printable.line("Bounce[" + (recipient == null ? "?" : Masking.mask(recipient)) + " " + action + " "
                + status + words + " -> " + cause() + ", " + advice() + "]");
    }
}
