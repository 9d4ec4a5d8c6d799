package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Looks at the hosts of one domain, each at its first address that answers, and judges what they show. */
final class StartTlsRun {
    private final MxReport mx;
    private final Questions questions;
    private final MxProbe probe;
    private final Instant at;

    /** The last look at each address that was begun: the next one to it waits. */
    private final Map<InetAddress, CompletableFuture<MxProbeResult>> last = new HashMap<>();

    StartTlsRun(MxReport mx, Questions questions, MxProbe probe, Instant at) {
        this.mx = mx;
        this.questions = questions;
        this.probe = probe;
        this.at = at;
    }

    CompletableFuture<StartTlsReport> start() {
        List<MxHost> hosts =
                mx.hosts().stream().filter(host -> !host.addresses().isEmpty()).toList();
        List<CompletableFuture<MxProbeResult>> looks =
                hosts.stream().map(host -> look(host, 0)).toList();
        return Questions.all(looks).thenApply(results -> {
            Map<DnsName, MxProbeResult> seen = new LinkedHashMap<>();
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                DnsName host = hosts.get(i).name();
                seen.put(host, results.get(i));
                findings.addAll(judge(host, results.get(i)));
            }
            if (mx.state() == MxReport.State.CANNOT_TELL) {
                findings.addAll(mx.findings());
            }
            return new StartTlsReport(new Told(mx.domain(), findings, questions.gaps()), seen);
        });
    }

    private CompletableFuture<MxProbeResult> look(MxHost host, int index) {
        InetAddress address = host.addresses().get(index);
        CompletableFuture<MxProbeResult> look;
        synchronized (last) {
            CompletableFuture<MxProbeResult> before = last.get(address);
            look = before == null
                    ? errand(host.name(), address)
                    : before.thenCompose(done -> errand(host.name(), address));
            last.put(address, look);
        }
        return look.thenCompose(result -> {
            boolean unreached = result.outcome() == MxProbeResult.Outcome.UNREACHABLE
                    || result.outcome() == MxProbeResult.Outcome.SPECIAL_ADDRESS;
            return unreached && index + 1 < host.addresses().size()
                    ? look(host, index + 1)
                    : CompletableFuture.completedFuture(result);
        });
    }

    private CompletableFuture<MxProbeResult> errand(DnsName host, InetAddress address) {
        return questions.errand(
                () -> probe.probe(new MxProbe.Target(host, address), questions.deadline()),
                why -> MxProbeResult.without(MxProbeResult.Outcome.UNREACHABLE, why));
    }

    private List<Finding> judge(DnsName host, MxProbeResult result) {
        String detail = result.detail();
        return switch (result.outcome()) {
            case TLS -> certificate(host, result);
            case NO_STARTTLS -> List.of(MailDomainFinding.TLS_NONE.of(host));
            case TLS_FAILED -> List.of(MailDomainFinding.TLS_HANDSHAKE.of(host, detail));
            case TLS_OLD -> List.of(MailDomainFinding.TLS_OLD.of(host, detail));
            case UNREACHABLE -> List.of(MailDomainFinding.PORT25.of(host, detail));
            case PUT_OFF -> List.of(MailDomainFinding.GREYLIST.of(host, detail));
            case SPECIAL_ADDRESS -> List.of(MailDomainFinding.SPECIAL_ADDRESS.of(host, detail));
        };
    }

    private List<Finding> certificate(DnsName host, MxProbeResult result) {
        List<Finding> found = new ArrayList<>();
        found.add(MailDomainFinding.TLS_GOOD.of(host, result.protocol()));
        if (result.protocol().equals("TLSv1") || result.protocol().equals("TLSv1.1")) {
            found.add(MailDomainFinding.TLS_OLD.of(host, result.protocol()));
        }
        if (result.chain().isEmpty()) {
            return found;
        }
        X509Certificate leaf = result.chain().get(0);
        if (!CertificateNames.match(leaf, host)) {
            found.add(MailDomainFinding.TLS_CERT_NAME.of(host, String.join(", ", CertificateNames.of(leaf))));
        }
        boolean expired = at.isAfter(leaf.getNotAfter().toInstant())
                || at.isBefore(leaf.getNotBefore().toInstant());
        if (expired) {
            found.add(MailDomainFinding.TLS_CERT_EXPIRED.of(
                    host, leaf.getNotAfter().toInstant().toString()));
        } else if (!result.isTrusted()) {
            found.add(MailDomainFinding.TLS_CERT_CHAIN.of(host, result.detail()));
        }
        return found;
    }

    /** What keeps a certificate from being valid in the sense of RFC 8461 §4.2. */
    static boolean isOfTheCertificate(Finding finding) {
        Collection<MailDomainFinding> kinds = List.of(
                MailDomainFinding.TLS_CERT_NAME, MailDomainFinding.TLS_CERT_EXPIRED, MailDomainFinding.TLS_CERT_CHAIN);
        return finding.kind() instanceof MailDomainFinding kind && kinds.contains(kind);
    }
}
