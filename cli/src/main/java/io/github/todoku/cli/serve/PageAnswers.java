package io.github.todoku.cli.serve;

import io.github.todoku.cli.ask.DiagnosisAsk;
import io.github.todoku.cli.ask.DkimAsk;
import io.github.todoku.cli.ask.DmarcAsk;
import io.github.todoku.cli.ask.DomainAsk;
import io.github.todoku.cli.ask.ReportsAsk;
import io.github.todoku.cli.ask.SpfAsk;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
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
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
    /** Whose record it is, where only its text is known. */
    private static final DnsName SOMEBODY = DnsName.of("your-domain.example");

    /** What an empty record would be: it lets nobody pass. */
    private static final String NOBODY = "v=spf1 -all";

    /** It asks receivers for nothing. */
    private static final String NO_POLICY = "v=DMARC1; p=none";

    private static final int TTL = 3600;

    /** RFC 1035 §3.3. */
    private static final int MAX_STRING_OCTETS = 255;

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

    /** The same through another layer over the same DNS. */
    PageAnswers over(DnsResolver layer) {
        return new PageAnswers(layer, servers, catalog, lists.withResolver(layer), services, limit, addresses);
    }

    /** What is to be said of it; empty where it is not what it is taken for. */
    Optional<Answer> of(Pasted pasted, Locale locale) {
        return switch (pasted.kind()) {
            case BOUNCE -> Optional.of(diagnosis(pasted, locale));
            case MESSAGE ->
                Optional.of(new MessageAnswer(dns, limit).of(pasted.octets(), received -> received, locale));
            case REPORT -> reports(pasted.octets(), locale);
            case DOMAIN -> pasted.domain().map(domain -> domain(domain, locale));
            case ADDRESS -> pasted.address().map(address -> lists(DnsblSubject.of(address), locale));
            case SPF -> pasted.record().map(record -> record(SOMEBODY, record, locale));
            case DKIM -> key(pasted, locale);
            case DMARC -> pasted.record().map(record -> policy(SOMEBODY, record, locale));
            case ANSWERS -> pasted.answers().map(zone -> answers(zone, locale));
        };
    }

    private Doctor doctor() {
        return DiagnosisAsk.doctor(dns, servers, catalog, lists, services, limit);
    }

    /** Why it came back; of many, why each did. */
    Answer diagnosis(Pasted pasted, Locale locale) {
        return pasted.isMbox() ? series(pasted, locale) : bounce(pasted, locale);
    }

    private Answer bounce(Pasted pasted, Locale locale) {
        Case examined = doctor().check(pasted.bounce());
        return new Answer(
                HtmlReport.main(examined, locale, addresses),
                () -> JsonReport.of(examined, locale, addresses).toJson());
    }

    private Answer series(Pasted pasted, Locale locale) {
        try {
            CaseSeries series = doctor().check(pasted.bounces());
            return new Answer(
                    HtmlReport.main(series, locale, addresses),
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
                HtmlReport.main(summary, plans, locale),
                () -> JsonReport.of(summary, plans, locale).toJson()));
    }

    /** Everything about a domain's mail, its SPF drawn. */
    Answer domain(DnsName domain, Locale locale) {
        DomainReport report = DomainAsk.checker(dns, servers, services, limit)
                .withLists(catalog, lists)
                .check(domain);
        return new Answer(
                DomainPartsHtml.of(report, locale),
                () -> JsonReport.of(report, locale).toJson(),
                Stream.concat(editable(domain, report.spf()), editable(report.dmarc()))
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
                HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** What lists say of an address or a domain. */
    Answer lists(DnsblSubject subject, Locale locale) {
        DnsblReport report = lists.check(subject, catalog.defaults());
        return new Answer(
                HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** What a domain's SPF record says. */
    Answer spf(DnsName domain, Locale locale) {
        return spf(linter(dns).check(domain), locale);
    }

    /** What would come of it if this record stood at the domain. */
    Answer record(DnsName domain, String record, Locale locale) {
        return spf(linter(laid(domain, record)).check(domain), locale);
    }

    /** The same, beside what stands there today. */
    Answer whatIf(DnsName domain, String record, Locale locale) {
        SpfReport before = linter(dns).check(domain);
        SpfReport after = linter(laid(domain, record)).check(domain);
        return new Answer(
                WhatIfHtml.of(before, after, locale),
                () -> JsonReport.of(after, locale).toJson(),
                List.of(Answer.Editable.of(Pasted.Kind.SPF, domain, record)));
    }

    /** What receivers would do if this DMARC record stood in place of the one that holds for the domain, beside what they do today. */
    Answer whatIfPolicy(DnsName domain, String record, Locale locale) {
        DmarcRequest request = DmarcRequest.of(domain);
        DmarcAsk before = DmarcAsk.of(request, dns, limit);
        DmarcAsk after =
                DmarcAsk.of(request, laid(DnsName.of("_dmarc." + before.result().placeToPublish()), record), limit);
        return new Answer(
                WhatIfHtml.of(before, after, locale),
                () -> after.toJson(locale),
                List.of(Answer.Editable.of(Pasted.Kind.DMARC, domain, record)));
    }

    /** The record that is there, or where there is none one to begin with; none of several, or where that cannot be told. */
    private static Stream<Answer.Editable> editable(DnsName domain, SpfReport report) {
        SpfTree tree = report.tree();
        boolean none = tree != null
                && tree.root().texts().isEmpty()
                && !tree.root().answer().isFailure();
        if (report.record() == null) {
            return none ? Stream.of(Answer.Editable.begun(Pasted.Kind.SPF, domain, NOBODY)) : Stream.empty();
        }
        return Stream.of(
                Answer.Editable.of(Pasted.Kind.SPF, domain, report.record().text()));
    }

    private static Stream<Answer.Editable> editable(DmarcResult result) {
        DnsName domain = result.request().from();
        if (result.isMissing()) {
            return Stream.of(Answer.Editable.begun(Pasted.Kind.DMARC, domain, NO_POLICY));
        }
        return result.record().stream().map(record -> Answer.Editable.of(Pasted.Kind.DMARC, domain, record.text()));
    }

    private SpfLinter linter(DnsResolver asked) {
        return SpfAsk.linter(asked, services, limit);
    }

    private static Answer spf(SpfReport report, Locale locale) {
        return new Answer(
                HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson(),
                editable(report.domain() == null ? SOMEBODY : report.domain(), report)
                        .toList());
    }

    /** The policy that holds for a domain, and the record to publish where none does or the one there has a fault. */
    Answer dmarc(DmarcRequest request, Locale locale) {
        return dmarc(request, dns, locale);
    }

    /** What would come of it if this record stood at {@code _dmarc} below the domain. */
    Answer policy(DnsName domain, String record, Locale locale) {
        return dmarc(DmarcRequest.of(domain), laid(DnsName.of("_dmarc." + domain), record), locale);
    }

    private Answer dmarc(DmarcRequest request, DnsResolver asked, Locale locale) {
        DmarcAsk answer = DmarcAsk.of(request, asked, limit);
        return new Answer(
                FindingsHtml.of(answer, locale),
                () -> answer.toJson(locale),
                editable(answer.result()).toList());
    }

    /** The keys at the selectors that are given; where none is, at those of all services that are known. */
    Answer dkim(DkimRequest request, Locale locale) {
        DkimAsk answer =
                DkimAsk.of(request, request.selectors().isEmpty() ? services.services() : List.of(), dns, limit);
        return new Answer(FindingsHtml.of(answer, locale), () -> answer.toJson(locale));
    }

    /** Of the name of a key, what stands there; of a record, what would come of it if it stood somewhere. */
    private Optional<Answer> key(Pasted pasted, Locale locale) {
        DomainInput typed = DomainInput.parse(pasted.text());
        if (typed.domain().isPresent() && typed.selector().isPresent()) {
            return Optional.of(dkim(
                    DkimRequest.of(typed.domain().get())
                            .selector(typed.selector().get(), DkimSelector.Source.CALLER),
                    locale));
        }
        DnsName selector = DnsName.of("selector");
        return pasted.record()
                .map(record -> over(laid(DnsName.of(selector + "._domainkey." + SOMEBODY), record))
                        .dkim(DkimRequest.of(SOMEBODY).selector(selector, DkimSelector.Source.CALLER), locale));
    }

    /** What answers of the DNS say, the rest asked for; nothing to edit, since what was pasted is not there to be laid below it again. */
    private Answer answers(Zone zone, Locale locale) {
        Answer answer = overZone(zone, locale);
        return new Answer(answer.html(), answer.json());
    }

    private Answer overZone(Zone zone, Locale locale) {
        DnsResolver both = OverlayResolver.authoritative(zone, dns);
        PageAnswers laid = // a domain's own servers do not have these answers
                new PageAnswers(both, null, catalog, lists.withResolver(both), services, limit, addresses);
        for (Zone.Entry each : zone.entries()) {
            if (each.data() instanceof DnsRecord.Txt txt) {
                String text = txt.joined().toLowerCase(Locale.ROOT);
                if (text.startsWith("v=spf1")) {
                    return laid.spf(each.owner(), locale);
                } else if (text.startsWith("v=dmarc1")) {
                    return laid.dmarc(DmarcRequest.of(domain(each.owner())), locale);
                }
            }
        }
        return laid.domain(domain(zone.entries().get(0).owner()), locale);
    }

    /** Of {@code _dmarc.example.com} and the like, the domain that it is about. */
    private static DnsName domain(DnsName owner) {
        return DomainInput.parse(owner.toString()).domain().orElse(owner);
    }

    private DnsResolver laid(DnsName owner, String record) {
        return OverlayResolver.of(
                Zone.of(List.of(new Zone.Entry(owner, TTL, new DnsRecord.Txt(strings(record))))), dns);
    }

    /** Cut as it would have to be published. */
    private static List<String> strings(String record) {
        String octets = new String(record.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> strings = new ArrayList<>();
        for (int from = 0; from < octets.length(); from += MAX_STRING_OCTETS) {
            strings.add(octets.substring(from, Math.min(octets.length(), from + MAX_STRING_OCTETS)));
        }
        return strings;
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
