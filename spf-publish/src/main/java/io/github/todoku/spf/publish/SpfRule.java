package io.github.todoku.spf.publish;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What a report checks; {@link #id} never changes its meaning. A finding of a rule says what is wrong, that all is well
 * ({@link Severity#PASS}), or why it cannot tell ({@link Severity#CANNOT_TELL}). Faults of syntax have the kinds of
 * {@link io.github.todoku.spf.SpfFinding}.
 */
public enum SpfRule implements Finding.Kind {
    /** The domain publishes an SPF record. */
    RECORD_PUBLISHED(Needs.DNS, Severity.FAIL),
    /** Where there is no record, the name is no alias (CNAME): nothing can stand beside one (RFC 2181 §10.1). */
    DOMAIN_ALIAS(Needs.DNS, Severity.FAIL),
    /** There is one record, not more; also at the names it includes (RFC 7208 §4.5). */
    SINGLE_RECORD(Needs.TREE, Severity.FAIL),
    /** There is no text that was meant as a record but is not one, with quotes, an owner name or a form label pasted in. */
    PASTED_TEXT(Needs.TEXT, Severity.FAIL),
    /** One text holds one record, not several behind one another (RFC 7208 §4.5, §5.1). */
    ONE_RECORD_A_TEXT(Needs.TEXT, Severity.FAIL),
    /** There is no SPF text at {@code _dmarc}, and no DMARC text where SPF belongs. */
    MISPLACED_RECORD(Needs.DNS, Severity.WARN),
    /** There is nothing at the obsolete type 99 (RFC 7208 §3.1). */
    TYPE_99(Needs.DNS, Severity.WARN),
    /** There is no Sender ID record beside it; such a record is harmless, and obsolete. */
    SENDER_ID(Needs.DNS, Severity.WARN),
    /** The syntax is right, here and in everything that is included (RFC 7208 §4.6.1). */
    SYNTAX(Needs.TEXT, Severity.FAIL),
    /** Only characters that a record may have. */
    CHARACTERS(Needs.TEXT, Severity.FAIL),
    /** Domains look like domains: no scheme, no slash. */
    TARGET_NAME(Needs.TEXT, Severity.FAIL),
    /** No unknown modifier, such as {@code include=}. */
    UNKNOWN_MODIFIER(Needs.TEXT, Severity.WARN),
    /** No mechanism after {@code all}. */
    AFTER_ALL(Needs.TEXT, Severity.WARN),
    /** No {@code redirect} beside {@code all} (RFC 7208 §6.1). */
    REDIRECT_BESIDE_ALL(Needs.TEXT, Severity.WARN),
    /** The record ends in {@code all} or {@code redirect}. */
    ENDING(Needs.TEXT, Severity.WARN),
    /** Not everybody passes. */
    PASS_ALL(Needs.TEXT, Severity.FAIL),
    /** The record says something about strangers: no {@code ?all}. */
    NEUTRAL_ALL(Needs.TEXT, Severity.WARN),
    /** No network of /0 to /15; up to /8 it is a failure. */
    WIDE_NETWORK(Needs.TEXT, Severity.FAIL),
    /** No private, unique-local or otherwise special network. */
    SPECIAL_NETWORK(Needs.TEXT, Severity.WARN),
    /** No network appears twice. */
    REPEATED_NETWORK(Needs.TEXT, Severity.WARN),
    /** No network lies within another that says the same. */
    COVERED_NETWORK(Needs.TEXT, Severity.WARN),
    /** No network is decided by an earlier term that says otherwise. */
    SHADOWED_NETWORK(Needs.TEXT, Severity.WARN),
    /** No {@code ptr} (RFC 7208 §5.5). */
    PTR(Needs.TEXT, Severity.WARN),
    /** No macro that shows mail addresses to the DNS, or asks for the client's name. */
    MACRO_LEAK(Needs.TEXT, Severity.WARN),
    /** No {@code exists} of a fixed name: it matches everybody or nobody. */
    FIXED_EXISTS(Needs.TEXT, Severity.WARN),
    /** At most ten terms that ask the DNS, in the worst case (RFC 7208 §4.6.4). */
    LOOKUPS(Needs.TREE, Severity.FAIL),
    /** At most two void lookups, in the worst case (RFC 7208 §4.6.4). */
    VOID_LOOKUPS(Needs.TREE, Severity.FAIL),
    /** Every include and redirect leads to a record. */
    TARGET_RECORD(Needs.TREE, Severity.FAIL),
    /** No term leads into a domain that nobody has registered (RFC 7208 §5.2). */
    FREE_DOMAIN(Needs.TREE, Severity.FAIL),
    /** No include leads back to where it came from. */
    INCLUDE_LOOP(Needs.TREE, Severity.FAIL),
    /** No record is included twice. */
    REPEATED_INCLUDE(Needs.TREE, Severity.WARN),
    /** No {@code mx} with more than ten hosts (RFC 7208 §4.6.4). */
    MX_COUNT(Needs.TREE, Severity.FAIL),
    /** Every {@code mx} names a domain with mail hosts. */
    MX_HOSTS(Needs.TREE, Severity.WARN),
    /** Every host of {@code a} and {@code mx} has an address. */
    HOST_ADDRESS(Needs.TREE, Severity.WARN),
    /** No mail host is an alias (RFC 2181 §10.3). */
    MX_ALIAS(Needs.TREE, Severity.WARN),
    /** No {@code mx} names the hosts of a service that only forwards; told where the linter knows such services. */
    MX_FORWARDER(Needs.TREE, Severity.WARN),
    /** No {@code a} names a web server. */
    WEB_HOST(Needs.TREE, Severity.WARN),
    /** The explanation is there (RFC 7208 §6.2). */
    EXPLANATION(Needs.DNS, Severity.WARN),
    /** No string of more than 255 octets (RFC 7208 §3.3). */
    STRING_LENGTH(Needs.TEXT, Severity.WARN),
    /** No blank was lost where two strings meet (RFC 7208 §3.3). */
    STRING_JOINT(Needs.DNS, Severity.FAIL),
    /** At most 450 octets (RFC 7208 §3.4). */
    RECORD_LENGTH(Needs.TEXT, Severity.WARN),
    /** The whole TXT answer fits into a UDP answer. */
    ANSWER_SIZE(Needs.DNS, Severity.WARN),
    /** A domain that accepts no mail sends none either. */
    PARKED(Needs.DNS, Severity.WARN),
    /** The client that was named passes. */
    CLIENT(Needs.CLIENT, Severity.FAIL);

    /** What is needed to check it. */
    enum Needs {
        /** The record's text; of included records too if the DNS may be asked. */
        TEXT,
        /** The records at the domain. */
        DNS,
        /** Every record that it leads to. */
        TREE,
        /** A client. */
        CLIENT
    }

    /** Of void lookups: terms, questions, their names, and what to write where the hosts have another address. */
    private static final int VOID_DETAILS = 4;

    private final Needs needs;
    private final Severity severity;
    private final String id = "spf." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    SpfRule(Needs needs, Severity severity) {
        this.needs = needs;
        this.severity = severity;
    }

    /** {@return its name for machines: {@code spf.void-lookups}} */
    @Override
    public String id() {
        return id;
    }

    /** {@return how much it matters if the rule does not hold, unless the finding says otherwise} */
    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Optional<String> section() {
        String section = switch (this) {
            case MISPLACED_RECORD -> "§3";
            case TYPE_99 -> "§3.1";
            case STRING_LENGTH, STRING_JOINT -> "§3.3";
            case RECORD_LENGTH, ANSWER_SIZE -> "§3.4";
            case CLIENT -> "§4";
            case SYNTAX, UNKNOWN_MODIFIER -> "§4.6.1";
            case SHADOWED_NETWORK -> "§4.6.2";
            case LOOKUPS, VOID_LOOKUPS, INCLUDE_LOOP, REPEATED_INCLUDE, MX_COUNT -> "§4.6.4";
            case ENDING -> "§4.7";
            case AFTER_ALL, PASS_ALL, NEUTRAL_ALL -> "§5.1";
            case TARGET_RECORD, FREE_DOMAIN -> "§5.2";
            case HOST_ADDRESS, WEB_HOST -> "§5.3";
            case MX_HOSTS, MX_ALIAS, MX_FORWARDER -> "§5.4";
            case PTR -> "§5.5";
            case WIDE_NETWORK, SPECIAL_NETWORK, REPEATED_NETWORK, COVERED_NETWORK -> "§5.6";
            case FIXED_EXISTS -> "§5.7";
            case REDIRECT_BESIDE_ALL -> "§6.1";
            case EXPLANATION -> "§6.2";
            case TARGET_NAME -> "§7.1";
            case PARKED -> "§10.1.2";
            case MACRO_LEAK -> "§11.6";
            case CHARACTERS -> "§12";
            default -> "§4.5"; // which text is the record
        };
        return Optional.of("RFC 7208 " + section);
    }

    /**
     * {@return what is checked, as a statement that is true when all is well}
     *
     * @param locale the language; Japanese for that language, English for every other
     */
    public String title(Locale locale) {
        return Messages.in(locale).text(id + ".title");
    }

    @Override
    public String textKey(Finding finding) {
        int details = finding.details().size();
        return switch (finding.severity()) {
            case PASS -> details == 0 ? id + ".title" : id;
            case CANNOT_TELL ->
                details == 0
                        ? "spf.no-single-record"
                        : details == 1 ? "spf.not-answered" : details == 2 ? "spf.too-large" : "spf.open";
            case INFO -> this == WEB_HOST ? "spf.host-alias" : id;
            default ->
                this == TARGET_RECORD && details > 2
                        ? "spf.target-missing"
                        : this == CLIENT
                                        && details > 2
                                        && !finding.details().get(2).isEmpty()
                                ? "spf.client.problem"
                                : id;
        };
    }

    @Override
    public String adviceKey(Finding finding) {
        if (finding.severity() == Severity.PASS) {
            return "";
        }
        if (this == VOID_LOOKUPS
                && finding.details().size() == VOID_DETAILS
                && !finding.details().get(VOID_DETAILS - 1).isEmpty()) {
            return "spf.one-family";
        }
        if (this == VOID_LOOKUPS && finding.details().size() > VOID_DETAILS) {
            return id + ".advice.no-data";
        }
        if (this == MISPLACED_RECORD
                && finding.severity() != Severity.CANNOT_TELL
                && finding.details().size() > 1
                && !finding.details().get(1).startsWith("_dmarc.")) {
            return id + ".advice.spf";
        }
        if (this == PASTED_TEXT && finding.owner().startsWith("_dmarc.")) {
            return id + ".advice.dmarc";
        }
        if (this == PASTED_TEXT && finding.details().size() > 2) {
            return id + (SpfPlanFinding.isToken(finding.details().get(2)) ? ".advice.token" : ".advice.retired");
        }
        if (this == FREE_DOMAIN
                && finding.severity() == Severity.FAIL
                && finding.details().size() > 2) {
            return "spf.free-domain-of-others.advice";
        }
        return suggests() && finding.details().size() > 1 && finding.severity() != Severity.CANNOT_TELL
                ? "spf.write-instead"
                : (this == TARGET_RECORD && finding.severity() != Severity.CANNOT_TELL ? id : textKey(finding))
                        + ".advice";
    }

    @Override
    public String shown(String detail, Locale locale) {
        return Messages.shown(detail, locale);
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }

    /** Whether the second detail of its findings, if there is one, is what to write in place of the first. */
    boolean suggests() {
        return switch (this) {
            case RECORD_PUBLISHED, PASTED_TEXT, ONE_RECORD_A_TEXT, TARGET_NAME, UNKNOWN_MODIFIER, STRING_JOINT -> true;
            default -> false;
        };
    }

    Needs needs() {
        return needs;
    }

    /** Whether an answer that is missing anywhere in the tree could hide a fault of this kind. */
    boolean needsWholeTree() {
        return (needs == Needs.TREE && !tellsOfStrangers())
                || this == SYNTAX
                || this == PASS_ALL
                || this == COVERED_NETWORK;
    }

    /** Whether it is about what was seen and stands for itself, so that a gap elsewhere leaves nothing of it open. */
    private boolean tellsOfStrangers() {
        return this == MX_FORWARDER || this == WEB_HOST;
    }

    /** Whether an include or redirect that depends on the mail leaves it open. */
    boolean needsEveryTarget() {
        return this == LOOKUPS || this == VOID_LOOKUPS || this == TARGET_RECORD || this == INCLUDE_LOOP;
    }

    /** Whether it can be told without a record. */
    boolean standsWithoutRecord() {
        return switch (this) {
            case RECORD_PUBLISHED,
                    DOMAIN_ALIAS,
                    SINGLE_RECORD,
                    PASTED_TEXT,
                    ONE_RECORD_A_TEXT,
                    MISPLACED_RECORD,
                    TYPE_99,
                    SENDER_ID,
                    ANSWER_SIZE -> true;
            default -> false;
        };
    }
}
