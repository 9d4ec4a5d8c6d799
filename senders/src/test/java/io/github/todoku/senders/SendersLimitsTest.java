package io.github.todoku.senders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits of this module at the number and one past it (docs/limits.md). */
class SendersLimitsTest {
    private static ServiceCatalog alike(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("Service: zzqx-" + i + "\nName: Relay " + i + "\nInclude: s" + i + ".relay.example\n"
                    + "Placement: root\nKnown-By: r" + i + ".example\nSource: test\n\n");
        }
        return ServiceCatalog.shipped().with("test.txt", text.toString());
    }

    @Test
    void furtherNamesAreNotSuggested() {
        assertThat(alike(ServiceCatalog.MAX_ALIKE - 1).like("zzqx")).hasSize(ServiceCatalog.MAX_ALIKE - 1);
        assertThat(alike(ServiceCatalog.MAX_ALIKE + 1).like("zzqx")).hasSize(ServiceCatalog.MAX_ALIKE);
    }

    @Test
    void domainsBelowAreNotTried() {
        String host = "h.e.d.c.b.relay.example"; // five domains above it
        InMemoryDns dns = InMemoryDns.zone(
                ". SOA . . 0 0 0 0 0\n9.2.0.192.in-addr.arpa. PTR " + host + ".\n" + host + ". A 192.0.2.9\n");
        ReverseCheck reverse = ReverseChecker.using(dns).check(IpLiteral.of("192.0.2.9"));
        assertThat(reverse.confirmed()).contains(DnsName.of(host));
        ServiceFinder.using(dns).check(IpLiteral.of("192.0.2.9"), reverse, DnsName.of("example.com"));
        Set<DnsName> tried = new HashSet<>();
        dns.queries().stream().filter(each -> each.type() == RecordType.TXT).forEach(each -> tried.add(each.name()));
        assertThat(tried)
                .contains(DnsName.of("relay.example"), DnsName.of("b.relay.example"), DnsName.of("c.b.relay.example"))
                .noneMatch(each -> each.isWithin(DnsName.of("d.c.b.relay.example")));
    }
}
