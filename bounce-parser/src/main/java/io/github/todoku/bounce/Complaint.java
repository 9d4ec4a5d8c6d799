package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a feedback report says (RFC 5965 §3); null where it does not. Immutable.
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
public record Complaint(
        @Nullable String feedbackType,
        @Nullable String userAgent,
        @Nullable InetAddress sourceAddress,
        @Nullable String originalMailFrom,
        @Nullable String originalRecipient,
        @Nullable String reportedDomain,
        @Nullable String arrivalDate,
        @Nullable Long incidents,
        @Nullable AuthFailure authFailure)
        implements Serializable {

    /**
     * A complaint about a mail of which no more is told.
     *
     * @param feedbackType {@code abuse}, {@code opt-out} and so on, in lower case
     * @param userAgent the program that wrote the report
     * @param sourceAddress where the mail came from
     * @param originalMailFrom the mail's envelope sender
     * @param originalRecipient the reader who complained
     */
    public Complaint(
            @Nullable String feedbackType,
            @Nullable String userAgent,
            @Nullable InetAddress sourceAddress,
            @Nullable String originalMailFrom,
            @Nullable String originalRecipient) {
        this(feedbackType, userAgent, sourceAddress, originalMailFrom, originalRecipient, null, null, null, null);
    }

    /** With addresses masked. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask("Complaint[" + feedbackType + ", from " + originalMailFrom + " to "
                + originalRecipient + ", source " + sourceAddress + ", " + userAgent + ", " + reportedDomain + ", "
                + arrivalDate + ", " + incidents + ", " + authFailure + "]"));
    }
}
