package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmarcPlannerTest {
    private static final String A = "mailto:a@example.com";
    private static final String B = "mailto:b@example.com";
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DmarcWish REPORTS = DmarcWish.MONITOR.reportsTo("dmarc@example.com");
    private static final DmarcWish QUARANTINE = DmarcWish.of(DmarcPolicy.QUARANTINE);
    private static final DmarcWish REJECT = DmarcWish.of(DmarcPolicy.REJECT);

    static Stream<Arguments> plans() {
        String kept = "v=DMARC1; p=reject; rua=mailto:a@example.com";
        return Stream.of(
                arguments(List.of(), DmarcWish.MONITOR, "v=DMARC1; p=none"),
                arguments(List.of(), REPORTS, "v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
                arguments(List.of(kept), REPORTS, kept),
                arguments(List.of("v=DMARC1;sp=none;p=reject;"), DmarcWish.MONITOR, "v=DMARC1;sp=none;p=reject;"),
                arguments(List.of("v=DMARC1; p=none"), REPORTS, "v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
                arguments(List.of("v=DMARC1; p=none; fo=1"), REJECT, "v=DMARC1; p=reject; fo=1"),
                arguments(List.of("v=DMARC1; p=none"), QUARANTINE.onTrial(), "v=DMARC1; p=quarantine; t=y"),
                arguments(
                        List.of("v=DMARC1; p=quarantine; t=n; pct=20"),
                        REJECT.onTrial(),
                        "v=DMARC1; p=reject; t=y; pct=20"),
                arguments(List.of("v=DMARC1; p=none"), REJECT.onTrial(), "v=DMARC1; p=quarantine; t=y"),
                arguments(List.of("v=DMARC1; p=quarantine; t=y"), REJECT.onTrial(), "v=DMARC1; p=quarantine; t=y"),
                arguments(
                        List.of("v=DMARC1; p=none; sp=none"),
                        QUARANTINE.onTrial(),
                        "v=DMARC1; p=quarantine; sp=none; t=y"),
                arguments(List.of(), DmarcWish.MONITOR.onTrial(), "v=DMARC1; p=none"),
                arguments(List.of("v=DMARC1; p=quarantine; t=y"), QUARANTINE.inFull(), "v=DMARC1; p=quarantine"),
                arguments(List.of("v=DMARC1; p=none; t=y; pct=20"), REJECT.inFull(), "v=DMARC1; p=reject"),
                arguments(List.of("v=DMARC1; p=reject; t=y"), QUARANTINE.inFull(), "v=DMARC1; p=reject; t=y"),
                arguments(List.of("v=DMARC1; p=reject; pct=5"), QUARANTINE.inFull(), "v=DMARC1; p=reject; pct=5"),
                arguments(
                        List.of("v=DMARC1; p=none; sp=quarantine; t=y; pct=5"),
                        QUARANTINE.inFull(),
                        "v=DMARC1; p=quarantine; sp=quarantine"),
                arguments(List.of("v=DMARC1; p=reject"), QUARANTINE.onTrial(), "v=DMARC1; p=reject"),
                arguments(List.of("v=DMARC1; p=none; sp=reject"), QUARANTINE.onTrial(), "v=DMARC1; p=none; sp=reject"),
                arguments(
                        List.of("v=DMARC1; p=none; np=quarantine"),
                        REJECT.onTrial(),
                        "v=DMARC1; p=none; np=quarantine"),
                arguments(List.of("v=DMARC1; p=monitor"), DmarcWish.MONITOR, "v=DMARC1; p=none"),
                arguments(List.of("Value: v=DMARC1; p=none; fo=1"), DmarcWish.MONITOR, "v=DMARC1; p=none; fo=1"),
                arguments(List.of("v=dmarc1 p=reject"), DmarcWish.MONITOR, "v=DMARC1; p=none"),
                arguments(List.of("v=dmarc1 p=none"), REJECT, "v=DMARC1; p=reject"),
                arguments(List.of("v=DMARC; p=reject; fo=1"), DmarcWish.MONITOR, "v=DMARC1; p=none; fo=1"),
                arguments(List.of("v=DKIM1; p=none; fo=1"), DmarcWish.MONITOR, "v=DMARC1; p=none; fo=1"),
                arguments(
                        List.of("p=reject; rua=mailto:a@example.com"),
                        DmarcWish.MONITOR,
                        "v=DMARC1; p=none; rua=mailto:a@example.com"),
                arguments(
                        List.of(
                                "v=DMARC1; p=reject; sp=reject; aspf=s",
                                "v=DMARC1; p=reject; np=reject; adkim=s; fo=1"),
                        DmarcWish.MONITOR,
                        "v=DMARC1; p=none; fo=1"),
                arguments(
                        List.of("v=DMARC1; p=reject; sp=rejekt; adkim=s"),
                        DmarcWish.MONITOR,
                        "v=DMARC1; p=reject; sp=reject; adkim=s"),
                arguments(List.of("v=DMARC1; p=reject; sp="), DmarcWish.MONITOR, "v=DMARC1; p=reject"),
                arguments(
                        List.of("v=DMARC1; p=reject; fo=1", "v=DMARC1; p=none; rua=mailto:a@example.com"),
                        DmarcWish.MONITOR,
                        "v=DMARC1; p=none; fo=1; rua=mailto:a@example.com"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void oneRecordComesOutAndItHolds(List<String> today, DmarcWish wish, String expected) {
        StringBuilder zone = new StringBuilder("_dmarc.example.com. TXT \"token\"\n");
        today.forEach(
                text -> zone.append("_dmarc.example.com. TXT \"").append(text).append("\"\n"));
        InMemoryDns dns = InMemoryDns.zone(zone.toString());
        DmarcPlan plan = DmarcPlanner.using(dns).plan(DOMAIN, wish);
        RecordChange change = plan.change().orElseThrow();
        assertThat(change.owner()).isEqualTo(DnsName.of("_dmarc.example.com"));
        assertThat(change.after()).isEqualTo(expected);
        assertThat(change.readsBack()).isTrue();
        assertThat(plan.isUnchanged()).isEqualTo(today.equals(List.of(expected)));

        DmarcResult after =
                DmarcChecker.using(OverlayResolver.of(change.overlay(), dns)).check(DmarcRequest.of(DOMAIN));
        assertThat(after.record().orElseThrow().text()).isEqualTo(expected);
        assertThat(after.walk().steps().get(0).texts()).containsExactlyInAnyOrder("token", expected);
        DmarcPlan again =
                DmarcPlanner.using(OverlayResolver.of(change.overlay(), dns)).plan(DOMAIN, wish);
        assertThat(again.isUnchanged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=DMARC1; p=none; sp=reject; t=y",
                "v=DMARC1; p=quarantine; np=reject; t=y",
                "v=DMARC1; p=quarantine; sp=reject; pct=50"
            })
    void aPolicyBelowTheDomainIsNotMadeStricterByTheWay(String today) {
        DmarcEdit edit = new DmarcEdit(List.of(today), true, QUARANTINE.inFull());
        assertThat(edit.text()).endsWith(today.substring(today.lastIndexOf(';')));
        assertThat(edit.isProven()).isFalse();
    }

    /** What people publish, and what they meant: nothing but the broken part changes, and no mailbox is lost. */
    static Stream<Arguments> mangled() {
        String none = "v=DMARC1; p=none; rua=" + A;
        String both = "v=DMARC1; p=none; rua=" + A + "," + B;
        return Stream.of(
                arguments("\"v=DMARC1; p=reject; rua=" + A + "\"", none),
                arguments("\u00E2\u0080\u009Cv=DMARC1; p=none; rua=" + A + "\u00E2\u0080\u009D", none),
                arguments("v=DMARC1\\; p=none\\; rua=" + A, none),
                arguments("p=quarantine; rua=" + A + "; v=DMARC1", none),
                arguments("V=DMARC1; P=Reject; rua=" + A, none),
                arguments("v=DMARC1, p=none, rua=" + A, none),
                arguments("v=DMARC1 p=none rua=" + A, none),
                arguments("v=DMARC1;\u00C2\u00A0p=none; rua=" + A, "v=DMARC1; p=none; rua=" + A),
                arguments("_dmarc TXT v=DMARC1; p=none; rua=" + A, none),
                arguments("v=DMARC1\u00EF\u00BC\u009B p=reject\u00EF\u00BC\u009B rua=" + A, none),
                arguments("\u00EF\u00BB\u00BFv=DMARC1;\u00E3\u0080\u0080p=none; rua=" + A, none),
                arguments("v=DMARC1; p=none; rua:" + A, none),
                arguments("v=DMARC1; p=none; rua=mailto;a@example.com", none),
                arguments("v=DMARC1; p=none; rua=" + A + "; b@example.com", both),
                arguments("v=DMARC1; p=none; rua=" + A + ",," + B + ",", both),
                arguments("v=DMARC1; p=none; rua=,", "v=DMARC1; p=none"),
                arguments(
                        "v=DMARC1; p=none; sp=reject,quarantine; rua=" + A,
                        "v=DMARC1; p=none; sp=quarantine; rua=" + A),
                arguments("v=DMARC1; p=none; P=reject; rua=" + A, none),
                arguments("v=DMARC1; p=none; rua=" + A + "; v=DMARC1; p=reject; rua=" + B, both),
                arguments("v=DMARC1; p=none; rua=" + A + "; rua=" + B, both),
                arguments("v=DMARC1; p=none; rua=" + A + "; " + B, both),
                arguments("v=DMARC1; p=none; rua=" + A + " " + B, both),
                arguments("v=DMARC1; p=none rua=" + A, none),
                arguments(" v=DMARC1; p=reject; rua=" + A, "v=DMARC1; p=reject; rua=" + A),
                arguments(
                        "v=DMARC1; p=reject; rua=a@example.com; pct=100", "v=DMARC1; p=reject; rua=" + A + "; pct=100"),
                arguments("v=DMARC1; p=reject; p=none; rua=" + A, none),
                arguments("v=DMARC1; p=reject; adkim=strict; ruf=" + B, "v=DMARC1; p=reject; ruf=" + B),
                arguments("v=DMARC1; p=reject; x=y; x=z", "v=DMARC1; p=reject; x=y"));
    }

    @ParameterizedTest
    @MethodSource("mangled")
    void aTextIsMendedIntoTheRecordThatWasMeant(String text, String expected) {
        DmarcEdit edit = new DmarcEdit(List.of(text), true, DmarcWish.MONITOR);
        assertThat(edit.text()).isEqualTo(expected);
        assertThat(edit.isProven()).isTrue();
        assertThat(new DmarcEdit(List.of(expected), true, DmarcWish.MONITOR).text())
                .isEqualTo(expected);
    }

    @Test
    void theReportAddressesOfAllRecordsAreKept() {
        DmarcPlan plan = plan("_dmarc.example.com. TXT \"v=DMARC1; p=reject; rua=" + A + "; ruf=" + B + "\"\n"
                + "_dmarc.example.com. TXT \"v=DMARC1; p=none; rua=" + B + "," + A + "\"");
        assertThat(plan.change().orElseThrow().after())
                .isEqualTo("v=DMARC1; p=none; rua=" + A + "," + B + "; ruf=" + B);
    }

    @Test
    void aRecordAtTheDomainItselfIsCarriedOver() {
        DmarcPlan plan = plan("example.com. TXT \"v=DMARC1; p=reject; rua=" + A + "\"\nexample.com. TXT token");
        assertThat(plan.change().orElseThrow().after()).isEqualTo("v=DMARC1; p=none; rua=" + A);
        assertThat(plan.change().orElseThrow().otherTxt()).isEmpty();
        assertThat(kinds(plan)).containsExactly(DmarcFinding.NOT_IN_FORCE, DmarcFinding.MOVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dmarc.example.com", "_dmarc._dmarc.example.com", "_dmarc.example.com.example.com"})
    void aRecordThatLandedAtAnotherNameIsFoundAndCarriedOver(String place) {
        String zone = "example.com. A 192.0.2.1\n" + place + ". TXT \"v=DMARC1; p=reject; rua=" + A + "\"";
        DmarcPlan plan = plan(zone);
        assertThat(plan.change().orElseThrow().after()).isEqualTo("v=DMARC1; p=none; rua=" + A);
        assertThat(kinds(plan)).containsExactly(DmarcFinding.NOT_IN_FORCE, DmarcFinding.MOVED);
        assertThat(plan.findings().get(1).text(Locale.ENGLISH)).contains("was at " + place);

        DmarcResult result =
                DmarcChecker.using(InMemoryDns.zone(zone)).check(DmarcRequest.of(DnsName.of("news.example.com")));
        assertThat(result.placeToPublish()).isEqualTo(DOMAIN);
        assertThat(result.findings().get(1).text(Locale.ENGLISH))
                .isEqualTo("There is a DMARC record at " + place
                        + ", where no receiver looks: \"v=DMARC1; p=reject; rua=mailto:a@example\"");
    }

    /** What stands at the name takes the wildcard's place there; at the alias's end it would answer for every name. */
    @Test
    void aWildcardAliasStaysAndTheRecordIsPublishedAtItsOwnName() {
        String zone = "*.example.com. CNAME host.example.com.\nhost.example.com. A 192.0.2.1";
        DmarcPlan plan = plan(zone);
        assertThat(plan.change().orElseThrow().zoneLines())
                .containsExactly("_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none\"");
        DmarcResult result = DmarcChecker.using(InMemoryDns.zone(zone)).check(DmarcRequest.of(DOMAIN));
        assertThat(result.findings())
                .extracting(Finding::kind)
                .containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.WILDCARD);
        assertThat(DmarcPlanner.using(InMemoryDns.zone(zone)
                                .fault("todoku-wildcard-probe.example.com", RecordType.TXT, Fault.timeout()))
                        .plan(DOMAIN, DmarcWish.MONITOR)
                        .cannotTell())
                .isTrue();
    }

    @Test
    void whatTheRepairPutsIntoEffectIsSaid() {
        DmarcPlan plan = plan("_dmarc.example.com. TXT \"v=DMARC1; p=reject; sp=rejct; rua=" + A + "\"");
        assertThat(plan.findings())
                .containsExactly(Finding.of(DmarcFinding.TAKES_EFFECT, "_dmarc.example.com", "p=reject, sp=reject"));
    }

    @Test
    void aPolicyThatIsNotTriedOutIsSaid() {
        assertThat(notTried("v=DMARC1; p=none; sp=reject; np=none", QUARANTINE.onTrial()))
                .containsExactly("p does not rise to quarantine on trial: t=y would weaken sp=reject as well.");
        assertThat(notTried("v=DMARC1; p=none; t=y; sp=quarantine; np=reject", REJECT.onTrial()))
                .containsExactly(
                        "p does not rise to reject on trial: t=y would weaken sp=quarantine, np=reject as well.");
        assertThat(notTried("v=DMARC1; p=quarantine; t=y", REJECT.onTrial()))
                .containsExactly("p does not rise to reject: a trial (t=y) is running, and receivers that do not know t"
                        + " apply the policy in full.");
        assertThat(notTried("v=DMARC1; p=none", REJECT.onTrial())).isEmpty();
        assertThat(notTried("v=DMARC1; p=reject; sp=reject", QUARANTINE.onTrial()))
                .isEmpty();
        assertThat(notTried("v=DMARC1; p=none; sp=reject", QUARANTINE)).isEmpty();
    }

    private static List<String> notTried(String text, DmarcWish wish) {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"" + text + "\"");
        return DmarcPlanner.using(dns).plan(DOMAIN, wish).findings().stream()
                .filter(each -> each.kind() == DmarcFinding.NOT_TRIED)
                .map(each -> each.text(Locale.ENGLISH))
                .toList();
    }

    @Test
    void nothingIsPublishedBesideAnAlias() {
        DmarcPlan gone = plan("_dmarc.example.com. CNAME gone.service.example.");
        assertThat(gone.change().orElseThrow().zoneLines())
                .containsExactly(
                        "; remove: _dmarc.example.com. 3600 IN CNAME gone.service.example.",
                        "_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none\"");
        assertThat(kinds(gone)).contains(DmarcFinding.ALIAS_GOES);
        DmarcPlan own = plan("_dmarc.example.com. CNAME d.example.com.\nd.example.com. TXT \"v=DMARC1; p=nome\"");
        assertThat(own.change().orElseThrow().owner()).isEqualTo(DnsName.of("d.example.com"));
        assertThat(own.change().orElseThrow().alias()).isEmpty();
    }

    private static DmarcPlan plan(String zone) {
        return DmarcPlanner.using(InMemoryDns.zone(zone)).plan(DOMAIN, DmarcWish.MONITOR);
    }

    @Test
    void theDiffAndTheLinesNameWhatGoes() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=none\"");
        DmarcPlan plan = DmarcPlanner.using(dns).plan(DOMAIN, REJECT);
        RecordChange change = plan.change().orElseThrow();
        assertThat(change.diff())
                .extracting(d -> d.op() + " " + d.text())
                .containsExactly("KEEP v=DMARC1", "ADD p=reject", "REMOVE p=none");
        assertThat(change.zoneLines()).hasSize(2);
        assertThat(change.zoneLines().get(0)).startsWith("; remove: _dmarc.example.com.");
        assertThat(change.zoneLines().get(1)).endsWith("TXT \"v=DMARC1; p=reject\"");
        assertThat(kinds(plan)).containsExactly(DmarcFinding.NO_REPORTS);
        assertThat(change.findings()).isEqualTo(plan.findings());
    }

    /** Two records have no effect; making one of them hold would refuse mail that arrives today. */
    @Test
    void whatHadNoEffectComesIntoForceOnlyByWish() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n"
                + "_dmarc.example.com. TXT \"v=DMARC1; p=quarantine\"");
        assertThat(DmarcPlanner.using(dns).plan(DOMAIN, DmarcWish.MONITOR).findings())
                .contains(Finding.of(DmarcFinding.NOT_IN_FORCE, "_dmarc.example.com", "p=reject, p=quarantine"));
        assertThat(kinds(DmarcPlanner.using(dns).plan(DOMAIN, REJECT)))
                .contains(DmarcFinding.MERGED)
                .doesNotContain(DmarcFinding.NOT_IN_FORCE);
    }

    @Test
    void aDomainWithoutRoomForTheRecordIsAProblem() {
        DnsName longest = DnsName.of(String.join(".", Collections.nCopies(4, "a".repeat(61))));
        DmarcPlan plan = DmarcPlanner.using(InMemoryDns.zone("")).plan(longest, DmarcWish.MONITOR);
        assertThat(kinds(plan)).containsExactly(DmarcFinding.NAME_TOO_LONG);
        assertThat(plan.change()).isEmpty();
        assertThat(plan.cannotTell()).isFalse();
    }

    @Test
    void anAliasSaysWhereTheRecordBelongs() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. CNAME d.service.example.\n"
                + "d.service.example. TXT \"v=DMARC1; p=none; rua=mailto:a@service.example\"");
        assertThat(DmarcPlanner.using(dns).plan(DOMAIN, DmarcWish.MONITOR).findings())
                .containsExactly(Finding.of(DmarcFinding.ALIAS, "_dmarc.example.com", "d.service.example"));
    }

    @Test
    void withoutAnAnswerNothingIsPlanned() {
        InMemoryDns dns =
                InMemoryDns.zone("").fault("_dmarc.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcPlan plan = DmarcPlanner.using(dns).plan(DOMAIN, DmarcWish.MONITOR);
        assertThat(plan.change()).isEmpty();
        assertThat(plan.cannotTell()).isTrue();
        assertThat(plan.isUnchanged()).isFalse();
        assertThat(plan.gaps()).extracting(DnsAnswer.TempFail::reason).containsExactly(DnsAnswer.Reason.SERVFAIL);
        assertThat(kinds(plan)).containsExactly(DmarcFinding.DNS_FAILED);
    }

    private static List<Finding.Kind> kinds(DmarcPlan plan) {
        return plan.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void aMailboxThatCannotStandInARecordIsRefused() {
        for (String bad : List.of("", "a", "a@", "@b.example", "a@b.example,c@d.example", "a@b.example;x", "a b@c")) {
            assertThatThrownBy(() -> DmarcWish.MONITOR.reportsTo(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
