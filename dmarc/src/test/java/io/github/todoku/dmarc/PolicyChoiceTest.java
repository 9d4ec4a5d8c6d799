package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9989 §4.7: which of p, sp and np holds for a domain below the record's. */
class PolicyChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "p=reject,                          REJECT,     REJECT",
        "p=reject; sp=quarantine,           QUARANTINE, QUARANTINE",
        "p=none; np=reject,                 NONE,       REJECT",
        "p=reject; sp=quarantine; np=none,  QUARANTINE, NONE",
        "rua=mailto:a@example.com,          NONE,       NONE"
    })
    void aDomainBelowIsHeldToTheNearestTag(String tags, DmarcPolicy exists, DmarcPolicy missing) {
        PolicyChoice choice = new PolicyChoice(DnsName.of("example.com"), DmarcRecord.parse("v=DMARC1; " + tags), true);
        assertThat(choice.below(true)).contains(exists);
        assertThat(choice.below(false)).contains(missing);
    }

    @ParameterizedTest
    @CsvSource({"p=reject; sp=reject, false", "p=quarantine; sp=reject, false", "p=reject; sp=none, true"})
    void onlyAWeakerPolicyForSubdomainsIsRemarkedOn(String tags, boolean remarked) {
        assertThat(DmarcRecord.parse("v=DMARC1; " + tags).findings().stream()
                        .map(Finding::kind)
                        .anyMatch(DmarcFinding.WEAKER_SUBDOMAINS::equals))
                .isEqualTo(remarked);
    }
}
