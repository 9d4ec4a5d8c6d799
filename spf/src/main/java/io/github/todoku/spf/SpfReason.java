package io.github.todoku.spf;

import java.util.Locale;

/** Why a term matched or did not; {@link #id} never changes its meaning, {@link #text} says it in words. */
public enum SpfReason {
    /** {@code all} matches every client. */
    EVERY_CLIENT(Outcome.MATCH),
    /** The client is in the network. */
    IN_NETWORK(Outcome.MATCH),
    /** The client is not in the network. */
    NOT_IN_NETWORK(Outcome.NO_MATCH),
    /** The network is of the other address family. */
    OTHER_FAMILY(Outcome.NO_MATCH),
    /** The name has the client's address. */
    ADDRESS_MATCHES(Outcome.MATCH),
    /** The name has addresses, but the client's is not among them. */
    OTHER_ADDRESSES(Outcome.NO_MATCH),
    /** The name has no address of the client's family. */
    NO_ADDRESS(Outcome.NO_MATCH),
    /** A mail host has the client's address. */
    MX_MATCHES(Outcome.MATCH),
    /** No mail host has the client's address. */
    OTHER_MX(Outcome.NO_MATCH),
    /** The name has no mail hosts. */
    NO_MX(Outcome.NO_MATCH),
    /** The name says that it accepts no mail (RFC 7505). */
    NULL_MX(Outcome.NO_MATCH),
    /** A name of the client that points back lies within the domain. */
    VALIDATED_NAME(Outcome.MATCH),
    /** No name of the client within the domain points back. */
    NO_VALIDATED_NAME(Outcome.NO_MATCH),
    /** The client's address has no name. */
    NO_PTR(Outcome.NO_MATCH),
    /** The client's names could not be looked up. */
    PTR_FAILED(Outcome.NO_MATCH),
    /** The name has an A record. */
    EXISTS(Outcome.MATCH),
    /** The name has no A record. */
    DOES_NOT_EXIST(Outcome.NO_MATCH),
    /** The included record passes the client. */
    INCLUDED_PASS(Outcome.MATCH),
    /** The included record does not pass the client. */
    INCLUDED_NO_PASS(Outcome.NO_MATCH),
    /** The domain-spec expanded to something that is not a name (RFC 7208 §4.8). */
    TARGET_MALFORMED(Outcome.NO_MATCH),
    /** The term uses a local-part or HELO name that cannot be part of a name (RFC 8616 §4). */
    VALUE_UNUSABLE(Outcome.NO_MATCH),
    /** Nothing matched: the check went on with another record. */
    REDIRECTED(Outcome.MODIFIER),
    /** The domain explains the fail. */
    EXPLAINED(Outcome.MODIFIER),
    /** The explanation could not be fetched; the verdict is the same without it. */
    NOT_EXPLAINED(Outcome.MODIFIER),
    /** The check ended here; the step's problem says why. */
    STOPPED(Outcome.ERROR);

    private final Outcome outcome;
    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    SpfReason(Outcome outcome) {
        this.outcome = outcome;
    }

    /** {@return what it means for the term} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return a name for machines: {@code in-network}} */
    public String id() {
        return id;
    }

    /**
     * {@return the sentence for people; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        return Messages.in(locale).text("reason." + id);
    }

    boolean matches() {
        return outcome == Outcome.MATCH;
    }

    /** The outcome of a term (RFC 7208 §4.6.2). */
    public enum Outcome {
        /** It matched: its qualifier is the verdict. */
        MATCH,
        /** It did not match: the next one is tried. */
        NO_MATCH,
        /** It is a modifier that was used. */
        MODIFIER,
        /** It ended the check. */
        ERROR
    }
}
