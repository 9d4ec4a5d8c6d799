package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import io.github.todoku.words.Sentences;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One recipient that a report names: why the mail was not delivered there, and whether and when it can be sent there again.
 * Immutable; {@code toString} masks the address.
 */
public final class Recipient implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable String address;
    private final String cause;
    private final Cause bounceCause;
    private final Advice advice;
    private final @Nullable Again again;
    private final @Nullable Instant notBefore;

    Recipient(
            @Nullable String address,
            String cause,
            Cause bounceCause,
            Advice advice,
            @Nullable Again again,
            @Nullable Instant notBefore) {
        this.address = address;
        this.cause = cause;
        this.bounceCause = bounceCause;
        this.advice = advice;
        this.again = again;
        this.notBefore = notBefore;
    }

    /** {@return the address as the report has it, whole; null if it names none} */
    public @Nullable String address() {
        return address;
    }

    /** {@return the id of the decision row; {@link Case#CANNOT_TELL} when no row is sure} */
    public String cause() {
        return cause;
    }

    /** {@return what the receiver's words alone say} */
    public Cause bounceCause() {
        return bounceCause;
    }

    /** {@return what the receiver's words alone suggest: all there is where {@code again} is null} */
    public Advice advice() {
        return advice;
    }

    /** {@return whether and when to send again; null when no row is sure} */
    public @Nullable Again again() {
        return again;
    }

    /**
     * {@return where that waits for a record, SPF's or DMARC's: until when caches may still give today's answer; sending
     * earlier proves nothing, even if the record is published at once. Where it is later, or left to the queue: the end of
     * the wait that the receiver asked for, counted from the examination. Null where neither is known}
     */
    public @Nullable Instant notBefore() {
        return notBefore;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recipient that
                && Objects.equals(address, that.address)
                && cause.equals(that.cause)
                && bounceCause.equals(that.bounceCause)
                && advice.equals(that.advice)
                && Objects.equals(again, that.again)
                && Objects.equals(notBefore, that.notBefore);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, cause, bounceCause, advice, again, notBefore);
    }

    /**
     * Whether and when to send to it again, as a phrase.
     *
     * @param locale the language: English or Japanese
     * @return whether and when to send to it again, as a phrase
     */
    public String text(Locale locale) {
        String when = Again.phrase(again, locale);
        if (notBefore == null) {
            return when;
        }
        Sentences words = Messages.in(locale);
        return words.text("again.not-before", when, Messages.time(notBefore));
    }

    /**
     * The address as it may be shown.
     *
     * @param showAddresses whether to show it whole; otherwise its local part is masked
     * @return the address; null if the report names none
     */
    public @Nullable String shown(boolean showAddresses) {
        return address == null || showAddresses ? address : Masking.maskAddress(address);
    }

    @Override
    public String toString() {
        return "Recipient[" + Printable.line(String.valueOf(shown(false))) + ", " + cause + ", " + again + ", "
                + notBefore + "]";
    }
}
