package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.diagnosis.PreflightReport.Cell;
import io.github.todoku.diagnosis.PreflightReport.Row;
import io.github.todoku.diagnosis.PreflightReport.Status;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsAnswer.TempFail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
    private static final DnsName DOMAIN = DnsName.of("hanamaru.example");

    /** Google's record is played with reserved addresses. */
    private static final String ZONE = """
            hanamaru.example.           TXT  "v=spf1 include:_spf.google.com include:sendgrid.net include:dead.example ip4:192.0.2.7 -all"
            hanamaru.example.           MX   10 mail.hanamaru.example.
            _spf.google.com.            TXT  "v=spf1 ip4:203.0.113.0/24 ~all"
            sendgrid.net.               TXT  "v=spf1 ip4:198.51.100.0/24 ~all"
            dead.example.               TXT  "v=spf1 ~all"
            mail.hanamaru.example.      A    192.0.2.7
            7.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
            8.2.0.192.in-addr.arpa.     PTR  192-0-2-8.line.example.
            192-0-2-8.line.example.     A    192.0.2.8
            bounce.hanamaru.example.    TXT  "v=spf1 include:amazonses.com -all"
            amazonses.com.              TXT  "v=spf1 ip4:198.51.100.0/25 -all"
            empty.hanamaru.example.     TXT  "v=spf1 -all"
            two.hanamaru.example.       TXT  "v=spf1 include:amazonses.com -all"
            two.hanamaru.example.       TXT  "v=spf1 -all"
            permerror.example.          TXT  "v=spf1 include:gone.example include:_spf.google.com -all"
            minus.example.              TXT  "v=spf1 -include:_spf.google.com -all"
            flat.example.               TXT  "v=spf1 ip4:203.0.113.0/24 -all"
            spf.messagingengine.com.    TXT  "v=spf1 ip4:192.0.2.128/25 -all"
            """;

    private static SendingService service(String id) {
        return ServiceCatalog.shipped().find(id).orElseThrow();
    }

    private static PreflightReport check(PreflightRequest request) {
        return check(InMemoryDns.zone(ZONE), request);
    }

    private static PreflightReport check(DnsResolver dns, PreflightRequest request) {
        return Preflight.using(dns).check(request);
    }

    private static Row row(PreflightRequest request) {
        return check(request).rows().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "google-workspace, PASS, included,      PASS",
        "fastmail,         FAIL, missing,       FAIL",
        "postmark,         PASS, own-domain,    WARN",
        "amazon-ses,       NOT_RUN, bounce-domain, WARN",
        "mimecast,         NOT_RUN, per-customer,  NOT_RUN",
    })
    void aServiceIsJudgedByWhereItsSpfBelongs(String id, Status status, String reason, Status aligned) {
        Row row = row(PreflightRequest.of(DOMAIN).through(service(id)));
        assertThat(row.spf().status()).isEqualTo(status);
        assertThat(row.spf().reason()).isEqualTo(reason);
        assertThat(row.aligned().status()).isEqualTo(aligned);
    }

    @ParameterizedTest
    @CsvSource({
        "bounce.hanamaru.example, PASS, included,    PASS",
        "empty.hanamaru.example,  FAIL, missing,     FAIL",
        "two.hanamaru.example,    FAIL, two-records, FAIL",
        "bounce.other.example,    FAIL, no-record,   FAIL",
    })
    void aBounceSubdomainIsCheckedItself(String mailFrom, Status status, String reason, Status aligned) {
        Row row = row(PreflightRequest.of(DOMAIN).through(service("amazon-ses"), DnsName.of(mailFrom)));
        assertThat(row.spf().status()).isEqualTo(status);
        assertThat(row.spf().reason()).isEqualTo(reason);
        assertThat(row.aligned().status()).isEqualTo(aligned);
    }

    /** The name of the include in the tree proves nothing, and its absence neither. */
    @ParameterizedTest
    @CsvSource({"permerror.example, FAIL", "minus.example, FAIL", "flat.example, PASS"})
    void theVerdictForTheServicesAddressesCounts(String domain, Status status) {
        Row row = row(PreflightRequest.of(DnsName.of(domain)).through(service("google-workspace")));
        assertThat(row.spf().status()).isEqualTo(status);
    }

    @Test
    void anIncludeThatAnAddressNeedsIsNotIdle() {
        PreflightRequest request =
                PreflightRequest.of(DOMAIN).through(service("google-workspace")).from(IpLiteral.of("198.51.100.7"));
        assertThat(check(request).includes())
                .extracting(PreflightReport.IdleInclude::include)
                .doesNotContain("sendgrid.net");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail", "docomo"})
    void aDnsThatIsSilentIsNeverMaySend(String pack) {
        DnsResolver silent = (question, deadline) ->
                CompletableFuture.completedFuture(new TempFail(question, DnsAnswer.Reason.TIMEOUT, "silent"));
        PreflightReport report = check(
                silent,
                PreflightRequest.of(DOMAIN)
                        .judgedBy(List.of(ReceiverPack.find(pack).orElseThrow())));
        assertThat(report.status()).isEqualTo(Status.NOT_RUN);
        assertThat(report.dnsWasSilent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,   PASS, PASS, reverse",
        "192.0.2.8,   FAIL, WARN, reverse-generic",
        "192.0.2.9,   FAIL, FAIL, reverse-none",
        "2001:db8::7, FAIL, FAIL, reverse-none",
    })
    void anAddressIsJudgedBySpfAndReverseName(String address, Status spf, Status reverse, String reason) {
        Row row = row(PreflightRequest.of(DOMAIN).from(IpLiteral.of(address)));
        assertThat(row.spf().status()).isEqualTo(spf);
        assertThat(row.aligned().status()).isEqualTo(spf);
        assertThat(row.reverse().status()).isEqualTo(reverse);
        assertThat(row.reverse().reason()).isEqualTo(reason);
        assertThat(row.lists().status()).isEqualTo(Status.NOT_RUN); // no list is played, and silence is not "clean"
    }

    @Test
    void includesThatBuyNothingAreNamedWithTheLookupsTheyFree() {
        assertThat(check(PreflightRequest.of(DOMAIN).through(service("google-workspace")))
                        .includes())
                .extracting(idle -> idle.include() + " " + idle.why().reason() + " " + idle.lookups())
                .containsExactly("sendgrid.net idle-none 1", "dead.example idle-empty 1");
        assertThat(check(PreflightRequest.of(DOMAIN).through(service("fastmail")))
                        .includes())
                .extracting(idle -> idle.include() + " " + idle.why().reason())
                .contains("_spf.google.com idle-not-named");
    }

    @Test
    void whatTheDnsDidNotAnswerIsNotRunAndNeverAPass() {
        InMemoryDns silent = InMemoryDns.zone(ZONE).fault("hanamaru.example", RecordType.TXT, Fault.timeout());
        PreflightReport report = check(
                silent,
                PreflightRequest.of(DOMAIN).through(service("google-workspace")).from(IpLiteral.of("192.0.2.7")));
        assertThat(report.rows()).extracting(row -> row.spf().status()).containsOnly(Status.NOT_RUN);
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
        Cell cell = check(dns, PreflightRequest.of(DOMAIN).through(service("google-workspace")))
                .rows()
                .get(0)
                .spf();
        assertThat(cell.status()).isEqualTo(Status.FAIL);
        assertThat(cell.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                          | gmail.dmarc      | FAIL    | no-dmarc",
                "_dmarc.hanamaru.example. TXT 'v=DMARC1; p=reject; rua=mailto:d@hanamaru.example' | gmail.dmarc | PASS | dmarc",
                "                                                          | gmail-bulk.spf-and-dkim | FAIL | no-dkim",
                "_domainkey.hanamaru.example. TXT x                         | gmail.spf-and-dkim | NOT_RUN | dkim-selector-unknown",
            })
    void dkimAndDmarcAreAskedAndAnUnknownSelectorIsNotNo(String zone, String rule, Status status, String reason) {
        InMemoryDns dns = InMemoryDns.zone(ZONE + (zone == null ? "" : zone.replace('\'', '"') + "\n"));
        PreflightReport report = check(dns, PreflightRequest.of(DOMAIN).through(service("google-workspace")));
        assertThat(report.rules())
                .filteredOn(each -> each.rule().id().equals(rule))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.finding().reason()).isEqualTo(reason);
                    assertThat(each.finding().status()).isEqualTo(status);
                });
    }

    /** 192.0.2.9 has no reverse name, and no rule says so on a day on which none is known to have held. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24, gmail-bulk.reverse,   FAIL,    reverse-none",
        "2024-02-01, gmail-bulk.reverse,   FAIL,    reverse-none",
        "2024-01-31, gmail-bulk.reverse,   NOT_RUN, not-then.not-yet",
        "2022-03-01, outlook-bulk.aligned, NOT_RUN, not-then.not-yet",
        "2024-02-01, yahoo.reverse,        FAIL,    reverse-none",
        "2022-03-01, yahoo.reverse,        NOT_RUN, not-then.unknown",
    })
    void aRuleIsJudgedFromTheDayOnWhichItIsKnownToHold(LocalDate day, String rule, Status status, String reason) {
        PreflightReport report = check(
                PreflightRequest.of(DOMAIN).from(IpLiteral.of("192.0.2.9")).asOf(day));
        assertThat(report.rules())
                .filteredOn(each -> each.rule().id().equals(rule))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.finding().status()).isEqualTo(status);
                    assertThat(each.finding().reason()).isEqualTo(reason);
                    assertThat(each.finding().text(Locale.JAPANESE)).isNotBlank();
                });
    }

    @Test
    void everyRuleHoldsByTheDayOnWhichItsPackWasRead() {
        for (ReceiverPack pack : ReceiverPack.shipped()) {
            for (ReceiverPack.Rule rule : pack.rules()) {
                // a page may announce a rule that begins later: then it says when
                boolean announced = rule.since() != null && rule.since().isAfter(rule.asOf());
                assertThat(pack.inForce(rule, rule.asOf()) == ReceiverPack.InForce.YES)
                        .as(rule.id())
                        .isNotEqualTo(announced);
            }
        }
    }

    @Test
    void theLookupsAreToldBesideTheTenAllowed() {
        PreflightReport report = check(PreflightRequest.of(DOMAIN));
        assertThat(report.lookups()).isNotNull();
        String told = "asks the DNS " + report.lookups() + " times in the worst case; 10 are allowed";
        assertThat(report.lookupsText(Locale.ENGLISH).orElseThrow()).contains(told);
        assertThat(HtmlReport.of(report, Locale.ENGLISH)).contains(told);
    }

    @Test
    void whatDidNotHoldThenWeighsNothing() {
        PreflightRequest request = PreflightRequest.of(DOMAIN).from(IpLiteral.of("192.0.2.7"));
        assertThat(check(request).status()).isEqualTo(Status.FAIL); // no DKIM, no DMARC
        PreflightReport then = check(request.asOf(LocalDate.of(2010, 1, 1)));
        assertThat(then.rules()).isNotEmpty().allMatch(each -> each.finding().status() == Status.NOT_RUN);
        assertThat(then.status())
                .isEqualTo(check(request.judgedBy(List.of())).status())
                .isNotEqualTo(Status.FAIL);
    }

    private static PreflightReport.Judgement rule(PreflightReport report, String id) {
        return report.rules().stream()
                .filter(each -> each.rule().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static InMemoryDns withKey(int bits) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(bits);
        String key = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPublic().getEncoded());
        String record = "v=DKIM1; p=" + key;
        String strings = record.length() < 250
                ? "\"" + record + "\""
                : "\"" + record.substring(0, 250) + "\" \"" + record.substring(250) + "\"";
        return InMemoryDns.zone(ZONE + "s1._domainkey.hanamaru.example. TXT " + strings + "\n");
    }

    @Test
    void whoSendsLittleNeedsSpfOrDkimAndNotBoth() {
        PreflightRequest request =
                PreflightRequest.of(DOMAIN).from(IpLiteral.of("192.0.2.7")).sending(SendingVolume.NOT_BULK);
        PreflightReport report = check(request);
        assertThat(rule(report, "gmail.spf-or-dkim").finding().status()).isEqualTo(Status.PASS);
        assertThat(rule(report, "gmail.dkim-1024").finding().reason()).isEqualTo("not-for.no-key");
        assertThat(report.rules())
                .noneMatch(each -> each.rule().level() == ReceiverPack.Level.MUST
                        && each.finding().status() == Status.FAIL);
        assertThat(report.rows().get(0).lists().status()).isEqualTo(Status.NOT_RUN);
        assertThat(report.status()).isEqualTo(Status.NOT_RUN); // for the lists, which are not played
        assertThat(check(request.sending(SendingVolume.BULK)).status()).isEqualTo(Status.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"512, FAIL, key-too-short", "1024, PASS, key-long-enough", "2048, PASS, key-long-enough"})
    void onlyAKeyThatWasSeenCanBeTooShort(int bits, Status status, String reason) throws Exception {
        PreflightRequest request =
                PreflightRequest.of(DOMAIN).from(IpLiteral.of("192.0.2.7")).selector(DnsName.of("s1"));
        Cell cell = rule(check(withKey(bits), request), "gmail.dkim-1024").finding();
        assertThat(cell.status()).isEqualTo(status);
        assertThat(cell.reason()).isEqualTo(reason);
    }

    /** A 1,024 bit key is a warning as such, and signs as well as any. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void aKeyStandsInForSpfWhereTheMailIsSigned(int bits) throws Exception {
        PreflightRequest request =
                PreflightRequest.of(DOMAIN).from(IpLiteral.of("192.0.2.9")).selector(DnsName.of("s1"));
        for (String rule : List.of("gmail.spf-or-dkim", "gmail-bulk.aligned")) {
            Cell cell = rule(check(withKey(bits), request), rule).finding();
            assertThat(cell.status()).isEqualTo(Status.WARN);
            assertThat(cell.reason()).endsWith("-if-signed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fastmail,   FAIL,    spf-first", // its SPF does not pass
        "brevo,      FAIL,    service-not-aligned", // by SPF never, and there is no key
        "amazon-ses, NOT_RUN, service-aligned-with-setup", // whether that step was taken is not known
        "google-workspace, PASS, service-aligned",
    })
    void aServiceIsAlignedOnlyByWhatWasChecked(String id, Status status, String reason) {
        Cell cell = rule(check(PreflightRequest.of(DOMAIN).through(service(id))), "gmail-bulk.aligned")
                .finding();
        assertThat(cell.status()).isEqualTo(status);
        assertThat(cell.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "parked.example,        FAIL,    lets-nobody",
        "hanamaru.example,      NOT_RUN, record-no-sender",
        "two.hanamaru.example,  FAIL,    two-records",
        "nothing.example,       FAIL,    no-record",
    })
    void withoutASenderNoSpfPasses(String domain, Status status, String reason) {
        InMemoryDns dns = InMemoryDns.zone(ZONE + "parked.example. TXT \"v=spf1 -all\"\n");
        Cell cell = rule(check(dns, PreflightRequest.of(DnsName.of(domain))), "gmail.spf-or-dkim")
                .finding();
        assertThat(cell.status()).isEqualTo(status);
        assertThat(cell.reason()).isEqualTo(reason);
    }

    /** bounce.hanamaru.example has an SPF record alone, and so no host for what comes back. */
    @ParameterizedTest
    @CsvSource({
        "bounce.hanamaru.example, FAIL, no-host",
        "gone.hanamaru.example,   FAIL, no-such-name",
        "mx.hanamaru.example,     PASS, resolves",
        "null.hanamaru.example,   WARN, null-mx",
        "zone.hanamaru.example,   WARN, no-host",
        "                      , NOT_RUN, bounce-domain",
    })
    void theMailFromDomainsOfServicesMustExistToo(String mailFrom, Status status, String reason) {
        InMemoryDns dns = InMemoryDns.zone(ZONE + """
                mx.hanamaru.example.    MX   10 mail.hanamaru.example.
                null.hanamaru.example.  MX   0 .
                zone.hanamaru.example.  SOA  ns. admin. 1 3600 600 86400 3600
                """);
        PreflightRequest request = PreflightRequest.of(DOMAIN);
        PreflightReport report = check(
                dns,
                mailFrom == null
                        ? request.through(service("amazon-ses"))
                        : request.through(service("amazon-ses"), DnsName.of(mailFrom)));
        Cell cell = rule(report, "yahoo-bulk.domain-resolves").finding();
        assertThat(cell.status()).isEqualTo(status);
        assertThat(cell.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com,   BULK,     gmail-bulk",
        "gmail.com,   NOT_BULK, gmail",
        "gmail.com,   UNKNOWN,  gmail gmail-bulk",
        "docomo.ne.jp, BULK,    docomo",
        "docomo.ne.jp, NOT_BULK, docomo",
        "outlook.com, NOT_BULK, outlook",
        "icloud.com,  NOT_BULK, icloud",
    })
    void theVolumeChoosesAmongAReceiversPacks(String recipient, SendingVolume volume, String packs) {
        assertThat(ReceiverPack.of(DnsName.of(recipient), volume))
                .extracting(ReceiverPack::id)
                .containsExactly(packs.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com,   true,  gmail-bulk",
        "gmail.com,   false, gmail",
        "yahoo.co.jp, true,  yahoo-japan",
        "yahoo.com,   true,  yahoo-bulk",
        "docomo.ne.jp, true, docomo",
        "hotmail.co.jp, true, outlook-bulk",
        "d.vodafone.ne.jp, true, softbank",
        "ymobile.ne.jp, false, softbank",
        "outlook.com, true,  outlook-bulk",
        "outlook.com, false, outlook",
    })
    void aPackIsChosenByTheRecipientsDomain(String recipient, boolean bulk, String pack) {
        assertThat(ReceiverPack.of(DnsName.of(recipient), bulk))
                .map(ReceiverPack::id)
                .contains(pack);
    }

    /** fastmail's include is not in the record, nor is 192.0.2.8; the bounce subdomain has a record of its own. */
    @Test
    void whoeverIsLeftOutGetsTheRecordThatLetsThemPass() {
        PreflightReport report = check(PreflightRequest.of(DOMAIN)
                .through(service("google-workspace"))
                .through(service("fastmail"))
                .through(service("amazon-ses"), DnsName.of("empty.hanamaru.example"))
                .from(IpLiteral.of("192.0.2.7"))
                .from(IpLiteral.of("192.0.2.8")));
        assertThat(report.plans())
                .extracting(plan -> plan.domain() + " " + plan.after())
                .containsExactly(
                        "hanamaru.example v=spf1 include:_spf.google.com include:sendgrid.net include:dead.example"
                                + " ip4:192.0.2.7 include:spf.messagingengine.com ip4:192.0.2.8 -all",
                        "empty.hanamaru.example v=spf1 include:amazonses.com -all");
        assertThat(HtmlReport.of(report, Locale.ENGLISH)).contains("data-copy", "ip4:192.0.2.8");
        assertThat(check(PreflightRequest.of(DOMAIN).from(IpLiteral.of("192.0.2.7")))
                        .plans())
                .isEmpty();
        StringBuilder full = new StringBuilder(ZONE).append("full.example. TXT \"v=spf1");
        IntStream.range(0, 10).forEach(i -> full.append(" include:i" + i + ".example"));
        full.append(" -all\"\n");
        IntStream.range(0, 10)
                .forEach(i -> full.append("i" + i + ".example. TXT \"v=spf1 ip4:198.51.100." + i + " -all\"\n"));
        assertThat(check(
                                InMemoryDns.zone(full.toString()),
                                PreflightRequest.of(DnsName.of("full.example")).through(service("fastmail")))
                        .plans())
                .as("an eleventh lookup: what cannot be promised is not shown")
                .isEmpty();
    }

    @Test
    void aDomainHasOneReceiverAndEachRuleItsSource() {
        Map<DnsName, String> owner = new HashMap<>();
        for (ReceiverPack pack : ReceiverPack.shipped()) {
            String receiver = pack.id().replace("-bulk", "");
            for (DnsName domain : pack.domains()) {
                assertThat(owner.computeIfAbsent(domain, d -> receiver))
                        .as(domain.toString())
                        .isEqualTo(receiver);
            }
            assertThat(pack.rules()).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.source()).isNotBlank();
                assertThat(rule.id()).startsWith(pack.id() + ".");
            });
        }
    }

    @Test
    void aDomainThatGoogleHostsHasNoRulesOfGmails() {
        assertThat(ReceiverPack.of(DnsName.of("company.example"), true)).isEmpty();
    }

    @Test
    void everyReasonHasItsSentenceInBothLanguages() {
        List<String> english = keys(Locale.ROOT);
        assertThat(keys(Locale.JAPANESE)).containsExactlyInAnyOrderElementsOf(english);
        for (ReceiverPack.Check check : ReceiverPack.Check.values()) {
            assertThat(english).contains(PreflightHtml.key(check));
        }
    }

    private static List<String> keys(Locale locale) {
        return ResourceBundle.getBundle("io.github.todoku.diagnosis.messages", locale).keySet().stream()
                .sorted()
                .toList();
    }

    @Test
    void aStreamKeepsItsOrderAndAsksSharedNamesOnce() {
        InMemoryDns dns = InMemoryDns.zone("$ORIGIN .\n. SOA a. b. 1 3600 600 86400 3600\n" + ZONE);
        AtomicInteger drawn = new AtomicInteger();
        List<String> domains = Preflight.using(dns)
                .checkAll(IntStream.range(0, 2_000).mapToObj(i -> {
                    drawn.incrementAndGet();
                    return PreflightRequest.of(DnsName.of("d" + i + ".example")).through(service("fastmail"));
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
}
