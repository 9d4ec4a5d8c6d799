package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about one recipient. Immutable; {@code toString} masks addresses.
 */
public final class Bounce implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable String recipient;
    private final @Nullable String originalRecipient;
    private final @Nullable String forwardedTo;
    private final @Nullable DeliveryAction action;
    private final @Nullable EnhancedStatus status;
    private final @Nullable SmtpReply reply;
    private final @Nullable String remoteHost;
    private final @Nullable String command;
    private final @Nullable Instant lastAttempt;
    private final Permanence permanence;
    private final Classification classification;

    private Bounce(
            @Nullable String recipient,
            @Nullable String originalRecipient,
            @Nullable String forwardedTo,
            @Nullable DeliveryAction action,
            @Nullable EnhancedStatus status,
            @Nullable SmtpReply reply,
            @Nullable String remoteHost,
            @Nullable String command,
            @Nullable Instant lastAttempt,
            Permanence permanence,
            Classification classification) {
        this.recipient = recipient;
        this.originalRecipient = originalRecipient;
        this.forwardedTo = forwardedTo;
        this.action = action;
        this.status = status;
        this.reply = reply;
        this.remoteHost = remoteHost;
        this.command = command;
        this.lastAttempt = lastAttempt;
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
        return of(
                recipient,
                originalRecipient,
                null,
                action,
                status,
                reply,
                remoteHost,
                command,
                null,
                permanence,
                classification);
    }

    /**
     * {@return such a value; made by the library}
     *
     * @param recipient who was not reached, as the sender knows him
     * @param originalRecipient the address the sender used, where it differs (RFC 3464 §2.3.1)
     * @param forwardedTo the address that failed, where {@code recipient} only leads to it
     * @param action what was done; null if the report has no such field
     * @param status the enhanced status as written, the specific one where two were; null if none was
     * @param reply the server's reply, or without a code the words given as reason; null if there are none
     * @param remoteHost the host that answered, name or address
     * @param command the SMTP command that was answered, {@code RCPT}, {@code DATA}…
     * @param lastAttempt when delivery was last tried; null if the report does not say
     * @param permanence whether trying again could help
     * @param classification why, and what to do
     */
    public static Bounce of(
            @Nullable String recipient,
            @Nullable String originalRecipient,
            @Nullable String forwardedTo,
            @Nullable DeliveryAction action,
            @Nullable EnhancedStatus status,
            @Nullable SmtpReply reply,
            @Nullable String remoteHost,
            @Nullable String command,
            @Nullable Instant lastAttempt,
            Permanence permanence,
            Classification classification) {
        return new Bounce(
                recipient,
                originalRecipient,
                forwardedTo,
                action,
                status,
                reply,
                remoteHost,
                command,
                lastAttempt,
                permanence,
                classification);
    }

    /**
     * {@return the same with other advice}
     *
     * @param advice what to do
     */
    public Bounce withAdvice(Advice advice) {
        return with(
                recipient,
                forwardedTo,
                new Classification(
                        classification.cause(),
                        advice,
                        classification.details(),
                        classification.evidence(),
                        classification.facts()));
    }

    /**
     * {@return the same, told of the address that the sender wrote to; the one that failed stands beside it}
     *
     * @param subscriber the address that the sender wrote to
     */
    public Bounce forwardedFrom(String subscriber) {
        return subscriber.equalsIgnoreCase(recipient) ? this : with(subscriber, recipient, classification);
    }

    private Bounce with(@Nullable String to, @Nullable String through, Classification why) {
        return new Bounce(
                to,
                originalRecipient,
                through,
                action,
                status,
                reply,
                remoteHost,
                command,
                lastAttempt,
                permanence,
                why);
    }

    /**
     * {@return who was not reached: Final-Recipient, or the address the text names, or with a {@link VerpPattern} always the address
     * that the sender wrote to; null if none is named}
     */
    public @Nullable String recipient() {
        return recipient;
    }

    /** {@return the address the sender used, where it differs (RFC 3464 §2.3.1)} */
    public @Nullable String originalRecipient() {
        return originalRecipient;
    }

    /**
     * {@return the address that failed, where a {@link VerpPattern} shows that the sender wrote to another one, {@link #recipient()},
     * which only leads to it; else null}
     */
    public @Nullable String forwardedTo() {
        return forwardedTo;
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

    /** {@return when delivery was last tried (Last-Attempt-Date, RFC 3464 §2.3.7); null if the report does not say} */
    public @Nullable Instant lastAttempt() {
        return lastAttempt;
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
                && Objects.equals(forwardedTo, that.forwardedTo)
                && Objects.equals(action, that.action)
                && Objects.equals(status, that.status)
                && Objects.equals(reply, that.reply)
                && Objects.equals(remoteHost, that.remoteHost)
                && Objects.equals(command, that.command)
                && Objects.equals(lastAttempt, that.lastAttempt)
                && Objects.equals(permanence, that.permanence)
                && Objects.equals(classification, that.classification);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                recipient,
                originalRecipient,
                forwardedTo,
                action,
                status,
                reply,
                remoteHost,
                command,
                lastAttempt,
                permanence,
                classification);
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
        String words =
                reply == null ? "" : " \"" + Masking.mask(Masking.mask(reply.text(), recipient), forwardedTo) + "\"";
        String through = forwardedTo == null ? "" : " -> " + Masking.mask(forwardedTo);
        return Printable.line("Bounce[" + (recipient == null ? "?" : Masking.mask(recipient)) + through + " " + action
                + " " + status + words + " -> " + cause() + ", " + advice() + "]");
    }
}
