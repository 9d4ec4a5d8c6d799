package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dmarc.DmarcChange.Warning;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DmarcPlannerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DmarcWish REPORTS = new DmarcWish(DmarcPolicy.NONE, "dmarc@example.com");
    private static final DmarcWish REJECT = new DmarcWish(DmarcPolicy.REJECT, null);

    static Stream<Arguments> plans() {
        String kept = "v=DMARC1; p=reject; rua=mailto:a@example.com";
        return Stream.of(
                arguments(List.of(), DmarcWish.MONITOR, "v=DMARC1; p=none"),
                arguments(List.of(), REPORTS, "v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
                arguments(List.of(kept), REPORTS, kept),
                arguments(List.of("v=DMARC1;sp=none;p=reject;"), DmarcWish.MONITOR, "v=DMARC1;sp=none;p=reject;"),
                arguments(List.of("v=DMARC1; p=none"), REPORTS, "v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
                arguments(List.of("v=DMARC1; p=none; fo=1"), REJECT, "v=DMARC1; p=reject; fo=1"),
                arguments(List.of("v=DMARC1; p=monitor"), DmarcWish.MONITOR, "v=DMARC1; p=none"),
                arguments(List.of("Value: v=DMARC1; p=none; fo=1"), DmarcWish.MONITOR, "v=DMARC1; p=none; fo=1"),
                arguments(List.of("v=dmarc1 p=reject"), DmarcWish.MONITOR, "v=DMARC1; p=none"),
                arguments(List.of("v=dmarc1 p=none"), REJECT, "v=DMARC1; p=reject"),
                arguments(
                        List.of(
                                "v=DMARC1; p=reject; sp=reject; aspf=s",
                                "v=DMARC1; p=reject; np=reject; adkim=s; fo=1"),
                        DmarcWish.MONITOR,
                        "v=DMARC1; p=none; fo=1"),
                arguments(List.of("v=DMARC1; p=reject; sp=rejekt"), DmarcWish.MONITOR, "v=DMARC1; p=reject"),
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
        DmarcChange change = DmarcPlanner.using(dns).plan(DOMAIN, wish);
        assertThat(change.after()).isEqualTo(expected);
        assertThat(change.unchanged()).isEqualTo(today.equals(List.of(expected)));

        DmarcResult after =
                DmarcChecker.using(OverlayResolver.of(change.overlay(), dns)).check(DmarcRequest.of(DOMAIN));
        assertThat(Objects.requireNonNull(after.record()).text()).isEqualTo(expected);
        assertThat(after.walk().steps().get(0).texts()).containsExactlyInAnyOrder("token", expected);
        DmarcChange again =
                DmarcPlanner.using(OverlayResolver.of(change.overlay(), dns)).plan(DOMAIN, wish);
        assertThat(again.unchanged()).isTrue();
    }

    @Test
    void theDiffAndTheLinesNameWhatGoes() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=none\"");
        DmarcChange change = DmarcPlanner.using(dns).plan(DOMAIN, REJECT);
        assertThat(change.diff())
                .extracting(d -> d.op() + " " + d.text())
                .containsExactly("KEEP v=DMARC1", "ADD p=reject", "REMOVE p=none");
        assertThat(change.zoneLines()).hasSize(2);
        assertThat(change.zoneLines().get(0)).startsWith("; remove: _dmarc.example.com.");
        assertThat(change.zoneLines().get(1)).endsWith("TXT \"v=DMARC1; p=reject\"");
        assertThat(change.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.NO_REPORTS);
    }

    /** Two records have no effect; making one of them hold would refuse mail that arrives today. */
    @Test
    void whatHadNoEffectComesIntoForceOnlyByWish() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n"
                + "_dmarc.example.com. TXT \"v=DMARC1; p=quarantine\"");
        assertThat(DmarcPlanner.using(dns).plan(DOMAIN, DmarcWish.MONITOR).warnings())
                .contains(new Warning(Warning.Kind.NOT_IN_FORCE, "reject"));
        assertThat(DmarcPlanner.using(dns).plan(DOMAIN, REJECT).warnings())
                .extracting(Warning::kind)
                .doesNotContain(Warning.Kind.NOT_IN_FORCE);
    }

    @Test
    void aDomainWithoutRoomForTheRecordIsAProblem() {
        DnsName longest = DnsName.of(String.join(".", Collections.nCopies(4, "a".repeat(61))));
        DmarcChange change = DmarcPlanner.using(InMemoryDns.zone("")).plan(longest, DmarcWish.MONITOR);
        assertThat(change.problem()).extracting(DmarcProblem::kind).isEqualTo(DmarcProblem.Kind.NAME_TOO_LONG);
        assertThat(change.zoneLines()).isEmpty();
    }

    @Test
    void anAliasSaysWhereTheRecordBelongs() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. CNAME d.service.example.\n"
                + "d.service.example. TXT \"v=DMARC1; p=none; rua=mailto:a@service.example\"");
        assertThat(DmarcPlanner.using(dns).plan(DOMAIN, DmarcWish.MONITOR).warnings())
                .containsExactly(new Warning(Warning.Kind.ALIAS, "d.service.example"));
    }

    @Test
    void withoutAnAnswerNothingIsPlanned() {
        InMemoryDns dns =
                InMemoryDns.zone("").fault("_dmarc.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcChange change = DmarcPlanner.using(dns).plan(DOMAIN, DmarcWish.MONITOR);
        assertThat(change.problem()).isNotNull();
        assertThat(change.zoneLines()).isEmpty();
        assertThat(change.overlay().entries()).isEmpty();
    }

    @Test
    void aMailboxThatCannotStandInARecordIsRefused() {
        for (String bad : List.of("", "a", "a@", "@b.example", "a@b.example,c@d.example", "a@b.example;x", "a b@c")) {
            assertThatThrownBy(() -> new DmarcWish(DmarcPolicy.NONE, bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
