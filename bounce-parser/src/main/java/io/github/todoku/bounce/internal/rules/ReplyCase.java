package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.SmtpReply;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to be classified: the words and what is known around them.
 *
 * @param reply the words, with the code and the status they bear
 * @param status the status that stands elsewhere, as in a Status field; null if none does
 * @param remoteHost the host that said it; null if unknown
 * @param recipient the address it is about; null if unknown
 * @param command the SMTP command it answers; null if unknown
 * @param place where the words stood
 * @param background whether they are the report's whole text, which may name causes that are not this one's
 */
public record ReplyCase(
        SmtpReply reply,
        @Nullable EnhancedStatus status,
        @Nullable String remoteHost,
        @Nullable String recipient,
        @Nullable String command,
        Evidence.Place place,
        boolean background) {

    /** The recipient's domain in lower case; empty if there is none. */
    String recipientDomain() {
        int at = recipient == null ? -1 : recipient.lastIndexOf('@');
        return recipient == null || at < 0 ? "" : recipient.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
