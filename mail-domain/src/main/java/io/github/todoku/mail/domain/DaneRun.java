package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the TLSA records of each MX host in the order of RFC 7672 §2.2: MX, addresses, alias, TLSA. */
final class DaneRun {
    private final MxReport mx;
    private final Questions questions;
    private final boolean trusted;

    DaneRun(MxReport mx, Questions questions, boolean trusted) {
        this.mx = mx;
        this.questions = questions;
        this.trusted = trusted;
    }

    /** A host, the answer for its TLSA records, and the name they were found at. */
    private record Asked(MxHost host, Dnssec addresses, DnsName base, DnsAnswer tlsa) {}

    CompletableFuture<DaneReport> start() {
        if (mx.state() == MxReport.State.CANNOT_TELL) {
            Finding unknown = MailDomainFinding.DANE_DNSFAIL.of(mx.domain(), mx.domain() + " MX");
            return CompletableFuture.completedFuture(
                    new DaneReport(new Told(mx.domain(), List.of(unknown), questions.gaps()), List.of()));
        }
        List<MxHost> hosts =
                mx.hosts().stream().filter(host -> !host.addresses().isEmpty()).toList();
        return Questions.all(hosts.stream().map(this::ask).toList()).thenApply(this::report);
    }

    /**
     * The base is what an alias leads to where all of it is secure, and the name itself where there is nothing at that, or
     * where only the alias is secure (§2.2.2).
     */
    private CompletableFuture<Asked> ask(MxHost host) {
        Dnssec addresses = host.dnssec();
        if (host.aliases().isEmpty()) {
            return tlsa(host, addresses, host.name());
        }
        DnsName target = host.aliases().get(host.aliases().size() - 1);
        if (addresses != Dnssec.INSECURE) {
            return tlsa(host, addresses, target)
                    .thenCompose(found -> found.tlsa() instanceof DnsAnswer.Empty
                            ? tlsa(host, addresses, host.name())
                            : CompletableFuture.completedFuture(found));
        }
        return questions
                .ask(host.name(), RecordType.CNAME)
                .thenCompose(alias -> tlsa(host, Dnssec.of(alias, trusted), host.name()));
    }

    private CompletableFuture<Asked> tlsa(MxHost host, Dnssec addresses, DnsName base) {
        return questions
                .ask(DaneHost.PREFIX.below(base), base, RecordType.TLSA)
                .thenApply(answer -> new Asked(host, addresses, base, answer));
    }

    private DaneReport report(List<Asked> all) {
        List<DaneHost> hosts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Asked each : all) {
            boolean failed = each.tlsa().isFailure();
            List<DnsRecord.Tlsa> records = failed ? List.of() : each.tlsa().records(DnsRecord.Tlsa.class);
            DaneHost host = new DaneHost(
                    each.host().name(),
                    each.base(),
                    records,
                    each.addresses(),
                    Dnssec.of(each.tlsa(), trusted),
                    failed);
            hosts.add(host);
            findings.addAll(
                    TlsaFindings.of(host, each.tlsa(), !each.host().aliases().isEmpty()));
        }
        findings.addAll(TlsaFindings.together(mx, hosts));
        return new DaneReport(new Told(mx.domain(), findings, questions.gaps()), hosts);
    }
}
