package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One DNS list as the catalogue knows it: how to ask it, how to read its answers, what its operator allows, how to be
 * removed from it. Immutable.
 */
public final class DnsblList extends Value {
    private static final long serialVersionUID = 1;

    /** Where the key stands in a zone that needs one. */
    static final String KEY_LABEL = "<key>";

    /** Never changed once the list is made. */
    private final ListDraft is;

    DnsblList(ListDraft draft) {
        is = new ListDraft(draft);
    }

    /** A draft of a list that differs from this one. */
    ListDraft draft() {
        return new ListDraft(is);
    }

    /** Whether it accuses or vouches. */
    public enum Kind {
        /** A block list. */
        BLOCK,
        /** An allow list. */
        ALLOW,
        /** Both, depending on the code. */
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

    /** How answers are to be read. */
    public enum Reading {
        /** Each A record as a whole is a code. */
        EXACT,
        /** The last octet is a sum of bits. */
        BITMASK,
        /** The octets carry a category and a grade. */
        PATTERN,
        /** The last octet is a number. */
        NUMBER
    }

    /** How much a listing matters to mail. */
    public enum Weight {
        /** Many receivers reject mail because of it. */
        HIGH,
        /** Some receivers reject mail because of it, many score by it. */
        MEDIUM,
        /** Few receivers look at it. */
        LOW,
        /** A policy, not an accusation. */
        POLICY,
        /** For information. */
        INFO;

        /**
         * {@return how much a listing matters: {@code many receivers reject mail because of it}}
         *
         * @param locale the language
         */
        public String text(Locale locale) {
            return DnsblWords.text(locale, "weight." + DnsblWords.of(this));
        }
    }

    /** What is worth knowing of the list itself. */
    public enum Reputation {
        /** It sells faster removal; nobody has to pay to be removed. */
        SELLS_REMOVAL,
        /** It lists addresses for what their neighbours do. */
        LISTS_NEIGHBOURS,
        /** Its operator advises to score by it, not to reject. */
        FOR_SCORING_ONLY,
        /** It is made for something other than mail. */
        NOT_MADE_FOR_MAIL,
        /** Entries are paid for. */
        PAID_ENTRIES,
        /** It once listed everything, after its domain had lapsed. */
        ONCE_LISTED_EVERYTHING,
        /** Meant only for mail with an empty return path. */
        FOR_NULL_SENDER_ONLY,
        /** Suspected of answering "trusted" to those who exceed its limit. */
        LIES_WHEN_OVER_LIMIT;

        /**
         * {@return it as a sentence}
         *
         * @param locale the language
         */
        public String text(Locale locale) {
            return DnsblWords.text(locale, "reputation." + DnsblWords.of(this));
        }
    }

    /**
     * An answer and how it must be read; every entry of the catalogue is tested against its own.
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
     * Where an entry comes from.
     *
     * @param source who says so
     * @param checked when that was read, as a date
     * @param doubt what is not certain; null if nothing is
     */
    public record Provenance(
            String source, String checked, @Nullable String doubt) implements Serializable {}

    /** {@return the zone, in lower case; {@code <key>} stands for the caller's key: {@code <key>.zen.dq.spamhaus.net}} */
    public String zone() {
        return is.zone;
    }

    /** {@return what people call it} */
    public String name() {
        return is.name;
    }

    /** {@return who runs it, where that is known} */
    public Optional<String> operator() {
        return Optional.ofNullable(is.operator);
    }

    /** {@return whether it accuses, vouches, both or neither} */
    public Kind kind() {
        return is.kind;
    }

    /** {@return what it may be asked about} */
    public Set<SubjectKind> serves() {
        return is.serves;
    }

    /** {@return for domains: whether it takes the whole host name or the registrable domain} */
    public Asks asks() {
        return is.asks;
    }

    /** {@return how its answers are to be read} */
    public Reading reading() {
        return is.reading;
    }

    /** {@return what it answers; the first code that fits an answer counts} */
    public List<DnsblCode> codes() {
        return is.codes;
    }

    /** {@return how it says that it will not answer} */
    public List<RefusalCode> refusals() {
        return is.refusals;
    }

    /** {@return how it shows that it works} */
    public List<TestPoint> tests() {
        return is.tests;
    }

    /** {@return what the operator allows} */
    public UseTerms terms() {
        return is.terms;
    }

    /** {@return how to be removed from it} */
    public RemovalPath removal() {
        return is.removal;
    }

    /** {@return how much a listing matters} */
    public Weight weight() {
        return is.weight;
    }

    /** {@return what is worth knowing of the list itself} */
    public Set<Reputation> reputation() {
        return is.reputation;
    }

    /** {@return whether it is alive} */
    public ListStatus status() {
        return is.status;
    }

    /** {@return zones that contain all that this one has, the widest first; it is not asked beside them} */
    public List<String> partOf() {
        return is.partOf;
    }

    /** {@return the zone with the same data for those who have a key, where there is one} */
    public Optional<String> keyedTwin() {
        return Optional.ofNullable(is.keyedTwin);
    }

    /** {@return whether it is in the small set that is asked when the caller names none} */
    public boolean isDefault() {
        return is.byDefault;
    }

    /** {@return host names, in lower case, by which mail servers refer to it in their replies} */
    public Set<String> named() {
        return is.named;
    }

    /** {@return answers and how they must be read} */
    public List<Example> examples() {
        return is.examples;
    }

    /** {@return where all this comes from} */
    public Provenance provenance() {
        return is.provenance;
    }

    /** {@return whether the zone needs a key} */
    public boolean needsKey() {
        return is.zone.contains(KEY_LABEL);
    }

    /** {@return whether it is asked when the caller asks for all} */
    public boolean isActive() {
        return is.status.state() == ListStatus.State.ACTIVE;
    }

    /** {@return whether it no longer exists} */
    public boolean isDead() {
        return is.status.state() == ListStatus.State.DEAD;
    }

    /** The zone's name with the key in its place; empty if it is not a name. */
    Optional<DnsName> zoneWith(String key) {
        return DnsName.parse(is.zone.replace(KEY_LABEL, key));
    }

    @Override
    List<@Nullable Object> parts() {
        return Arrays.asList(
                is.zone,
                is.name,
                is.operator,
                is.kind,
                is.serves,
                is.asks,
                is.reading,
                is.codes,
                is.refusals,
                is.tests,
                is.terms,
                is.removal,
                is.weight,
                is.reputation,
                is.status,
                is.partOf,
                is.keyedTwin,
                is.byDefault,
                is.named,
                is.examples,
                is.provenance);
    }

    /** {@code Spamhaus ZEN (zen.spamhaus.org)}. */
    @Override
    public String toString() {
        return is.name + " (" + is.zone + ")";
    }
}
