package io.github.todoku.senders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficCatalogTest {
    private static final TrafficCatalog CATALOG = TrafficCatalog.shipped();

    @Test
    void aServiceIsKnownByTheDomainItSignsWith() {
        TrafficCatalog.Match match =
                CATALOG.signedBy(DnsName.of("AmazonSES.com")).orElseThrow();
        assertThat(match.source().name()).isEqualTo("Amazon SES");
        assertThat(match.source().role()).isEqualTo(TrafficSource.Role.SENDER);
        assertThat(match.source().service(ServiceCatalog.shipped())).isPresent();
    }

    @Test
    void aDomainBelowIsNotTheVeryDomainUnlessTheFileSaysSo() {
        assertThat(CATALOG.signedBy(DnsName.of("x.amazonses.com"))).isEmpty();
        assertThat(CATALOG.signedBy(DnsName.of("example-com.20230601.gappssmtp.com"))
                        .map(match -> match.source().name()))
                .contains("Google Workspace");
    }

    @Test
    void generalKnowledgeIsOnlyAHint() {
        assertThat(CATALOG.reverse(DnsName.of("mx.addy.io"))).get().matches(match -> !match.known());
    }

    @Test
    void aStrangerIsNobody() {
        assertThat(CATALOG.signedBy(DnsName.of("example.com"))).isEmpty();
        assertThat(CATALOG.reverse(DnsName.of("mail.example.net"))).isEmpty();
    }

    @Test
    void eachNameStandsOnce() {
        Set<String> names = new HashSet<>();
        assertThat(CATALOG.sources()).allMatch(source -> names.add(source.name()));
    }

    @Test
    void everyServiceNamedIsInTheOtherCatalogue() {
        assertThat(CATALOG.sources().stream()
                        .filter(source ->
                                source.service(ServiceCatalog.shipped()).isPresent())
                        .count())
                .isGreaterThan(80);
    }
}
