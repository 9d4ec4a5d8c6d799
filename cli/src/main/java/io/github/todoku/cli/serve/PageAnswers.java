package io.github.todoku.cli.serve;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.publicsuffix.PublicSuffixList;
import io.github.todoku.render.AuthJson;
import io.github.todoku.render.AuthText;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.render.TextReport;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the library about what was pasted, as the commands do. Safe for threads; every answer ends within the time limit. */
public final class PageAnswers {
    /** Whose record it is, where only its text is known. */
    private static final DnsName SOMEBODY = DnsName.of("your-domain.example");

    private static final int TTL = 3600;

    /** RFC 1035 §3.3. */
    private static final int MAX_STRING_OCTETS = 255;

    private final DnsResolver dns;
    private final @Nullable AuthoritativeServers servers;
    private final Duration limit;
    private final DnsblCatalog catalog;
    private final DnsblChecker lists;

    /**
     * Answers from a DNS.
     *
     * @param dns whom to ask
     * @param servers asks each of a domain's own servers; null where that cannot be
     * @param catalog the block lists that are known
     * @param lists asks them
     * @param limit how long one answer may take
     */
    public PageAnswers(
            DnsResolver dns,
            @Nullable AuthoritativeServers servers,
            DnsblCatalog catalog,
            DnsblChecker lists,
            Duration limit) {
        this.dns = dns;
        this.servers = servers;
        this.catalog = catalog;
        this.lists = lists;
        this.limit = limit;
    }

    /** What is to be said of it; empty where it is not what it is taken for. */
    Optional<Answer> of(Pasted pasted, Locale locale) {
        return switch (pasted.kind()) {
            case BOUNCE -> Optional.of(bounce(pasted.bounce(), locale));
            case MESSAGE -> Optional.of(message(pasted.octets(), locale));
            case DOMAIN -> pasted.domain().map(domain -> domain(domain, locale));
            case ADDRESS -> pasted.address().map(address -> lists(IpLiteral.format(address), locale));
            case SPF -> Optional.of(record(SOMEBODY, pasted.record(), locale));
            case DMARC -> Optional.of(policy(SOMEBODY, pasted.record(), locale));
        };
    }

    Answer bounce(BounceReport report, Locale locale) {
        Doctor doctor = Doctor.using(dns)
                .withLists(catalog, lists)
                .withServices(ServiceCatalog.shipped())
                .withRegistrableDomain(PublicSuffixList::registrableDomain)
                .withTimeLimit(limit);
        Case examined = (servers == null ? doctor : doctor.withServers(servers)).check(report);
        return new Answer(
                HtmlReport.main(examined, locale, false),
                () -> JsonReport.of(examined, locale, false).toJson());
    }

    Answer domain(DnsName domain, Locale locale) {
        PreflightReport report = Preflight.using(dns)
                .withLists(catalog, lists)
                .withServices(ServiceCatalog.shipped())
                .withTimeLimit(limit)
                .check(PreflightRequest.of(domain));
        return new Answer(
                HtmlReport.main(report, locale),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** What lists say of an address or a domain. */
    Answer lists(String subject, Locale locale) {
        DnsblReport report = lists.check(DnsblSubject.parse(subject).orElseThrow(), catalog.defaults());
        return new Answer(
                text(locale, words -> words.print(report)),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** What a domain's SPF record says. */
    Answer spf(DnsName domain, Locale locale) {
        return spf(SpfLinter.using(dns).withTimeLimit(limit).check(domain), locale);
    }

    /** What would come of it if this record stood at the domain. */
    Answer record(DnsName domain, String record, Locale locale) {
        DnsResolver laid = laid(domain, record);
        return spf(SpfLinter.using(laid).withTimeLimit(limit).check(domain), locale);
    }

    private static Answer spf(SpfReport report, Locale locale) {
        return new Answer(
                text(locale, words -> words.print(report)),
                () -> JsonReport.of(report, locale).toJson());
    }

    /** The policy that holds for a domain, and where none does the record to publish. */
    Answer dmarc(DnsName domain, Locale locale) {
        DmarcResult result = DmarcChecker.using(dns).withTimeLimit(limit).check(DmarcRequest.of(domain));
        DmarcPlan plan = result.isMissing() ? DmarcPlanner.using(dns).plan(domain, DmarcWish.MONITOR) : null;
        return new Answer(
                FindingsHtml.of(result, plan, locale),
                () -> JsonReport.of(result, plan, locale).toJson());
    }

    /** What would come of it if this record stood at {@code _dmarc} below the domain. */
    Answer policy(DnsName domain, String record, Locale locale) {
        DnsResolver laid = laid(DnsName.of("_dmarc." + domain), record);
        DmarcResult result = DmarcChecker.using(laid).withTimeLimit(limit).check(DmarcRequest.of(domain));
        return new Answer(
                FindingsHtml.of(result, null, locale),
                () -> JsonReport.of(result, null, locale).toJson());
    }

    private DnsResolver laid(DnsName owner, String record) {
        return OverlayResolver.of(
                Zone.of(List.of(new Zone.Entry(owner, TTL, new DnsRecord.Txt(strings(record))))), dns);
    }

    /** Cut at 255 octets, as it would have to be published (RFC 1035 §3.3). */
    private static List<String> strings(String record) {
        String octets = new String(record.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> strings = new ArrayList<>();
        for (int from = 0; from < octets.length(); from += MAX_STRING_OCTETS) {
            strings.add(octets.substring(from, Math.min(octets.length(), from + MAX_STRING_OCTETS)));
        }
        return strings;
    }

    /** Who vouches for a message; without a connection SPF cannot be told. */
    Answer message(byte[] octets, Locale locale) {
        MessageVerdict verdict = MessageVerifier.using(dns)
                .withTimeLimit(limit)
                .check(ReceivedMessage.of(octets).withLineEnds(LineEnds.OF_A_FILE));
        return new Answer(
                preformatted(terminal -> AuthText.print(terminal, verdict, Map.of(), locale)),
                () -> AuthJson.of(verdict, "", null, "localhost", Map.of(), locale));
    }

    private static String text(Locale locale, Consumer<TextReport> report) {
        return preformatted(terminal -> report.accept(TextReport.on(terminal, locale)));
    }

    private static String preformatted(Consumer<Terminal> print) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(octets, false, StandardCharsets.UTF_8)) {
            print.accept(Terminal.of(out, false));
        }
        return PageHtml.preformatted(octets.toString(StandardCharsets.UTF_8));
    }

    /** {@return how long one answer may take} */
    public Duration limit() {
        return limit;
    }
}
