package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Masking;
import io.github.todoku.senders.internal.Wording;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One recipient that a report names: why the mail was not delivered there, and whether and when it may be sent there again.
 * Immutable; {@code toString} masks the address.
 *
 * @param address the address as the report has it, whole; null if it names none
 * @param cause the id of the decision row; {@link Case#CANNOT_TELL} when no row is sure
 * @param bounceCause what the receiver's words alone say
 * @param advice what the receiver's words alone advise: all there is where {@code again} is null
 * @param again whether and when to send again; null when no row is sure
 * @param notBefore where that waits for a record, SPF's or DMARC's: until when caches may still give the answer of today;
 *     sending earlier proves nothing, even if the record is published at once. Where it is later, or left to the queue: the end of the
 *     wait that the receiver asked for, counted from the examination. Null where neither is known
 */
public record Recipient(
        @Nullable String address,
        String cause,
        Cause bounceCause,
        Advice advice,
        @Nullable Again again,
        @Nullable Instant notBefore)
        implements Serializable {

    /**
     * Whether and when to send to it again, as a phrase.
     *
     * @param locale the language: English or Japanese
     * @return whether and when to send to it again, as a phrase
     */
    public String when(Locale locale) {
        String when = Again.phrase(again, locale);
        if (notBefore == null) {
            return when;
        }
        Wording words = Messages.in(locale);
        return words.text("again.not-before", when, words.time(notBefore));
    }

    /**
     * The address as it may be shown.
     *
     * @param showAddresses whether it stands whole; otherwise its local part is masked
     * @return the address; null if the report names none
     */
    public @Nullable String shown(boolean showAddresses) {
        return address == null || showAddresses ? address : Masking.maskAddress(address);
    }

    @Override
    public String toString() {
        return "Recipient[" + shown(false) + ", " + cause + ", " + again + ", " + notBefore + "]";
    }
}
