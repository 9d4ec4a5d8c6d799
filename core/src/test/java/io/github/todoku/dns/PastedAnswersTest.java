package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste: the answers of dig, host and nslookup, as these programs print them. */
class PastedAnswersTest {
    private static final String DIG = """

            ; <<>> DiG 9.18.28 <<>> example.com TXT
            ;; global options: +cmd
            ;; Got answer:
            ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4711
            ;; flags: qr rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1

            ;; OPT PSEUDOSECTION:
            ; EDNS: version: 0, flags:; udp: 1232
            ;; QUESTION SECTION:
            ;example.com.\t\t\tIN\tTXT

            ;; ANSWER SECTION:
            example.com.\t\t300\tIN\tTXT\t"v=spf1 include:_spf.example.net " "-all"
            example.com.\t\t300\tIN\tTXT\t"other"

            ;; Query time: 11 msec
            ;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)
            ;; MSG SIZE  rcvd: 120

            """;

    private static String dig(String status, String question, String answer, String authority) {
        return ";; ->>HEADER<<- opcode: QUERY, status: " + status + ", id: 1\n;; flags: qr rd ra; QUERY: 1\n\n"
                + ";; QUESTION SECTION:\n;" + question + "\n\n" + (answer.isEmpty() ? "" : ";; ANSWER SECTION:\n")
                + answer + "\n" + (authority.isEmpty() ? "" : ";; AUTHORITY SECTION:\n") + authority + "\n";
    }

    private static final String SOA = "example.com. 300 IN SOA ns1.example.com. host.example.com. 1 2 3 4 5";

    private static String said(String zone, String name, RecordType type) {
        DnsAnswer answer = InMemoryDns.authoritative(Zone.of(zone)).lookup(name, type);
        if (Zone.of(zone).scope() == Zone.Scope.RECORDED) {
            assertThat(InMemoryDns.zone(zone).lookup(name, type)).isInstanceOf(answer.getClass());
        }
        return answer.fold(
                found -> found.records().get(0).toText(),
                empty -> empty instanceof DnsAnswer.NoData ? "no data" : "no such name",
                failed -> failed.reason().name());
    }

