package io.github.todoku.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsAnswer.TempFail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport.Row;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send for a domain, and what its record is worth. */
class PreflightTest {
    @ParameterizedTest
    @CsvSource({
        "google-workspace, PASS, included,      PASS",
        "fastmail,         FAIL, missing,       FAIL",
        "postmark,         PASS, own-domain,    WARN",
        "amazon-ses,       CANNOT_TELL, bounce-domain, WARN",
        "mimecast,         CANNOT_TELL, per-customer,  CANNOT_TELL",
    })
    void aServiceIsJudgedByWhereItsSpfBelongs(String id, Severity status, String reason, Severity aligned) {
        Row row = PreflightWorld.row(PreflightRequest.of(PreflightWorld.DOMAIN).through(PreflightWorld.service(id)));
        assertThat(row.spf().severity()).isEqualTo(status);
        assertThat(row.spf().id()).isEqualTo("preflight." + reason);
        assertThat(row.aligned().severity()).isEqualTo(aligned);
    }

    @ParameterizedTest
    @CsvSource({
        "bounce.hanamaru.example, PASS, included,    PASS",
        "empty.hanamaru.example,  FAIL, missing,     FAIL",
        "two.hanamaru.example,    FAIL, two-records, FAIL",
        "bounce.other.example,    FAIL, no-record,   FAIL",
    })
    void aBounceSubdomainIsCheckedItself(String mailFrom, Severity status, String reason, Severity aligned) {
        Row row = PreflightWorld.row(PreflightRequest.of(PreflightWorld.DOMAIN)
                .through(PreflightWorld.service("amazon-ses"), DnsName.of(mailFrom)));
        assertThat(row.spf().severity()).isEqualTo(status);
        assertThat(row.spf().id()).isEqualTo("preflight." + reason);
        assertThat(row.aligned().severity()).isEqualTo(aligned);
    }

    /** The name of the include in the tree proves nothing, and its absence neither. */
    @ParameterizedTest
    @CsvSource({"permerror.example, FAIL", "minus.example, FAIL", "flat.example, PASS"})
    void theVerdictForTheServicesAddressesCounts(String domain, Severity status) {
        Row row = PreflightWorld.row(
                PreflightRequest.of(DnsName.of(domain)).through(PreflightWorld.service("google-workspace")));
        assertThat(row.spf().severity()).isEqualTo(status);
    }

