import static io.github.todoku.testing.SpfResultAssert.assertThat;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.testing.DnsZone;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A user's test of SPF: on its class path are core, spf and testing of this library, and no other module. */
@DnsZone(text = "example.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"")
class OurSpfTest {
    private InMemoryDns before;

    @BeforeEach
    void ask(InMemoryDns dns) {
        before = dns;
    }

    @Test
    void ourOutboundPasses(DnsResolver dns, Zone zone) {
        Assertions.assertSame(before, dns);
        Assertions.assertEquals(1, zone.entries().size());
        assertThat(SpfVerifier.using(dns).check(of("192.0.2.7"))).isPass();
    }

    @Test
    void aFailureTellsItsStory(InMemoryDns dns) {
        AssertionError failure = Assertions.assertThrows(
                AssertionError.class,
                () -> assertThat(SpfVerifier.using(dns).check(of("198.51.100.1"))).isPass());
        Assertions.assertTrue(failure.getMessage().contains("but it gives fail"), failure.getMessage());
    }

    @Nested
    class Inside {
        @Test
        @DnsZone(text = "example.com. TXT \"v=spf1 -all\"")
        void aMethodsZoneIsItsOwn(Zone zone) {
            Assertions.assertTrue(zone.toString().contains("v=spf1 -all"), zone.toString());
        }
    }

    private static SpfRequest of(String address) {
        return SpfRequest.from(IpLiteral.of(address)).helo("mx.example.com").mailFrom("bob@example.com");
    }
}
