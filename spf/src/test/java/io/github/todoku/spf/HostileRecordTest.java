package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any domain owner may publish: every record is read in work linear in its octets, on a small stack. */
@Timeout(60)
class HostileRecordTest {
    private static final int SMALL_STACK = 256 << 10;

    /** No octet of a record is looked at more often than this. */
    private static final int READS_PER_OCTET = 8;

    static List<String> records() {
        return List.of(
                "v=spf1 " + "a ".repeat(20_000),
                "v=spf1 " + "b ".repeat(20_000),
                "v=spf1 " + "ip4:192.0.2.1 ".repeat(4_600),
                "v=spf1 " + "ip4:1 ".repeat(10_000),
                "v=spf1 " + "ip4:1/1 ".repeat(8_000),
                "v=spf1 " + "a/24 ".repeat(12_000),
                "v=spf1 " + "x=% ".repeat(16_000),
                "v=spf1 a:" + "a".repeat(60_000) + ".example",
                "v=spf1 a:" + "a.".repeat(30_000) + "example",
                "v=spf1 a:" + "%{l}".repeat(15_000),
                "v=spf1 exists:" + "%{l1r-}".repeat(8_500),
                "v=spf1 exists:" + "%{h}".repeat(15_000) + ".example",
                "v=spf1 a:x.example" + "/".repeat(60_000),
                "v=spf1 a:x.example/" + "1".repeat(60_000),
                "v=spf1 ip6:" + ":".repeat(60_000),
                "v=spf1 exists:%{d" + "9".repeat(60_000) + "}",
                "v=spf1 exists:%{d" + ".".repeat(60_000) + "}",
                "v=spf1 " + "-".repeat(60_000),
                "v=spf1 x=" + "%%".repeat(30_000),
                "v=spf1 redirect=" + "%{d}.".repeat(12_000) + "example",
                "v=spf1" + " ".repeat(60_000));
    }

    private static void onSmallStack(Runnable work) throws InterruptedException {
        AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
        Thread thread = new Thread(null, work, "small stack", SMALL_STACK);
        thread.setUncaughtExceptionHandler((t, e) -> broken.set(e));
        thread.start();
        thread.join();
        assertThat(broken.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("records")
    void isReadInLinearWorkOnASmallStack(String text) throws InterruptedException {
        onSmallStack(() -> {
            RecordParser parser = new RecordParser(text);
            SpfRecord record = parser.parse();
            assertThat(parser.octetsRead()).isLessThanOrEqualTo((long) READS_PER_OCTET * text.length());
            assertThat(record.terms().size()).isLessThanOrEqualTo(text.length() / 2);
        });
    }

    @ParameterizedTest
    @MethodSource("records")
    void isCheckedOnASmallStackAndTold(String text) throws InterruptedException {
        onSmallStack(() -> {
            SpfRequest request =
                    SpfRequest.from(IpLiteral.of("198.51.100.1")).helo("").mailFrom("a-b".repeat(150) + "@example.com");
            SpfResult result = SpfVerifier.using(world(text)).check(request);
            assertThat(result.verdict()).isNotNull();
            assertThat(result.trace().toString().length()).isLessThanOrEqualTo(100 * text.length() + 10_000);
        });
    }

    private static InMemoryDns world(String text) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < text.length(); i += 255) {
            strings.add(text.substring(i, Math.min(text.length(), i + 255)));
        }
        return InMemoryDns.of(
                Zone.of(List.of(new Zone.Entry(DnsName.of("example.com"), 60, new DnsRecord.Txt(strings)))));
    }

    /** A record of three mx terms with ten hosts each: thirty answers to wait for. */
    private static String manyHosts() {
        StringBuilder zone = new StringBuilder("\"v=spf1 mx:m.example mx:m2.example mx:m3.example ~all\"\n");
        for (String m : List.of("m", "m2", "m3")) {
            for (int k = 0; k < 10; k++) {
                String host = "h" + k + m + ".example.";
                zone.append(m).append(".example. MX 10 ").append(host).append('\n');
                zone.append(host).append(" A 192.0.2.7\n");
            }
        }
        return zone.toString();
    }

