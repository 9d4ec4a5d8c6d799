package io.github.todoku.cli.serve;

import io.github.todoku.cli.ask.DiagnosisAsk;
import io.github.todoku.cli.ask.DomainAsk;
import io.github.todoku.cli.ask.ReportsAsk;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.feedback.ReportItem;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportWishes;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.ServiceCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the library about what was pasted, as the commands do, and waits. Safe for threads; every answer ends within the time limit, and
 * asks no more when its thread is interrupted: what it then still reads of 10 MB takes seconds.
 */
public final class PageAnswers {
    private final DnsResolver dns;
    private final @Nullable AuthoritativeServers servers;
    private final DnsblCatalog catalog;
    private final DnsblChecker lists;
    private final ServiceCatalog services;
    private final Duration limit;
    private final boolean addresses;

    /**
     * Answers from a DNS.
     *
     * @param dns whom to ask
     * @param servers asks each of a domain's own servers; null where that cannot be
     * @param catalog the block lists that are known
     * @param lists asks them
     * @param services the sending services that are known
     * @param limit how long one answer may take
     */
    public PageAnswers(
            DnsResolver dns,
            @Nullable AuthoritativeServers servers,
            DnsblCatalog catalog,
            DnsblChecker lists,
            ServiceCatalog services,
            Duration limit) {
        this(dns, servers, catalog, lists, services, limit, false);
    }

    private PageAnswers(
            DnsResolver dns,
            @Nullable AuthoritativeServers servers,
            DnsblCatalog catalog,
            DnsblChecker lists,
            ServiceCatalog services,
            Duration limit,
            boolean addresses) {
        this.addresses = addresses;
        this.dns = dns;
        this.servers = servers;
        this.catalog = catalog;
        this.lists = lists;
        this.services = services;
        this.limit = limit;
    }

    /** {@return the same, with mail addresses and subjects shown in full} */
    public PageAnswers showingAddresses() {
        return new PageAnswers(dns, servers, catalog, lists, services, limit, true);
    }

    /** Whether mail addresses stand whole in the answers. */
    boolean showsAddresses() {
        return addresses;
    }

    /** The same through another layer over the same DNS. */
    PageAnswers over(DnsResolver layer) {
        return new PageAnswers(layer, servers, catalog, lists.withResolver(layer), services, limit, addresses);
    }

    /** What is to be said of it; empty where it is not what it is taken for. */
    Optional<Answer> of(Pasted pasted, Locale locale) {
        return switch (pasted.kind()) {
            case BOUNCE -> perhaps(pasted, locale);
            case MESSAGE -> Optional.of(message(pasted, locale));
            case REPORT -> reports(pasted.octets(), locale);
            case DOMAIN -> pasted.domain().map(domain -> domain(domain, locale));
            case ADDRESS -> pasted.address().map(address -> lists(DnsblSubject.of(address), locale));
            case SPF, DMARC ->
                pasted.record().map(record -> records().tried(Trial.bare(pasted.kind(), record), locale));
            case DKIM -> records().key(pasted, locale);
            case ANSWERS ->
                ZoneRoom.with(
                        pasted.text(),
                        () -> pasted.answers().map(ZoneRoom::held).map(zone -> answers(zone, locale)));
        };
    }

    private Answer message(Pasted pasted, Locale locale) {
        return pasted.isHeader()
                ? new HeaderAnswer(dns, limit, addresses).of(pasted.octets(), locale)
                : new MessageAnswer(dns, limit).of(pasted.octets(), received -> received, locale);
    }

    /** About single records. */
    RecordAnswers records() {
        return new RecordAnswers(dns, services, limit);
    }

    private Doctor doctor() {
        return DiagnosisAsk.doctor(dns, servers, catalog, lists, services, limit);
    }

    /** Why it came back; of many, why each did. */
    Answer diagnosis(Pasted pasted, Locale locale) {
        return pasted.isMbox() ? series(pasted, locale) : bounce(pasted, locale);
    }

    private Answer bounce(Pasted pasted, Locale locale) {
        return told(doctor().check(pasted.bounce()), locale);
    }

    /** As of a bounce; empty where it is none, and only taken for one because it is nothing else either. */
    private Optional<Answer> perhaps(Pasted pasted, Locale locale) {
        if (pasted.isMbox()) {
            return Optional.of(series(pasted, locale));
        }
        Case examined = doctor().check(pasted.bounce());
        return examined.isBounce() || pasted.said().isPresent()
                ? Optional.of(told(examined, locale))
                : Optional.empty();
    }

