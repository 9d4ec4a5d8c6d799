package io.github.todoku.spf.publish;

import java.util.Locale;

/** What a report looks at. The {@link #id} never changes its meaning; titles and remedies stand in the message bundles. */
public enum SpfRule {
    /** The domain publishes an SPF record. */
    RECORD_PUBLISHED(Needs.DNS),
    /** There is one record, not more; also at the names it includes (RFC 7208 §4.5). */
    SINGLE_RECORD(Needs.TREE),
    /** No text is there that was meant as a record and is none: quotes, owner name or form label pasted along. */
    PASTED_TEXT(Needs.TEXT),
    /** No SPF text stands at {@code _dmarc}, and no DMARC text where SPF belongs. */
    MISPLACED_RECORD(Needs.DNS),
    /** Nothing stands at the obsolete type 99 (RFC 7208 §3.1). */
    TYPE_99(Needs.DNS),
    /** No Sender ID record stands beside it; harmless, and obsolete. */
    SENDER_ID(Needs.DNS),
    /** The syntax is right, here and in all that is included (RFC 7208 §4.6.1). */
    SYNTAX(Needs.TEXT),
    /** Only characters that a record may have. */
    CHARACTERS(Needs.TEXT),
    /** Domains look like domains: no scheme, no slash. */
    TARGET_NAME(Needs.TEXT),
    /** No modifier that nobody knows, such as {@code include=}. */
    UNKNOWN_MODIFIER(Needs.TEXT),
    /** No mechanism behind {@code all}. */
    AFTER_ALL(Needs.TEXT),
    /** No {@code redirect} beside {@code all} (RFC 7208 §6.1). */
    REDIRECT_BESIDE_ALL(Needs.TEXT),
    /** The record ends in {@code all} or {@code redirect}. */
    ENDING(Needs.TEXT),
    /** Not everybody passes. */
    PASS_ALL(Needs.TEXT),
    /** The record says something of strangers: no {@code ?all}. */
    NEUTRAL_ALL(Needs.TEXT),
    /** No network of /0 to /8. */
    WIDE_NETWORK(Needs.TEXT),
    /** No private, unique-local or otherwise special network. */
    SPECIAL_NETWORK(Needs.TEXT),
    /** No network stands twice. */
    REPEATED_NETWORK(Needs.TEXT),
    /** No network lies within another that says the same. */
    COVERED_NETWORK(Needs.TEXT),
    /** No network is decided by an earlier term that says otherwise. */
    SHADOWED_NETWORK(Needs.TEXT),
    /** No {@code ptr} (RFC 7208 §5.5). */
    PTR(Needs.TEXT),
    /** No macro that shows mail addresses to the DNS, or asks for the client's name. */
    MACRO_LEAK(Needs.TEXT),
    /** No {@code exists} of a fixed name: it matches everybody or nobody. */
    FIXED_EXISTS(Needs.TEXT),
    /** At most ten terms that ask the DNS, in the worst case (RFC 7208 §4.6.4). */
    LOOKUPS(Needs.TREE),
    /** At most two void lookups, in the worst case (RFC 7208 §4.6.4). */
    VOID_LOOKUPS(Needs.TREE),
    /** Every include and redirect leads to a record. */
    TARGET_RECORD(Needs.TREE),
    /** No include leads back to where it came from. */
    INCLUDE_LOOP(Needs.TREE),
    /** No record is included twice. */
    REPEATED_INCLUDE(Needs.TREE),
    /** No {@code mx} with more than ten hosts (RFC 7208 §4.6.4). */
    MX_COUNT(Needs.TREE),
    /** Every {@code mx} names a domain with mail hosts. */
    MX_HOSTS(Needs.TREE),
    /** Every host of {@code a} and {@code mx} has an address. */
    HOST_ADDRESS(Needs.TREE),
    /** No mail host is an alias (RFC 2181 §10.3). */
    MX_ALIAS(Needs.TREE),
    /** The explanation is there (RFC 7208 §6.2). */
    EXPLANATION(Needs.DNS),
    /** No string of more than 255 octets (RFC 7208 §3.3). */
    STRING_LENGTH(Needs.TEXT),
    /** No blank was lost where two strings meet (RFC 7208 §3.3). */
    STRING_JOINT(Needs.DNS),
    /** At most 450 octets (RFC 7208 §3.4). */
    RECORD_LENGTH(Needs.TEXT),
    /** The whole TXT answer fits into a UDP answer. */
    ANSWER_SIZE(Needs.DNS),
    /** A domain that takes no mail sends none either. */
    PARKED(Needs.DNS),
    /** The client that was named passes. */
    CLIENT(Needs.CLIENT);

    /** What it takes to tell. */
    enum Needs {
        /** The record's text; of included records too if the DNS may be asked. */
        TEXT,
        /** The records at the domain. */
        DNS,
        /** Every record that is led to. */
        TREE,
        /** A client. */
        CLIENT
    }

    private final Needs needs;
    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    SpfRule(Needs needs) {
        this.needs = needs;
    }

    /** {@return a name for machines: {@code void-lookups}} */
    public String id() {
        return id;
    }

    /**
     * {@return what is looked at, as a statement that is true when all is well}
     *
     * @param locale the language; Japanese for that language, English for every other
     */
    public String title(Locale locale) {
        return Messages.say(locale, "lint." + id + ".title");
    }

    Needs needs() {
        return needs;
    }

    /** Whether an answer that is missing anywhere in the tree could hide a fault of this kind. */
    boolean needsWholeTree() {
        return needs == Needs.TREE || this == SYNTAX || this == PASS_ALL || this == COVERED_NETWORK;
    }

    /** Whether it can be told without a record. */
    boolean standsWithoutRecord() {
        return switch (this) {
            case RECORD_PUBLISHED, SINGLE_RECORD, PASTED_TEXT, MISPLACED_RECORD, TYPE_99, SENDER_ID, ANSWER_SIZE ->
                true;
            default -> false;
        };
    }
}
