package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real records, in a zone file named by {@code -Dspf.real-records=FILE}: the same story in every form. */
@Timeout(120)
class RealRecordsTest {

    private static Zone zone() throws IOException {
        String file = System.getProperty("spf.real-records");
        if (file == null) {
            abort("no zone named: give -Dspf.real-records=FILE");
        }
        return Zone.of(Files.readString(Path.of(file), StandardCharsets.UTF_8));
    }

    @Test
    void everyRealRecordTellsTheSameStoryReadyLateAndAhead() throws IOException {
        Zone zone = zone();
        InMemoryDns world = InMemoryDns.of(zone);
        Random random = new Random(1);
        int checked = 0;
        for (Zone.Entry entry : zone.entries()) {
            if (entry.data() instanceof DnsRecord.Txt txt && SpfRecord.isSpf(txt.joined())) {
                for (InetAddress ip : clients(SpfRecord.parse(txt.joined()), random)) {
                    SpfRequest request =
                            SpfRequest.from(ip).helo("mx.example.com").mailFrom("postmaster@" + entry.owner());
                    SameStoryTest.sameInEveryForm(world, request, checked++);
                }
            }
        }
        assertThat(checked).isGreaterThan(200);
    }

    /** A stranger of each family, and the first address of one network of the record. */
    private static List<InetAddress> clients(SpfRecord record, Random random) {
        List<InetAddress> networks = new ArrayList<>();
        for (Term term : record.terms()) {
            if (term instanceof Directive directive && directive.mechanism() instanceof Mechanism.Ip4 ip4) {
                networks.add(IpLiteral.of(ip4.network().toString().replaceAll("/.*", "")));
            }
        }
        List<InetAddress> clients = new ArrayList<>(List.of(IpLiteral.of("192.0.2.1"), IpLiteral.of("2001:db8::1")));
        if (!networks.isEmpty()) {
            clients.add(networks.get(random.nextInt(networks.size())));
        }
        return clients;
    }
}