    @Test
    void waitingForManyAnswersCostsTermsNotOctets() {
        StringBuilder zone = new StringBuilder();
        String networks = "ip4:192.0.2.1 ".repeat(255 / 14);
        for (int i = 0; i < 5; i++) {
            zone.append("r").append(i).append(".example. TXT \"v=spf1 \"");
            for (int k = 0; k < 200; k++) {
                zone.append(" \"").append(networks).append('"');
            }
            zone.append(" \"redirect=r").append(i + 1).append(".example\"\n");
        }
        zone.append("r5.example. TXT ").append(manyHosts());
        SpfRequest request =
                SpfRequest.from(IpLiteral.of("198.51.100.1")).helo("h.example").mailFrom("a@r0.example");
        try (ShuffledDns dns = new ShuffledDns(InMemoryDns.zone(zone.toString()), 3)) {
            RunningCheck check = new RunningCheck(dns, SpfOptions.standard(), request, Sender.of(request));
            SpfResult result = check.start().join();
            assertThat(result.verdict()).isEqualTo(SpfVerdict.SOFTFAIL);
            assertThat(result.trace().steps()).hasSizeGreaterThan(3_000);
            assertThat(check.runs()).isLessThanOrEqualTo(result.counts().questions() + 1);
            assertThat(check.termsTried()).isLessThanOrEqualTo(4L * check.runs());
        }
    }

    /** Each macro gives an empty piece of a long local-part; the redirect is followed anew at each of some thirty runs. */
    @Test
    @Timeout(60)
    void macrosThatExpandToNothingCostNothing() {
        for (String macro : List.of("%{l1}", "%{l1r}", "%{l1-}", "%{l1r-}")) {
            StringBuilder zone = new StringBuilder("example.com. TXT \"v=spf1 redirect=\"");
            for (int i = 0; i < 200; i++) {
                zone.append(" \"").append(macro.repeat(255 / macro.length())).append('"');
            }
            zone.append(" \"x.example\"\nx.example. TXT ").append(manyHosts());
            String local = (macro.contains("-") ? "-" : ".").repeat(1_000_000);
            SpfRequest request = SpfRequest.from(IpLiteral.of("198.51.100.1"))
                    .helo("h.example")
                    .mailFrom(local + "@example.com");
            try (ShuffledDns dns = new ShuffledDns(InMemoryDns.zone(zone.toString()), 3)) {
                assertThat(SpfVerifier.using(dns).check(request).verdict()).isEqualTo(SpfVerdict.SOFTFAIL);
            }
        }
    }

    @Test
    void randomOctetsAreARecordWithFindings() {
        Random random = new Random(42);
        String alphabet = "v=spf1 aimx:/%{}~-+?.0123456789redirectexplptr\t\u0000\u00e9\u0100";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "v=spf1 " : "");
            for (int k = random.nextInt(60); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            SpfRecord record = SpfRecord.parse(text.toString());
            for (Finding finding : record.findings()) {
                assertThat(finding.start()).isBetween(0, text.length());
                assertThat(finding.end()).isBetween(finding.start(), text.length());
            }
            boolean unreadable = record.terms().stream().anyMatch(term -> term instanceof Term.Unreadable);
            assertThat(record.isValid() && unreadable).isFalse();
        }
    }

    @Test
    void aRecordCutShortAnywhereIsStillRead() {
        String whole = "v=spf1 +ip4:192.0.2.0/24 ~ip6:2001:db8::/32 a:%{d2}/24//64 mx//64 ptr:x.example "
                + "exists:%{ir}.%{l1r+-}._spf.%{d} redirect=%{d}.y.example. exp=z.example x.y-z=%_%-%% -all";
        assertThat(SpfRecord.parse(whole).findings()).isEmpty();
        for (int i = 0; i <= whole.length(); i++) {
            SpfRecord record = SpfRecord.parse(whole.substring(0, i));
            assertThat(record.text()).hasSize(i);
        }
    }
}
