package io.github.todoku.cli.serve;

import io.github.todoku.cli.ask.DkimAsk;
import io.github.todoku.cli.ask.DmarcAsk;
import io.github.todoku.cli.ask.SpfAsk;
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
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers about the records of SPF, DMARC and DKIM: those that stand there, and those that are laid over the DNS to be tried out. */
final class RecordAnswers {
    /** What an empty record would be: it lets nobody pass. */
    static final String NOBODY = "v=spf1 -all";

    /** It asks receivers for nothing. */
    static final String NO_POLICY = "v=DMARC1; p=none";

    private static final int TTL = 3600;

    /** RFC 1035 §3.3. */
    private static final int MAX_STRING_OCTETS = 255;

    private final DnsResolver dns;
    private final ServiceCatalog services;
    private final Duration limit;

    RecordAnswers(DnsResolver dns, ServiceCatalog services, Duration limit) {
        this.dns = dns;
        this.services = services;
        this.limit = limit;
    }

    /** What a domain's SPF record says. */
    Answer spf(DnsName domain, Locale locale) {
        SpfReport report = linter(dns).check(domain);
        return lint(report, locale).with(editable(domain, report).toList());
    }

    /** The policy that holds for a domain, and the record to publish where none does or the one there has a fault. */
    Answer dmarc(DmarcRequest request, Locale locale) {
        DmarcAsk answer = DmarcAsk.of(request, dns, limit);
        return policy(answer, locale).with(editable(answer.result()).toList());
    }

    /** The keys at the selectors that are given; where none is, at those of all services that are known. */
    Answer dkim(DkimRequest request, Locale locale) {
        DkimAsk answer =
                DkimAsk.of(request, request.selectors().isEmpty() ? services.services() : List.of(), dns, limit);
        return new Answer(
                () -> missing(answer.exists(), answer.report().domain(), locale)
                        + HtmlReport.main(answer.report(), locale),
                () -> answer.toJson(locale));
    }

    /** Of the name of a key, what stands there; of a record, what would come of it if it stood somewhere. */
    Optional<Answer> key(Pasted pasted, Locale locale) {
        DomainInput typed = DomainInput.parse(pasted.text());
        if (typed.domain().isPresent() && typed.selector().isPresent()) {
            return Optional.of(dkim(
                    DkimRequest.of(typed.domain().get())
                            .selector(typed.selector().get(), DkimSelector.Source.CALLER),
                    locale));
        }
        DnsName selector = DnsName.of("selector");
        DnsName owner = DnsName.of(selector + "._domainkey." + UnknownDomain.NAME);
        return pasted.record()
                .map(record -> new RecordAnswers(laid(owner, record, new UnknownDomain(dns)), services, limit)
                        .dkim(
                                DkimRequest.of(UnknownDomain.NAME).selector(selector, DkimSelector.Source.CALLER),
                                locale));
    }

    /** What would come of a record, beside what stands there today. */
    Answer tried(Trial trial, Locale locale) {
        if (trial.domain() == null) {
            return bare(trial, locale);
        }
        return trial.isPolicy() ? policyTried(trial, trial.domain(), locale) : spfTried(trial, trial.domain(), locale);
    }

    /** What can be told of a record alone, and that the rest needs its domain. */
    private Answer bare(Trial trial, Locale locale) {
        DnsResolver blind = new UnknownDomain(dns);
        Answer judged = trial.isPolicy()
                ? policy(
                        DmarcAsk.of(
                                DmarcRequest.of(UnknownDomain.NAME),
                                laid(DnsName.of("_dmarc." + UnknownDomain.NAME), trial.record(), blind),
                                limit),
                        locale)
                : lint(linter(laid(UnknownDomain.NAME, trial.record(), blind)).check(UnknownDomain.NAME), locale);
        String needs = PageWords.in(locale).text("bare." + trial.kind().word());
        return new Answer(
                () -> HtmlWriter.start().element("p", needs).html()
                        + judged.html().get(),
                judged.json(),
                List.of(trial.again()));
    }

    private Answer spfTried(Trial trial, DnsName domain, Locale locale) {
        DnsResolver then = laid(domain, trial.record(), dns);
        SpfReport before = linter(dns).check(domain);
        SpfReport after = linter(then).check(domain);
        TrialHtml page = new TrialHtml(locale);
        trial.mail()
                .ifPresent(mail -> page.spf(
                        mail, TimedSpf.check(mail.request(), dns, limit), TimedSpf.check(mail.request(), then, limit)));
        page.drift(before, after);
        return new Answer(
                () -> page.html() + HtmlReport.main(after, locale),
                () -> JsonReport.of(after, locale).toJson(),
                List.of(trial.again()));
    }

    /** Where the record that holds for the domain stands, which may be above it. */
    private Answer policyTried(Trial trial, DnsName domain, Locale locale) {
        DmarcRequest plain = DmarcRequest.of(
                trial.mail().flatMap(mail -> Optional.ofNullable(mail.author())).orElse(domain));
        DmarcRequest request =
                trial.mail().map(mail -> plain.mailFromDomain(mail.sender())).orElse(plain);
        DmarcAsk before = DmarcAsk.of(request, dns, limit);
        DnsResolver then = laid(DnsName.of("_dmarc." + before.result().placeToPublish()), trial.record(), dns);
        DmarcAsk after = DmarcAsk.of(request, then, limit);
        TrialHtml page = new TrialHtml(locale);
        page.policy(before.result(), after.result());
        trial.mail()
                .ifPresent(mail ->
                        page.dmarc(mail, TimedSpf.check(mail.request(), dns, limit), before.result(), after.result()));
        Answer judged = policy(after, locale);
        return new Answer(() -> page.html() + judged.html().get(), judged.json(), List.of(trial.again()));
    }

    private SpfLinter linter(DnsResolver asked) {
        return SpfAsk.linter(asked, services, limit);
    }

    private static Answer lint(SpfReport report, Locale locale) {
        return new Answer(
                () -> HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson());
    }

    private static Answer policy(DmarcAsk answer, Locale locale) {
        DmarcResult result = answer.result();
        return new Answer(
                () -> missing(answer.exists(), result.request().from(), locale)
                        + HtmlReport.main(result, answer.plan(), locale),
                () -> answer.toJson(locale));
    }

    private static String missing(@Nullable Boolean exists, DnsName domain, Locale locale) {
        return Boolean.FALSE.equals(exists)
                ? HtmlWriter.start()
                        .element("p", PageWords.in(locale).text("page.missing", domain), "class", "bad")
                        .html()
                : "";
    }

    /** The record that is there, or where there is none one to begin with; none of several, or where that cannot be told. */
    static Stream<Answer.Editable> editable(DnsName domain, SpfReport report) {
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

    /** As of SPF. */
    static Stream<Answer.Editable> editable(DmarcResult result) {
        DnsName domain = result.request().from();
        if (result.isMissing()) {
            return Stream.of(Answer.Editable.begun(Pasted.Kind.DMARC, domain, NO_POLICY));
        }
        return result.record().stream().map(record -> Answer.Editable.of(Pasted.Kind.DMARC, domain, record.text()));
    }

    private static DnsResolver laid(DnsName owner, String record, DnsResolver beneath) {
        return OverlayResolver.of(
                Zone.of(List.of(new Zone.Entry(owner, TTL, new DnsRecord.Txt(strings(record))))), beneath);
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
}
