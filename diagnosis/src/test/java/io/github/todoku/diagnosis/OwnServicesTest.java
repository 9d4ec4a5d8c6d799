package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.senders.ServiceCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that only the caller knows: its include has a name that nobody would guess from the reverse name. */
class OwnServicesTest {
    private static final InMemoryDns DNS = InMemoryDns.zone("""
            hanamaru.example.               TXT  "v=spf1 ip4:192.0.2.7 -all"
            customers.relays.example.       TXT  "v=spf1 ip4:198.51.100.0/24 -all"
            out9.relays.example.            A    198.51.100.9
            9.100.51.198.in-addr.arpa.      PTR  out9.relays.example.
            """);

    private static final ServiceCatalog OWN = ServiceCatalog.shipped().with("own.txt", """
            Service: own-relays
            Name: Our relays
            Include: customers.relays.example
            Placement: root
            Known-By: relays.example
            Source: the team that runs them
            """);

    private static final BounceReport BOUNCE = BounceParser.standard().parse("""
            550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550-5.7.26 DKIM = did not pass
            550-5.7.26 SPF [hanamaru.example] with ip: [198.51.100.9] = did not pass 550 5.7.26 - gsmtp
            """.getBytes(StandardCharsets.UTF_8));

    @Test
    void theIncludeOfACallersServiceIsProposed() {
        Case c = Doctor.using(DNS).withServices(OWN).check(BOUNCE);
        assertThat(c.cause()).isEqualTo("spf-missing-service");
        assertThat(c.remedy().orElseThrow().records().get(0).after())
                .isEqualTo("v=spf1 ip4:192.0.2.7 include:customers.relays.example -all");
        assertThat(c.isReadyToPublish())
                .as("nobody said yet that it was sent there")
                .isFalse();
        SentMail sent = SentMail.UNKNOWN.client(IpLiteral.of("198.51.100.9"));
        assertThat(Doctor.using(DNS).withServices(OWN).check(BOUNCE, sent).isReadyToPublish())
                .isTrue();
    }

    @Test
    void withoutItTheAddressIsAllThatIsKnown() {
        assertThat(Doctor.using(DNS).check(BOUNCE).cause()).isEqualTo("spf-missing-address");
    }

    @Test
    void aSeriesNamesThePathByTheCallersService() {
        CaseSeries series = Doctor.using(DNS).withServices(OWN).check(List.of(BOUNCE));
        assertThat(series.paths()).extracting(SendingPath::service).containsExactly("Our relays");
    }
}
