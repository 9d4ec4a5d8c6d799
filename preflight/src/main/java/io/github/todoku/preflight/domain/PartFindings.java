package io.github.todoku.preflight.domain;

import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcTag;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.dnsbl.SkipReason;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.BimiReport;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.mail.domain.MxReport;
import io.github.todoku.mail.domain.StartTlsReport;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfRule;
import io.github.todoku.spf.publish.SpfTree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each check found, sorted by part of the page; with the record to publish where the check itself has none. */
final class PartFindings {
    private static final int WHOLE = 100;
    private static final String AT_DMARC = "_dmarc.";

    private PartFindings() {}

    static Map<DomainPart, List<Finding>> of(
            DomainReport.Checks checks,
            Mend spf,
            Mend dmarc,
            List<Finding> nameServers,
            Function<DnsName, Optional<String>> sending) {
        Map<DomainPart, List<Finding>> parts = new EnumMap<>(DomainPart.class);
        parts.put(DomainPart.NAME_SERVERS, nameServers);
        parts.put(DomainPart.MX, checks.inbound().mx().findings());
        List<Finding> sts = new ArrayList<>(checks.inbound().mtaSts().findings());
        List<Finding> rpt = new ArrayList<>(checks.inbound().tlsRpt().findings());
        List<Finding> dane = new ArrayList<>(checks.inbound().dane().findings());
        for (Finding each : checks.inbound().together()) {
            String id = each.id();
            (id.contains(".tlsrpt-") ? rpt : id.contains(".dane-") ? dane : sts).add(each);
        }
        parts.put(DomainPart.MTA_STS, sts);
        parts.put(DomainPart.TLS_RPT, rpt);
        parts.put(DomainPart.DANE, dane);
        parts.put(
                DomainPart.STARTTLS,
                checks.inbound()
                        .startTls()
                        .map(StartTlsReport::findings)
                        .orElse(List.of(DomainPageFinding.TLS_NOT_ASKED.of(
                                checks.inbound().domain()))));
        parts.put(DomainPart.SPF, spf(checks, spf, sending));
        parts.put(DomainPart.DKIM, dkim(checks.dkim()));
        parts.put(DomainPart.DMARC, dmarc(checks.dmarc(), dmarc));
        parts.put(DomainPart.BIMI, bimi(checks.bimi()));
        parts.put(DomainPart.LISTS, lists(checks.lists()));
        return parts;
    }

    private static List<Finding> spf(
            DomainReport.Checks checks, Mend mend, Function<DnsName, Optional<String>> sending) {
        SpfReport report = checks.spf();
        MxReport mx = checks.inbound().mx();
        List<Finding> found = new ArrayList<>();
        for (Finding each : report.findings()) {
            if (each.kind() == SpfRule.PASTED_TEXT && each.owner().startsWith(AT_DMARC)) {
                continue; // what stands there, DMARC's own part says
            }
            if (each.kind() != SpfRule.RECORD_PUBLISHED) {
                found.add(mend.with(each));
            } else if (!SpfMend.wasMeant(report)) { // that one was meant says why there is none
                boolean elsewhere = report.findings().stream().anyMatch(PartFindings::isSpfElsewhere);
                found.add(
                        elsewhere
                                ? each
                                : firstSpf(checks, sending)
                                        .filter(change -> mend.toKnow().isEmpty()) // no wildcard to think of
                                        .map(each::withChange)
                                        .orElse(each));
            }
        }
        found.addAll(mend.toKnow());
        SpfTree tree = report.tree();
        if (tree == null || tree.cannotTell()) {
            String why = report.gaps().isEmpty()
                    ? ""
                    : report.gaps().get(0).question() + ": "
                            + report.gaps().get(0).reason();
            found.add(DomainPageFinding.SPF_CANNOT_TELL.of(mx.domain(), why));
        } else if (!tree.leadsOpen().isEmpty()) {
            found.add(DomainPageFinding.SPF_OPEN.of(
                    mx.domain(), tree.leadsOpen().get(0).text()));
        } else if (found.stream().noneMatch(each -> each.severity() == Severity.FAIL)) {
            found.add(DomainPageFinding.SPF_GOOD.of(mx.domain(), tree.cost().lookups()));
        }
        return found;
    }

    /** A record at {@code _dmarc} that was meant for the domain names senders, which a first one would leave out. */
    private static boolean isSpfElsewhere(Finding finding) {
        return finding.kind() == SpfRule.MISPLACED_RECORD && finding.owner().startsWith(AT_DMARC);
    }

    /**
     * A record to begin with: the hosts that take mail may send it, where they are the domain's own or those of a service that is known
     * to send, and nobody may for a domain that says that it has no mail and shows no sign of sending. Of any other it is not known
     * who sends, so that {@code -all} could stop its mail.
     */
    private static Optional<RecordChange> firstSpf(
            DomainReport.Checks checks, Function<DnsName, Optional<String>> sending) {
        MxReport mx = checks.inbound().mx();
        boolean nobody = mx.state() == MxReport.State.NULL_MX && sendsNothing(checks);
        List<Optional<String>> terms = mx.hosts().stream()
                .map(host -> sending.apply(host.name()))
                .distinct()
                .toList();
        boolean hosts = mx.state() == MxReport.State.HOSTS
                && mx.takesMail()
                && mx.findings().stream()
                        .noneMatch(each -> each.kind() == MailDomainFinding.MX_PRIVATE
                                || each.kind() == MailDomainFinding.DNS_FAILED)
                && terms.stream().allMatch(Optional::isPresent);
        SpfTree tree = checks.spf().tree();
        if (tree == null || !tree.root().answer().aliases().isEmpty() || (!nobody && !hosts)) {
            return Optional.empty(); // beside an alias nothing can stand
        }
        String listed = terms.stream().flatMap(Optional::stream).collect(Collectors.joining(" "));
        String text = nobody ? "v=spf1 -all" : "v=spf1 " + listed + " ~all";
        return Optional.of(RecordChange.txt(
                        mx.domain(), List.of(), text, List.of(new RecordChange.DiffWord(RecordChange.Op.ADD, text)))
                .beside(tree.root().answer().records(DnsRecord.Txt.class)));
    }