    @Test
    void anIncludeThatAnAddressNeedsIsNotIdle() {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN)
                .through(PreflightWorld.service("google-workspace"))
                .from(IpLiteral.of("198.51.100.7"));
        assertThat(PreflightWorld.check(request).includes())
                .extracting(PreflightReport.IdleInclude::include)
                .doesNotContain(DnsName.of("sendgrid.net"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail", "docomo"})
    void aDnsThatIsSilentIsNeverMaySend(String pack) {
        DnsResolver silent = (question, deadline) ->
                CompletableFuture.completedFuture(new TempFail(question, DnsAnswer.Reason.TIMEOUT, "silent"));
        PreflightReport report = PreflightWorld.check(
                silent,
                PreflightRequest.of(PreflightWorld.DOMAIN)
                        .judgedBy(List.of(ReceiverPack.find(pack).orElseThrow())));
        assertThat(report.status()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(report.dnsWasSilent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,   PASS, PASS, reverse",
        "192.0.2.8,   FAIL, WARN, reverse-generic",
        "192.0.2.9,   FAIL, FAIL, reverse-none",
        "2001:db8::7, FAIL, FAIL, reverse-none",
    })
    void anAddressIsJudgedBySpfAndReverseName(String address, Severity spf, Severity reverse, String reason) {
        Row row = PreflightWorld.row(PreflightRequest.of(PreflightWorld.DOMAIN).from(IpLiteral.of(address)));
        assertThat(row.spf().severity()).isEqualTo(spf);
        assertThat(row.aligned().severity()).isEqualTo(spf);
        assertThat(row.reverse().severity()).isEqualTo(reverse);
        assertThat(row.reverse().id()).isEqualTo("preflight." + reason);
        assertThat(row.lists().severity())
                .isEqualTo(Severity.CANNOT_TELL); // no list is played, and silence is not "clean"
    }

    @Test
    void includesThatBuyNothingAreNamedWithTheLookupsTheyFree() {
        assertThat(PreflightWorld.check(PreflightRequest.of(PreflightWorld.DOMAIN)
                                .through(PreflightWorld.service("google-workspace")))
                        .includes())
                .extracting(idle ->
                        idle.include() + " " + idle.why().id().substring("preflight.".length()) + " " + idle.lookups())
                .containsExactly("sendgrid.net idle-none 1", "dead.example idle-empty 1");
        assertThat(PreflightWorld.check(
                                PreflightRequest.of(PreflightWorld.DOMAIN).through(PreflightWorld.service("fastmail")))
                        .includes())
                .extracting(idle -> idle.include() + " " + idle.why().id().substring("preflight.".length()))
                .contains("_spf.google.com idle-not-named");
    }

    @Test
    void whatTheDnsDidNotAnswerIsNotRunAndNeverAPass() {
        InMemoryDns silent =
                InMemoryDns.zone(PreflightWorld.ZONE).fault("hanamaru.example", RecordType.TXT, Fault.timeout());
        PreflightReport report = PreflightWorld.check(
                silent,
                PreflightRequest.of(PreflightWorld.DOMAIN)
                        .through(PreflightWorld.service("google-workspace"))
                        .from(IpLiteral.of("192.0.2.7")));
        assertThat(report.rows()).extracting(row -> row.spf().severity()).containsOnly(Severity.CANNOT_TELL);
        assertThat(report.lookups()).isNull();
        assertThat(report.gaps()).isNotEmpty();
        assertThat(report.includes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                             | no-record",
                "hanamaru.example. TXT \"v=spf1 -all\" / hanamaru.example. TXT \"v=spf1 ~all\" | two-records",
                "hanamaru.example. TXT \"v=spf1 nclude:x.example -all\"        | broken",
            })
    void aRecordThatLetsNobodyPassFailsEveryService(String zone, String reason) {
        InMemoryDns dns = InMemoryDns.zone(zone == null ? "" : zone.replace(" / ", "\n"));
        Finding cell = PreflightWorld.check(
                        dns,
                        PreflightRequest.of(PreflightWorld.DOMAIN).through(PreflightWorld.service("google-workspace")))
                .rows()
                .get(0)
                .spf();
        assertThat(cell.severity()).isEqualTo(Severity.FAIL);
        assertThat(cell.id()).isEqualTo("preflight." + reason);
    }

    @Test
    void theLookupsAreToldBesideTheTenAllowed() {
        PreflightReport report = PreflightWorld.check(PreflightRequest.of(PreflightWorld.DOMAIN));
        assertThat(report.lookups()).isNotNull();
        String told = "needs " + report.lookups() + " DNS lookups in the worst case; 10 are allowed";
        assertThat(report.lookupsText(Locale.ENGLISH).orElseThrow()).contains(told);
    }

    @ParameterizedTest
    @CsvSource({
        "fastmail,   FAIL,    spf-first", // its SPF does not pass
        "brevo,      FAIL,    service-not-aligned", // by SPF never, and there is no key
        "amazon-ses, CANNOT_TELL, service-aligned-with-setup", // whether that step was taken is not known
        "google-workspace, PASS, service-aligned",
    })
    void aServiceIsAlignedOnlyByWhatWasChecked(String id, Severity status, String reason) {
        Finding cell = PreflightWorld.rule(
                        PreflightWorld.check(
                                PreflightRequest.of(PreflightWorld.DOMAIN).through(PreflightWorld.service(id))),
                        "gmail-bulk.aligned")
                .finding();
        assertThat(cell.severity()).isEqualTo(status);
        assertThat(cell.id()).isEqualTo("preflight." + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "parked.example,        FAIL,    lets-nobody",
        "hanamaru.example,      CANNOT_TELL, record-no-sender",
        "two.hanamaru.example,  FAIL,    two-records",
        "nothing.example,       FAIL,    no-record",
    })
    void withoutASenderNoSpfPasses(String domain, Severity status, String reason) {
        InMemoryDns dns = InMemoryDns.zone(PreflightWorld.ZONE + "parked.example. TXT \"v=spf1 -all\"\n");
        Finding cell = PreflightWorld.rule(
                        PreflightWorld.check(dns, PreflightRequest.of(DnsName.of(domain))), "gmail.spf-or-dkim")
                .finding();
        assertThat(cell.severity()).isEqualTo(status);
        assertThat(cell.id()).isEqualTo("preflight." + reason);
    }

    /** bounce.hanamaru.example has an SPF record alone, and so no host for what comes back. */
    @ParameterizedTest
    @CsvSource({
        "bounce.hanamaru.example, FAIL, no-host",
        "gone.hanamaru.example,   FAIL, no-such-name",
        "mx.hanamaru.example,     PASS, resolves",
        "null.hanamaru.example,   WARN, null-mx",
        "zone.hanamaru.example,   WARN, no-host",
        "                      , CANNOT_TELL, bounce-domain",
    })
    void theMailFromDomainsOfServicesMustExistToo(String mailFrom, Severity status, String reason) {
        InMemoryDns dns = InMemoryDns.zone(PreflightWorld.ZONE + """
                mx.hanamaru.example.    MX   10 mail.hanamaru.example.
                null.hanamaru.example.  MX   0 .
                zone.hanamaru.example.  SOA  ns. admin. 1 3600 600 86400 3600
                """);
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN);
        PreflightReport report = PreflightWorld.check(
                dns,
                mailFrom == null
                        ? request.through(PreflightWorld.service("amazon-ses"))
                        : request.through(PreflightWorld.service("amazon-ses"), DnsName.of(mailFrom)));
        Finding cell = PreflightWorld.rule(report, "yahoo-bulk.domain-resolves").finding();
        assertThat(cell.severity()).isEqualTo(status);
        assertThat(cell.id()).isEqualTo("preflight." + reason);
    }

    /** fastmail's include is not in the record, nor is 192.0.2.8; the bounce subdomain has a record of its own. */
    @Test
    void whoeverIsLeftOutGetsTheRecordThatLetsThemPass() {
        PreflightReport report = PreflightWorld.check(PreflightRequest.of(PreflightWorld.DOMAIN)
                .through(PreflightWorld.service("google-workspace"))
                .through(PreflightWorld.service("fastmail"))
                .through(PreflightWorld.service("amazon-ses"), DnsName.of("empty.hanamaru.example"))
                .from(IpLiteral.of("192.0.2.7"))
                .from(IpLiteral.of("192.0.2.8")));
        assertThat(report.plans())
                .extracting(plan ->
                        plan.domain() + " " + plan.change().orElseThrow().after())
                .containsExactly(
                        "hanamaru.example v=spf1 include:_spf.google.com include:sendgrid.net include:dead.example"
                                + " ip4:192.0.2.7 include:spf.messagingengine.com ip4:192.0.2.8 -all",
                        "empty.hanamaru.example v=spf1 include:amazonses.com -all");
        assertThat(PreflightWorld.check(
                                PreflightRequest.of(PreflightWorld.DOMAIN).from(IpLiteral.of("192.0.2.7")))
                        .plans())
                .isEmpty();
        StringBuilder full = new StringBuilder(PreflightWorld.ZONE).append("full.example. TXT \"v=spf1");
        IntStream.range(0, 10).forEach(i -> full.append(" include:i" + i + ".example"));
        full.append(" -all\"\n");
        IntStream.range(0, 10)
                .forEach(i -> full.append("i" + i + ".example. TXT \"v=spf1 ip4:198.51.100." + i + " -all\"\n"));
        assertThat(PreflightWorld.check(
                                InMemoryDns.zone(full.toString()),
                                PreflightRequest.of(DnsName.of("full.example"))
                                        .through(PreflightWorld.service("fastmail")))
                        .plans())
                .as("an eleventh lookup: what cannot be promised is not shown")
                .isEmpty();
    }

    /** Never one more beside those that stand; and none where the DNS gave no answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=none; rua=mailto:d@hanamaru.example / v=DMARC1; p=reject | dmarc-several | v=DMARC1; p=none; rua=mailto:d@hanamaru.example",
                "v=dmarc1; p=quarantine; rua=mailto:d@hanamaru.example | no-dmarc | v=DMARC1; p=none; rua=mailto:d@hanamaru.example",
                "v=DMARC1; p=monitor; rua=mailto:d@hanamaru.example | dmarc-broken | v=DMARC1; p=none; rua=mailto:d@hanamaru.example",
                "                                               | no-dmarc | v=DMARC1; p=none",
            })
    void theDmarcRecordMendsWhatStands(String texts, String reason, String after) {
        List<String> standing = texts == null ? List.of() : List.of(texts.split(" / ", -1));
        StringBuilder zone = new StringBuilder(PreflightWorld.ZONE);
        standing.forEach(text ->
                zone.append("_dmarc.hanamaru.example. TXT \"").append(text).append("\"\n"));
        InMemoryDns dns = InMemoryDns.zone(zone.toString());
        Finding finding = PreflightWorld.rule(
                        PreflightWorld.check(dns, PreflightRequest.of(PreflightWorld.DOMAIN)), "gmail.dmarc")
                .finding();
        assertThat(finding.id()).isEqualTo("preflight." + reason);
        assertThat(finding.change().orElseThrow().after()).isEqualTo(after);
        assertThat(finding.change().orElseThrow().before()).containsExactlyInAnyOrderElementsOf(standing);
        InMemoryDns silent = dns.fault("_dmarc.hanamaru.example", RecordType.TXT, Fault.timeout());
        assertThat(PreflightWorld.rule(
                                PreflightWorld.check(silent, PreflightRequest.of(PreflightWorld.DOMAIN)), "gmail.dmarc")
                        .finding()
                        .change())
                .isEmpty();
    }

    @Test
    void aNameThatIsNotThereGetsNoRecords() {
        PreflightReport report =
                PreflightWorld.check(PreflightRequest.of("gone.test").from("192.0.2.7"));
        assertThat(report.plans()).isEmpty();
        assertThat(report.findings()).allMatch(each -> each.change().isEmpty());
    }

    @Test
    void anErrorOfSpfIsToldWithWhoseRecordBringsIt() {
        InMemoryDns dns = InMemoryDns.zone(PreflightWorld.ZONE + """
                broken.example.  TXT "v=spf1 include:part.example -all"
                part.example.    TXT "v=spf1 ipv4:192.0.2.7 -all"
                """);
        Finding spf = PreflightWorld.check(
                        dns, PreflightRequest.of("broken.example").from("192.0.2.7"))
                .rows()
                .get(0)
                .spf();
        assertThat(spf.text(Locale.ENGLISH)).isEqualTo("SPF permerror for 192.0.2.7 (part.example: ipv4)");
        assertThat(spf.text(Locale.JAPANESE)).contains("part.example: ipv4");
    }

    @Test
    void everyReasonHasItsSentenceInBothLanguages() {
        List<String> english = keys(Locale.ROOT);
        assertThat(keys(Locale.JAPANESE)).containsExactlyInAnyOrderElementsOf(english);
    }

    private static List<String> keys(Locale locale) {
        return ResourceBundle.getBundle("io.github.todoku.preflight.messages", locale).keySet().stream()
                .sorted()
                .toList();
    }

    @Test
    void aStreamKeepsItsOrderAndAsksSharedNamesOnce() {
        InMemoryDns dns = InMemoryDns.zone("$ORIGIN .\n. SOA a. b. 1 3600 600 86400 3600\n" + PreflightWorld.ZONE);
        AtomicInteger drawn = new AtomicInteger();
        List<String> domains = Preflight.using(dns)
                .checkAll(IntStream.range(0, 2_000).mapToObj(i -> {
                    drawn.incrementAndGet();
                    return PreflightRequest.of(DnsName.of("d" + i + ".example"))
                            .through(PreflightWorld.service("fastmail"));
                }))
                .peek(report -> assertThat(drawn.get())
                        .isLessThanOrEqualTo(Integer.parseInt(
                                        report.domain().toString().substring(1).replace(".example", ""))
                                + Preflight.WINDOW
                                + 1))
                .map(report -> report.domain().toString())
                .toList();
        assertThat(domains)
                .hasSize(2_000)
                .startsWith("d0.example", "d1.example")
                .endsWith("d1999.example");
    }

    /** PSBL says nothing of many questions, Mailspike allows 100,000 a day. */
    @Test
    void aStreamAsksNoListThatDoesNotAllowMany() {
        InMemoryDns dns = InMemoryDns.zone(". SOA a. b. 1 3600 600 86400 3600\n" + PreflightWorld.ZONE);
        PreflightRequest request =
                PreflightRequest.of(DnsName.of("example.com")).from(IpLiteral.of("192.0.2.7"));
        List<PreflightReport> reports =
                Preflight.using(dns).checkAll(Stream.of(request)).toList();
        assertThat(reports).hasSize(1);
        assertThat(asked(dns, "bl.mailspike.net")).isPositive();
        assertThat(asked(dns, "psbl.surriel.com")).isZero();
        Preflight.using(dns).check(request);
        assertThat(asked(dns, "psbl.surriel.com")).as("one may be asked").isPositive();
    }

    private static long asked(InMemoryDns dns, String zone) {
        return dns.queries().stream()
                .filter(question -> question.name().isWithin(DnsName.of(zone)))
                .count();
    }

    /** A text below that is no record leaves the policy of the organization in force. */
    @Test
    void aNearMissBelowAnInheritedPolicyIsAWarning() {
        String above = "_dmarc.hanamaru.example. TXT \"v=DMARC1; p=quarantine; rua=mailto:d@hanamaru.example\"\n";
        String below = "_dmarc.news.hanamaru.example. TXT \"DMARC1; p=reject\"\n";
        DnsName news = DnsName.of("news.hanamaru.example");
        Finding inherited = PreflightWorld.rule(
                        PreflightWorld.check(
                                InMemoryDns.zone(PreflightWorld.ZONE + above + below), PreflightRequest.of(news)),
                        "gmail.dmarc")
                .finding();
        assertThat(inherited.id()).isEqualTo("preflight.dmarc-could-be-better");
        assertThat(inherited.text(Locale.ENGLISH)).contains("quarantine");
        assertThat(PreflightWorld.rule(
                                PreflightWorld.check(
                                        InMemoryDns.zone(PreflightWorld.ZONE + below), PreflightRequest.of(news)),
                                "gmail.dmarc")
                        .finding()
                        .severity())
                .isEqualTo(Severity.FAIL);
    }
}
