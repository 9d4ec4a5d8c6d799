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
 */
public record Complaint(
        @Nullable String feedbackType,
        @Nullable String userAgent,
        @Nullable InetAddress sourceAddress,
        @Nullable String originalMailFrom,
        @Nullable String originalRecipient)
        implements Serializable {

    /** With addresses masked. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask("Complaint[" + feedbackType + ", from " + originalMailFrom + " to "
                + originalRecipient + ", source " + sourceAddress + ", " + userAgent + "]"));
    }
}