    private Answer told(Case examined, Locale locale) {
        return new Answer(
                () -> HtmlReport.main(examined, locale, addresses),
                () -> JsonReport.of(examined, locale, addresses).toJson(),
                CaseRecords.of(examined));
    }

    private Answer series(Pasted pasted, Locale locale) {
        try {
            CaseSeries series = doctor().check(pasted.bounces());
            return new Answer(
                    () -> HtmlReport.main(series, locale, addresses),
                    () -> JsonReport.of(series, locale, addresses).toJson());
        } catch (IOException impossible) { // all is in memory
            throw new UncheckedIOException(impossible);
        }
    }

    /** Who sends as a domain, by what receivers report; empty where nothing of it is a report. */
    Optional<Answer> reports(byte[] octets, Locale locale) {
        ReportTally tally = ReportTally.standard();
        try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(octets), "")) {
            for (ReportItem item : reader) {
                tally.add(item);
            }
        }
        ReportSummary summary = tally.summary();
        if (summary.reports() == 0
                && summary.tls().isEmpty()
                && summary.failures().isEmpty()) {
            return Optional.empty();
        }
        List<ReportPlan> plans = ReportsAsk.plans(ReportsAsk.domains(summary, null), ReportWishes.NONE, dns, limit);
        return Optional.of(new Answer(
                () -> HtmlReport.main(summary, plans, locale),
                () -> JsonReport.of(summary, plans, locale).toJson()));
    }

    /** Everything about a domain's mail, its SPF drawn. */
    Answer domain(DnsName domain, Locale locale) {
        DomainReport report = DomainAsk.checker(dns, servers, services, limit)
                .withLists(catalog, lists)
                .check(domain);
        return new Answer(
                () -> DomainPartsHtml.of(report, locale),
                () -> JsonReport.of(report, locale).toJson(),
                Stream.concat(RecordAnswers.editable(domain, report.spf()), RecordAnswers.editable(report.dmarc()))
                        .toList());
    }

    /** May a domain send, and what do receivers ask of it? */
    Answer preflight(PreflightRequest request, Locale locale) {
        PreflightReport report = Preflight.using(dns)
                .withLists(catalog, lists)
                .withServices(services)
                .withTimeLimit(limit)
                .check(request);
        return new Answer(
                () -> HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** What lists say of an address or a domain. */
    Answer lists(DnsblSubject subject, Locale locale) {
        DnsblReport report = lists.check(subject, catalog.defaults());
        return new Answer(
                () -> HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** What answers of the DNS say, the rest asked for; nothing to edit, since what was pasted is not there to be laid below it again. */
    private Answer answers(Zone zone, Locale locale) {
        return overZone(zone, locale).with(List.of());
    }

    private Answer overZone(Zone zone, Locale locale) {
        DnsResolver both = OverlayResolver.authoritative(zone, dns);
        PageAnswers laid = // a domain's own servers do not have these answers
                new PageAnswers(both, null, catalog, lists.withResolver(both), services, limit, addresses);
        for (Zone.Entry each : zone.entries()) {
            if (each.data() instanceof DnsRecord.Txt txt) {
                String text = txt.joined().toLowerCase(Locale.ROOT);
                if (text.startsWith("v=spf1")) {
                    return laid.records().spf(each.owner(), locale);
                } else if (text.startsWith("v=dmarc1")) {
                    return laid.records().dmarc(DmarcRequest.of(domain(each.owner())), locale);
                }
            }
        }
        return laid.domain(domain(zone.entries().get(0).owner()), locale);
    }

    /** Of {@code _dmarc.example.com} and the like, the domain that it is about. */
    private static DnsName domain(DnsName owner) {
        return DomainInput.parse(owner.toString()).domain().orElse(owner);
    }

    DnsResolver dns() {
        return dns;
    }

    /** Whether nobody who asks may see this name: a key of the operator's stands in it. */
    boolean isSecret(DnsName name) {
        return lists.isSecret(name);
    }

    ServiceCatalog services() {
        return services;
    }

    /** {@return how long one answer may take} */
    public Duration limit() {
        return limit;
    }
}