    @Test
    void digKnowsTheAnswersItPrinted() {
        assertThat(said(DIG, "example.com", RecordType.TXT)).isEqualTo("\"v=spf1 include:_spf.example.net \" \"-all\"");
        assertThat(said(DIG, "example.com", RecordType.MX)).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(DIG, "_spf.example.net", RecordType.TXT)).isEqualTo("OUTSIDE_ZONE");
        assertThat(Zone.of(DIG).scope()).isEqualTo(Zone.Scope.RECORDED);
    }

    @Test
    void digsStatusIsAnAnswerToo() {
        String pasted = dig("NXDOMAIN", "gone.example.com.\tIN\tTXT", "", SOA)
                + dig("NOERROR", "example.com.\tIN\tMX", "", SOA)
                + dig("SERVFAIL", "broken.example.com. IN TXT", "", "")
                + dig("NXDOMAIN", "shop.example.com. IN TXT", "shop.example.com. 300 IN CNAME Gone.example.net.", "");
        assertThat(said(pasted, "gone.example.com", RecordType.TXT)).isEqualTo("no such name");
        assertThat(said(pasted, "example.com", RecordType.MX)).isEqualTo("no data");
        assertThat(said(pasted, "example.com", RecordType.TXT)).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(pasted, "other.example.com", RecordType.TXT))
                .as("the SOA came along")
                .isEqualTo("OUTSIDE_ZONE");
        assertThat(said(pasted, "broken.example.com", RecordType.TXT)).isEqualTo("SERVFAIL");
        assertThat(said(pasted, "shop.example.com", RecordType.TXT)).isEqualTo("no such name");
    }

    @Test
    void aReferralIsNoAnswer() {
        String referral = dig("NOERROR", "example.com. IN TXT", "", "example.com. 900 IN NS ns1.example.com.")
                .replace("rd ra", "qr");
        assertThat(said(referral, "example.com", RecordType.TXT)).isEqualTo("OUTSIDE_ZONE");
    }

    @Test
    void aTransferredZoneIsAZone() {
        String transfer = "; <<>> DiG 9.18.28 <<>> @192.0.2.53 example.com axfr\n" + SOA
                + "\nexample.com. 300 IN NS ns1.example.com.\n" + SOA
                + "\n;; Query time: 1 msec\n;; XFR size: 3 records (messages 1, bytes 200)\n";
        assertThat(said(transfer, "_dmarc.example.com", RecordType.TXT)).isEqualTo("no such name");
        assertThat(said(transfer, "example.net", RecordType.TXT)).isEqualTo("OUTSIDE_ZONE");
    }

    @Test
    void hostIsRead() {
        String host = """
                Using domain server:
                Name: 192.0.2.53
                Address: 192.0.2.53#53
                Aliases:

                example.com descriptive text "v=spf1 " "-all"
                example.com has address 192.0.2.1
                example.com has IPv6 address 2001:db8::1
                example.com mail is handled by 10 mx.example.com.
                www.example.com is an alias for example.com.
                1.2.0.192.in-addr.arpa domain name pointer mail.example.com.
                bare.example.com has no MX record
                Host gone.example.com not found: 3(NXDOMAIN)
                """;
        assertThat(said(host, "example.com", RecordType.TXT)).isEqualTo("\"v=spf1 \" \"-all\"");
        assertThat(said(host, "www.example.com", RecordType.A)).isEqualTo("192.0.2.1");
        assertThat(said(host, "example.com", RecordType.AAAA)).isEqualTo("2001:db8::1");
        assertThat(said(host, "example.com", RecordType.MX)).isEqualTo("10 mx.example.com.");
        assertThat(said(host, "1.2.0.192.in-addr.arpa", RecordType.PTR)).isEqualTo("mail.example.com.");
        assertThat(said(host, "bare.example.com", RecordType.MX)).isEqualTo("no data");
        assertThat(said(host, "bare.example.com", RecordType.TXT)).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(host, "gone.example.com", RecordType.MX)).isEqualTo("no such name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A     | has address 192.0.2.1                      | 192.0.2.1",
                "AAAA  | has IPv6 address 2001:db8::1               | 2001:db8::1",
                "NS    | name server ns1.example.com.               | ns1.example.com.",
                "CNAME | is an alias for www.example.net.           | www.example.net.",
                "PTR   | domain name pointer mail.example.com.      | mail.example.com.",
                "MX    | mail is handled by 10 mx.example.com.      | 10 mx.example.com.",
                "TXT   | descriptive text \"v=spf1 -all\"            | \"v=spf1 -all\"",
                "SOA   | has SOA record ns1.example.com. h.example.com. 1 2 3 4 5 | ns1.example.com. h.example.com. 1 2 3 4 5",
                "CAA   | has CAA record 0 issue \"ca.example\"       | 0 issue \"ca.example\"",
                "SPF   | has SPF record \"v=spf1 -all\"              | \"v=spf1 -all\"",
                "TLSA  | has TLSA record 3 1 1 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"
                        + " | 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void aRecordOfHostIsReadByItself(RecordType type, String printed, String text) {
        String line = "example.com " + printed;
        assertThat(said(line, "example.com", type)).isEqualTo(text);
        assertThat(Zone.of(line).scope()).isEqualTo(Zone.Scope.RECORDED);
        assertThat(said("example.com has no " + type + " record", "example.com", type))
                .isEqualTo("no data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com has SRV record 0 5 443 www.example.com.",
                "example.com has DNSKEY record 257 3 13 AAAA",
                "example.com has NSAP-PTR record a.example.",
                "example.com has HTTP service bindings 1 . alpn=h2",
                "example.com has no HTTPS record"
            })
    void ofATypeThatIsNotAskedForHostIsReadToo(String line) {
        assertThat(said(line + "\nexample.com name server ns1.example.com.", "example.com", RecordType.NS))
                .isEqualTo("ns1.example.com.");
        assertThat(Zone.of(line).scope()).isEqualTo(Zone.Scope.RECORDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; name server of the office",
                ";has SOA record below",
                "; has CAA record, too",
                "; descriptive text"
            })
    void aCommentMakesNoZoneTheOutputOfHost(String comment) {
        String zone = comment + "\n$ORIGIN example.com.\n@ NS ns1\n";
        assertThat(said(zone, "example.com", RecordType.NS)).isEqualTo("ns1.example.com.");
    }

    @Test
    void nslookupIsRead() {
        String unix = """
                Server:\t\t192.0.2.53
                Address:\t192.0.2.53#53

                Non-authoritative answer:
                example.com\ttext = "v=spf1 -all"
                example.com\tmail exchanger = 10 mx.example.com.
                Name:\tmx.example.com
                Address: 192.0.2.1
                Name:\tmx.example.com
                Address: 2001:db8::1
                1.2.0.192.in-addr.arpa\tname = mx.example.com.

                ** server can't find gone.example.com: NXDOMAIN
                """;
        assertThat(said(unix, "example.com", RecordType.TXT)).isEqualTo("\"v=spf1 -all\"");
        assertThat(said(unix, "example.com", RecordType.MX)).isEqualTo("10 mx.example.com.");
        assertThat(said(unix, "mx.example.com", RecordType.A)).isEqualTo("192.0.2.1");
        assertThat(said(unix, "mx.example.com", RecordType.AAAA)).isEqualTo("2001:db8::1");
        assertThat(said(unix, "1.2.0.192.in-addr.arpa", RecordType.PTR)).isEqualTo("mx.example.com.");
        assertThat(said(unix, "gone.example.com", RecordType.TXT)).isEqualTo("no such name");
        assertThat(said(unix, "192.0.2.53", RecordType.A)).isEqualTo("OUTSIDE_ZONE");
    }

    @Test
    void theServerOfASecondRunIsNobodysAddress() {
        String run = """
                Server:  UnKnown
                Address:  192.168.1.1

                Name:    %s
                Address:  192.0.2.1

                """;
        String twice = run.formatted("www.example.com") + run.formatted("mail.example.com");
        assertThat(said(twice, "www.example.com", RecordType.A)).isEqualTo("192.0.2.1");
        assertThat(said(twice, "mail.example.com", RecordType.A)).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qr tc rd ra", "qr ra", "qr rd", "qr"})
    void aReferralOrACutAnswerDeniesNothing(String flags) {
        String empty =
                DIG.replace("qr rd ra", flags).replaceAll("(?s);; ANSWER SECTION:.*?;; Query time", ";; Query time");
        assertThat(said(empty, "example.com", RecordType.TXT)).isEqualTo("OUTSIDE_ZONE");
    }

    @Test
    void nslookupOfWindowsIsRead() {
        String windows = """
                Server:  dns.example
                Address:  192.0.2.53

                Non-authoritative answer:
                example.com\ttext =

                \t"v=spf1 include:_spf.example.net "
                \t"-all"
                example.com\tMX preference = 10, mail exchanger = mx.example.com
                Name:    www.example.com
                Addresses:  2001:db8::1
                \t  192.0.2.1
                """;
        assertThat(said(windows, "example.com", RecordType.TXT))
                .isEqualTo("\"v=spf1 include:_spf.example.net \" \"-all\"");
        assertThat(said(windows, "example.com", RecordType.MX)).isEqualTo("10 mx.example.com.");
        assertThat(said(windows, "www.example.com", RecordType.A)).isEqualTo("192.0.2.1");
        assertThat(said(windows, "www.example.com", RecordType.AAAA)).isEqualTo("2001:db8::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v=spf1 include:_spf.example.net -all\"\n\"other\"\n",
                "\"v=spf1 \" \"-all\"",
                "10 mx1.example.com.\n20 mx2.example.com.",
                "192.0.2.1\n2001:db8::1",
                "www.example.com.\n192.0.2.1"
            })
    void withoutNamesItIsNobodysAnswer(String text) {
        assertThatExceptionOfType(ZoneSyntaxException.class)
                .isThrownBy(() -> Zone.of(text))
                .withMessageContaining("+short");
    }

    @Test
    void whatCannotBeReadIsFoundWhereItWasPasted() {
        assertThatExceptionOfType(ZoneSyntaxException.class)
                .isThrownBy(() -> Zone.of(DIG.replace("\"other\"", "\"other")))
                .withMessageContaining("line 15");
    }
}
