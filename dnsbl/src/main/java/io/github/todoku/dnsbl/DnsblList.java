package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One DNS list as the catalogue knows it: how to ask it, how to read it, what it takes, how to leave it. Immutable.
 *
 * @param zone the zone, in lower case; {@code <key>} stands for the caller's key: {@code <key>.zen.dq.spamhaus.net}
 * @param name what people call it
 * @param operator who runs it; null if nobody in particular
 * @param kind whether it accuses, vouches, both or neither
 * @param serves what it may be asked about
 * @param asks for domains: the whole host name, or the registrable domain
 * @param reading how its answers read
 * @param codes what it answers, the first that fits an answer counts
 * @param refusals how it says that it will not answer
 * @param tests how it shows that it works
 * @param terms what the operator allows
 * @param removal how to leave it
 * @param weight how much a listing matters
 * @param reputation what is to be known of the list itself
 * @param status whether it lives
 * @param partOf zones that contain all this one has, the widest first; it is not asked beside them
 * @param keyedTwin the zone with the same data for those who have a key; null if there is none
 * @param byDefault whether it is in the small set that is asked when the caller names none
 * @param named words by which mail servers name it in their replies: host names, in lower case
 * @param examples answers and how they must read
 * @param provenance where all this is from
 */
public record DnsblList(
        String zone,
        String name,
        @Nullable String operator,
        Kind kind,
        Set<SubjectKind> serves,
        Asks asks,
        Reading reading,
        List<DnsblCode> codes,
        List<RefusalCode> refusals,
        List<TestPoint> tests,
        UseTerms terms,
        RemovalPath removal,
        Weight weight,
        Set<Reputation> reputation,
        ListStatus status,
        List<String> partOf,
        @Nullable String keyedTwin,
        boolean byDefault,
        Set<String> named,
        List<Example> examples,
        Provenance provenance)
        implements Serializable {

    /** Where the key stands in a zone that needs one. */
    static final String KEY_LABEL = "<key>";

    /**
     * Copies the collections.
     *
     * @param zone the zone, in lower case; {@code <key>} stands for the caller's key: {@code <key>.zen.dq.spamhaus.net}
     * @param name what people call it
     * @param operator who runs it; null if nobody in particular
     * @param kind whether it accuses, vouches, both or neither
     * @param serves what it may be asked about
     * @param asks for domains: the whole host name, or the registrable domain
     * @param reading how its answers read
     * @param codes what it answers, the first that fits an answer counts
     * @param refusals how it says that it will not answer
     * @param tests how it shows that it works
     * @param terms what the operator allows
     * @param removal how to leave it
     * @param weight how much a listing matters
     * @param reputation what is to be known of the list itself
     * @param status whether it lives
     * @param partOf zones that contain all this one has, the widest first; it is not asked beside them
     * @param keyedTwin the zone with the same data for those who have a key; null if there is none
     * @param byDefault whether it is in the small set that is asked when the caller names none
     * @param named words by which mail servers name it in their replies: host names, in lower case
     * @param examples answers and how they must read
     * @param provenance where all this is from
     */
    public DnsblList {
        serves = inOrder(serves);
        codes = List.copyOf(codes);
        refusals = List.copyOf(refusals);
        tests = List.copyOf(tests);
        reputation = inOrder(reputation);
        partOf = List.copyOf(partOf);
        named = inOrder(named);
        examples = List.copyOf(examples);
    }

    /** A copy that keeps its order, so that what is rendered from it is the same each time. */
    private static <T> Set<T> inOrder(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    /** Whether it accuses or vouches. */
    public enum Kind {
        /** A block list. */
        BLOCK,
        /** An allow list. */
        ALLOW,
        /** Both, by code. */
        MIXED,
        /** Facts, neither for nor against. */
        INFO
    }

    /** Which name of a domain is asked about. */
    public enum Asks {
        /** The whole host name. */
        HOST,
        /** The registrable domain above it: {@code example.com} for {@code www.example.com}. */
        REGISTRABLE_DOMAIN
    }

    /** How answers read. */
    public enum Reading {
        /** Each whole A record is a code. */
        EXACT,
        /** The last octet is a sum of bits. */
        BITMASK,
        /** Octets carry a category and a grade. */
        PATTERN,
        /** The last octet is a number. */
        NUMBER
    }

    /** How much a listing matters to mail. */
    public enum Weight {
        /** Many receivers reject by it. */
        HIGH,
        /** Some reject, many count it. */
        MEDIUM,
        /** Few look at it. */
        LOW,
        /** A policy, not an accusation. */
        POLICY,
        /** For information. */
        INFO
    }

    /** What is to be known of the list itself. */
    public enum Reputation {
        /** It sells faster removal; payment is never needed to get out. */
        SELLS_REMOVAL,
        /** It lists addresses for what their neighbours do. */
        LISTS_NEIGHBOURS,
        /** Its operator says: count it, do not reject by it. */
        FOR_SCORING_ONLY,
        /** It is made for something other than mail. */
        NOT_MADE_FOR_MAIL,
        /** Entries are paid for. */
        PAID_ENTRIES,
        /** It once listed everything after its domain had lapsed. */
        ONCE_LISTED_EVERYTHING,
        /** Meant for mail without a sender only. */
        FOR_NULL_SENDER_ONLY,
        /** Under suspicion of answering "trusted" to askers over its limit. */
        LIES_WHEN_OVER_LIMIT
    }

    /**
     * An answer and how it must read; every entry of the catalogue is held to its own.
     *
     * @param answers A records, as text
     * @param expected the verdict and its meanings: {@code listed exploited-host}
     */
    public record Example(List<String> answers, String expected) implements Serializable {
        /**
         * Copies the list.
         *
         * @param answers A records, as text
         * @param expected the verdict and its meanings: {@code listed exploited-host}
         */
        public Example {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Where an entry is from.
     *
     * @param source who says so
     * @param checked when that was read, as a date
     * @param doubt what is not certain; null if nothing is
     */
    public record Provenance(
            String source, String checked, @Nullable String doubt) implements Serializable {}

    /** {@return whether the zone needs a key} */
    public boolean needsKey() {
        return zone.contains(KEY_LABEL);
    }

    /** {@return whether it is asked when the caller asks for all} */
    public boolean isActive() {
        return status.state() == ListStatus.State.ACTIVE;
    }

    /** The zone's name with the key in its place; empty if it is no name. */
    Optional<DnsName> zoneWith(String key) {
        return DnsName.parse(zone.replace(KEY_LABEL, key));
    }

    /** {@code Spamhaus ZEN (zen.spamhaus.org)}. */
    @Override
    public String toString() {
        return name + " (" + zone + ")";
    }
}
