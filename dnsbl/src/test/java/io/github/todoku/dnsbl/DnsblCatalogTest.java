package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.CodeTable.Reading;
import java.net.Inet4Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsblCatalogTest {
    private static final DnsblCatalog SHIPPED = DnsblCatalog.shipped();

    static Stream<DnsblList> lists() {
        return SHIPPED.all().stream();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyEntryReadsItsOwnExamplesAsItSays(DnsblList list) {
        CodeTable reader = new CodeTable(list);
        for (DnsblList.Example example : list.examples()) {
            List<Inet4Address> answers = example.answers().stream()
                    .map(text -> (Inet4Address) IpLiteral.of(text))
                    .toList();
            assertThat(told(reader.read(answers)))
                    .as(list + " " + example.answers())
                    .isEqualTo(example.expected());
        }
        boolean dead = list.status().state() == ListStatus.State.DEAD;
        assertThat(list.examples().isEmpty())
                .as("the living carry examples")
                .isEqualTo(dead || (list.codes().isEmpty() && list.kind() == DnsblList.Kind.INFO));
    }

    /** The first words of the verdict that a reading leads to. */
    private static String told(Reading reading) {
        if (reading instanceof Reading.Refusal refusal) {
            return "refused " + DnsblWords.of(refusal.cause());
        }
        if (reading instanceof Reading.Failure failure) {
            return "failed " + DnsblWords.of(failure.cause());
        }
        List<DnsblHit> hits = ((Reading.Hits) reading).hits();
        String verdict = ListCheck.verdict(hits, List.of(), DnsblVerdict.MIN_TTL)
                .getClass()
                .getSimpleName();
        return Map.of("Listed", "listed", "Allowed", "allowed", "NotListed", "not-listed")
                        .get(verdict)
                + hits.stream().map(hit -> " " + DnsblWords.of(hit.meaning())).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyEntryIsWhole(DnsblList list) {
        assertThat(list.provenance().source()).isNotEqualTo("the caller's catalogue");
        assertThat(list.provenance().checked()).matches("20\\d\\d-\\d\\d-\\d\\d");
        assertThat(list.serves()).isNotEmpty();
        for (String zone : list.partOf()) {
            assertThat(SHIPPED.find(zone)).as(zone).isPresent();
        }
        list.keyedTwin()
                .ifPresent(twin -> assertThat(SHIPPED.find(twin)).as(twin).isPresent());
        UseTerms terms = list.terms();
        if (terms.perDay().isPresent() || terms.access() != UseTerms.Access.OPEN) {
            assertThat(terms.source().orElse(""))
                    .as("terms are data with a source and a date")
                    .contains("2026-11-24");
        }
        if (list.removal().lookupUrl() != null) {
            assertThat(URI.create(list.removal().lookupUrl()).getHost()).isNotEmpty();
        }
    }

    @Test
    void theCatalogueKnowsTheDeadAsDead() {
        assertThat(SHIPPED.all()).hasSize(228);
        assertThat(SHIPPED.all().stream().filter(l -> l.status().state() == ListStatus.State.DEAD))
                .hasSize(113);
        assertThat(SHIPPED.find("dnsbl.sorbs.net").orElseThrow().status())
                .isEqualTo(new ListStatus(ListStatus.State.DEAD, ListStatus.Reason.EMPTIED, "2024-06-05"));
    }

    @Test
    void theDefaultSetIsSmallAndWithoutAnyThatSellsOrWantsRegistration() {
        assertThat(SHIPPED.defaults())
                .extracting(DnsblList::zone)
                .containsExactlyInAnyOrder(
                        "zen.spamhaus.org",
                        "dbl.spamhaus.org",
                        "bl.spamcop.net",
                        "bl.mailspike.net",
                        "psbl.surriel.com");
        for (DnsblList list : SHIPPED.defaults()) {
            assertThat(list.reputation()).doesNotContain(DnsblList.Reputation.SELLS_REMOVAL);
            assertThat(list.terms().access()).isEqualTo(UseTerms.Access.OPEN);
            assertThat(list.terms().perSecond()).isEmpty();
        }
    }

    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        SHIPPED.all()
                .forEach(list ->
                        assertThat(names.add(list.name())).as(list.name()).isTrue());
    }

    @Test
    void anOverlayAddsChangesAndDisables() {
        DnsblCatalog mine = SHIPPED.with("""
                # ours
                Zone: bl.corp.example
                Name: Our own
                Code: 127.0.0.2 block manual-entry

                Zone: zen.spamhaus.org
                Weight: low

                Zone: bl.spamcop.net
                Status: disabled
                """);
        assertThat(mine.find("Our Own").orElseThrow().isActive()).isTrue();
        assertThat(mine.find("zen.spamhaus.org").orElseThrow().weight()).isEqualTo(DnsblList.Weight.LOW);
        assertThat(mine.find("zen.spamhaus.org").orElseThrow().codes())
                .isEqualTo(SHIPPED.find("ZEN.spamhaus.org.").orElseThrow().codes());
        assertThat(mine.defaults()).extracting(DnsblList::zone).doesNotContain("bl.spamcop.net");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name: no zone",
                "Zone: bl.example",
                "Zone: a..b\nName: x",
                "Zone: bl.example\nName: x\nColour: red",
                "Zone: bl.example\nName: x\nCode: 127.0.0.2 block",
                "Zone: bl.example\nName: x\nCode: 127.0.0.256 block listed",
                "Zone: bl.example\nName: x\nCode: bit 3 block listed",
                "Zone: bl.example\nName: x\nCode: 127.0.0.2 block nonsense",
                "Zone: bl.example\nName: x\nTest: maybe 127.0.0.2",
                "Zone: bl.example\nName: x\nTest: listed not a subject",
                "Zone: bl.example\nName: x\nPer-day: 0",
                "Zone: bl.example\nName: x\nPer-day: many",
                "Zone: bl.example\nName: x\nDefault: perhaps",
                "Zone: bl.example\nName: x\nAccess: key other",
                "Zone: <key>.bl.example\nName: x",
                "Zone: <key>.<key>.example\nName: x\nAccess: key k",
                "Zone: bl.example\nName: x\n\nZone: bl.example\nName: y"
            })
    void whatCannotBeReadIsNamedWithItsLine(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsblCatalog.of(text))
                .withMessageMatching("(?s)catalogue:\\d+: .+");
    }

    @Test
    void hostileCataloguesAreRefusedOrReadAtOnce() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] octets = new byte[random.nextInt(4000)];
            random.nextBytes(octets);
            String text = "Zone: bl.example\n" + new String(octets, StandardCharsets.ISO_8859_1);
            try {
                DnsblCatalog.of(text);
            } catch (IllegalArgumentException named) {
                assertThat(named).hasMessageStartingWith("catalogue:");
            }
        }
        String long1 = "Zone: bl.example\nName: " + "x ".repeat(1_000_000);
        assertThat(DnsblCatalog.of(long1).all()).hasSize(1);
    }

    @Test
    void aReplyNamesItsListsByZoneOrBySite() {
        assertThat(SHIPPED.namedIn("550 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org"))
                .extracting(DnsblList::zone)
                .containsExactly("zen.spamhaus.org");
        assertThat(SHIPPED.namedIn("554 see https://check.spamhaus.org/query/ip/192.0.2.1. and BL.SPAMCOP.NET."))
                .extracting(DnsblList::zone)
                .containsExactly("zen.spamhaus.org", "bl.spamcop.net");
        assertThat(SHIPPED.namedIn("listed at 1.2.0.192.ix.dnsbl.manitu.net"))
                .extracting(l -> l.status().state())
                .containsExactly(ListStatus.State.DEAD);
        assertThat(SHIPPED.namedIn("550 no such user")).isEmpty();
        assertThat(SHIPPED.namedIn(".".repeat(200_000) + "a.".repeat(200_000))).isEmpty();
    }
}
