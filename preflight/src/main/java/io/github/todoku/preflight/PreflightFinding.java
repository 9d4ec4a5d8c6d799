package io.github.todoku.preflight;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The result of one check of a preflight. A check may give a kind a severity other than its own. */
public enum PreflightFinding implements Finding.Kind {
    /** The DNS did not answer. */
    NO_ANSWER(Severity.CANNOT_TELL),
    /** There is a record; whether it lets a sender pass shows only once a sender is named. */
    RECORD_NO_SENDER(Severity.CANNOT_TELL),
    /** The SPF record lets nobody send. */
    LETS_NOBODY(Severity.FAIL),
    /** There is no SPF record. */
    NO_RECORD(Severity.FAIL),
    /** There are several SPF records. */
    TWO_RECORDS(Severity.FAIL),
    /** The SPF record contains a mistake. */
    BROKEN(Severity.FAIL),
    /** The SPF record needs more lookups than are allowed. */
    TOO_MANY_LOOKUPS(Severity.FAIL),
    /** The record is too large to be followed to its end. */
    TOO_LARGE(Severity.CANNOT_TELL),
    /** A service is in the record. */
    INCLUDED(Severity.PASS),
    /** A service is not in the record. */
    MISSING(Severity.FAIL),
    /** Only some addresses of a service pass. */
    PARTLY(Severity.FAIL),
    /** A service sends with a MAIL FROM domain of its own. */
    OWN_DOMAIN(Severity.PASS),
    /** A service needs a bounce subdomain that was not named. */
    BOUNCE_DOMAIN(Severity.CANNOT_TELL),
    /** What a service needs differs for each customer. */
    PER_CUSTOMER(Severity.CANNOT_TELL),
    /** MAIL FROM is aligned with From. */
    ALIGNED(Severity.PASS),
    /** MAIL FROM is not aligned with From. */
    NOT_ALIGNED(Severity.FAIL),
    /** A service uses the From domain as MAIL FROM. */
    SERVICE_ALIGNED(Severity.PASS),
    /** A service can be aligned after a step in the account. */
    SERVICE_ALIGNED_WITH_SETUP(Severity.WARN),
    /** SPF can never align a service; DKIM can. */
    SERVICE_NOT_ALIGNED(Severity.WARN),
    /** Whether a service is aligned is not known. */
    SERVICE_ALIGNED_UNKNOWN(Severity.CANNOT_TELL),
    /** The addresses of a service are its own responsibility. */
    SERVICE_OWN(Severity.CANNOT_TELL),
    /** What SPF says of an address. */
    SPF(Severity.PASS),
    /** SPF must pass before it can be aligned. */
    SPF_FIRST(Severity.FAIL),
    /** The reverse name points back. */
    REVERSE(Severity.PASS),
    /** The reverse name points back but looks generated. */
    REVERSE_GENERIC(Severity.WARN),
    /** There is no reverse name. */
    REVERSE_NONE(Severity.FAIL),
    /** The reverse name does not point back. */
    REVERSE_NOT_CONFIRMED(Severity.FAIL),
    /** The address is on a block list. */
    LISTED(Severity.FAIL),
    /** The address is on no block list. */
    NOT_LISTED(Severity.PASS),
    /** As {@link #NOT_LISTED}, of one of many: some lists were not asked, since their operators do not say that many may be. */
    LISTS_LEFT_OUT(Severity.PASS),
    /** Some block lists gave no usable answer. */
    LISTS_INCOMPLETE(Severity.CANNOT_TELL),
    /** As {@link #LISTS_INCOMPLETE}, of one of many: some lists were not asked, since their operators do not say that many may be. */
    LISTS_INCOMPLETE_AND_LEFT_OUT(Severity.CANNOT_TELL),
    /** No block list could be asked. */
    LISTS_NOT_ASKED(Severity.CANNOT_TELL),
    /** A private address, which no list contains. */
    PRIVATE_ADDRESS(Severity.CANNOT_TELL),
    /** No sender is named. */
    NO_SENDER(Severity.CANNOT_TELL),
    /** No address is named. */
    NO_ADDRESS(Severity.CANNOT_TELL),
    /** The domain exists. */
    RESOLVES(Severity.PASS),
    /** The domain does not exist. */
    NO_SUCH_NAME(Severity.FAIL),
    /** The domain has neither an MX record nor an address. */
    NO_HOST(Severity.WARN),
    /** The domain says that it accepts no mail. */
    NULL_MX(Severity.WARN),
    /** Without a selector it is not known whether DKIM is set up. */
    DKIM_SELECTOR_UNKNOWN(Severity.CANNOT_TELL),
    /** There is a usable DKIM key. */
    DKIM(Severity.PASS),
    /** The DKIM key works but could be better. */
    DKIM_WEAK(Severity.WARN),
    /** A selector has no usable key. */
    DKIM_FAILS(Severity.FAIL),
    /** DKIM is not set up. */
    NO_DKIM(Severity.FAIL),
    /** A DKIM key is too short. */
    KEY_TOO_SHORT(Severity.FAIL),
    /** No DKIM key that was seen is too short. */
    KEY_LONG_ENOUGH(Severity.PASS),
    /** There is no key that a rule about keys could apply to. */
    NO_KEY("not-for.no-key"),
    /** There is a DMARC record. */
    DMARC(Severity.PASS),
    /** There is a DMARC record that deserves a look. */
    DMARC_COULD_BE_BETTER(Severity.WARN),
    /** The policy is to reject, and no DKIM key stands: what is forwarded is refused. */
    REJECT_WITH_SPF_ALONE(Severity.WARN),
    /** There is no DMARC record. */
    NO_DMARC(Severity.FAIL),
    /** There are several DMARC records. */
    DMARC_SEVERAL(Severity.FAIL),
    /** The DMARC record contains a mistake. */
    DMARC_BROKEN(Severity.FAIL),
    /** It passes by DKIM where the mail is signed. */
    PASSES_IF_SIGNED(Severity.WARN),
    /** It is aligned by DKIM where the mail is signed. */
    ALIGNED_IF_SIGNED(Severity.WARN),
    /** A rule was not yet in force on the day that counts. */
    NOT_YET_IN_FORCE("not-then.not-yet"),
    /** Whether a rule was in force on the day that counts is not known. */
    IN_FORCE_UNKNOWN("not-then.unknown"),
    /** The log of the sending server shows it, not the DNS. */
    TLS("not-in-dns.tls"),
    /** The receiver's postmaster tools show it, not the DNS. */
    SPAM_RATE("not-in-dns.spam-rate"),
    /** The message shows it, not the DNS. */
    MESSAGE_FORMAT("not-in-dns.message-format"),
    /** The message shows it, not the DNS. */
    UNSUBSCRIBE("not-in-dns.unsubscribe"),
    /** The forwarder's mail shows it, not the DNS. */
    FORWARDING("not-in-dns.forwarding"),
    /** No published rules of the receiver were found. */
    NOT_PUBLISHED("not-in-dns.not-published"),
    /** The message can be unsubscribed from by one click. */
    ONE_CLICK(Severity.PASS),
    /** The message offers no way to unsubscribe. */
    ONE_CLICK_NONE(Severity.FAIL),
    /** One of the two fields of one-click unsubscription is missing, or stands there more than once. */
    ONE_CLICK_FIELDS(Severity.FAIL),
    /** The way to unsubscribe is no https address. */
    ONE_CLICK_HTTPS(Severity.FAIL),
    /** The second field says something else than it must. */
    ONE_CLICK_POST(Severity.FAIL),
    /** No DKIM signature covers both fields. */
    ONE_CLICK_UNSIGNED(Severity.FAIL),
    /** The header has the fields that it must have, and each once. */
    FIELDS(Severity.PASS),
    /** A field that every message must have is missing. */
    FIELD_MISSING(Severity.FAIL),
    /** A field that may stand once is there more often. */
    FIELD_TWICE(Severity.FAIL),
    /** There is no Message-ID, which every message should have. */
    NO_MESSAGE_ID(Severity.WARN),
    /** The message came over TLS. */
    TLS_USED(Severity.PASS),
    /** The message came without TLS. */
    TLS_NOT_USED(Severity.FAIL),
    /** From is at Gmail, and the sender is not Gmail. */
    GMAIL_FROM(Severity.FAIL),
    /** From is not at Gmail. */
    NOT_GMAIL_FROM(Severity.PASS),
    /** An include whose record lets nobody send. */
    IDLE_EMPTY(Severity.WARN),
    /** An include that appears twice. */
    IDLE_TWICE(Severity.WARN),
    /** An include of a service that has a MAIL FROM domain of its own. */
    IDLE_NONE(Severity.WARN),
    /** An include of a service whose MAIL FROM domain is the bounce subdomain. */
    IDLE_BOUNCE_DOMAIN(Severity.WARN),
    /** An include of a service that is not among those named. */
    IDLE_NOT_NAMED(Severity.WARN);

