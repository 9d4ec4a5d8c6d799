package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dmarc.DmarcWalk.Outcome;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9989 §4.10, the DNS tree walk. */
class TreeWalkTest {
    private static final String RECORD = " TXT \"v=DMARC1; p=reject; rua=mailto:a@example.com\"\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aNameOfAnyLengthCostsAtMostEightQuestions(int labels) {
        InMemoryDns dns = InMemoryDns.zone("");
        DnsName name = name(labels);
        DmarcWalk walk = walk(dns, name);
        List<Integer> asked = new ArrayList<>();
        walk.steps().forEach(step -> asked.add(step.domain().labelCount()));
        List<Integer> expected = new ArrayList<>(List.of(labels));
        for (int i = Math.min(labels - 1, 7); i >= 1; i--) {
            expected.add(i);
        }
        assertThat(asked).isEqualTo(expected);
        assertThat(dns.queries()).hasSize(expected.size()).hasSizeLessThanOrEqualTo(DmarcWalk.MAX_QUESTIONS);
        assertThat(walk.organizationalDomain()).contains(name);
    }

    /** {@code l1.….example}: the labels are numbered, the last is example. */
    private static DnsName name(int labels) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < labels; i++) {
            text.append('l').append(i).append('.');
        }
        return DnsName.of(text + "example");
    }

    @Test
    void theFewestLabelsAreTheOrganization() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.a.mail.example.com." + RECORD + "_dmarc.example.com." + RECORD);
        assertThat(organization(dns, "a.mail.example.com")).isEqualTo("example.com");
        assertThat(dns.queries()).hasSize(4);
    }

    @Test
    void aPublicSuffixAboveEndsTheWalkAndTheOrganizationIsRightBelow() {
        InMemoryDns dns = InMemoryDns.zone(
                "_dmarc.bank.example. TXT \"v=DMARC1; p=reject; psd=y\"\n" + "_dmarc.example." + RECORD);
        assertThat(organization(dns, "a.b.shop.bank.example")).isEqualTo("shop.bank.example");
        assertThat(dns.queries()).hasSize(4);
    }

    @Test
    void aPublicSuffixWhereTheWalkBeginsIsItsOwnOrganization() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.bank.example. TXT \"v=DMARC1; p=reject; psd=y\"");
        assertThat(organization(dns, "bank.example")).isEqualTo("bank.example");
        assertThat(dns.queries()).hasSize(1);
    }

    @Test
    void aDomainThatIsNoPublicSuffixEndsTheWalk() {
        InMemoryDns dns = InMemoryDns.zone(
                "_dmarc.mail.example.com. TXT \"v=DMARC1; p=reject; psd=n\"\n" + "_dmarc.example.com." + RECORD);
        assertThat(organization(dns, "a.mail.example.com")).isEqualTo("mail.example.com");
        assertThat(dns.queries()).hasSize(2);
    }

    @Test
    void aRecordBeyondTheGapIsNotSeen() {
        DnsName name = name(10);
        InMemoryDns dns =
                InMemoryDns.zone("_dmarc." + name.suffix(8) + "." + RECORD + "_dmarc." + name.suffix(7) + "." + RECORD);
        assertThat(walk(dns, name).organizationalDomain()).contains(name.suffix(7));
    }

    @Test
    void twoRecordsAtAStepAreNoneAndTheWalkGoesOn() {
        String two = "_dmarc.mail.example.com." + RECORD + "_dmarc.mail.example.com. TXT \"v=DMARC1; p=none\"\n";
        InMemoryDns dns = InMemoryDns.zone(two + "_dmarc.example.com." + RECORD);
        DmarcWalk walk = walk(dns, DnsName.of("mail.example.com"));
        assertThat(walk.steps())
                .extracting(DmarcWalk.Step::outcome)
                .containsExactly(Outcome.SEVERAL, Outcome.RECORD, Outcome.NONE);
        assertThat(walk.organizationalDomain()).contains(DnsName.of("example.com"));
    }

    @Test
    void otherTextsBesideTheRecordAreNotCounted() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com." + RECORD + "_dmarc.example.com. TXT \"token\"\n");
        assertThat(walk(dns, DnsName.of("example.com")).steps().get(0).outcome())
                .isEqualTo(Outcome.RECORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mail.example.com", "mail.example.com", "example.com", "com"})
    void aStepWithoutAnAnswerLeavesTheOrganizationUnknown(String silent) {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com." + RECORD)
                .fault("_dmarc." + silent, RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcWalk walk = walk(dns, DnsName.of("a.mail.example.com"));
        assertThat(walk.organizationalDomain()).isEmpty();
        assertThat(dns.queries()).hasSize(4);
    }

    @Test
    void aNameWithNoRoomForThePrefixIsNotAsked() {
        DnsName longest = DnsName.of(("a".repeat(63) + ".").repeat(3) + "a".repeat(61));
        InMemoryDns dns = InMemoryDns.zone("");
        assertThat(walk(dns, longest).steps()).hasSize(4);
        assertThat(dns.queries()).hasSize(3);
    }

    private static String organization(InMemoryDns dns, String domain) {
        return walk(dns, DnsName.of(domain))
                .organizationalDomain()
                .orElseThrow()
                .toString();
    }

    private static DmarcWalk walk(InMemoryDns dns, DnsName domain) {
        return new TreeWalk(DnsRun.using(dns, Deadline.NEVER)).from(domain).join();
    }
}
