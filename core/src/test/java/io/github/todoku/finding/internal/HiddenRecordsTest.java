package io.github.todoku.finding.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenRecordsTest {
    private static final DnsName NEWS = DnsName.of("news.example.com");

    private static HiddenRecords at(DnsName name, InMemoryDns dns) {
        return HiddenRecords.at(name, dns, Deadline.NEVER).join();
    }

    /** A zone, with slashes between its lines, and what a record at news.example.com hides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.example.com. MX 10 mx.example.com. | news.example.com. 3600 IN MX 10 mx.example.com.",
                "*.example.com. MX 10 mx.example.com. / *.example.com. AAAA 2001:db8::1"
                        + " | news.example.com. 3600 IN MX 10 mx.example.com. / news.example.com. 3600 IN AAAA 2001:db8::1",
                "*.example.com. TXT \"a=1\" | news.example.com. 3600 IN TXT \"a=1\"",
                "*.example.com. CNAME www.example.net. / www.example.net. A 192.0.2.1"
                        + " | news.example.com. 3600 IN CNAME www.example.net.",
                "*.example.com. CNAME gone.example.net. | news.example.com. 3600 IN CNAME gone.example.net.",
                "*.com. MX 10 mx.example.com. | news.example.com. 3600 IN MX 10 mx.example.com.",
                "*.example.com. MX 10 mx.example.com. / news.example.com. MX 10 mx.example.com. |",
                "*.example.com. MX 10 mx.example.com. / news.example.com. A 192.0.2.1 |",
                "*.example.com. MX 10 mx.example.com. / _dmarc.news.example.com. TXT \"v=DMARC1; p=none\" |",
                "*.example.com. MX 10 mx.example.com. / news.example.com. MX 10 mx.example.com. / *.news.example.com. A 192.0.2.1 |",
                "news.example.com. MX 10 mx.example.com. / *.news.example.com. MX 10 mx.example.com. |",
                "*.example.com. MX 10 mx.example.com. / news.example.com. SOA ns.example.com. h.example.com. 1 2 3 4 5 |",
                "*.sub.example.com. MX 10 mx.example.com. |",
            })
    void aNameIsAWildcardsIfTheNamesBesideAndBelowItAre(String zone, String hidden) {
        HiddenRecords found = at(NEWS, InMemoryDns.zone(zone.replace(" / ", "\n")));
        assertThat(found.cannotTell()).isFalse();
        assertThat(found.records())
                .extracting(Zone.Entry::toString)
                .containsExactlyElementsOf(hidden == null ? List.of() : List.of(hidden.split(" / ", -1)));
    }

    /** RFC 4592 §2.2.2: with a name those above it come to be, which then have nothing, and the wildcard's no more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.example.com. MX 10 mx.example.com. | a.b.example.com | a.b b",
                "*.example.com. MX 10 mx.example.com. | a.b.c.example.com | a.b.c b.c c",
                "*.example.com. MX 10 mx.example.com. | z.a.b.c.example.com | z.a.b.c a.b.c b.c",
                "*.example.com. MX 10 mx.example.com. / b.example.com. A 192.0.2.1 | a.b.example.com |",
                "*.example.com. MX 10 mx.example.com. / x.b.example.com. A 192.0.2.1 | a.b.example.com |",
                "*.b.example.com. MX 10 mx.example.com. | a.b.example.com | a.b",
                "*.example.com. MX 10 mx.example.com. / *.b.example.com. MX 10 mx.example.com. | a.b.example.com | a.b",
                "*.c.example.com. MX 10 mx.example.com. | a.b.c.example.com | a.b.c b.c",
            })
    void theNamesBetweenLoseTheirRecordsToo(String zone, String name, String owners) {
        InMemoryDns dns = InMemoryDns.zone(zone.replace(" / ", "\n"));
        HiddenRecords found = at(DnsName.of(name), dns);
        assertThat(found.cannotTell()).as("more names than are looked at").isEqualTo(name.startsWith("z."));
        assertThat(found.records())
                .extracting(Zone.Entry::toString)
                .containsExactlyElementsOf(
                        owners == null
                                ? List.of()
                                : List.of(owners.split(" ")).stream()
                                        .map(owner -> owner + ".example.com. 3600 IN MX 10 mx.example.com.")
                                        .toList());
        if (owners != null) {
            InMemoryDns silent = InMemoryDns.zone(zone.replace(" / ", "\n"))
                    .fault("todoku-wildcard-probe.example.com", RecordType.MX, Fault.timeout());
            boolean asked = zone.startsWith("*.example.com.") && !zone.contains("*.b");
            assertThat(at(DnsName.of(name), silent).cannotTell()).isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "todoku-wildcard-probe.example.com, MX, true",
        "todoku-wildcard-probe.news.example.com, MX, true",
        "todoku-wildcard-probe.news.example.com, TXT, true",
        "news.example.com, MX, true",
        "news.example.com, SOA, false",
    })
    void silenceLeavesItOpen(String name, RecordType type, boolean open) {
        InMemoryDns silent =
                InMemoryDns.zone("*.example.com. MX 10 mx.example.com.").fault(name, type, Fault.timeout());
        assertThat(at(NEWS, silent).cannotTell()).isEqualTo(open);
        assertThat(at(NEWS, silent).records().isEmpty()).isEqualTo(open);
        InMemoryDns own = InMemoryDns.zone("*.example.com. MX 10 mx.example.com.\nnews.example.com. A 192.0.2.1")
                .fault("todoku-wildcard-probe.example.com", type, Fault.timeout());
        assertThat(at(NEWS, own).cannotTell())
                .as("one answer that tells them apart is enough")
                .isFalse();
    }

    /** Of a recording that has nothing but the record: where somebody registered a domain a zone begins. */
    @Test
    void aRegisteredDomainNeedsNoAnswer() {
        InMemoryDns recorded = InMemoryDns.authoritative(
                Zone.of(";! RECORDED\nexample.com. TXT \"v=spf1 -all\"\nnews.example.com. TXT \"v=spf1 -all\""));
        assertThat(at(DnsName.of("example.com"), recorded).cannotTell()).isFalse();
        assertThat(at(NEWS, recorded).cannotTell()).isTrue();
    }

    @Test
    void theQuestionsAreFew() {
        assertThat(asked("example.com. SOA ns.example.com. h.example.com. 1 2 3 4 5", "example.com"))
                .isEqualTo(1);
        assertThat(asked("news.example.com. MX 10 mx.example.com.", "news.example.com"))
                .isEqualTo(2);
        assertThat(asked("*.example.com. MX 10 mx.example.com.", "news.example.com"))
                .isEqualTo(HiddenRecords.MAX_QUESTIONS);
        assertThat(asked("*.example.com. MX 10 mx.example.com.", "com")).isZero();
    }

    private static int asked(String zone, String name) {
        DnsRun run = DnsRun.using(InMemoryDns.zone(zone), Duration.ofSeconds(5));
        HiddenRecords.at(DnsName.of(name), run, run.deadline()).join();
        return run.asked();
    }

    @Test
    void whatIsPublishedAlongStandsInTheLinesAndInTheOverlay() {
        List<Zone.Entry> along =
                Zone.of("news.example.com. MX 10 mx.example.com.").entries();
        RecordChange change =
                RecordChange.txt(NEWS, List.of(), "v=spf1 -all", List.of()).along(along);
        assertThat(change.zoneLines())
                .containsExactly(
                        "news.example.com. 3600 IN TXT \"v=spf1 -all\"",
                        "news.example.com. 3600 IN MX 10 mx.example.com.");
        assertThat(change.overlay().entries(NEWS, RecordType.MX)).isEqualTo(along);
        assertThat(change.withFindings(List.of()).beside(List.of()).along()).isEqualTo(along);
        assertThat(change).isNotEqualTo(change.along(List.of()));
        RecordChange replacing = RecordChange.txt(NEWS, List.of("v=spf1 mx -all"), "v=spf1 -all", List.of());
        assertThat(replacing.perhapsThere().along(along).withFindings(List.of()).zoneLines())
                .startsWith("; remove, if it is there: news.example.com. 3600 IN TXT \"v=spf1 mx -all\"");
        assertThat(replacing).isNotEqualTo(replacing.perhapsThere());
    }
}
