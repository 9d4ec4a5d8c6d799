package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges TLSA records: each host's alone, all hosts together, and against a certificate that was seen. */
final class TlsaFindings {
    private TlsaFindings() {}

    static List<Finding> of(DaneHost host, DnsAnswer answer, boolean alias) {
        if (answer instanceof DnsAnswer.TempFail failed) {
            return List.of(failure(host, failed));
        }
        if (host.records().isEmpty()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        if (alias) {
            found.add(MailDomainFinding.DANE_CNAME.of(
                    host.owner(), host.host().toString(), host.base().toString()));
        }
        found.addAll(security(host));
        found.addAll(records(host));
        return found;
    }

    /** Only of a signed zone can one say that mail waits: for an unsigned one senders do not ask (§2.2.2). */
    private static Finding failure(DaneHost host, DnsAnswer.TempFail failed) {
        boolean server = failed.reason() == DnsAnswer.Reason.SERVFAIL
                || failed.reason() == DnsAnswer.Reason.REFUSED
                || failed.reason() == DnsAnswer.Reason.OTHER_RCODE;
        String why = failed.reason().toString();
        return server && host.addressDnssec() == Dnssec.SECURE
                ? MailDomainFinding.DANE_TLSA_FAIL.of(host.owner(), host.host().toString(), why)
                : MailDomainFinding.DANE_DNSFAIL.of(host.owner(), failed.question() + ": " + why);
    }

    private static List<Finding> security(DaneHost host) {
        String name = host.host().toString();
        if (host.addressDnssec() == Dnssec.UNKNOWN || host.tlsaDnssec() == Dnssec.UNKNOWN) {
            return List.of(MailDomainFinding.DANE_AD.of(host.owner(), name));
        }
        if (host.addressDnssec() == Dnssec.INSECURE) {
            return List.of(MailDomainFinding.DANE_HOST_UNSIGNED.of(host.owner(), name));
        }
        return host.tlsaDnssec() == Dnssec.INSECURE
                ? List.of(MailDomainFinding.DANE_TLSA_UNSIGNED.of(host.owner(), name))
                : List.of();
    }

    private static List<Finding> records(DaneHost host) {
        List<Finding> found = new ArrayList<>();
        List<DnsRecord.Tlsa> usable = host.usable();
        for (DnsRecord.Tlsa each : host.records()) {
            String text = each.toText();
            if (each.usage() != Tlsas.DANE_TA && each.usage() != Tlsas.DANE_EE) {
                Finding usage = MailDomainFinding.DANE_USAGE.of(host.owner(), text, String.valueOf(each.usage()));
                found.add(usable.isEmpty() ? usage : usage.withSeverity(Severity.WARN));
            } else if (!Tlsas.isOfRightLength(each)) {
                found.add(MailDomainFinding.DANE_LEN.of(
                        host.owner(), text, String.valueOf(each.data().length() / 2)));
            } else if (each.matchingType() == Tlsas.FULL) {
                found.add(MailDomainFinding.DANE_FULL.of(host.owner(), text));
            }
        }
        if (usable.isEmpty()) {
            return found;
        }
        found.add(
                0,
                MailDomainFinding.DANE_USABLE.of(host.owner(), host.host().toString(), String.valueOf(usable.size())));
        if (usable.stream().noneMatch(Tlsas::isBest)) {
            found.add(MailDomainFinding.DANE_BEST.of(host.owner(), usable.get(0).toText()));
        }
        if (usable.size() == 1 && usable.get(0).usage() == Tlsas.DANE_EE) {
            Finding alone = MailDomainFinding.DANE_ROLLOVER.of(
                    host.owner(), usable.get(0).toText());
            // a record of the whole certificate outlives no renewal, not even one that keeps the key
            found.add(usable.get(0).selector() == Tlsas.CERTIFICATE ? alone.withSeverity(Severity.WARN) : alone);
        }
        return found;
    }

    static List<Finding> together(MxReport mx, List<DaneHost> hosts) {
        List<Finding> found = new ArrayList<>();
        DnsName domain = mx.domain();
        List<MxHost> unknown = mx.hosts().stream().filter(MxHost::cannotTell).toList();
        unknown.forEach(host -> found.add(MailDomainFinding.DANE_DNSFAIL.of(
                host.name(), host.name() + " " + RecordType.A + ", " + RecordType.AAAA)));
        List<String> with = names(hosts, true);
        List<String> without = names(hosts, false);
        if (with.isEmpty()) {
            if (unknown.isEmpty() && !hosts.isEmpty() && hosts.stream().noneMatch(DaneHost::cannotTell)) {
                found.add(MailDomainFinding.DANE_NONE.of(domain));
            }
            return found;
        }
        if (!without.isEmpty()) {
            found.add(MailDomainFinding.DANE_SOME_MX.of(domain, String.join(", ", with), String.join(", ", without)));
        }
        if (mx.dnssec() == Dnssec.INSECURE) {
            found.add(MailDomainFinding.DANE_MX_UNSIGNED.of(domain));
        }
        return found;
    }

    private static List<String> names(List<DaneHost> hosts, boolean published) {
        return hosts.stream()
                .filter(host -> !host.cannotTell() && host.records().isEmpty() != published)
                .map(host -> host.host().toString())
                .toList();
    }

    /** The records of a host against the chain that it showed (§3.1, §3.2). */
    static Optional<Finding> against(DaneHost host, DnsName domain, List<X509Certificate> chain, Instant at) {
        List<DnsRecord.Tlsa> usable = host.usable();
        if (usable.isEmpty() || chain.isEmpty()) {
            return Optional.empty();
        }
        List<DnsName> names = List.of(host.base(), host.host(), domain);
        if (usable.stream().anyMatch(record -> Tlsas.matches(record, chain, names, at))) {
            return Optional.of(
                    MailDomainFinding.DANE_MATCHED.of(host.owner(), host.host().toString()));
        }
        boolean onlyAnchors = usable.stream().allMatch(record -> record.usage() == Tlsas.DANE_TA);
        MailDomainFinding kind = onlyAnchors ? MailDomainFinding.DANE_TA_CHAIN : MailDomainFinding.DANE_MATCH;
        String key = Tlsas.data(chain.get(0), Tlsas.PUBLIC_KEY, Tlsas.SHA_256);
        Finding finding = kind.of(host.owner(), host.host().toString());
        Finding mended = key == null ? finding : finding.withChange(next(host, key));
        boolean ignored = host.addressDnssec() == Dnssec.INSECURE || host.tlsaDnssec() == Dnssec.INSECURE;
        return Optional.of(ignored ? mended.withSeverity(Severity.WARN) : mended);
    }

    /** The record of the key that is in use, beside those that are published: they may be the next key's. */
    private static RecordChange next(DaneHost host, String key) {
        return RecordChange.of(host.owner(), RecordType.TLSA, List.of(), "3 1 1 " + key);
    }
}