    /** A null MX is about mail to a domain: one that sends may have it, too. A DMARC policy but reject speaks for mail. */
    private static boolean sendsNothing(DomainReport.Checks checks) {
        boolean keys = checks.dkim().keys().stream()
                .anyMatch(key -> key.isUsable() || key.state() == DkimKey.State.UNUSABLE || key.cannotTell());
        DmarcResult dmarc = checks.dmarc();
        boolean sends = !dmarc.isMissing()
                && dmarc.policy().filter(DmarcPolicy.REJECT::equals).isEmpty();
        return !keys && !checks.dkim().cannotTell() && !dmarc.cannotTell() && !sends;
    }

    /** A guessed selector without a key says nothing; one with a broken key does. */
    private static List<Finding> dkim(DkimReport report) {
        List<Finding> found = new ArrayList<>();
        DnsName domain = report.domain();
        for (DkimKey key : report.keys()) {
            if (key.isUsable()) {
                found.add(DomainPageFinding.DKIM_FOUND.of(domain, key.selector().name()));
                key.findings().stream()
                        .filter(each -> each.severity() == Severity.WARN)
                        .forEach(found::add);
            } else if (key.state() == DkimKey.State.UNUSABLE) {
                found.addAll(key.findings());
            }
        }
        if (!found.isEmpty()) {
            return found;
        }
        if (report.anywhere() == DkimReport.Anywhere.NONE) {
            return List.of(DomainPageFinding.DKIM_NOWHERE.of(domain));
        }
        boolean silent = report.keys().stream().anyMatch(DkimKey::cannotTell) || report.cannotTell();
        return List.of((silent ? DomainPageFinding.DKIM_CANNOT_TELL : DomainPageFinding.DKIM_UNKNOWN)
                .of(domain, report.keys().size()));
    }

    private static List<Finding> dmarc(DmarcResult result, Mend mend) {
        List<Finding> found = new ArrayList<>();
        boolean several = mend.replacesSeveral()
                && result.findings().stream().anyMatch(each -> each.kind() == DmarcFinding.MULTIPLE_RECORDS);
        for (Finding each : result.findings()) {
            if (!several || each.kind() != DmarcFinding.NO_RECORD) { // that there are several says why
                found.add(mend.with(each));
            }
        }
        boolean fails = found.stream().anyMatch(each -> each.severity() == Severity.FAIL);
        if (!fails && result.record().isPresent()) {
            found.add(
                    0,
                    DomainPageFinding.DMARC_GOOD.of(
                            result.request().from(),
                            result.applied().map(DmarcPolicy::word).orElse("none")));
        }
        return found;
    }

    /** What is wrong with a logo costs no mail: it weighs no more than a warning here. */
    private static List<Finding> bimi(BimiReport report) {
        return report.findings().stream()
                .map(each -> each.severity() == Severity.FAIL ? each.withSeverity(Severity.WARN) : each)
                .toList();
    }

    static BimiReport withDmarc(BimiReport bimi, DmarcResult dmarc) {
        if (dmarc.cannotTell()) {
            return bimi;
        }
        Optional<DmarcRecord> record = dmarc.record();
        String policy = dmarc.policy().map(DmarcPolicy::word).orElse("");
        String subdomains =
                record.flatMap(each -> each.policy("sp")).map(DmarcPolicy::word).orElse("");
        return bimi.withDmarc(
                policy,
                subdomains,
                record.map(PartFindings::percent).orElse(WHOLE),
                record.filter(DmarcRecord::isTesting).isPresent());
    }

    /** RFC 9989 knows {@code pct} no more; the BIMI draft does. */
    private static int percent(DmarcRecord record) {
        for (DmarcTag tag : record.tags()) {
            String text = record.text().substring(tag.start(), tag.end()).replace(" ", "");
            if (text.matches("pct=[0-9]{1,3}")) {
                return Integer.parseInt(text.substring("pct=".length()));
            }
        }
        return WHOLE;
    }

    /** The first report is the domain's; what holds a mail server's address matters less. */
    private static List<Finding> lists(List<DnsblReport> reports) {
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            DnsblReport report = reports.get(i);
            String subject = report.subject().text();
            if (report.isListed()) {
                for (DnsblReport.Entry entry : report.entries()) {
                    if (entry.isListed()) {
                        Finding listed = DomainPageFinding.LISTS_MX.of(
                                subject, entry.list().name());
                        found.add(i == 0 ? listed.withSeverity(Severity.FAIL) : listed);
                    }
                }
            } else if (report.answered() == 0) {
                found.add(DomainPageFinding.LISTS_SILENT.of(subject));
            } else {
                found.add(DomainPageFinding.LISTS_CLEAN.of(subject, report.answered()));
            }
            long leftOut = report.entries().stream()
                    .filter(entry -> entry.verdict() instanceof DnsblVerdict.Skipped skipped
                            && skipped.reason() == SkipReason.BULK_USE)
                    .count();
            if (leftOut > 0) {
                found.add(DomainPageFinding.LISTS_LEFT_OUT.of(subject, leftOut));
            }
        }
        return found;
    }
}
