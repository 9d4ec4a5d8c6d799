package io.github.todoku.preflight.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.client.AuthoritativeReport.ServerAnswer;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfRecord;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a domain's own name servers say one by one, as far as mail minds: who asks one of them gets its answer and no other's. */
final class NameServerFindings {
    private final DnsName domain;
    private final AuthoritativeReport mx;
    private final AuthoritativeReport txt;
    private final List<Finding> findings = new ArrayList<>();

    /** {@code mx} and {@code txt} are the answers of the same servers to both questions. */
    NameServerFindings(DnsName domain, AuthoritativeReport mx, AuthoritativeReport txt) {
        this.domain = domain;
        this.mx = mx;
        this.txt = txt;
    }

    List<Finding> judge() {
        DnsName zone = mx.zone();
        if (zone == null || mx.authoritative().isEmpty()) {
            return List.of(DomainPageFinding.ZONE_CANNOT_TELL.of(domain));
        }
        disagreement("MX", mx, NameServerFindings::mxRecords);
        disagreement("SPF", txt, NameServerFindings::spfRecords);
        Set<DnsName> both = hostsOf(txt.authoritative());
        both.retainAll(hostsOf(mx.authoritative()));
        if (findings.isEmpty() && !both.isEmpty()) {
            findings.add(DomainPageFinding.ZONE_GOOD.of(zone, String.valueOf(both.size())));
        }
        hostsOf(mx.authoritative()).stream()
                .filter(host -> !both.contains(host))
                .forEach(host -> findings.add(DomainPageFinding.ZONE_NO_TXT.of(zone, host)));
        serials(zone);
        if (mx.hosts().size() == 1) {
            findings.add(DomainPageFinding.ZONE_ONE_SERVER.of(zone, mx.hosts().get(0)));
        }
        byHost().forEach((host, answers) -> silence(zone, host, answers));
        return List.copyOf(findings);
    }

    private void disagreement(String what, AuthoritativeReport report, Function<ServerAnswer, Set<?>> records) {
        Map<Set<?>, Set<String>> said = new LinkedHashMap<>();
        for (ServerAnswer each : report.authoritative()) {
            said.computeIfAbsent(records.apply(each), none -> new LinkedHashSet<>())
                    .add(each.host().toString());
        }
        if (said.size() > 1) {
            String sides = said.values().stream()
                    .map(hosts -> String.join(", ", hosts))
                    .collect(Collectors.joining(" / "));
            findings.add(DomainPageFinding.ZONE_DISAGREES.of(domain, what, sides));
        }
    }

    /** As records, whose names are the same in any case of letters. */
    private static Set<?> mxRecords(ServerAnswer server) {
        return Set.copyOf(server.answer().records(DnsRecord.Mx.class));
    }

    private static Set<?> spfRecords(ServerAnswer server) {
        return server.answer().records(DnsRecord.Txt.class).stream()
                .map(DnsRecord.Txt::joined)
                .filter(SpfRecord::isSpf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void serials(DnsName zone) {
        Map<Long, Set<String>> serials = new LinkedHashMap<>();
        for (ServerAnswer each : mx.authoritative()) {
            Long serial = each.serial();
            if (serial != null) {
                serials.computeIfAbsent(serial, none -> new LinkedHashSet<>())
                        .add(each.host().toString());
            }
        }
        if (serials.size() > 1) {
            String sides = serials.entrySet().stream()
                    .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
                    .collect(Collectors.joining("; "));
            findings.add(DomainPageFinding.ZONE_SERIALS.of(zone, sides));
        }
    }

    /** Each host that was to be asked, with what came from its addresses. */
    private Map<DnsName, List<ServerAnswer>> byHost() {
        Map<DnsName, List<ServerAnswer>> byHost = new LinkedHashMap<>();
        mx.hosts().stream()
                .filter(host -> !mx.unasked().contains(host))
                .forEach(host -> byHost.put(host, new ArrayList<>()));
        mx.servers()
                .forEach(each -> byHost.computeIfAbsent(each.host(), none -> new ArrayList<>())
                        .add(each));
        return byHost;
    }

    /**
     * A server that answers without authority is lame (RFC 1912 §2.8). One that refuses may do so only to us, and one that is
     * silent may be out of reach only from here; of IPv6 alone, or where another of its addresses answers, that is no more than
     * worth knowing.
     */
    private void silence(DnsName zone, DnsName host, List<ServerAnswer> answers) {
        if (answers.stream().anyMatch(ServerAnswer::isAuthoritative)) {
            return;
        }
        if (answers.stream().anyMatch(NameServerFindings::isLame)) {
            findings.add(DomainPageFinding.ZONE_LAME.of(zone, host));
            return;
        }
        if (answers.stream().anyMatch(NameServerFindings::isRefusing)) {
            findings.add(DomainPageFinding.ZONE_REFUSES.of(zone, host));
            return;
        }
        boolean ofIpv4 = answers.stream().anyMatch(each -> each.address() instanceof Inet4Address);
        Finding silent = DomainPageFinding.ZONE_SILENT.of(zone, host);
        findings.add(ofIpv4 || answers.isEmpty() ? silent : silent.withSeverity(Severity.INFO));
    }

    private static boolean isLame(ServerAnswer server) {
        return !server.answer().isFailure();
    }

    private static boolean isRefusing(ServerAnswer server) {
        return server.answer() instanceof DnsAnswer.TempFail failed && failed.reason() == DnsAnswer.Reason.REFUSED;
    }

    private static Set<DnsName> hostsOf(List<ServerAnswer> answers) {
        return answers.stream().map(ServerAnswer::host).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
