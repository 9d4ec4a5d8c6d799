package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The record at {@code _smtp._tls} (RFC 8460 §3), as it was written. Unknown fields are ignored. Immutable. */
public final class TlsRptRecord implements Serializable {
    private static final long serialVersionUID = 1;

    /** How a record begins; texts that do not are no records. */
    public static final String VERSION = "v=TLSRPTv1;";

    private static final String MAILTO = "mailto:";
    private static final String HTTPS = "https://";
    private static final String HTTP = "http:";

    private final String text;
    private final List<String> rua;
    private final List<Finding> findings;

    private TlsRptRecord(String text, List<String> rua, List<Finding> findings) {
        this.text = text;
        this.rua = List.copyOf(rua);
        this.findings = List.copyOf(findings);
    }

    /**
     * {@return the record that a text is}
     *
     * @param text a TXT record, joined
     */
    public static TlsRptRecord parse(String text) {
        List<Finding> findings = new ArrayList<>();
        String addresses = null;
        int at = text.startsWith(VERSION) ? VERSION.length() : 0;
        while (at <= text.length()) {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            String field = text.substring(at, end).strip();
            if (field.startsWith("rua=") && addresses == null) {
                addresses = field.substring("rua=".length());
            } else if (!field.isEmpty()) {
                findings.add(Finding.of(MailDomainFinding.TLSRPT_EXT, "", field).at(at, end));
            }
            at = end + 1;
        }
        List<String> rua = new ArrayList<>();
        List<Finding> bad = new ArrayList<>();
        for (String each : addresses == null ? new String[0] : addresses.split(",", -1)) {
            String uri = each.strip();
            Optional<Finding> fault = fault(uri);
            fault.ifPresent(bad::add);
            if (fault.isEmpty()) {
                rua.add(uri);
            }
        }
        if (rua.isEmpty() && bad.isEmpty()) {
            bad.add(Finding.of(MailDomainFinding.TLSRPT_RUA, "", ""));
        }
        bad.forEach(each -> findings.add(rua.isEmpty() ? each : each.withSeverity(Severity.WARN)));
        return new TlsRptRecord(text, rua, findings);
    }

    private static Optional<Finding> fault(String uri) {
        String plain = uri.toLowerCase(Locale.ROOT);
        if (plain.startsWith(HTTP)) {
            return Optional.of(Finding.of(MailDomainFinding.TLSRPT_HTTP, "", uri));
        }
        boolean encoded = uri.indexOf('!') < 0 && uri.indexOf(' ') < 0;
        boolean good = encoded && (plain.startsWith(HTTPS) ? plain.length() > HTTPS.length() : isMailbox(plain));
        return good ? Optional.empty() : Optional.of(Finding.of(MailDomainFinding.TLSRPT_RUA, "", uri));
    }

    private static boolean isMailbox(String uri) {
        return uri.startsWith(MAILTO) && host(uri).isPresent() && uri.indexOf('@') > MAILTO.length();
    }

    /** The domain of a mailbox. */
    private static Optional<DnsName> host(String uri) {
        int question = uri.indexOf('?');
        String mailbox = question < 0 ? uri : uri.substring(0, question);
        int at = mailbox.lastIndexOf('@');
        return at < 0
                ? Optional.empty()
                : DnsName.parse(mailbox.substring(at + 1)).filter(name -> !name.isRoot());
    }

    /** {@return the record as written} */
    public String text() {
        return text;
    }

    /** {@return where reports go: {@code mailto:} and {@code https:} addresses that can be used} */
    public List<String> rua() {
        return rua;
    }

    /** {@return whether senders use it} */
    public boolean isValid() {
        return text.startsWith(VERSION) && !rua.isEmpty();
    }

    /** Whether every report goes by mail to a domain or below it. */
    boolean isAllWithin(DnsName domain) {
        return !rua.isEmpty()
                && rua.stream()
                        .allMatch(uri -> uri.toLowerCase(Locale.ROOT).startsWith(MAILTO)
                                && host(uri)
                                        .filter(name -> name.isWithin(domain))
                                        .isPresent());
    }

    /** {@return what is wrong in it; the owner is empty} */
    public List<Finding> findings() {
        return findings;
    }

    /** The record as written, safe for a log. */
    @Override
    public String toString() {
        return Printable.octets(text);
    }
}
