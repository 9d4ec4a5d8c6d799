package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking one list about one subject: exactly one of seven things. A refusal is never a listing, a failure is
 * never clean.
 *
 * <p>Sentences for people are made by {@link DnsblMessages}. Immutable.
 */
public sealed interface DnsblVerdict extends Serializable {

    /** The shortest time a verdict of a list is good for. */
    Duration MIN_TTL = Duration.ofMinutes(1);

    /** The longest time a verdict of a list is good for; lists change by the hour. */
    Duration MAX_TTL = Duration.ofHours(1);

    /**
     * One thing that an answer says.
     *
     * @param answer the A record, as text; for a bit, the bit: {@code bit 8}
     * @param effect what it does to the verdict
     * @param meaning what it says
     * @param label the list's short name for it; null if there is none
     */
    record Hit(
            String answer,
            DnsblCode.Effect effect,
            ListingMeaning meaning,
            @Nullable String label) implements Serializable {}

    /**
     * The list has the subject and holds something against it.
     *
     * @param hits what the answers say, at least one
     * @param reasons the list's own words (its TXT records), cleaned and bounded; empty if it gave none
     * @param ttl how long this is good for, between {@link #MIN_TTL} and {@link #MAX_TTL}
     */
    record Listed(List<Hit> hits, List<String> reasons, Duration ttl) implements DnsblVerdict {
        /**
         * Copies the lists.
         *
         * @param hits what the answers say, at least one
         * @param reasons the list's own words (its TXT records), cleaned and bounded; empty if it gave none
         * @param ttl how long this is good for, between {@link #MIN_TTL} and {@link #MAX_TTL}
         */
        public Listed {
            hits = List.copyOf(hits);
            reasons = List.copyOf(reasons);
        }

        /** {@return whether it is a matter of policy only, no accusation} */
        public boolean isPolicyOnly() {
            return hits.stream().noneMatch(hit -> hit.effect() == DnsblCode.Effect.BLOCK);
        }
    }

    /**
     * The list vouches for the subject. It outweighs nothing that another list says.
     *
     * @param hits what the answers say, at least one
     * @param reasons the list's own words, as in {@link Listed}
     * @param ttl how long this is good for
     */
    record Allowed(List<Hit> hits, List<String> reasons, Duration ttl) implements DnsblVerdict {
        /**
         * Copies the lists.
         *
         * @param hits what the answers say, at least one
         * @param reasons the list's own words, as in {@link Listed}
         * @param ttl how long this is good for
         */
        public Allowed {
            hits = List.copyOf(hits);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The list works and holds nothing against the subject.
     *
     * @param notes remarks that are neither for nor against; mostly empty
     * @param ttl how long this is good for
     */
    record NotListed(List<Hit> notes, Duration ttl) implements DnsblVerdict {
        /**
         * Copies the list.
         *
         * @param notes remarks that are neither for nor against; mostly empty
         * @param ttl how long this is good for
         */
        public NotListed {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The list will not answer.
     *
     * @param cause why
     * @param answer how it said so: an A record or a response code
     * @param pause how long from now it will not be asked again
     * @param asked whether it was asked now, or is being left alone since an earlier refusal
     */
    record Refused(RefusalCause cause, String answer, Duration pause, boolean asked) implements DnsblVerdict {}

    /**
     * The list failed its own test, so that nothing it says is worth anything.
     *
     * @param health what its test points answered
     */
    record Unreliable(ListHealth health) implements DnsblVerdict {}

    /**
     * Nothing is known.
     *
     * @param cause why
     * @param detail one line for a log; never holds a key
     */
    record Failed(FailureCause cause, String detail) implements DnsblVerdict {}

    /**
     * The list was not asked.
     *
     * @param reason why
     * @param detail what it is about: the name of the missing key, the list that covers this one; may be empty
     */
    record Skipped(SkipReason reason, String detail) implements DnsblVerdict {}

    /** {@return the list's own words on the subject, of {@link Listed} and {@link Allowed}; of others there are none} */
    default List<String> reasons() {
        return List.of();
    }

    /** Why nothing is known. */
    enum FailureCause {
        /** No answer in time. */
        TIMEOUT,
        /** The server failed. */
        SERVFAIL,
        /** The server will not answer us, for this list not a known way of refusing. */
        REFUSED,
        /** Another failure of the DNS; the detail names it. */
        DNS_FAILURE,
        /** An answer outside 127.0.0.0/8: a parked domain, or a resolver that rewrites answers. */
        FOREIGN_ANSWER,
        /** An answer inside 127.0.0.0/8 that this list does not give. */
        UNEXPECTED_ANSWER,
        /** The list said nothing against the subject, and its test could not be done. */
        HEALTH_UNKNOWN,
        /** The list's pace leaves no room before the deadline. */
        PACE
    }

    /** Why a list was not asked. */
    enum SkipReason {
        /** The list does not take this kind of question. */
        KIND_NOT_SERVED(false),
        /** An address that no list can know: private, loopback, link-local, documentation … (RFC 6890). */
        SPECIAL_ADDRESS(false),
        /** A name that no list can know: of a private network, like {@code mx.corp.local} (RFC 6762, RFC 8375 …). */
        SPECIAL_NAME(false),
        /** A name that is nobody's own, like {@code co.uk}. */
        PUBLIC_SUFFIX(false),
        /** The name is too long below the list's zone. */
        NAME_TOO_LONG(true),
        /** The zone needs a key and none was given. */
        NO_KEY(false),
        /** The operator wants the asker registered, and the caller has not said so. */
        NOT_REGISTERED(false),
        /** The operator forbids commercial use without an agreement. */
        COMMERCIAL_USE(false),
        /** The operator states no allowance for questions by the thousand. */
        BULK_USE(false),
        /** The questions that are free for the day are used up. */
        BUDGET_SPENT(true),
        /** Another list that is asked contains it. */
        COVERED(false),
        /** The list is dead. */
        DEAD(false),
        /** The caller's own catalogue switched it off. */
        DISABLED(false),
        /** The list cannot be asked by DNS from outside. */
        NOT_PUBLIC(false);

        private final boolean leavesGap;

        SkipReason(boolean leavesGap) {
            this.leavesGap = leavesGap;
        }

        /** {@return whether the report is incomplete for it, the list being one that would have been asked} */
        public boolean leavesGap() {
            return leavesGap;
        }
    }
}
