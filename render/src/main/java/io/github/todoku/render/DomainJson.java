package io.github.todoku.render;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.Finding;
import io.github.todoku.mail.domain.BimiRecord;
import io.github.todoku.mail.domain.DaneHost;
import io.github.todoku.mail.domain.MailDomainResult;
import io.github.todoku.mail.domain.MtaStsPolicy;
import io.github.todoku.mail.domain.MtaStsRecord;
import io.github.todoku.mail.domain.MxHost;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.StartTlsReport;
import io.github.todoku.mail.domain.TlsRptRecord;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.preflight.domain.DomainTodo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything about a domain's mail as a JSON object. */
final class DomainJson {
    private DomainJson() {}

    static Map<String, @Nullable Object> of(DomainReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("domain", JsonFields.text(report.domain()));
        object.put("at", report.at().toString());
        object.put("status", report.status().name());
        object.put("from", report.status(DomainPart.Direction.FROM).name());
        object.put("to", report.status(DomainPart.Direction.TO).name());
        object.put(
                "todo", report.todo().stream().map(each -> todo(each, locale)).toList());
        object.put("mxState", report.inbound().mx().state().name());
        object.put(
                "mx",
                report.inbound().mx().hosts().stream().map(DomainJson::host).toList());
        object.put("records", records(report));
        object.put("proposedPolicy", report.inbound().mtaSts().proposedPolicy().orElse(null));
        object.put(
                "dane",
                report.inbound().dane().hosts().stream().map(DomainJson::dane).toList());
        object.put(
                "startTls",
                report.inbound().startTls().map(DomainJson::startTls).orElse(null));
        List<Object> parts = new ArrayList<>();
        for (DomainPart part : DomainPart.values()) {
            parts.add(part(part, report, locale));
        }
        object.put("parts", parts);
        object.put("gaps", report.gaps().stream().map(DnsJson::answer).toList());
        return object;
    }

    static Map<String, @Nullable Object> of(MailDomainResult result, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("domain", JsonFields.text(result.domain()));
        object.put("status", result.status().name());
        object.put("findings", FindingJson.all(result.findings(), locale));
        object.put("gaps", result.gaps().stream().map(DnsJson::answer).toList());
        return object;
    }

    /** What was found of a domain, as evidence of a case. */
    static Map<String, @Nullable Object> fields(DnsName domain, List<Finding> findings, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(domain));
        object.put("findings", FindingJson.all(findings, locale));
        return object;
    }

    private static Map<String, @Nullable Object> todo(DomainTodo todo, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("part", todo.part().id());
        object.put("proof", todo.proof().name());
        object.put("finding", FindingJson.of(todo.finding(), locale));
        return object;
    }

    private static Map<String, @Nullable Object> part(DomainPart part, DomainReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("part", part.id());
        object.put("status", report.status(part).name());
        object.put("findings", FindingJson.all(report.findings(part), locale));
        return object;
    }

    private static Map<String, @Nullable Object> host(MxHost host) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("preference", host.preference());
        object.put("host", JsonFields.text(host.name()));
        object.put("aliases", JsonFields.texts(host.aliases()));
        List<Object> addresses = new ArrayList<>();
        host.addresses().forEach(address -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("address", JsonFields.text(address));
            one.put("reverseName", JsonFields.text(host.reverseName(address).orElse(null)));
            addresses.add(one);
        });
        object.put("addresses", addresses);
        object.put("dnssec", host.dnssec().name());
        return object;
    }

    private static Map<String, @Nullable Object> records(DomainReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(
                "spf",
                report.spf().record() == null
                        ? null
                        : String.valueOf(report.spf().record().text()));
        object.put("dmarc", report.dmarc().record().map(each -> each.text()).orElse(null));
        object.put(
                "mtaSts",
                report.inbound().mtaSts().record().map(MtaStsRecord::text).orElse(null));
        object.put(
                "mtaStsPolicy",
                report.inbound().mtaSts().policy().map(MtaStsPolicy::text).orElse(null));
        object.put(
                "tlsRpt",
                report.inbound().tlsRpt().record().map(TlsRptRecord::text).orElse(null));
        object.put("bimi", report.bimi().record().map(BimiRecord::text).orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> dane(DaneHost host) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("host", JsonFields.text(host.host()));
        object.put("owner", JsonFields.text(host.owner()));
        object.put(
                "records", host.records().stream().map(DnsRecord.Tlsa::toText).toList());
        object.put("addressDnssec", host.addressDnssec().name());
        object.put("tlsaDnssec", host.tlsaDnssec().name());
        return object;
    }

    private static List<Map<String, @Nullable Object>> startTls(StartTlsReport report) {
        List<Map<String, @Nullable Object>> hosts = new ArrayList<>();
        report.hosts().forEach(host -> report.seen(host).ifPresent(seen -> hosts.add(seen(host.toString(), seen))));
        return hosts;
    }

    private static Map<String, @Nullable Object> seen(String host, MxProbeResult seen) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("host", host);
        object.put("outcome", seen.outcome().name());
        object.put("protocol", seen.protocol());
        object.put("trusted", seen.isTrusted());
        object.put("detail", seen.detail());
        return object;
    }
}
