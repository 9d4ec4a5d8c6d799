package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a list is alive, and whether it is asked when all are.
 *
 * @param state the state
 * @param reason why it is not simply active; null for active
 * @param since since when, as precisely as is known: {@code 2024-06-05}, {@code 2012}; null if unknown
 */
public record ListStatus(
        State state, @Nullable Reason reason, @Nullable String since) implements Serializable {

    /** The state. */
    public enum State {
        /** It answers, as far as is known. */
        ACTIVE,
        /** Asked only when named. */
        INACTIVE,
        /** It no longer exists; never asked. */
        DEAD,
        /** The caller's own catalogue switched it off. */
        DISABLED
    }

    /** Why. */
    public enum Reason {
        /** Whether it still answers is uncertain. */
        UNCERTAIN,
        /** How it works, or what it demands, is disputed. */
        DISPUTED,
        /** What is known of it is in doubt. */
        DOUBTFUL,
        /** Another name for a list that is in the catalogue. */
        ALIAS,
        /** Contained in another list. */
        PART_OF_ANOTHER,
        /** Not a list of good or bad senders. */
        NOT_ABOUT_SENDERS,
        /** It cannot be asked by public DNS. */
        NOT_PUBLIC,
        /** It takes hashes that this library does not make. */
        HASHES,
        /** The zone was emptied: everything looks clean. */
        EMPTIED,
        /** The zone answers for every name: everything looks listed. */
        LISTS_EVERYTHING,
        /** The domain answers for every name with an address of its new owner. */
        PARKED,
        /** Its servers do not answer. */
        SILENT,
        /** It was closed. */
        CLOSED,
        /** A reputable organisation called it a fraud. */
        FRAUD,
        /** There never was such a list. */
        NEVER_WAS;

        /**
         * {@return it in words}
         *
         * @param locale the language
         */
        public String text(Locale locale) {
            return DnsblWords.text(locale, "reason." + DnsblWords.of(this));
        }
    }
}
