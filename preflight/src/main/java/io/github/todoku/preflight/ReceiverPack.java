package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver requires of senders, as published by it: rules with their dates. Immutable.
 *
 * <pre>{@code
 * for (ReceiverPack.Rule rule : ReceiverPack.find("gmail-bulk").orElseThrow().rules()) {
 *     out.println(rule.id() + " since " + rule.since());
 * }
 * }</pre>
 */
public final class ReceiverPack implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String name;
    private final boolean bulk;
    private final List<DnsName> domains;
    private final String source;
    private final LocalDate asOf;
    private final List<Rule> rules;

    ReceiverPack(
            String id,
            String name,
            boolean bulk,
            List<DnsName> domains,
            String source,
            LocalDate asOf,
            List<Rule> rules) {
        this.id = id;
        this.name = name;
        this.bulk = bulk;
        this.domains = List.copyOf(domains);
        this.source = source;
        this.asOf = asOf;
        this.rules = List.copyOf(rules);
    }

    /** {@return its stable name, for programs: {@code gmail-bulk}} */
    public String id() {
        return id;
    }

    /** {@return its name, for people} */
    public String name() {
        return name;
    }

    /** {@return whether it is for those who send a lot} */
    public boolean bulk() {
        return bulk;
    }

    /** {@return the recipient domains that it judges} */
    public List<DnsName> domains() {
        return domains;
    }

    /** {@return where it was published} */
    public String source() {
        return source;
    }

    /** {@return when that was read} */
    public LocalDate asOf() {
        return asOf;
    }

    /** {@return the rules} */
    public List<Rule> rules() {
        return rules;
    }

    private static final Set<String> PACK_FIELDS = Set.of("Pack", "Name", "Volume", "Domains", "Source", "As-of");
    private static final Set<String> RULE_FIELDS = Set.of("Rule", "Check", "Level", "Since", "Source", "As-of");

    /**
     * One rule.
     */
    public static final class Rule implements Serializable {
        private static final long serialVersionUID = 1;

        private final String id;
        private final Check check;
        private final Level level;
        private final @Nullable LocalDate since;
        private final String source;
        private final LocalDate asOf;

        Rule(String id, Check check, Level level, @Nullable LocalDate since, String source, LocalDate asOf) {
            this.id = id;
            this.check = check;
            this.level = level;
            this.since = since;
            this.source = source;
            this.asOf = asOf;
        }

        /** {@return its stable name} */
        public String id() {
            return id;
        }

        /** {@return what it looks at} */
        public Check check() {
            return check;
        }

        /** {@return how much it matters} */
        public Level level() {
            return level;
        }

        /** {@return from when on it is enforced; null if that is not known: then only from the day it was read} */
        public @Nullable LocalDate since() {
            return since;
        }

        /** {@return where this rule was published} */
        public String source() {
            return source;
        }

        /** {@return when that was read} */
        public LocalDate asOf() {
            return asOf;
        }
    }

    /** Whether a rule was in force on a day. */
    public enum InForce {
        /** It was: enforced since that day or earlier, or read by then. */
        YES,
        /** Not yet. */
        NOT_YET,
        /** Since when is not known, and it was read only later. */
        UNKNOWN
    }

    /**
     * Whether a rule of this pack was in force on a day. Where its source does not say since when, it is known to be in force
     * from the day on which it was read there, and nothing is known of the days before.
     *
     * @param rule the rule
     * @param day the day
     * @return whether it was in force, if that is known
     */
    public InForce inForce(Rule rule, LocalDate day) {
        LocalDate since = rule.since();
        if (since != null) {
            return day.isBefore(since) ? InForce.NOT_YET : InForce.YES;
        }
        return day.isBefore(rule.asOf()) ? InForce.UNKNOWN : InForce.YES;
    }

    /** How much a rule matters. */
    public enum Level {
        /** Mail may be refused without it. */
        MUST,
        /** It is asked for but not enforced. */
        ADVISED
    }

    /** What a rule looks at. */
    public enum Check {
        /** SPF or DKIM passes. */
        SPF_OR_DKIM,
        /** Both are set up. */
        SPF_AND_DKIM,
        /** There is a DMARC record. */
        DMARC,
        /** The From domain is aligned with SPF or DKIM. */
        ALIGNED,
        /** The address has a reverse name that points back. */
        REVERSE,
        /** That name does not look generated from the address. */
        REVERSE_NOT_GENERIC,
        /** DKIM keys have at least 1,024 bits. */
        DKIM_1024,
        /** The MAIL FROM domain exists. */
        DOMAIN_RESOLVES,
        /** Mail is delivered over TLS. */
        TLS,
        /** Few recipients call it spam. */
        SPAM_RATE,
        /** The message follows RFC 5322. */
        MESSAGE_FORMAT,
        /** One-click unsubscription (RFC 8058). */
        UNSUBSCRIBE,
        /** Forwarded mail is marked as such. */
        FORWARDING,
        /** From is not at gmail.com. */
        NO_GMAIL_FROM,
        /** The receiver publishes no rules. */
        NOT_PUBLISHED
    }

    /** {@return all packs, in the order of the data file} */
    public static List<ReceiverPack> shipped() {
        return Holder.SHIPPED;
    }

    /**
     * {@return the pack with this id}
     *
     * @param id {@code gmail-bulk}
     */
    public static Optional<ReceiverPack> find(String id) {
        return shipped().stream().filter(pack -> pack.id().equals(id)).findFirst();
    }

    /**
     * {@return for each receiver what it requires of those who send that much, in the order of the data file}
     *
     * @param volume how much; if that is not known, all packs
     */
    public static List<ReceiverPack> shipped(SendingVolume volume) {
        return volume == SendingVolume.UNKNOWN
                ? shipped()
                : shipped().stream()
                        .filter(pack -> of(pack.domains().get(0), volume == SendingVolume.BULK)
                                .filter(pack::equals)
                                .isPresent())
                        .toList();
    }

    /**
     * {@return the packs that judge mail to a recipient's domain, from those who send that much; empty if none is known}
     *
     * @param recipient the domain after the recipient's at sign
     * @param volume how much; if that is not known, all packs of that receiver
     */
    public static List<ReceiverPack> of(DnsName recipient, SendingVolume volume) {
        return shipped(volume).stream()
                .filter(pack -> pack.domains().contains(recipient))
                .toList();
    }

    /**
     * The pack that judges mail to a recipient's domain. The MX does not count: what Google hosts for a company is for that
     * company to accept.
     *
     * @param recipient the domain after the recipient's at sign
     * @param bulk whether to take the pack for those who send a lot; where there is none, the one for everybody counts. The
     *     one for those who send a lot never counts for others
     * @return one pack, or none
     */
    public static Optional<ReceiverPack> of(DnsName recipient, boolean bulk) {
        List<ReceiverPack> packs = shipped().stream()
                .filter(pack -> pack.domains().contains(recipient) && (bulk || !pack.bulk()))
                .toList();
        return packs.stream()
                .filter(ReceiverPack::bulk)
                .findFirst()
                .or(() -> packs.stream().findFirst());
    }

    static List<ReceiverPack> read(List<Stanza> stanzas) {
        List<ReceiverPack> packs = new ArrayList<>();
        Stanza pack = null;
        List<Rule> rules = new ArrayList<>();
        for (Stanza stanza : stanzas) {
            if (stanza.optional("Pack").isPresent()) {
                if (pack != null) {
                    packs.add(pack(pack, rules));
                }
                pack = stanza;
                rules = new ArrayList<>();
            } else if (pack == null) {
                throw stanza.wrong("a rule before any pack");
            } else {
                rules.add(rule(stanza));
            }
        }
        if (pack != null) {
            packs.add(pack(pack, rules));
        }
        return List.copyOf(packs);
    }

    private static ReceiverPack pack(Stanza stanza, List<Rule> rules) {
        stanza.allowOnly(PACK_FIELDS);
        List<DnsName> domains = new ArrayList<>();
        for (String name : stanza.required("Domains").split(" ", -1)) {
            domains.add(DnsName.parse(name).orElseThrow(() -> stanza.wrong("not a name: " + name)));
        }
        return new ReceiverPack(
                stanza.required("Pack"),
                stanza.required("Name"),
                bulk(stanza),
                domains,
                stanza.required("Source"),
                LocalDate.parse(stanza.required("As-of")),
                rules);
    }

    private static boolean bulk(Stanza stanza) {
        return switch (stanza.required("Volume")) {
            case "bulk" -> true;
            case "all" -> false;
            default -> throw stanza.wrong("not a volume: " + stanza.required("Volume"));
        };
    }

    private static Rule rule(Stanza stanza) {
        stanza.allowOnly(RULE_FIELDS);
        return new Rule(
                stanza.required("Rule"),
                stanza.constant(Check.class, stanza.required("Check")),
                stanza.constant(Level.class, stanza.required("Level")),
                stanza.optional("Since").map(LocalDate::parse).orElse(null),
                stanza.required("Source"),
                LocalDate.parse(stanza.required("As-of")));
    }

    /** Read when first used; immutable. */
    private static final class Holder {
        static final List<ReceiverPack> SHIPPED =
                read(StanzaReader.resource("receivers.txt", ReceiverPack.class.getResourceAsStream("receivers.txt")));
    }
}
