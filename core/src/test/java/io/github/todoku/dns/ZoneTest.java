package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneTest {
    @Test
    void everyTypeIsReadAndItsTextIsReadBack() {
        Zone zone = Zone.of("""
                $ORIGIN example.com.
                $TTL 1h30m
                @            IN SOA ns1 hostmaster ( 2026112401 ; serial
                                 2h 15m 2w 300 )
                             NS ns1
                ns1     60   A  192.0.2.53
                        IN 60 AAAA 2001:db8::53
                www          CNAME @
                @            MX 10 mail
                             MX 0 .
                _spf         TXT ( "v=spf1 " "ip4:192.0.2.0/24 -all" )
                old          SPF "v=spf1 -all"
                ca           CAA 0 issue "ca.example; policy=ev"
                _25._tcp.mx  TLSA 3 1 1 ( E3B0C44298FC1C149AFBF4C8996FB924
                                  27AE41E4649B934CA495991B7852B855 )
                1            PTR host.example.net.
                sip          SRV 0 5 5060 sip
                raw          TYPE65280 \\# 2 ABCD
                *.wild       A 192.0.2.7
                $ORIGIN example.net.
                a\\.b\\000\\255 A 192.0.2.1
                ;! SERVFAIL broken.example.com. TXT
                """);
        assertThat(zone.toString().lines())
                .containsExactly(
                        "example.com. 5400 IN SOA ns1.example.com. hostmaster.example.com. 2026112401 7200 900 1209600 300",
                        "example.com. 5400 IN NS ns1.example.com.",
                        "ns1.example.com. 60 IN A 192.0.2.53",
                        "ns1.example.com. 60 IN AAAA 2001:db8::53",
                        "www.example.com. 5400 IN CNAME example.com.",
                        "example.com. 5400 IN MX 10 mail.example.com.",
                        "example.com. 5400 IN MX 0 .",
                        "_spf.example.com. 5400 IN TXT \"v=spf1 \" \"ip4:192.0.2.0/24 -all\"",
                        "old.example.com. 5400 IN SPF \"v=spf1 -all\"",
                        "ca.example.com. 5400 IN CAA 0 issue \"ca.example; policy=ev\"",
                        "_25._tcp.mx.example.com. 5400 IN TLSA 3 1 1"
                                + " e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "1.example.com. 5400 IN PTR host.example.net.",
                        "sip.example.com. 5400 IN TYPE33 0 5 5060 sip.example.com.",
                        "raw.example.com. 5400 IN TYPE65280 \\# 2 ABCD",
                        "*.wild.example.com. 5400 IN A 192.0.2.7",
                        "a\\.b\\000\\255.example.net. 5400 IN A 192.0.2.1",
                        ";! SERVFAIL broken.example.com. TXT");
        assertThat(Zone.of(zone.toString()).toString()).isEqualTo(zone.toString());
    }

    @Test
    void namesAreAbsoluteAndTheTtlIsAnHourUntilToldOtherwise() {
        Zone.Entry entry = Zone.of("example.com A 192.0.2.1").entries().get(0);
        assertThat(entry.owner()).isEqualTo(DnsName.of("example.com"));
        assertThat(entry.ttlSeconds()).isEqualTo(3600);
    }

    /** A CR is a blank wherever it stands, also where a blank means the owner before. */
    @Test
    void aLoneCrIsABlank() {
        Zone zone = Zone.of("x A 192.0.2.1\r\n\r TXT a\rb\r\n");
        assertThat(zone.entries().get(1)).hasToString("x. 3600 IN TXT \"a\" \"b\"");
    }

    @Test
    void stringsKeepTheirOctets() {
        Zone zone = Zone.of("x TXT \"a\\\"b\\\\c\\200\\000;\" plain \"\" \"gr\u00FC\u00DFe\"");
        assertThat(((DnsRecord.Txt) zone.entries().get(0).data()).strings())
                .containsExactly("a\"b\\c\u00C8\0;", "plain", "", "gr\u00C3\u00BC\u00C3\u009Fe");
        assertThat(Zone.of(zone.toString()).entries()).isEqualTo(zone.entries());
    }

    @Test
    void textWithoutAnyStringIsWrittenAsAnEmptyOne() {
        Zone zone = Zone.of(List.of(new Zone.Entry(DnsName.of("x"), 1, new DnsRecord.Txt(List.of()))));
        assertThat(Zone.of(zone.toString()).entries().get(0).data()).isEqualTo(new DnsRecord.Txt(List.of("")));
    }

    /** Names that a master file could take for something else. */
    @ParameterizedTest
    @ValueSource(strings = {"$TTL", "@", "a;b", "(x)", "\"q\"", " blank", "*", "a\tb", "\\", "!", "-"})
    void anyLabelIsReadBackFromItsText(String label) {
        DnsName name = DnsName.ofLabels(List.of(label, "example")).orElseThrow();
        DnsName alone = DnsName.ofLabels(List.of(label)).orElseThrow();
        Zone zone = Zone.of(List.of(
                new Zone.Entry(name, 5, new DnsRecord.Ptr(alone)),
                new Zone.Entry(alone, 5, new DnsRecord.Mx(1, name))));
        assertThat(Zone.of(zone.toString()).entries()).isEqualTo(zone.entries());
        Zone failing = Zone.of(
                List.of(), List.of(new Zone.Failure(new DnsQuestion(name, RecordType.A), DnsAnswer.Reason.TIMEOUT)));
        assertThat(Zone.of(failing.toString()).failures()).isEqualTo(failing.failures());
    }

    /** RFC 3597 §5. */
    @ParameterizedTest
    @CsvSource({
        "x TXT \\# 12 0b763d73706631202d616c6c, x. 3600 IN TXT \"v=spf1 -all\"",
        "x TYPE16 \\# 12 0b763d 73706631202d616c6c, x. 3600 IN TXT \"v=spf1 -all\"",
        "x TYPE16 \"v=spf1 -all\", x. 3600 IN TXT \"v=spf1 -all\"",
        "x TYPE1 \\# 4 c0000201, x. 3600 IN A 192.0.2.1",
        "x AAAA \\# 16 20010DB8000000000000000000000001, x. 3600 IN AAAA 2001:db8::1",
        "x TYPE65280 \\# 2 AB CD, x. 3600 IN TYPE65280 \\# 2 ABCD",
        "x TYPE65280 \\# 0, x. 3600 IN TYPE65280 \\# 0",
    })
    void dataInTheGenericFormIsDataOfItsType(String text, String line) {
        Zone zone = Zone.of(text);
        assertThat(zone.toString().strip()).isEqualTo(line);
        assertThat(Zone.of(zone.toString()).entries()).isEqualTo(zone.entries());
    }

    /** An alias and a start of authority that are given by their numbers are what they are for whoever looks them up. */
    @Test
    void anAliasByItsNumberIsFollowed() {
        InMemoryDns dns = InMemoryDns.zone("""
                a.example. TYPE5 \\# 3 016200
                b. TXT "x"
                example. TYPE6 \\# 22 00 00 00000001 00000002 00000003 00000004 0000000A
                """);
        assertThat(dns.lookup("a.example", RecordType.TXT))
                .isInstanceOfSatisfying(
                        DnsAnswer.Found.class,
                        found -> assertThat(found.records()).containsExactly(new DnsRecord.Txt(List.of("x"))));
        assertThat(dns.lookup("nothing.example", RecordType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThatExceptionOfType(ZoneSyntaxException.class).isThrownBy(() -> Zone.of("a TYPE5 x y"));
    }

    @Test
    void aNameInTheGenericFormIsRead() {
        assertThat(Zone.of("x MX \\# 8 000A 026d78 0161 00").toString().strip()).isEqualTo("x. 3600 IN MX 10 mx.a.");
    }

    private static final String NOT_GENERIC =
            "line 1, column 7: not data in the generic form: a length, then as many octets in hexadecimal";

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("example.com. A 192.0.2", "line 1, column 16: not an IPv4 address: 192.0.2"),
                arguments("\n\na A ::1", "line 3, column 5: not an IPv4 address: ::1"),
                arguments("a AAAA ::ffff:1.2.3", "line 1, column 8: not an IPv6 address: ::ffff:1.2.3"),
                arguments("a AAAA 192.0.2.1", "line 1, column 8: not an IPv6 address: 192.0.2.1"),
                arguments("a CNAME b\\\nc A 192.0.2.1", "line 1, column 10: nothing stands behind this backslash"),
                arguments("a CNAME b\\\r\n", "line 1, column 10: nothing stands behind this backslash"),
                arguments("a CNAME b\\", "line 1, column 10: nothing stands behind this backslash"),
                arguments("a 300 7 TXT x", "line 1, column 7: a second TTL: 7"),
                arguments("a 300 IN 1h TXT x", "line 1, column 10: a second TTL: 1h"),
                arguments("a IN 300 IN TXT x", "line 1, column 10: a second class: IN"),
                arguments("a IN in TXT x", "line 1, column 6: a second class: IN"),
                arguments("a CAA 0 \"\" x", "line 1, column 9: an empty tag"),
                arguments("a TXTT x", "line 1, column 3: no such type: TXTT"),
                arguments("a TXT \"open", "line 1, column 7: this quote is not closed"),
                arguments("a TXT \"open\nb A 192.0.2.1", "line 1, column 7: this quote is not closed on its line"),
                arguments("a TXT ( x", "line 1, column 7: this '(' is not closed"),
                arguments("a TXT x )", "line 1, column 9: a ')' without '('"),
                arguments(
                        "a TXT " + "x".repeat(256),
                        "line 1, column 7: a character-string of 256 octets; at most 255 are allowed"),
                arguments("a TXT", "line 1, column 6: a character-string is missing"),
                arguments("a MX mail", "line 1, column 6: not a number in 0..65535: mail"),
                arguments("a MX 65536 mail", "line 1, column 6: not a number in 0..65535: 65536"),
                arguments("a MX 10", "line 1, column 8: a host is missing"),
                arguments("a A 192.0.2.1 x", "line 1, column 15: not expected here: x"),
                arguments(" A 192.0.2.1", "line 1, column 2: no owner name stands before this line"),
                arguments("a..b A 192.0.2.1", "line 1, column 1: not a domain name: a..b"),
                arguments("a\\300 A 192.0.2.1", "line 1, column 1: after a backslash come three digits, 000 to 255"),
                arguments("$INCLUDE other", "line 1, column 1: directive $INCLUDE is not supported"),
                arguments("$TTL soon", "line 1, column 6: not a TTL"),
                arguments("$TTL 2147483648", "line 1, column 6: not a TTL"),
                arguments(
                        "a 2147483648 A 192.0.2.1",
                        "line 1, column 3: not a TTL: 2147483648; it is 0 to 2147483647 seconds (RFC 2181 §8)"),
                arguments("a CH TXT x", "line 1, column 3: class CH is not read; only IN is"),
                arguments("a A \\# 3 c00002", "line 1, column 5: these octets are no data of type A"),
                arguments("a TXT \\# 3 0561", NOT_GENERIC),
                arguments("a TYPE65280 \\# 4 zz", NOT_GENERIC.replace("column 7", "column 13")),
                arguments(";! SLEEPY a A", "line 1, column 4: no such reason: SLEEPY"),
                arguments(";! TIMEOUT a X", "line 1, column 14: no such type: X"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faults")
    void aFaultNamesItsLineAndColumn(String text, String message) {
        assertThatExceptionOfType(ZoneSyntaxException.class)
                .isThrownBy(() -> Zone.of(text))
                .withMessage(message);
    }

    @Test
    void damagedTextIsReadOrRefusedOnASmallStackAndSoon() throws InterruptedException {
        String good =
                "example.com. 300 IN TXT \"v=spf1\" ( \"-all\" ) ; c\n;! TIMEOUT a. A\n$TTL 5\na\\046b A 192.0.2.1\n";
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    Random random = new Random(3);
                    for (int i = 0; i < 20_000; i++) {
                        StringBuilder text = new StringBuilder(good);
                        for (int n = random.nextInt(4); n >= 0; n--) {
                            text.setCharAt(random.nextInt(text.length()), (char)
                                    (random.nextInt(4) == 0 ? random.nextInt(0xFFFF) : random.nextInt(127)));
                        }
                        text.setLength(random.nextInt(text.length()));
                        readOrRefuse(text.toString());
                    }
                    readOrRefuse("a TXT " + "(".repeat(1_000_000));
                    readOrRefuse("a TXT " + "x ".repeat(1_000_000));
                    readOrRefuse("\\".repeat(1_000_001));
                    readOrRefuse("a.".repeat(1_000_000) + " A 192.0.2.1");
                    readOrRefuse("\n".repeat(1_000_000) + "a");
                },
                "small stack",
                128 << 10);
        small.setUncaughtExceptionHandler((thread, e) -> failed.set(e));
        small.start();
        small.join();
        assertThat(failed.get()).isNull();
    }

    private static void readOrRefuse(String text) {
        try {
            Zone.of(text);
        } catch (ZoneSyntaxException refused) {
            assertThat(refused.line()).isPositive();
            assertThat(refused.column()).isPositive();
        }
    }

    @Test
    void aBackslashBeforeACharacterBeyondAsciiKeepsItsOctets() { // one char stands for one octet
        for (String text : new String[] {"\"\\é\"", "\\é", "\"é\"", "x\\é"}) {
            DnsRecord data = Zone.of("a.example. TXT " + text).entries().get(0).data();
            assertThat(((DnsRecord.Txt) data).strings().get(0))
                    .endsWith("\u00C3\u00A9")
                    .doesNotContain("\\");
        }
        Zone zone = Zone.of("a\\あ.example. TXT \\あ");
        assertThat(Zone.of(zone.toString()).entries()).isEqualTo(zone.entries());
    }

    @Test
    void dataOfATypeThatIsNotReadIsWrittenAsItIsReadBack() {
        for (String data : new String[] {"あ", "#\\あ x", "a\\.b \"c\\\"d é\"", "\u0012\u007f", "\\032"}) {
            Zone zone = Zone.of("a.example. TYPE65280 " + data);
            assertThat(zone.toString()).matches("(?s)[ -~\n]+");
            assertThat(Zone.of(zone.toString()).entries()).as(data).isEqualTo(zone.entries());
        }
    }
}
