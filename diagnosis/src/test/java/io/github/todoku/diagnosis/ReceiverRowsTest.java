package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What hangs on who refused, on what a list holds an address for, and on records that are included. */
class ReceiverRowsTest {
    private static final String GOOD = """
            hanamaru.example.               TXT "v=spf1 ip4:203.0.113.25 -all"
            _dmarc.hanamaru.example.        TXT "v=DMARC1; p=none"
            2.0.0.127.zen.spamhaus.org.     A   127.0.0.2
            dbltest.com.dbl.spamhaus.org.   A   127.0.1.2
            2.0.0.127.bl.spamcop.net.       A   127.0.0.2
            2.0.0.127.psbl.surriel.com.     A   127.0.0.2
            2.0.0.127.bl.mailspike.net.     A   127.0.0.2
            """;
    private static final SentMail SENT =
            SentMail.UNKNOWN.mailFromDomain(DnsName.of("hanamaru.example")).from(DnsName.of("hanamaru.example"));
    private static final String TSS04 =
            "421 4.7.0 [TSS04] Messages from 203.0.113.25 temporarily deferred due to unexpected"
                    + " volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes";

    private static Case examine(String zone, String reply, SentMail sent) {
        return Doctor.using(InMemoryDns.zone(zone))
                .check(SmtpReply.parse(reply).orElseThrow(), sent);
    }

    @Test
    void authenticationComesBeforeVolumeOnlyWhereItIsNotComplete() {
        Case complete = examine(GOOD, TSS04, SENT);
        Case without = examine(GOOD.replace("203.0.113.25 -all", "192.0.2.1 -all"), TSS04, SENT);

        assertThat(complete.cause()).isEqualTo("deferred-by-yahoo");
        assertThat(complete.remedies()).extracting(Remedy::key).containsExactly("slow-down");
        assertThat(without.cause()).isEqualTo("deferred-by-yahoo");
        assertThat(without.remedies()).extracting(Remedy::key).containsExactly("complete-authentication", "slow-down");
    }

    /** The same words of somebody else are not Yahoo's. */
    @Test
    void aReceiversRowIsForThatReceiver() {
        String words = "550 5.7.606 Access denied, banned sending IP [203.0.113.25]";
        SentMail other = SENT.receivingHost("mx.customer.example").recipient("taro@customer.example");
        SentMail microsoft = SENT.receivingHost("customer-example.mail.protection.outlook.com");

        assertThat(examine(GOOD, words, other).cause()).isNotEqualTo("blocked-by-exchange-online");
        assertThat(examine(GOOD, words, microsoft).cause()).isEqualTo("blocked-by-exchange-online");
        assertThat(examine(GOOD, words, SENT).open())
                .as("nobody says who refused")
                .contains(new Case.OpenRow("blocked-by-exchange-online", List.of("receiving-host")));
    }

    static Stream<Arguments> subLists() {
        return Stream.of(
                arguments("SBL", "127.0.0.2", List.of("delist")),
                arguments("XBL", "127.0.0.4", List.of("clean-host", "delist")),
                arguments("PBL", "127.0.0.10", List.of("use-providers-relay", "delist")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subLists")
    void whatAListHoldsAnAddressForDecidesTheAdvice(String name, String code, List<String> remedies) {
        String zone = GOOD + "25.113.0.203.zen.spamhaus.org. A " + code + "\n";
        String reply = "554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org";

        Case examined = examine(zone, reply, SENT);

        assertThat(examined.cause()).isEqualTo("address-listed");
        assertThat(examined.remedies()).extracting(Remedy::key).containsExactlyElementsOf(remedies);
    }

    static Stream<Arguments> records() {
        return Stream.of(
                arguments("v=spf1 include:open.example -all", true),
                arguments("v=spf1 redirect=open.example", true),
                arguments("v=spf1 include:narrow.example -all", false),
                arguments("v=spf1 -include:open.example ?all", false));
    }

    @ParameterizedTest
    @MethodSource("records")
    void anOpenRecordIsOpenWhereverItStands(String record, boolean open) {
        String zone = """
                hanamaru.example. TXT "%s"
                open.example.     TXT "v=spf1 ip4:192.0.2.1 +all"
                narrow.example.   TXT "v=spf1 ip4:192.0.2.1 -all"
                """.formatted(record);
        String reply =
                "550 5.7.24 [203.0.113.25] The SPF record of the sending domain has one or more suspicious entries."
                        + " - gsmtp";

        Case examined = examine(zone, reply, SENT);

        assertThat(examined.cause().equals("spf-too-open")).as(examined.cause()).isEqualTo(open);
    }
}
