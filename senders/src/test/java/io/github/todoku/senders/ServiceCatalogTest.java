package io.github.todoku.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceCatalogTest {
    private static final ServiceCatalog CATALOG = ServiceCatalog.shipped();

    static Iterable<SendingService> services() {
        return CATALOG.services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyEntryIsFoundByWhatItSaysOfItself(SendingService service) {
        assertThat(CATALOG.find(service.id())).contains(service);
        assertThat(CATALOG.find(service.name())).contains(service);
        assertThat(service.basis().source()).isNotBlank();
        for (DnsName domain : service.knownBy()) {
            assertThat(CATALOG.ofHost(DnsName.of("mail7").below(domain).orElseThrow()))
                    .contains(service);
        }
        if (service.spf().include() != null && service.via() == null) {
            assertThat(CATALOG.ofInclude(service.spf().include()))
                    .map(found -> found.spf().include())
                    .contains(service.spf().include());
        }
        if (service.via() != null) {
            assertThat(CATALOG.find(service.via())).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsToBePublishedCanBePublished(SendingService service) {
        SpfSender.Service sender = service.sender();
        if (!sender.terms().isEmpty()) {
            SpfRecord record = SpfRecord.parse("v=spf1 " + sender.term() + " ~all");
            assertThat(record.findings()).isEmpty();
        }
        if (sender.placement() == SpfSender.Service.Placement.ROOT) {
            assertThat(sender.terms()).isNotEmpty();
        }
    }

    @Test
    void thePageOfFormatsNamesEveryField() throws IOException {
        String page = Files.readString(Path.of("../docs/formats.md"));
        assertThat(ServiceReader.FIELDS).allSatisfy(field -> assertThat(page).contains("| `" + field + "` |"));
    }

    @Test
    void noDomainBelongsToTwoServices() {
        Set<DnsName> seen = new HashSet<>();
        for (SendingService service : CATALOG.services()) {
            service.knownBy()
                    .forEach(domain ->
                            assertThat(seen.add(domain)).as("%s", domain).isTrue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "_spf.google.com,                      google-workspace",
        "amazonses.com,                        amazon-ses",
        "spf.protection.outlook.com,           microsoft-365",
        "eu._netblocks.mimecast.com,           mimecast",
        "spf.sender.xserver.jp,                xserver",
        "4711.spf02.hubspotemail.net,          hubspot",
    })
    void anIncludeNamesItsService(String include, String id) {
        assertThat(CATALOG.ofInclude(DnsName.of(include)))
                .map(SendingService::id)
                .contains(id);
    }

    @ParameterizedTest
    @CsvSource({"notgoogle.com", "google.com.example.net", "amazonses.com.example", "com"})
    void aStrangersNameIsNoServices(String host) {
        assertThat(CATALOG.ofHost(DnsName.of(host))).isEmpty();
    }

    @Test
    void aUsersFileAddsChangesAndTakesAway() {
        ServiceCatalog mine = CATALOG.with("mine.txt", """
                Service: in-house
                Name: Our own relay
                Include: _spf.relay.example
                Placement: root
                Known-By: relay.example
                Source: the team that runs it

                Service: postmark
                Name: Postmark
                Placement: bounce-domain
                Source: our contract

                Service: Beehiiv
                Disabled: yes
                """);
        assertThat(mine.ofInclude(DnsName.of("_spf.relay.example")))
                .map(SendingService::name)
                .contains("Our own relay");
        assertThat(mine.find("Postmark").orElseThrow().spf().placement())
                .isEqualTo(SpfSender.Service.Placement.BOUNCE_DOMAIN);
        assertThat(mine.find("beehiiv")).isEmpty();
        assertThat(CATALOG.find("beehiiv")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Service: x                                                      | 1: Name is missing",
                "Service: x / Name: X / Placement: somewhere / Source: s            | 1: no such Placement: somewhere",
                "Service: x / Name: X / Placement: root / Include: a..b / Source: s  | 1: not a name: a..b",
                "Service: x / Nmae: X                                             | 2: no such field: Nmae",
                "Service: nobody-knows / Disabled: yes                            | 1: no such service to disable",
            })
    void aFaultInAUsersFileNamesFileAndLine(String text, String message) {
        assertThatThrownBy(() -> CATALOG.with("mine.txt", text.replace(" / ", "\n")))
                .hasMessage("mine.txt:" + message);
    }
}
