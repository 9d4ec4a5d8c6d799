package io.github.todoku.preflight.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.spf.publish.SpfPlanFinding;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainCheckerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final String ZONE = """
            example.com.                MX   10 mx.example.com.
            mx.example.com.             A    192.0.2.1
            1.2.0.192.in-addr.arpa.     PTR  mx.example.com.
            """;
    private static final String SENDING = """
            example.com.                TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.com.         TXT  "v=DMARC1; p=reject; rua=mailto:d@example.com"
            """;

    @Test
    void eachThingToDoHasItsRecordTriedOut() {
        DomainReport report = DomainChecker.using(InMemoryDns.zone(ZONE)).check(DOMAIN);
        assertThat(report.status(DomainPart.Direction.FROM)).isEqualTo(Severity.FAIL);
        assertThat(report.todo()).isNotEmpty().hasSizeLessThanOrEqualTo(DomainReport.MAX_STEPS);
        assertThat(report.todo().get(0).part()).isEqualTo(DomainPart.SPF);
        assertThat(report.todo())
                .filteredOn(each -> each.finding().change().isPresent())
                .hasSize(2)
                .allMatch(each -> each.proof() == DomainTodo.Proof.PROVEN);
    }

    @Test
    void aDomainInOrderHasNothingToRepair() {
        DomainReport report =
                DomainChecker.using(InMemoryDns.zone(ZONE + SENDING)).check(DOMAIN);
        assertThat(report.status(DomainPart.Direction.TO)).isEqualTo(Severity.PASS);
        assertThat(report.status(DomainPart.SPF)).isEqualTo(Severity.PASS);
        assertThat(report.findings()).noneMatch(each -> each.severity() == Severity.FAIL);
    }

    @Test
    void aDomainWithoutMailIsAskedForAClosedSpfRecord() {
        DomainReport report =
                DomainChecker.using(InMemoryDns.zone("example.com. MX 0 .")).check(DOMAIN);
        assertThat(report.todo().get(0).finding().change().orElseThrow().after())
                .isEqualTo("v=spf1 -all");
    }

    /** A null MX says nothing of mail from a domain. */
    @Test
    void aDomainThatTakesNoMailAndMaySendSomeIsNotClosed() {
        for (String sign : List.of(
                "google._domainkey.example.com. TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
                "_dmarc.example.com. TXT \"v=DMARC1; p=none; rua=mailto:d@example.com\"")) {
            assertThat(spfRecord("example.com. MX 0 .\n" + sign)).as(sign).isEmpty();
        }
        assertThat(spfRecord("example.com. MX 0 .\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\""))
                .contains("v=spf1 -all");
    }

    @Test
    void theHostsOfAForwarderAreNotProposedAsSenders() {
        String host = "mx1.forwardemail.net";
        assertThat(spfRecord("example.com. MX 10 " + host + ".\n" + host + ". A 192.0.2.80"))
                .isEmpty();
        assertThat(spfRecord(ZONE)).contains("v=spf1 mx ~all");
        String stranger = "mx.filter.example";
        assertThat(spfRecord("example.com. MX 10 " + stranger + ".\n" + stranger + ". A 192.0.2.80"))
                .as("a host of another house need not send")
                .isEmpty();
        String google = "aspmx.l.google.com";
        assertThat(spfRecord("example.com. MX 10 " + google + ".\n" + google + ". A 192.0.2.80\n"
                        + "_spf.google.com. TXT \"v=spf1 ip4:192.0.2.0/24 ~all\""))
                .contains("v=spf1 include:_spf.google.com ~all");
        assertThat(spfRecord("example.com. A 192.0.2.80"))
                .as("mx would name nobody")
                .isEmpty();
    }

    @Test
    void aNameThatIsNotThereIsTheOneThingToMend() {
        for (String zone : List.of(
                "example.net. A 192.0.2.80", "example.com. CNAME gone.example.net.\nexample.net. A 192.0.2.80")) {
            assertThat(DomainChecker.using(InMemoryDns.zone(zone)).check(DOMAIN).todo())
                    .singleElement()
                    .matches(each -> each.part() == DomainPart.MX);
        }
    }

    @Test
    void severalDmarcRecordsAreOneFaultAndOneRecordMendsIt() {
        String several =
                "_dmarc.example.com. TXT \"v=DMARC1; p=none\"\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n";
        DomainReport report = DomainChecker.using(
                        InMemoryDns.zone(ZONE + "example.com. TXT \"v=spf1 mx -all\"\n" + several))
                .check(DOMAIN);
        assertThat(report.findings(DomainPart.DMARC)).extracting(Finding::id).containsExactly("dmarc.multiple-records");
        assertThat(report.todo().get(0).finding().change().orElseThrow().before())
                .hasSize(2);
        assertThat(report.todo().get(0).proof()).isEqualTo(DomainTodo.Proof.PROVEN);
    }

    /** As the planner merges and repairs them; none where an answer is missing, or where the record mends nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 include:a.example ~all | v=spf1 ip4:192.0.2.1 include:a.example ~all",
                "v=spf1 ip4:192.0.2.1 -all / V=SPF1 ip4:192.0.2.1 -all | v=spf1 ip4:192.0.2.1 -all",
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 ipv4:198.51.100.7 -all | v=spf1 ip4:192.0.2.1 ip4:198.51.100.7 -all",
                "v=spf1;ip4:192.0.2.1;-all              | v=spf1 ip4:192.0.2.1 -all",
                "v=spf1 ipv4:192.0.2.1 -all             | v=spf1 ip4:192.0.2.1 -all",
                "v=spf1 include:gone.example ip4:192.0.2.1 -all | v=spf1 ip4:192.0.2.1 -all",
                "v=spf1 include:_spf.gogle.com ip4:192.0.2.1 -all |",
                "v=spf1 include:gone.example -all       |",
                "v=spf1 -all / v=spf1 -all              |",
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 include:late.example ~all |",
                "v=spf1 include:late.example include:gone.example -all |",
                "v=spf1 +all                            |",
                "v=spf1 ip4:192.0.2.1 -all              |",
            })
    void aBrokenSpfRecordIsMendedAndNotReplaced(String texts, String mended) {
        StringBuilder zone = new StringBuilder(ZONE).append("""
                a.example. TXT "v=spf1 ip4:198.51.100.0/24 -all"
                ;! TIMEOUT late.example. TXT
                """);
        for (String text : texts.split(" / ", -1)) {
            zone.append("example.com. TXT \"").append(text).append("\"\n");
        }
        DomainReport report =
                DomainChecker.using(InMemoryDns.zone(zone.toString())).check(DOMAIN);
        List<DomainTodo> todo = report.todo().stream()
                .filter(each ->
                        each.part() == DomainPart.SPF && each.finding().change().isPresent())
                .toList();
        if (mended == null) {
            assertThat(todo).isEmpty();
            return;
        }
        assertThat(todo).singleElement().satisfies(each -> {
            RecordChange change = each.finding().change().orElseThrow();
            assertThat(change.after()).isEqualTo(mended);
            assertThat(change.before()).containsExactlyInAnyOrder(texts.split(" / ", -1));
            assertThat(each.proof()).isEqualTo(DomainTodo.Proof.PROVEN);
        });
    }

    /** Whoever takes no mail may send some, and mail from a domain with a null MX may be refused (RFC 7505 §4.2). */
    @Test
    void noNullMxIsProposedAndTheRecordOfTheSameNameIsNotLeftOut() {
        String two = "example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\"\nexample.com. TXT \"v=spf1 ip4:192.0.2.2 -all\"";
        DomainReport report = DomainChecker.using(InMemoryDns.zone(two)).check(DOMAIN);
        assertThat(report.findings(DomainPart.MX)).singleElement().satisfies(each -> {
            assertThat(each.change()).isEmpty();
            assertThat(each.text(Locale.ENGLISH)).contains("neither an MX record nor an address");
        });
        DomainReport both = DomainChecker.using(InMemoryDns.zone("example.com. A 192.0.2.1\n" + two))
                .check(DOMAIN);
        assertThat(both.todo())
                .filteredOn(each -> each.finding().change().isPresent())
                .extracting(each -> each.finding().change().orElseThrow().type())
                .contains(RecordType.TXT, RecordType.MX);
    }

    /** A first record would leave out whom the text at _dmarc names. */
    @Test
    void anSpfTextAtDmarcIsNotPassedOver() {
        assertThat(spfRecord(ZONE + "_dmarc.example.com. TXT \"v=spf1 ip4:198.51.100.7 -all\""))
                .isEmpty();
        assertThat(spfRecord("example.com. MX 10 mx.example.com.\nmx.example.com. A 10.0.0.5"))
                .as("nobody sees mail from a private address")
                .isEmpty();
    }

    @Test
    void aBrokenDmarcRecordIsMendedAndWhatThatPutsIntoEffectIsSaid() {
        String broken = "_dmarc.example.com. TXT \"v=DMARC1; p=reject; sp=nono; rua=mailto:d@example.com\"\n";
        DomainTodo todo = DomainChecker.using(InMemoryDns.zone(ZONE + "example.com. TXT \"v=spf1 mx -all\"\n" + broken))
                .check(DOMAIN)
                .todo()
                .get(0);
        RecordChange change = todo.finding().change().orElseThrow();
        assertThat(change.after()).isEqualTo("v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com");
        assertThat(change.findings()).extracting(Finding::id).contains("dmarc.takes-effect");
        assertThat(todo.proof()).isEqualTo(DomainTodo.Proof.PROVEN);
    }

    @Test
    void aQuestionBesideTheRecordLeavesSpfToldAndAMacroLeavesItOpen() {
        InMemoryDns dns = InMemoryDns.zone(ZONE + SENDING).fault("_dmarc.example.com", RecordType.TXT, Fault.timeout());
        assertThat(DomainChecker.using(dns).check(DOMAIN).findings(DomainPart.SPF))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.SPF_GOOD);
        String macro = ZONE + "example.com. TXT \"v=spf1 include:%{ir}.spf.example.com -all\"";
        assertThat(DomainChecker.using(InMemoryDns.zone(macro)).check(DOMAIN).findings(DomainPart.SPF))
                .filteredOn(each -> each.kind() == DomainPageFinding.SPF_OPEN)
                .singleElement()
                .satisfies(each -> assertThat(each.text(Locale.ENGLISH)).contains("include:%{ir}.spf.example.com"));
    }

    @Test
    void atAnAliasNoSpfRecordIsProposed() {
        assertThat(spfRecord("example.com. CNAME www.example.com.\nwww.example.com. MX 10 mx.example.com.\n"
                        + "mx.example.com. A 192.0.2.1"))
                .isEmpty();
    }

    @Test
    void theRecordOfAnAliasTargetIsAnothersToMend() {
        String two = " TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
        String host = "web.host.example." + two + "web.host.example." + two.replace("-all", "~all");
        assertThat(spfRecord("example.com. CNAME web.host.example.\n" + host)).isEmpty();
        assertThat(spfRecord(ZONE + host.replace("web.host.example", "example.com")))
                .isPresent();
    }

    /** What stands at a name itself takes the place of all that a wildcard gives it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.example.com. MX 10 mx.example.com. | | *",
                "*.example.com. TXT \"v=spf1 mx -all\" / *.example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\""
                        + " | v=spf1 mx ip4:192.0.2.1 -all |",
                "*.example.com. TXT \"v=spf1 mx -all\" / *.example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\""
                        + " / *.example.com. MX 10 mx.example.com. | v=spf1 mx ip4:192.0.2.1 -all | *",
                "news.example.com. MX 10 mx.example.com. | v=spf1 mx ~all |",
                "*.example.com. MX 10 mx.example.com. / news.example.com. MX 20 mx.example.com. | v=spf1 mx ~all |",
            })
    void whereAWildcardAnswersWhatItGaveIsPublishedAlong(String records, String proposed, String wildcard) {
        DnsName below = DnsName.of("news.example.com");
        String zone = records.replace(" / ", "\n") + "\nmx.example.com. A 192.0.2.1";
        List<Finding> found =
                DomainChecker.using(InMemoryDns.zone(zone)).check(below).findings(DomainPart.SPF);
        List<RecordChange> changes = found.stream()
                .flatMap(each -> each.change().stream())
                .distinct()
                .toList();
        assertThat(changes)
                .extracting(RecordChange::after)
                .containsExactlyElementsOf(proposed == null ? List.of() : List.of(proposed));
        assertThat(Stream.concat(found.stream(), changes.stream().flatMap(each -> each.findings().stream()))
                        .anyMatch(each -> each.kind() == SpfPlanFinding.WILDCARD))
                .isEqualTo(wildcard != null);
        if (wildcard != null) {
            assertThat(changes)
                    .allSatisfy(each ->
                            assertThat(each.zoneLines()).contains("news.example.com. 3600 IN MX 10 mx.example.com."));
        }
        InMemoryDns silent = InMemoryDns.zone(zone);
        for (String name : List.of("todoku-wildcard-probe.news.example.com", "todoku-wildcard-probe.example.com")) {
            for (RecordType type : List.of(RecordType.TXT, RecordType.MX, RecordType.A, RecordType.AAAA)) {
                silent = silent.fault(name, type, Fault.timeout());
            }
        }
        List<Finding> unknown = DomainChecker.using(silent).check(below).findings(DomainPart.SPF);
        assertThat(unknown).noneMatch(each -> each.change().isPresent());
        assertThat(unknown).anyMatch(each -> each.kind() == SpfPlanFinding.WILDCARD_UNKNOWN);
    }

    private static Optional<String> spfRecord(String zone) {
        return DomainChecker.using(InMemoryDns.zone(zone)).check(DOMAIN).findings(DomainPart.SPF).stream()
                .flatMap(each -> each.change().stream())
                .map(RecordChange::after)
                .findFirst();
    }

    @Test
    void silenceIsNeverMissing() {
        InMemoryDns dns = InMemoryDns.zone(ZONE + SENDING)
                .fault("example.com", RecordType.MX, Fault.timeout())
                .fault("example.com", RecordType.TXT, Fault.timeout())
                .fault("_dmarc.example.com", RecordType.TXT, Fault.timeout())
                .fault("_mta-sts.example.com", RecordType.TXT, Fault.timeout());
        DomainReport report = DomainChecker.using(dns).check(DOMAIN);
        assertThat(report.status()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(report.cannotTell()).isTrue();
        assertThat(report.gaps()).isNotEmpty();
        assertThat(report.findings()).noneMatch(each -> each.severity() == Severity.FAIL);
    }

    @Test
    void aResolverThatIsSilentIsLeftAtTheTimeLimit() {
        long begin = System.nanoTime();
        DomainReport report = DomainChecker.using((question, deadline) -> new CompletableFuture<>())
                .withTimeLimit(Duration.ofMillis(300))
                .check(DOMAIN);
        assertThat(report.status()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void bimiIsHeldAgainstDmarc() {
        String bimi = "default._bimi.example.com. TXT \"v=BIMI1; l=https://brand.example.com/l.svg\"\n";
        String none = SENDING.replace("p=reject", "p=none");
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE + none + bimi))
                        .check(DOMAIN)
                        .findings(DomainPart.BIMI))
                .extracting(Finding::kind)
                .contains(MailDomainFinding.BIMI_DMARC);
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE + none + bimi))
                        .check(DOMAIN)
                        .status(DomainPart.Direction.FROM))
                .as("a logo costs no mail")
                .isNotEqualTo(Severity.FAIL);
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE + SENDING + bimi))
                        .check(DOMAIN)
                        .findings(DomainPart.BIMI))
                .extracting(Finding::kind)
                .doesNotContain(MailDomainFinding.BIMI_DMARC);
    }

    /** A domain with two name servers, each with a zone of its own; "silent" answers nothing, "lame" knows another zone. */
    private static List<Finding> nameServers(String first, String second) {
        String delegation = """
                example.com. SOA ns1.example.com. hostmaster.example.com. 1 3600 600 86400 60
                example.com. NS ns1.example.com.
                example.com. NS ns2.example.com.
                ns1.example.com. A 192.0.2.53
                ns2.example.com. A 192.0.2.54
                """;
        Map<InetAddress, DnsResolver> servers =
                Map.of(IpLiteral.of("192.0.2.53"), server(first), IpLiteral.of("192.0.2.54"), server(second));
        return DomainChecker.using(InMemoryDns.zone(ZONE + SENDING + delegation))
                .withServers(AuthoritativeServers.using(InMemoryDns.zone(delegation), servers::get)
                        .allowingAnyAddress())
                .check(DOMAIN)
                .findings(DomainPart.NAME_SERVERS);
    }

    private static DnsResolver server(String zone) {
        return switch (zone) {
            case "silent" ->
                (question, deadline) -> CompletableFuture.completedFuture(
                        new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "no answer"));
            case "refuses" ->
                (question, deadline) -> CompletableFuture.completedFuture(
                        new DnsAnswer.TempFail(question, DnsAnswer.Reason.REFUSED, "refused"));
            case "no-txt" ->
                InMemoryDns.zone(version(1, "example.com. MX 10 mx.example.com."))
                        .fault("example.com", RecordType.TXT, Fault.timeout())
                        .serving("example.com");
            default -> InMemoryDns.zone(zone).serving("example.com");
        };
    }

    private static String version(int serial, String more) {
        return "example.com. SOA ns1.example.com. hostmaster.example.com. " + serial + " 3600 600 86400 60\n" + more;
    }

    @Test
    void nameServersThatSayTheSameOfMailAreGood() {
        String mail = "example.com. MX 10 mx.example.com.\nexample.com. TXT \"v=spf1 -all\"\n";

        assertThat(nameServers(version(1, mail + "example.com. TXT \"a token\"\n"), version(1, mail)))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_GOOD);
        assertThat(nameServers(version(1, mail), version(2, mail)))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_GOOD, DomainPageFinding.ZONE_SERIALS);
    }

    @Test
    void nameServersThatDifferInMailAreAFailureAndNamed() {
        assertThat(nameServers(
                        version(2, "example.com. MX 10 mx.example.com."),
                        version(2, "example.com. MX 10 old.example.com.")))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.kind()).isEqualTo(DomainPageFinding.ZONE_DISAGREES);
                    assertThat(each.text(Locale.ENGLISH)).contains("MX", "ns1.example.com / ns2.example.com");
                });
        assertThat(nameServers(version(2, "example.com. TXT \"v=spf1 -all\""), version(2, "")))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_DISAGREES);
    }

    @Test
    void aDeadNameServerIsNotKnownAndALameOneIs() {
        assertThat(nameServers(version(1, ""), "silent"))
                .filteredOn(each -> each.kind() == DomainPageFinding.ZONE_SILENT)
                .singleElement()
                .satisfies(each -> assertThat(each.severity()).isEqualTo(Severity.CANNOT_TELL));
        assertThat(nameServers(version(1, ""), "refuses"))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_GOOD, DomainPageFinding.ZONE_REFUSES);
        assertThat(nameServers("silent", "silent"))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_CANNOT_TELL);
    }

    @Test
    void namesAreTheSameInAnyCaseOfLetters() {
        assertThat(nameServers(
                        version(1, "example.com. MX 10 mx.example.com."),
                        version(1, "example.com. MX 10 MX.Example.com.")))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_GOOD);
    }

    @Test
    void aServerThatIsSilentAboutTxtLeavesSpfOpen() {
        String mail = "example.com. MX 10 mx.example.com.";
        assertThat(nameServers(version(1, mail), "no-txt"))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_GOOD, DomainPageFinding.ZONE_NO_TXT);
        assertThat(nameServers("no-txt", "no-txt"))
                .extracting(Finding::kind)
                .containsExactly(DomainPageFinding.ZONE_NO_TXT, DomainPageFinding.ZONE_NO_TXT);
    }

    @Test
    void withoutAWayToTheNameServersNothingIsSaidOfThem() {
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE)).check(DOMAIN).findings(DomainPart.NAME_SERVERS))
                .isEmpty();
    }

    @Test
    void everyKindSpeaksBothLanguages() {
        for (DomainPageFinding kind : DomainPageFinding.values()) {
            Finding finding = kind.of("example.com", "one", "two");
            assertThat(finding.text(Locale.ENGLISH)).as(kind.id()).doesNotContain("{");
            assertThat(finding.text(Locale.JAPANESE)).isNotEqualTo(finding.text(Locale.ENGLISH));
            assertThat(finding.advice(Locale.ENGLISH).isEmpty())
                    .isEqualTo(finding.advice(Locale.JAPANESE).isEmpty());
        }
    }
}
