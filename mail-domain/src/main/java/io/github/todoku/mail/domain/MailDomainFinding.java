package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What can be found in what a mail domain publishes; {@link #id} never changes its meaning. */
public enum MailDomainFinding implements Finding.Kind {
    /** The DNS gave no answer. */
    DNS_FAILED(Severity.CANNOT_TELL),
    /** The domain does not exist. */
    NO_SUCH_NAME(Severity.FAIL, "RFC 5321 §5.1"),
    /** An address lies in a range that is not public; it was not connected to. */
    SPECIAL_ADDRESS(Severity.CANNOT_TELL),

    /** Mail is taken by at least one host that has an address. */
    MX_GOOD(Severity.PASS, "RFC 5321 §5.1"),
    /** No MX: the domain's own address is used, if it has one. */
    MX_NONE(Severity.WARN, "RFC 5321 §5.1"),
    /** A null MX alone: the domain says that it takes no mail. */
    MX_NULL(Severity.INFO, "RFC 7505 §3"),
    /** A null MX beside other MX records. */
    MX_NULL_BESIDE(Severity.FAIL, "RFC 7505 §3"),
    /** An MX names an address where a host's name belongs. */
    MX_LITERAL(Severity.FAIL, "RFC 5321 §5.1"),
    /** An MX names an alias. */
    MX_CNAME(Severity.WARN, "RFC 2181 §10.3"),
    /** The alias that an MX names leads nowhere. */
    MX_CNAME_DANGLING(Severity.FAIL, "RFC 2181 §10.3"),
    /** The domain itself is an alias: its MX and its texts are those of another name. */
    DOMAIN_CNAME(Severity.WARN, "RFC 1034 §3.6.2"),
    /** An MX names a host that has no address. */
    MX_NOADDRESS(Severity.FAIL, "RFC 5321 §5.1"),
    /** An MX names a host whose addresses are all of ranges that are not public. */
    MX_PRIVATE(Severity.WARN, "RFC 1918 §3"),
    /** A host stands at two preferences. */
    MX_TWICE(Severity.INFO),
    /** An address of an MX has no reverse name, which matters only if it sends, too. */
    MX_REVERSE(Severity.INFO),
    /** More MX hosts than are looked at. */
    MX_MANY(Severity.INFO),

    /** The record is there and can be used. */
    STS_RECORD(Severity.PASS, "RFC 8461 §3.1"),
    /** No record; MTA-STS is not in use. */
    STS_RECORD_NONE(Severity.INFO, "RFC 8461 §3.1"),
    /** A policy file is served and no record announces it. */
    STS_RECORD_NONE_BESIDE_POLICY(Severity.FAIL, "RFC 8461 §3.1"),
    /** Several records: senders act as if there were none. */
    STS_RECORD_SEVERAL(Severity.FAIL, "RFC 8461 §3.1"),
    /** Another text beside the record, which senders discard. */
    STS_RECORD_OTHER(Severity.INFO, "RFC 8461 §3.1"),
    /** A record that senders cannot use. */
    STS_RECORD_SYNTAX(Severity.FAIL, "RFC 8461 §3.1"),
    /** The id is missing, or is not 1 to 32 letters and digits. */
    STS_ID(Severity.FAIL, "RFC 8461 §3.1"),
    /** The record stands where nobody looks. */
    STS_WRONG_PLACE(Severity.FAIL, "RFC 8461 §3.1"),
    /** The record is reached by an alias, as a provider's is. */
    STS_CNAME(Severity.INFO, "RFC 8461 §8.2"),
    /** The policy host has no address. */
    STS_HOST(Severity.FAIL, "RFC 8461 §3.2"),
    /** The policy file was not fetched, since nobody asked for it. */
    STS_NOT_ASKED(Severity.INFO),
    /** The policy file could not be fetched, and that may be due to this place. */
    STS_FETCH(Severity.CANNOT_TELL, "RFC 8461 §3.3"),
    /** The policy host's certificate is not valid for it. */
    STS_HTTPS(Severity.FAIL, "RFC 8461 §3.3"),
    /** The policy host answers with another status than 200. */
    STS_STATUS(Severity.FAIL, "RFC 8461 §3.3"),
    /** The policy file is not plain text. */
    STS_TYPE(Severity.WARN, "RFC 8461 §3.2"),
    /** The policy file is too large, or too slow to come. */
    STS_SIZE(Severity.FAIL, "RFC 8461 §3.3"),
    /** A line of the policy that senders ignore. */
    STS_POLICY_LINE(Severity.INFO, "RFC 8461 §3.2"),
    /** The policy has no version, or another. */
    STS_VERSION(Severity.FAIL, "RFC 8461 §3.2"),
    /** The policy has no mode, or none that is known. */
    STS_MODE(Severity.FAIL, "RFC 8461 §3.2"),
    /** The policy has no lifetime, or one out of range. */
    STS_MAX_AGE(Severity.FAIL, "RFC 8461 §3.2"),
    /** The policy lives less than a week. */
    STS_MAX_AGE_SHORT(Severity.WARN, "RFC 8461 §3.2"),
    /** The policy names no MX. */
    STS_MX_MISSING(Severity.FAIL, "RFC 8461 §3.2"),
    /** An MX that the policy does not name. */
    STS_MX_UNCOVERED(Severity.FAIL, "RFC 8461 §4.1"),
    /** A pattern that no MX matches. */
    STS_MX_IDLE(Severity.INFO, "RFC 8461 §4.1"),
    /** A pattern that is no domain name in A-labels. */
    STS_MX_ULABEL(Severity.FAIL, "RFC 8461 §3.2"),
    /** An MX does not show a certificate that the policy demands. */
    STS_MX_CERT(Severity.FAIL, "RFC 8461 §4.2"),
    /** The policy has been on trial for months. */
    STS_TESTING_LONG(Severity.INFO, "RFC 8461 §5"),
    /** MTA-STS without TLS-RPT: nobody learns of failures. */
    STS_NO_TLSRPT(Severity.WARN, "RFC 8461 §5"),
    /** The policy changed and its id did not. */
    STS_ID_STALE(Severity.WARN, "RFC 8461 §3.1"),
    /** The policy says none: MTA-STS is being left. */
    STS_REMOVE(Severity.INFO, "RFC 8461 §8.3"),
    /** The policy is there and can be used. */
    STS_POLICY(Severity.PASS, "RFC 8461 §3.2"),
    /** The DNS gave no answer about MTA-STS. */
    STS_DNSFAIL(Severity.CANNOT_TELL),

    /** The record is there and can be used. */
    TLSRPT_RECORD(Severity.PASS, "RFC 8460 §3"),
    /** No record: nobody reports TLS failures. */
    TLSRPT_NONE(Severity.INFO, "RFC 8460 §3"),
    /** Several records: senders act as if there were none. */
    TLSRPT_SEVERAL(Severity.FAIL, "RFC 8460 §3"),
    /** Another text beside the record, which senders discard. */
    TLSRPT_OTHER(Severity.INFO, "RFC 8460 §3"),
    /** The report addresses are missing, or one is none. */
    TLSRPT_RUA(Severity.FAIL, "RFC 8460 §3"),
    /** Reports would go over plain HTTP. */
    TLSRPT_HTTP(Severity.FAIL, "RFC 8460 §3"),
    /** A field that senders ignore. */
    TLSRPT_EXT(Severity.INFO, "RFC 8460 §3"),
    /** Reports go to the domain that they are about. */
    TLSRPT_LOOP(Severity.INFO, "RFC 8460 §3"),
    /** Neither MTA-STS nor DANE is in use: reports have little to tell. */
    TLSRPT_IN_USE(Severity.INFO, "RFC 8460 §4.2"),
    /** The DNS gave no answer about TLS-RPT. */
    TLSRPT_DNSFAIL(Severity.CANNOT_TELL),

    /** No MX host has a TLSA record; DANE is not in use. */
    DANE_NONE(Severity.INFO, "RFC 7672 §2.2"),
    /** A host's TLSA records can be used. */
    DANE_USABLE(Severity.PASS, "RFC 7672 §2.2"),
    /** The MX records are not signed. */
    DANE_MX_UNSIGNED(Severity.WARN, "RFC 7672 §2.2.1"),
    /** The host's address is not signed, so that nobody looks for its TLSA records. */
    DANE_HOST_UNSIGNED(Severity.WARN, "RFC 7672 §2.2.2"),
    /** The TLSA records are not signed, so that they are ignored. */
    DANE_TLSA_UNSIGNED(Severity.FAIL, "RFC 7672 §2.2.3"),
    /** The question for TLSA records fails though the zone is signed: mail waits. */
    DANE_TLSA_FAIL(Severity.FAIL, "RFC 7672 §2.1.2"),
    /** A usage that SMTP does not define. */
    DANE_USAGE(Severity.FAIL, "RFC 7672 §3.1.3"),
    /** Another form than the recommended one. */
    DANE_BEST(Severity.INFO, "RFC 7672 §3.1.1"),
    /** A record holds the whole certificate or key. */
    DANE_FULL(Severity.WARN, "RFC 7672 §3.1.2"),
    /** The chain that the server sends does not lead to the anchor. */
    DANE_TA_CHAIN(Severity.FAIL, "RFC 7672 §3.1.2"),
    /** No usable record matches what the server shows. */
    DANE_MATCH(Severity.FAIL, "RFC 7672 §3.1.1"),
    /** A record matches what the server shows. */
    DANE_MATCHED(Severity.PASS, "RFC 7672 §3.1.1"),
    /** A digest of the wrong length. */
    DANE_LEN(Severity.FAIL, "RFC 6698 §2.1.3"),
    /** One record alone, which the next key will not match. */
    DANE_ROLLOVER(Severity.INFO, "RFC 7671 §8.1"),
    /** Some MX hosts have TLSA records and some have none. */
    DANE_SOME_MX(Severity.WARN, "RFC 7672 §2.2.1"),
    /** The MX host is an alias, so that two names may hold its TLSA records. */
    DANE_CNAME(Severity.INFO, "RFC 7672 §2.2.2"),
    /** DANE beside MTA-STS: DANE goes first. */
    DANE_STS(Severity.INFO, "RFC 8461 §2"),
    /** Whether an answer was validated cannot be told by this resolver. */
    DANE_AD(Severity.CANNOT_TELL, "RFC 7672 §2.1.3"),
    /** The DNS gave no answer about DANE. */
    DANE_DNSFAIL(Severity.CANNOT_TELL),

    /** The host offers STARTTLS, and it works. */
    TLS_GOOD(Severity.PASS, "RFC 3207 §4"),
    /** The host does not offer STARTTLS. */
    TLS_NONE(Severity.WARN, "RFC 3207 §4"),
    /** The host offers STARTTLS, and it fails. */
    TLS_HANDSHAKE(Severity.FAIL, "RFC 3207 §4"),
    /** The host speaks only versions of TLS that are no longer allowed. */
    TLS_OLD(Severity.WARN, "RFC 8996"),
    /** The certificate does not name the host. */
    TLS_CERT_NAME(Severity.INFO, "RFC 8461 §4.2"),
    /** The certificate is not valid today. */
    TLS_CERT_EXPIRED(Severity.INFO, "RFC 8461 §4.2"),
    /** The certificate does not lead to an authority that is trusted. */
    TLS_CERT_CHAIN(Severity.INFO, "RFC 8461 §4.2"),
    /** The host could not be reached from here, which is no fault of the domain. */
    PORT25(Severity.CANNOT_TELL),
    /** The host put us off or hung up. */
    GREYLIST(Severity.CANNOT_TELL),

    /** The record is there and can be used. */
    BIMI_RECORD(Severity.PASS, "BIMI Assertion Record Definition"),
    /** No record: no indicator is shown. */
    BIMI_NONE(Severity.INFO, "BIMI Assertion Record Discovery"),
    /** Several records, or one with another version: no indicator is shown. */
    BIMI_VERSION(Severity.FAIL, "BIMI Assertion Record Discovery"),
    /** The place of the indicator is missing, or is no https address of an SVG. */
    BIMI_L(Severity.FAIL, "BIMI Assertion Record Definition"),
    /** The place of the evidence is no https address. */
    BIMI_A(Severity.FAIL, "BIMI Assertion Record Definition"),
    /** The domain declines to take part. */
    BIMI_DECLINED(Severity.INFO, "BIMI Declination to Publish"),
    /** A local-part selector that is none. */
    BIMI_LPS(Severity.WARN, "BIMI Assertion Record Definition"),
    /** An avatar preference that is not known. */
    BIMI_AVP(Severity.WARN, "BIMI Assertion Record Definition"),
    /** A tag that receivers ignore. */
    BIMI_UNKNOWN(Severity.INFO, "BIMI Assertion Record Definition"),
    /** The DMARC policy is too weak for BIMI. */
    BIMI_DMARC(Severity.FAIL, "BIMI Authentication Requirements"),
    /** The DMARC policy is on trial. */
    BIMI_T(Severity.WARN),
    /** The indicator is no image that receivers take. */
    BIMI_SVG(Severity.FAIL),
    /** No mark certificate: some receivers show nothing. */
    BIMI_MARK(Severity.INFO),
    /** The indicator or the evidence could not be fetched. */
    BIMI_FETCH(Severity.FAIL, "BIMI Indicator Discovery"),
    /** The mark certificate is not valid for the domain today. */
    BIMI_CERT(Severity.FAIL),
    /** The DNS gave no answer about BIMI. */
    BIMI_DNSFAIL(Severity.CANNOT_TELL);

    private final String id;
    private final Severity severity;
    private final @Nullable String section;

    MailDomainFinding(Severity severity) {
        this(severity, null);
    }

    MailDomainFinding(Severity severity, @Nullable String section) {
        this.id = "mail-domain." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.severity = severity;
        this.section = section;
    }

    Finding of(DnsName owner, String... details) {
        return Finding.of(this, owner.toString(), details);
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
        return Optional.ofNullable(section);
    }

    @Override
    public String textKey(Finding finding) { // without an MX the domain's own address takes its mail, if it has one
        return this == MX_NONE && finding.detail().isEmpty() ? id + ".nobody" : id;
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }
}