    /** What all ids of this module begin with. */
    static final String PREFIX = "preflight.";

    private final String id;
    private final Severity severity;
    private final boolean weighs;

    PreflightFinding(Severity severity) {
        this.id = PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.severity = severity;
        this.weighs = true;
    }

    /** A kind that can never be checked here, and so carries no weight. */
    PreflightFinding(String name) {
        this.id = PREFIX + name;
        this.severity = Severity.CANNOT_TELL;
        this.weighs = false;
    }

    /**
     * {@return whether it counts for the verdict} What the DNS can never show does not, nor a rule that was not in
     * force.
     */
    public boolean weighs() {
        return weighs;
    }

    Finding of(Object owner, Object... details) {
        return Finding.of(
                this,
                String.valueOf(owner),
                Arrays.stream(details).map(String::valueOf).toArray(String[]::new));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Optional<String> section() {
        return Optional.ofNullable(
                switch (this) {
                    case REJECT_WITH_SPF_ALONE -> "RFC 9989 §7.4";
                    case ONE_CLICK, ONE_CLICK_NONE, ONE_CLICK_FIELDS, ONE_CLICK_HTTPS, ONE_CLICK_POST ->
                        "RFC 8058 §3.1";
                    case ONE_CLICK_UNSIGNED -> "RFC 8058 §4";
                    case FIELDS, FIELD_MISSING, FIELD_TWICE -> "RFC 5322 §3.6";
                    case NO_MESSAGE_ID -> "RFC 5322 §3.6.4";
                    case TLS_USED, TLS_NOT_USED -> "RFC 3848";
                    default -> null;
                });
    }

    @Override
    public String textKey(Finding finding) { // SPF says why where it ends in an error
        return this == SPF && finding.details().size() > 1 ? id + ".because" : id;
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }
}
