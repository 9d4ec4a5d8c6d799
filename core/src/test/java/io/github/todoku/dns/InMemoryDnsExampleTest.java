package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The unit test of somebody who uses this library, as the documentation shows it. */
class InMemoryDnsExampleTest {
    @Test
    void aServiceIsTestedWithoutANetwork() throws InterruptedException {
        InMemoryDns dns = InMemoryDns.zone("""
                        example.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
                        """).fault("slow.example", RecordType.TXT, Fault.timeout());

        assertThat(policy(dns, "example.com")).isEqualTo("v=spf1 ip4:192.0.2.0/24 -all");
        assertThat(policy(dns, "other.example")).isEqualTo("none");
        assertThat(policy(dns, "slow.example")).isEqualTo("cannot tell");
        assertThat(dns.queries()).hasSize(3);
    }

    /** The code under test. */
    private static String policy(DnsResolver dns, String domain) throws InterruptedException {
        DnsAnswer answer = dns.lookup(DnsQuestion.of(domain, RecordType.TXT), Deadline.after(Duration.ofSeconds(5)));
        return answer.fold(
                found -> found.records(DnsRecord.Txt.class).get(0).joined(), empty -> "none", failed -> "cannot tell");
    }
}
