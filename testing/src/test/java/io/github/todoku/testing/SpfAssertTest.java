package io.github.todoku.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.spf.SpfVerdict;
import org.junit.jupiter.api.Test;

/** Each assertion fails where it must, and its message says what was found. */
class SpfAssertTest {
    private final InMemoryDns dns = InMemoryDns.zone("""
            example.com.   TXT "v=spf1 ip4:192.0.2.0/25 include:a.example ?all"
            a.example.     TXT "v=spf1 include:b.example -all"
            b.example.     TXT "v=spf1 ip4:198.51.100.7 -all"
            two.example.   TXT "v=spf1 -all"
            two.example.   TXT "v=spf1 +all"
            partly.example. TXT "v=spf1 include:slow.example -all"
            ;! TIMEOUT slow.example. TXT
            """);

    private SpfAssert spf(String domain) {
        return SpfAssert.assertThat(DomainSpf.of(domain, dns));
    }

    @Test
    void anAddressThatDoesNotPassIsToldWithItsStory() {
        assertThatThrownBy(() -> spf("example.com").authorizes("192.0.2.200"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "Expecting the SPF of example.com to authorize",
                        "192.0.2.200",
                        "but it gives",
                        "neutral",
                        "include:a.example");
    }

    @Test
    void aNetworkOfWhichHalfPassesIsNotAuthorized() {
        spf("example.com").authorizes("192.0.2.64/26");
        assertThatThrownBy(() -> spf("example.com").authorizes("192.0.2.0/24"))
                .hasMessageContainingAll(
                        "all of", "192.0.2.0/24", "neutral for some, pass for some", "v=spf1 ip4:192.0.2.0/25");
        assertThatThrownBy(() -> spf("example.com").authorizes("include:gone.example"))
                .hasMessageContaining("nothing: it has no address today");
    }

    @Test
    void whatPassesIsNotRefused() {
        spf("example.com").doesNotAuthorize("192.0.2.200").gives("192.0.2.200", SpfVerdict.NEUTRAL);
        assertThatThrownBy(() -> spf("example.com").doesNotAuthorize("198.51.100.7"))
                .hasMessageContainingAll("not to authorize", "198.51.100.7", "pass");
    }

    @Test
    void silenceIsNeitherYesNorNo() {
        assertThatThrownBy(() -> spf("slow.example").authorizes("192.0.2.1")).hasMessageContaining("temperror");
        assertThatThrownBy(() -> spf("slow.example").doesNotAuthorize("192.0.2.1"))
                .hasMessageContaining("temperror");
        assertThatThrownBy(() -> spf("slow.example").authorizes("192.0.2.0/24"))
                .hasMessageContaining("the DNS gave no answer");
        assertThatThrownBy(() -> spf("partly.example").needsLookupsAtMost(9))
                .hasMessageContainingAll("cannot be counted", "slow.example");
    }

    @Test
    void lookupsBeyondTheLimitAreToldWithTheTree() {
        spf("example.com").needsLookupsAtMost(2);
        assertThatThrownBy(() -> spf("example.com").needsLookupsAtMost(1))
                .hasMessageContainingAll("at most 1 lookups", "it needs", "2", "b.example");
    }

    @Test
    void whatIsNotGreenIsListed() {
        assertThatThrownBy(() -> spf("two.example").isAllGreen()).hasMessageContainingAll("to be all green", "FAIL");
        assertThatThrownBy(() -> spf("slow.example").isAllGreen()).hasMessageContaining("CANNOT_TELL");
    }

    @Test
    void aTextThatIsNoSenderIsTheTestsOwnMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spf("example.com").authorizes("somebody"))
                .withMessage("no sender: \"somebody\"");
    }
}
