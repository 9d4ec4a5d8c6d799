package io.github.todoku.testing;

import static io.github.todoku.testing.SpfAssert.assertThat;

import io.github.todoku.dns.InMemoryDns;
import org.junit.jupiter.api.Test;

/** What a user's own test looks like. */
@DnsZone("example.com.zone")
class OurSpfTest {
    @Test
    void everyOutboundPathPassesWithinTheLimits(InMemoryDns dns) {
        assertThat(DomainSpf.of("example.com", dns))
                .authorizes("192.0.2.7")
                .authorizes("203.0.113.0/26")
                .authorizes("include:_spf.service.example")
                .doesNotAuthorize("198.51.100.1")
                .needsLookupsAtMost(8)
                .isAllGreen();
    }
}
