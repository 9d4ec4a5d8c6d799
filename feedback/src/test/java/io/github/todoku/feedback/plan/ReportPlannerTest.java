package io.github.todoku.feedback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A month of a domain: its own hosts, a service, a forwarder, a forger. */
class ReportPlannerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final IpNetwork OWN = IpNetwork.of("192.0.2.0/24");
    private static final InMemoryDns DNS = InMemoryDns.zone("""
            example.com. TXT "v=spf1 ip4:203.0.113.5 -all"
            amazonses.com. TXT "v=spf1 ip4:198.51.100.0/24 -all"
            9.113.0.203.in-addr.arpa. PTR mail.host.example.
            mail.host.example. A 203.0.113.9
            _dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
            """);
    private static final String CLEAN = "192.0.2.7";
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private DnsResolver dns = DNS;
    private List<String> foreign = List.of();
    private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final ReportTally tally =
            ReportTally.after(ReportSummary.empty(), List.of(OWN), Clock.fixed(NOW, ZoneOffset.UTC));
    private int number;

    private static String row(String ip, long count, String dkim, String spf, String results) {
        return "<record><row><source_ip>" + ip + "</source_ip><count>" + count + "</count><policy_evaluated><dkim>"
                + dkim
                + "</dkim><spf>" + spf
                + "</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from>"
                + "</identifiers><auth_results>" + results + "</auth_results></record>";
    }

    private static String dkim(String domain, String result) {
        return "<dkim><domain>" + domain + "</domain><selector>s1</selector><result>" + result + "</result></dkim>";
    }

    private static String spf(String domain, String result) {
        return "<spf><domain>" + domain + "</domain><result>" + result + "</result></spf>";
    }

    private void report(String org, int day, String policy, String... rows) {
        long begin = 1_764_547_200L + day * 86_400L;
        String xml = "<feedback><report_metadata><org_name>" + org + "</org_name><report_id>" + number++
                + "</report_id><date_range><begin>" + begin + "</begin><end>" + (begin + 86_399)
                + "</end></date_range></report_metadata><policy_published><domain>example.com</domain><p>" + policy
                + "</p></policy_published>" + String.join("", rows) + "</feedback>";
        read(xml);
    }

    private void read(String xml) {
        try (ReportReader reader =
                ReportReader.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "test")) {
            reader.forEach(tally::add);
        }
    }

    private ReportPlan plan(String... confirmed) {
        DomainSummary summary = tally.summary().domain("example.com").orElseThrow();
        return ReportPlanner.using(dns)
                .withClock(clock)
                .plan(
                        DOMAIN,
                        summary,
                        ReportWishes.NONE
                                .withOwn(List.of(OWN))
                                .withConfirmed(List.of(confirmed))
                                .withForeign(foreign));
    }

    private static ReportedSender sender(ReportPlan plan, String name) {
        return plan.senders().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void month(int days, String policy) {
        for (int day = 0; day < days; day++) {
            report(
                    "google.com",
                    day,
                    policy,
                    row("192.0.2.7", 10, "pass", "fail", dkim("example.com", "pass") + spf("example.com", "fail")),
                    row(
                            "198.51.100.3",
                            20,
                            "fail",
                            "fail",
                            dkim("amazonses.com", "pass") + spf("eu-west-1.amazonses.com", "pass")));
            report(
                    "Yahoo",
                    day,
                    policy,
                    row("203.0.113.9", 2, "pass", "fail", dkim("example.com", "pass") + spf("example.com", "fail")));
            report("gmx.net", day, policy, row("233.252.0.66", 3, "fail", "fail", spf("example.com", "fail")));
        }
    }

    @Test
    void sendersForwardersAndForgersAreToldApart() {
        month(30, "none");
        ReportPlan plan = plan();
        ReportedSender own = sender(plan, "192.0.2.0/24");
        assertThat(own.role()).isEqualTo(ReportedSender.Role.OWN);
        assertThat(own.isConfirmed()).isTrue();
        assertThat(own.findings()).extracting(Finding::id).contains("feedback.not-in-spf");
        ReportedSender forwarder = sender(plan, "host.example");
        assertThat(forwarder.role()).isEqualTo(ReportedSender.Role.FORWARDER);
        assertThat(forwarder.evidence()).contains(ReportedSender.Evidence.REVERSE_NAME);
        ReportedSender service = sender(plan, "Amazon SES");
        assertThat(service.isConfirmed()).isFalse(); // nothing of it passes with the owner's domain
        assertThat(sender(plan, "233.252.0.0/24").role()).isEqualTo(ReportedSender.Role.UNKNOWN);
        assertThat(plan.senders().get(0)).isSameAs(service);
    }

    @Test
    void theRecordLetsTheOwnersHostsSendAndNoForwarder() {
        month(30, "none");
        ReportPlan plan = plan();
        assertThat(plan.change().orElseThrow().after()).isEqualTo("v=spf1 ip4:203.0.113.5 ip4:192.0.2.0/24 -all");
        assertThat(plan.spf().orElseThrow().proof()).isPresent();
    }

    @Test
    void aConfirmedServiceThatNeverAlignsStandsInTheWay() {
        month(30, "none");
        ReportPlan plan = plan("amazon-ses");
        ReportedSender service = sender(plan, "Amazon SES");
        assertThat(service.isConfirmed()).isTrue();
        assertThat(service.findings())
                .extracting(Finding::id)
                .containsExactly("feedback.other-bounce-domain", "feedback.no-own-key");
        assertThat(service.findings().get(1).advice(Locale.ENGLISH))
                .isEqualTo("Switch on DKIM with your domain at Amazon SES. Selectors: three 32-character tokens"
                        + " (<token>.dkim.amazonses.com)");
        Readiness quarantine = plan.readiness().get(0);
        assertThat(quarantine.status()).isEqualTo(Readiness.Status.NOT_READY);
        assertThat(quarantine.lost()).isEqualTo(600);
        assertThat(quarantine.messages()).isEqualTo(900);
        assertThat(quarantine.days()).hasSize(30);
        assertThat(quarantine.receivers().entrySet())
                .filteredOn(each -> each.getKey().equals("google.com"))
                .extracting(each -> each.getValue().failed())
                .containsExactly(600L);
    }

    @Test
    void quarantineIsSafeWhenAllOfTheOwnersMailPasses() {
        month(30, "none");
        foreign = List.of("Amazon SES");
        ReportPlan plan = plan();
        assertThat(plan.readiness().get(0).status()).isEqualTo(Readiness.Status.READY);
        assertThat(plan.readiness().get(1).status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
        for (Finding each : plan.findings()) {
            for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.JAPANESE}) {
                assertThat(each.text(locale)).isNotEmpty().doesNotContain("{");
                assertThat(each.advice(locale)).doesNotContain("{");
            }
        }
    }

    /** A month in which all passes, told by three receivers; what others passed on fails. */
    private void cleanMonth(int days, String policy, boolean lists) {
        for (int day = 0; day < days; day++) {
            String passes = dkim("example.com", "pass") + spf("example.com", "pass");
            report("google.com", day, policy, row(CLEAN, 10, "pass", "pass", passes));
            String passedOn = row("198.51.100.77", 1, "fail", "fail", dkim("example.com", "fail"))
                    .replace("</spf></policy", "</spf><reason><type>mailing_list</type></reason></policy");
            report("Yahoo", day, policy, lists ? passedOn : row(CLEAN, 1, "pass", "pass", passes));
            report("gmx.net", day, policy, row(CLEAN, 1, "pass", "pass", passes));
        }
    }

    private Optional<String> step(String today) {
        dns = InMemoryDns.zone("_dmarc.example.com. TXT \"" + today + "\"\n");
        return plan().policyChange().map(RecordChange::after);
    }

    @Test
    void theNextPolicyIsOneStepAndTriedOutWhereOthersPassMailOn() {
        cleanMonth(30, "none", false);
        assertThat(step("v=DMARC1; p=none; rua=mailto:d@example.com"))
                .contains("v=DMARC1; p=quarantine; rua=mailto:d@example.com");
        assertThat(step("v=DMARC1; p=quarantine")).isEmpty(); // it was published since
        cleanMonth(30, "none", true);
        assertThat(step("v=DMARC1; p=none")).contains("v=DMARC1; p=quarantine; t=y");
    }

    /** Reports judge quarantine, the record of today asks for more: nothing of it is made stricter by the way. */
    @Test
    void whatNobodyJudgedIsNotPutInForce() {
        cleanMonth(30, "none", false);
        for (String today : List.of("v=DMARC1; p=reject; t=y", "v=DMARC1; p=reject; pct=5", "v=DMARC1; p=reject")) {
            assertThat(step(today)).as(today).isEmpty();
        }
        for (String today : List.of(
                "v=DMARC1; p=none; sp=reject; t=y",
                "v=DMARC1; p=quarantine; np=reject; t=y",
                "v=DMARC1; p=quarantine; sp=reject; pct=50")) {
            assertThat(step(today)).as(today).isEmpty();
            assertThat(plan().dmarc()).isEmpty();
            assertThat(plan().readiness().get(0).findings())
                    .extracting(Finding::id)
                    .as(today)
                    .contains("feedback.trial-below");
        }
        assertThat(step("v=DMARC1; p=none; sp=reject")).contains("v=DMARC1; p=quarantine; sp=reject");
    }

    @Test
    void noTrialIsPlannedThatMakesThePolicyOfSubdomainsMilder() {
        cleanMonth(30, "none", true);
        assertThat(step("v=DMARC1; p=none; sp=reject; np=quarantine")).isEmpty();
        assertThat(plan().readiness().get(0).findings())
                .filteredOn(each -> each.kind() == ReportFinding.TRIAL_BELOW)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.text(Locale.ENGLISH)).contains("sp=reject; np=quarantine");
                    assertThat(each.text(Locale.JAPANESE)).contains("sp=reject; np=quarantine");
                });
    }

    @Test
    void aTrialTakesItsDays() {
        cleanMonth(30, "none", true);
        String passes = dkim("example.com", "pass") + spf("example.com", "pass");
        for (int day = 30; day < 30 + Readiness.TRIAL_DAYS; day++) {
            assertThat(step("v=DMARC1; p=quarantine; t=y")).as("day " + day).isEmpty();
            int left = 30 + Readiness.TRIAL_DAYS - day;
            assertThat(plan().readiness().get(0).findings())
                    .extracting(each -> each.text(Locale.ENGLISH))
                    .contains("Keep t=y for " + left + (left == 1 ? " more day" : " more days") + " of reports.");
            report("google.com", day, "quarantine</p><testing>y</testing><p>", row(CLEAN, 10, "pass", "pass", passes));
        }
        assertThat(step("v=DMARC1; p=quarantine; t=y")).contains("v=DMARC1; p=quarantine");
    }

    @Test
    void aPartOfTheMailIsNoTrial() {
        cleanMonth(60, "quarantine</p><pct>20</pct><p>", true);
        assertThat(step("v=DMARC1; p=none")).contains("v=DMARC1; p=quarantine; t=y");
    }

    @Test
    void aTrialEndsWithTheSamePolicy() {
        cleanMonth(30, "quarantine</p><testing>y</testing><p>", true);
        assertThat(step("v=DMARC1; p=quarantine; t=y")).contains("v=DMARC1; p=quarantine");
    }

    @Test
    void rejectComesAfterQuarantineAndNeverTwoStepsAtOnce() {
        cleanMonth(60, "quarantine", false);
        assertThat(step("v=DMARC1; p=quarantine; pct=100")).contains("v=DMARC1; p=reject");
        assertThat(step("v=DMARC1; p=reject; t=y")).contains("v=DMARC1; p=reject");
        assertThat(step("v=DMARC1; p=reject; pct=5")).contains("v=DMARC1; p=reject");
        assertThat(step("v=DMARC1; p=quarantine; pct=20")).contains("v=DMARC1; p=quarantine");
        assertThat(step("v=DMARC1; p=quarantine; t=y")).contains("v=DMARC1; p=quarantine");
        assertThat(step("v=DMARC1; p=none")).contains("v=DMARC1; p=quarantine");
    }

    @Test
    void rejectIsNotSafeBeforeAMonthOfQuarantine() {
        cleanMonth(60, "none", false);
        for (int day = 60; day < 80; day++) {
            report("google.com", day, "quarantine", row(CLEAN, 10, "pass", "pass", dkim("example.com", "pass")));
        }
        Readiness reject = plan().readiness().get(1);
        assertThat(reject.status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
        assertThat(reject.findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .containsExactly("Reject can be judged after 10 more days of p=quarantine.");
        for (int day = 80; day < 90; day++) {
            report("google.com", day, "quarantine", row(CLEAN, 10, "pass", "pass", dkim("example.com", "pass")));
        }
        assertThat(plan().readiness().get(1).status()).isEqualTo(Readiness.Status.READY);
    }

    @Test
    void aReportFromTheFutureMovesNothing() {
        cleanMonth(30, "quarantine", false);
        ReportPlan before = plan();
        assertThat(before.readiness().get(1).status()).isEqualTo(Readiness.Status.READY);
        report("google.com", 3_000_000, "none", row(CLEAN, 10, "fail", "fail", ""));
        ReportPlan after = plan();
        assertThat(after.readiness()).hasToString(before.readiness().toString());
        assertThat(after.summary().policy()).isEqualTo(before.summary().policy());
        assertThat(after.summary().messages()).isEqualTo(before.summary().messages() + 10);
    }

    @Test
    void rejectOnTrialIsQuarantineInForce() {
        cleanMonth(60, "reject</p><testing>y</testing><p>", true);
        assertThat(plan().readiness())
                .extracting(Readiness::status)
                .containsExactly(Readiness.Status.IN_FORCE, Readiness.Status.READY);
        assertThat(step("v=DMARC1; p=reject; t=y")).contains("v=DMARC1; p=reject");
    }

    @Test
    void noPolicyIsPlannedThatWouldLoseMail() {
        month(30, "none");
        assertThat(plan("amazon-ses").dmarc()).isEmpty();
        foreign = List.of("amazon-ses");
        assertThat(plan().policyChange().map(RecordChange::after))
                .contains("v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com");
        dns = (question, deadline) ->
                CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, DnsAnswer.Reason.SERVFAIL, "test"));
        ReportPlan plan = plan();
        assertThat(plan.policyChange()).isEmpty();
        assertThat(plan.dmarc().orElseThrow().cannotTell()).isTrue();
        assertThat(plan.gaps()).anyMatch(gap -> gap.contains("_dmarc.example.com"));
    }

    @Test
    void anAddressIsNamedByTheIncludeThatCoversIt() {
        dns = InMemoryDns.zone("""
                example.com. TXT "v=spf1 include:_spf.example.com include:sendgrid.net include:spf.mailer.example -all"
                _spf.example.com. TXT "v=spf1 ip4:198.51.100.1 -all"
                sendgrid.net. TXT "v=spf1 ip4:203.0.113.0/26 -all"
                spf.mailer.example. TXT "v=spf1 include:amazonses.com -all"
                amazonses.com. TXT "v=spf1 ip4:203.0.113.64/26 -all"
                70.113.0.203.in-addr.arpa. PTR a.mailer.example.
                a.mailer.example. A 203.0.113.70
                """);
        String passes = spf("example.com", "pass");
        report(
                "google.com",
                0,
                "none",
                row("203.0.113.7", 5, "fail", "pass", passes),
                row("198.51.100.1", 4, "fail", "pass", passes));
        ReportPlan plan = plan();
        ReportedSender service = sender(plan, "Twilio SendGrid");
        assertThat(service.service()).contains("sendgrid");
        assertThat(service.isConfirmed()).isTrue();
        assertThat(service.evidence())
                .containsExactly(ReportedSender.Evidence.SPF_INCLUDE, ReportedSender.Evidence.SPF_RECORD);
        assertThat(sender(plan, "198.51.100.0/24").evidence()).containsExactly(ReportedSender.Evidence.SPF_RECORD);
    }

    @Test
    void anIncludeThatNoCatalogueKnowsIsNamedByItsDomain() {
        dns = InMemoryDns.zone("""
                example.com. TXT "v=spf1 include:spf.mailer.example -all"
                spf.mailer.example. TXT "v=spf1 include:amazonses.com -all"
                amazonses.com. TXT "v=spf1 ip4:203.0.113.64/26 -all"
                70.113.0.203.in-addr.arpa. PTR a.mailer.example.
                a.mailer.example. A 203.0.113.70
                """);
        report("google.com", 0, "none", row("203.0.113.70", 5, "fail", "pass", spf("example.com", "pass")));
        assertThat(sender(plan(), "mailer.example").evidence())
                .containsExactly(
                        ReportedSender.Evidence.SPF_INCLUDE,
                        ReportedSender.Evidence.REVERSE_NAME,
                        ReportedSender.Evidence.SPF_RECORD);
    }

    @Test
    void rejectIsSafeAfterAMonthOfQuarantine() {
        month(60, "quarantine");
        foreign = List.of("amazon-ses");
        ReportPlan plan = plan();
        assertThat(plan.readiness())
                .extracting(Readiness::policy)
                .containsExactly(DmarcPolicy.QUARANTINE, DmarcPolicy.REJECT);
        assertThat(plan.readiness())
                .extracting(Readiness::status)
                .containsExactly(Readiness.Status.IN_FORCE, Readiness.Status.READY);
    }

    /** A service sends in nobody's name by itself: its mail is more likely forgotten than forged, and its owner is asked first. */
    @Test
    void aServiceThatNobodyConfirmedIsWaitedFor() {
        month(30, "none");
        ReportPlan plan = plan();
        Readiness quarantine = plan.readiness().get(0);
        assertThat(quarantine.status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
        assertThat(plan.policyChange()).isEmpty();
        assertThat(quarantine.findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .contains(
                        "600 messages of the last days came through Amazon SES, and nobody has said whether they are yours."
                                + " If so, they would be lost.",
                        "690 messages of senders not known to be yours would be hit as well, which is what a policy is for;"
                                + " look at the larger ones first.");
        assertThat(sender(plan, "Amazon SES").findings())
                .extracting(Finding::kind)
                .containsExactly(ReportFinding.UNCONFIRMED_SERVICE);
        foreign = List.of("AMAZON SES");
        assertThat(sender(plan(), "Amazon SES").findings())
                .extracting(Finding::kind)
                .containsExactly(ReportFinding.NOT_YOURS);
        assertThat(plan().readiness().get(0).status()).isEqualTo(Readiness.Status.READY);
    }

    /** The owner's own mail server passes as the owner; whoever it belongs to, no policy stops it. */
    @Test
    void aStrangerWhoPassesIsNoSenderThatAPolicyStops() {
        month(30, "none");
        ReportPlan before = plan();
        ReportedSender passing = before.senders().stream()
                .filter(each -> each.counts().passed() > 0)
                .findFirst()
                .orElseThrow();
        foreign = List.of(passing.name());
        assertThat(sender(plan(), passing.name()).findings())
                .extracting(Finding::kind)
                .containsExactly(ReportFinding.NOT_YOURS_PASSES);
    }

    @Test
    void whatIsNotKeptByDayMayBeLost() {
        long failed = 0;
        for (int day = 0; day < 30; day++) {
            String[] rows = new String[121];
            rows[0] = row("192.0.2.7", 100, "pass", "pass", dkim("example.com", "pass") + spf("example.com", "pass"));
            rows[1] = row("192.0.2.8", 1, "fail", "fail", spf("example.com", "fail"));
            failed++;
            for (int i = 2; i < rows.length; i++) {
                rows[i] = row("198.51." + i + ".1", 3, "fail", "fail", "");
            }
            report("google.com", day, "none", rows);
            report("Yahoo", day, "none");
            report("gmx.net", day, "none");
        }
        DomainSummary summary = tally.summary().domain("example.com").orElseThrow();
        assertThat(summary.countsOffBy()).isZero(); // the senders are kept, their days are not
        assertThat(summary.missingSince(Long.MIN_VALUE)).isPositive();
        Readiness quarantine = plan().readiness().get(0);
        assertThat(quarantine.days().values().stream()
                        .mapToLong(DomainSummary.Fate::failed)
                        .sum())
                .isLessThan(failed);
        assertThat(quarantine.lost()).isGreaterThanOrEqualTo(failed);
        assertThat(quarantine.status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
        assertThat(quarantine.findings()).extracting(Finding::id).contains("feedback.days-not-kept");
        assertThat(quarantine.findings())
                .allSatisfy(each -> assertThat(each.text(Locale.JAPANESE)).isNotEmpty());
    }

    @Test
    void countsThatAreTooLargeToAddUpDoNotTurnTheAnswer() {
        long most = 999_999_999_999_999_999L;
        String passes = dkim("example.com", "pass") + spf("example.net", "fail");
        for (int day = 0; day < 12; day++) {
            report("google.com", day, "none", row("203.0.113.9", most, "pass", "fail", passes));
        }
        report("google.com", 1, "none", row("192.0.2.7", most, "pass", "pass", spf("example.com", "pass")));
        report("google.com", 1, "none", row("192.0.2.7", 1, "fail", "fail", spf("example.com", "fail")));
        ReportPlan plan = plan();
        ReportedSender forwarder = sender(plan, "host.example");
        assertThat(forwarder.messages()).isEqualTo(Long.MAX_VALUE);
        assertThat(forwarder.role()).isEqualTo(ReportedSender.Role.FORWARDER);
        ReportedSender own = sender(plan, "192.0.2.0/24");
        assertThat(own.findings()).extracting(Finding::id).doesNotContain("feedback.not-in-spf");
    }

    @Test
    void adviceOnKeysNamesOnlyWhatIsKnown() {
        for (String selectors : new String[] {"", "s1"}) {
            for (String help : new String[] {"", "https://help.example/dkim"}) {
                Finding finding = Finding.of(ReportFinding.NO_OWN_KEY, "Mailer", "3", selectors, help);
                Finding broken = Finding.of(ReportFinding.OWN_KEY_FAILS, "Mailer", "3", selectors);
                for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.JAPANESE}) {
                    String advice = finding.advice(locale);
                    assertThat(advice).contains("Mailer").doesNotContain("{");
                    assertThat(advice.contains("s1")).isEqualTo(!selectors.isEmpty());
                    assertThat(advice.contains("https:")).isEqualTo(!help.isEmpty());
                    assertThat(advice.strip()).doesNotEndWith(":");
                    assertThat(broken.advice(locale).strip()).isNotEmpty().doesNotEndWith(":");
                }
            }
        }
    }

    @Test
    void fewDaysAreNotEnough() {
        month(10, "none");
        assertThat(plan().readiness().get(0).status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
        assertThat(plan().readiness().get(0).findings())
                .filteredOn(each -> each.kind() == ReportFinding.TOO_FEW_DAYS)
                .singleElement()
                .satisfies(each -> assertThat(each.text(Locale.ENGLISH))
                        .isEqualTo(
                                "There are reports on 10 of the last 30 days; 25 are needed to tell, which is 2025-12-25"
                                        + " at the earliest."));
        assertThat(plan().readiness().get(0).isReady()).isFalse();
    }

    @Test
    void theDayOnWhichThereMayBeEnoughIsStillToCome() {
        month(10, "none");
        clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        assertThat(plan().readiness().get(0).findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .anyMatch(text -> text.contains("2026-03-26"));
    }

    @Test
    void withoutAnyDayNoneIsNamed() {
        report("google.com", 3_000_000, "none", row(CLEAN, 10, "pass", "pass", spf("example.com", "pass")));
        Readiness quarantine = plan().readiness().get(0);
        assertThat(quarantine.status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
        assertThat(quarantine.findings())
                .extracting(Finding::id)
                .contains("feedback.no-day", "feedback.undated-mail")
                .doesNotContain("feedback.too-few-days");
        assertThat(quarantine.findings())
                .allSatisfy(each -> assertThat(each.text(Locale.ENGLISH) + each.text(Locale.JAPANESE))
                        .doesNotContain("19")
                        .doesNotContain("{"));
        assertThat(plan().summary().undatedMessages()).isEqualTo(10);
    }

    @Test
    void manyMessagesWithoutADayAreNotPassedOver() {
        cleanMonth(30, "none", false);
        assertThat(plan().readiness().get(0).status()).isEqualTo(Readiness.Status.READY);
        report("google.com", 3_000_000, "none", row(CLEAN, 40, "fail", "fail", ""));
        assertThat(plan().readiness().get(0).status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
    }

    @Test
    void aReportThatDoesNotSayItsEndIsOfItsBeginning() {
        cleanMonth(60, "quarantine", false);
        assertThat(plan().readiness().get(1).status()).isEqualTo(Readiness.Status.READY);
        read("<feedback><report_metadata><org_name>x</org_name><report_id>1</report_id><date_range><begin>"
                + (1_764_547_200L + 58 * 86_400L) + "</begin><end>soon</end></date_range></report_metadata>"
                + "<policy_published><domain>example.com</domain><p>none</p></policy_published></feedback>");
        assertThat(plan().readiness().get(1).status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
    }

    @Test
    void aMildPolicyOfNobodyKnowsWhenCountsAsTodays() {
        cleanMonth(60, "quarantine", false);
        read("<feedback><report_metadata><org_name>x</org_name><report_id>1</report_id></report_metadata>"
                + "<policy_published><domain>example.com</domain><p>none</p></policy_published></feedback>");
        assertThat(plan().readiness().get(1).status()).isEqualTo(Readiness.Status.NOT_ENOUGH);
    }

    @Test
    void aNetworkThatAnIncludeCoversIsNotAdded() {
        dns = InMemoryDns.zone("""
                example.com. TXT "v=spf1 include:spf.mailer.example -all"
                spf.mailer.example. TXT "v=spf1 ip4:203.0.113.64/26 -all"
                """);
        report("google.com", 0, "none", row("203.0.113.70", 5, "fail", "pass", spf("example.com", "pass")));
        assertThat(sender(plan("mailer.example"), "mailer.example").isConfirmed())
                .isTrue();
        assertThat(plan("mailer.example").change().map(RecordChange::after).orElse(""))
                .doesNotContain("203.0.113");
        assertThat(plan("203.0.113.0/24").change().map(RecordChange::after).orElse(""))
                .contains("ip4:203.0.113.0/24"); // the owner says that it is theirs
    }

    @Test
    void aServiceWhoseAddressIsNamedIsOneSender() {
        report("google.com", 0, "none", row("203.0.113.9", 5, "pass", "pass", spf("example.com", "pass")));
        ReportedSender host = sender(plan(), "host.example");
        assertThat(host.role()).isEqualTo(ReportedSender.Role.SENDER);
        assertThat(host.isConfirmed()).isTrue();
        assertThat(host.firstDay()).contains(20_423L);
    }
}
