package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a feedback report says (RFC 5965 §3); null where it does not. Immutable; {@code toString} masks addresses. */
public final class Complaint implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable String feedbackType;
    private final @Nullable String userAgent;
    private final @Nullable InetAddress sourceAddress;
    private final @Nullable String originalMailFrom;
    private final @Nullable String originalRecipient;
    private final @Nullable String recipient;
    private final @Nullable String reportedDomain;
    private final @Nullable String arrivalDate;
    private final @Nullable Long incidents;
    private final @Nullable AuthFailure authFailure;

    private Complaint(
            @Nullable String feedbackType,
            @Nullable String userAgent,
            @Nullable InetAddress sourceAddress,
            @Nullable String originalMailFrom,
            @Nullable String originalRecipient,
            @Nullable String recipient,
            @Nullable String reportedDomain,
            @Nullable String arrivalDate,
            @Nullable Long incidents,
            @Nullable AuthFailure authFailure) {
        this.feedbackType = feedbackType;
        this.userAgent = userAgent;
        this.sourceAddress = sourceAddress;
        this.originalMailFrom = originalMailFrom;
        this.originalRecipient = originalRecipient;
        this.recipient = recipient;
        this.reportedDomain = reportedDomain;
        this.arrivalDate = arrivalDate;
        this.incidents = incidents;
        this.authFailure = authFailure;
    }

    /**
     * {@return such a value; made by the library}
     *
     * @param feedbackType {@code abuse}, {@code opt-out}, {@code auth-failure} and so on, in lower case
     * @param userAgent the program that wrote the report
     * @param sourceAddress where the mail came from (Source-IP)
     * @param originalMailFrom the mail's envelope sender
     * @param originalRecipient the reader who complained (Original-Rcpt-To), often hidden
     */
    public static Complaint of(
            @Nullable String feedbackType,
            @Nullable String userAgent,
            @Nullable InetAddress sourceAddress,
            @Nullable String originalMailFrom,
            @Nullable String originalRecipient) {
        return of(feedbackType, userAgent, sourceAddress, originalMailFrom, originalRecipient, null, null, null, null);
    }

    /**
     * {@return such a value with all that a failure report says (RFC 6591 §3); made by the library}
     *
     * @param feedbackType {@code abuse}, {@code opt-out}, {@code auth-failure} and so on, in lower case
     * @param userAgent the program that wrote the report
     * @param sourceAddress where the mail came from (Source-IP)
     * @param originalMailFrom the mail's envelope sender
     * @param originalRecipient the reader who complained (Original-Rcpt-To), often hidden
     * @param reportedDomain whose mail it is said to be (Reported-Domain), in lower case
     * @param arrivalDate when the mail came (Arrival-Date, Received-Date), as written
     * @param incidents how many such mails this report stands for; null if it does not say
     * @param authFailure how the mail failed authentication; null if the report is not about that
     */
    public static Complaint of(
            @Nullable String feedbackType,
            @Nullable String userAgent,
            @Nullable InetAddress sourceAddress,
            @Nullable String originalMailFrom,
            @Nullable String originalRecipient,
            @Nullable String reportedDomain,
            @Nullable String arrivalDate,
            @Nullable Long incidents,
            @Nullable AuthFailure authFailure) {
        return new Complaint(
                feedbackType,
                userAgent,
                sourceAddress,
                originalMailFrom,
                originalRecipient,
                originalRecipient,
                reportedDomain,
                arrivalDate,
                incidents,
                authFailure);
    }

    /**
     * {@return the same about the reader as the sender knows him}
     *
     * @param subscriber the address that the sender wrote to
     */
    public Complaint forwardedFrom(String subscriber) {
        return new Complaint(
                feedbackType,
                userAgent,
                sourceAddress,
                originalMailFrom,
                originalRecipient,
                subscriber,
                reportedDomain,
                arrivalDate,
                incidents,
                authFailure);
    }

    /** {@return {@code abuse}, {@code opt-out}, {@code auth-failure} and so on, in lower case} */
    public @Nullable String feedbackType() {
        return feedbackType;
    }

    /** {@return the program that wrote the report} */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /** {@return where the mail came from (Source-IP)} */
    public @Nullable InetAddress sourceAddress() {
        return sourceAddress;
    }

    /** {@return the mail's envelope sender} */
    public @Nullable String originalMailFrom() {
        return originalMailFrom;
    }

    /** {@return the reader who complained (Original-Rcpt-To), often hidden} */
    public @Nullable String originalRecipient() {
        return originalRecipient;
    }

    /** {@return the reader as the sender knows him: by a {@link VerpPattern}, else {@link #originalRecipient()}} */
    public @Nullable String recipient() {
        return recipient;
    }

    /** {@return whose mail it is said to be (Reported-Domain), in lower case} */
    public @Nullable String reportedDomain() {
        return reportedDomain;
    }

    /** {@return when the mail came (Arrival-Date, Received-Date), as written} */
    public @Nullable String arrivalDate() {
        return arrivalDate;
    }

    /** {@return how many such mails this report stands for; null if it does not say} */
    public @Nullable Long incidents() {
        return incidents;
    }

    /** {@return how the mail failed authentication; null if the report is not about that} */
    public @Nullable AuthFailure authFailure() {
        return authFailure;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Complaint that
                && Objects.equals(feedbackType, that.feedbackType)
                && Objects.equals(userAgent, that.userAgent)
                && Objects.equals(sourceAddress, that.sourceAddress)
                && Objects.equals(originalMailFrom, that.originalMailFrom)
                && Objects.equals(originalRecipient, that.originalRecipient)
                && Objects.equals(recipient, that.recipient)
                && Objects.equals(reportedDomain, that.reportedDomain)
                && Objects.equals(arrivalDate, that.arrivalDate)
                && Objects.equals(incidents, that.incidents)
                && Objects.equals(authFailure, that.authFailure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                feedbackType,
                userAgent,
                sourceAddress,
                originalMailFrom,
                originalRecipient,
                recipient,
                reportedDomain,
                arrivalDate,
                incidents,
                authFailure);
    }

    /** With addresses masked. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask("Complaint[" + feedbackType + ", from " + originalMailFrom + " to "
                + originalRecipient + ", of " + recipient + ", source " + sourceAddress + ", " + userAgent + ", "
                + reportedDomain + ", " + arrivalDate + ", " + incidents + ", " + authFailure + "]"));
    }
}
