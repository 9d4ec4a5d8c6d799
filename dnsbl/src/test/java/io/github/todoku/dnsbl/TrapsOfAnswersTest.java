package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.ask;
import static io.github.todoku.dnsbl.TestLists.domains;
import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.shipped;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblVerdict.Allowed;
import io.github.todoku.dnsbl.DnsblVerdict.Failed;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import io.github.todoku.dnsbl.DnsblVerdict.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps in what lists answer, by number. */
class TrapsOfAnswersTest {
    private static final String AT = "9.2.0.192.bl.example. A ";

    private static DnsblVerdict verdict(String... answers) {
        String[] records = new String[answers.length];
        for (int i = 0; i < answers.length; i++) {
            records[i] = AT + answers[i];
        }
        return ask(world(records), list(), "192.0.2.9").verdict();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.255.255.252", "127.255.255.254", "127.255.255.255", "127.255.255.1"})
    void trap1_aRefusalCodeIsNotAListing(String code) throws Exception {
        assertThat(verdict(code)).isInstanceOf(Refused.class);
    }

    @Test
    void trap2_aRefusalCodeIsSeenBeforeAnyMaskIsLaidOn() throws Exception {
        DnsblList mask = list("Reading: bitmask", "Code: bit 2 block listed", "Code: bit 128 block listed");
        assertThat(ask(world(AT + "127.255.255.254"), mask, "192.0.2.9").verdict())
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"146.112.61.104", "91.195.240.117", "0.0.0.0", "192.0.2.2", "128.0.0.2"})
    void trap3_anAnswerOutside127IsNotAListing(String answer) throws Exception {
        assertThat(verdict(answer)).isEqualTo(new Failed(FailureCause.FOREIGN_ANSWER, answer));
    }

    @Test
    void trap4_aRefusalAmongCodesSpoilsThem() throws Exception {
        assertThat(verdict("127.0.0.2", "127.255.255.255")).isInstanceOf(Refused.class);
        assertThat(verdict("127.255.255.255", "127.0.0.2")).isInstanceOf(Refused.class);
        assertThat(verdict("127.0.0.2", "203.0.113.1")).isInstanceOf(Failed.class);
    }

    @Test
    void trap5_allAddressRecordsAreTakenInAnyOrder() throws Exception {
        DnsblList zen = shipped("zen.spamhaus.org");
        for (String order : new String[] {"127.0.0.2 127.0.0.10 127.0.0.4", "127.0.0.10 127.0.0.4 127.0.0.2"}) {
            StringBuilder zone = new StringBuilder("2.0.0.127.zen.spamhaus.org. A 127.0.0.2\n");
            for (String code : order.split(" ", -1)) {
                zone.append("9.2.0.192.zen.spamhaus.org. A ").append(code).append('\n');
            }
            Listed listed = (Listed)
                    ask(InMemoryDns.zone(zone.toString()), zen, "192.0.2.9").verdict();
            assertThat(listed.hits()).extracting(DnsblHit::label).containsExactlyInAnyOrder("SBL", "XBL", "PBL");
            assertThat(listed.isPolicyOnly()).isFalse();
        }
    }

    @Test
    void trap6_bitsAddUp() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("""
                test.surbl.org.multi.surbl.org.   A 127.0.0.254
                evil.example.multi.surbl.org.     A 127.0.0.136
                """);
        Listed listed =
                (Listed) ask(dns, shipped("multi.surbl.org"), "evil.example").verdict();
        assertThat(listed.hits()).extracting(DnsblHit::label).containsExactly("PH", "CR");
    }

    @Test
    void trap7_theSameNumberMeansWhatTheListSaysItMeans() throws Exception {
        assertThat(verdict("127.0.0.1")).isEqualTo(new Failed(FailureCause.UNEXPECTED_ANSWER, "127.0.0.1"));
        assertThat(one("hostkarma.junkemailfilter.com", "127.0.0.1")).isInstanceOf(Allowed.class);
        assertThat(one("bl.score.senderscore.com", "127.0.0.1")).isInstanceOf(Listed.class);
        assertThat(one("rbl.efnetrbl.org", "127.0.0.1")).isInstanceOf(Listed.class);
        assertThat(one("dnsbl.dronebl.org", "127.0.0.255")).isInstanceOf(Listed.class);
        assertThat(one("list.dnswl.org", "127.0.0.255")).isInstanceOf(Refused.class);

        InMemoryDns uribl = InMemoryDns.zone("*.multi.uribl.com. A 127.0.0.1");
        assertThat(ask(uribl, shipped("multi.uribl.com"), "good.example").verdict())
                .isInstanceOf(Refused.class);
    }

    private static DnsblVerdict one(String zone, String answer) {
        InMemoryDns dns = InMemoryDns.zone(
                "2.0.0.127." + zone + ". A " + (zone.equals("list.dnswl.org") ? "127.0.10.0" : "127.0.0.2")
                        + "\n9.2.0.192." + zone + ". A " + answer);
        return ask(dns, shipped(zone), "192.0.2.9", settings -> settings.withRegistration("validity"))
                .verdict();
    }

    @Test
    void trap8_noDataIsNotListed() throws Exception {
        assertThat(ask(world("9.2.0.192.bl.example. TXT \"text alone\""), list(), "192.0.2.9")
                        .verdict())
                .isInstanceOf(NotListed.class);
    }

    @ParameterizedTest
    @EnumSource(DnsAnswer.Reason.class)
    void trap9_anErrorIsNeverClean(DnsAnswer.Reason reason) throws Exception {
        InMemoryDns dns = world().fault("9.2.0.192.bl.example", RecordType.A, Fault.fail(reason));
        assertThat(ask(dns, list(), "192.0.2.9").verdict()).isInstanceOf(Failed.class);
    }

    @Test
    void trap9_aResponseCodeIsARefusalWhereTheListUsesItSo() throws Exception {
        InMemoryDns dns = world().fault("9.2.0.192.bl.example", RecordType.A, Fault.fail(DnsAnswer.Reason.REFUSED));
        assertThat(ask(dns, list("Refusal: REFUSED over-limit"), "192.0.2.9").verdict())
                .isInstanceOf(Refused.class);
    }

    @Test
    void trap10_aListingStandsWhenItsTextFails() throws Exception {
        InMemoryDns dns = world(AT + "127.0.0.2").fault("9.2.0.192.bl.example", RecordType.TXT, Fault.timeout());
        Listed listed = (Listed) ask(dns, list(), "192.0.2.9").verdict();
        assertThat(listed.reasons()).isEmpty();
    }

    @Test
    void trap11_textIsJoinedCleanedAndBounded() throws Exception {
        String bidi = "\\226\\128\\174";
        InMemoryDns dns = world(
                AT + "127.0.0.2",
                "9.2.0.192.bl.example. TXT \"see https://bl.exam\" \"ple/?a=%41&b=\\\"1\\\"\"",
                "9.2.0.192.bl.example. TXT \"\\027[31mred\\007 \\000\\010two" + bidi + "lines \\255\"",
                "9.2.0.192.bl.example. TXT " + ("\"" + "x".repeat(255) + "\" ").repeat(9),
                "9.2.0.192.bl.example. TXT \"\\008\"");
        Listed listed = (Listed) ask(dns, list(), "192.0.2.9").verdict();
        assertThat(listed.reasons().get(0)).isEqualTo("see https://bl.example/?a=%41&b=\"1\"");
        assertThat(listed.reasons().get(1)).isEqualTo("[31mred two???lines ?");
        assertThat(listed.reasons().get(2)).hasSize(ReasonText.MAX_LENGTH);
        assertThat(listed.reasons()).hasSize(3);
        assertThat(ReasonText.clean("a\u202Eb\u2066c\u0085d\uE000e")).isEqualTo("a b c d e");
    }

    @Test
    void trap12_theTextIsAskedAtTheNameOfTheAddress() throws Exception {
        InMemoryDns dns =
                world(AT + "127.0.0.4", "4.0.0.127.bl.example. TXT \"wrong\"", "9.2.0.192.bl.example. TXT right");
        assertThat(((Listed) ask(dns, list(), "192.0.2.9").verdict()).reasons()).containsExactly("right");
    }

    @Test
    void trap13_anAliasToAnAddressIsAListing() throws Exception {
        InMemoryDns dns = world("9.2.0.192.bl.example. CNAME entry.bl.example.", "entry.bl.example. A 127.0.0.2");
        assertThat(ask(dns, list(), "192.0.2.9").verdict()).isInstanceOf(Listed.class);
    }

    @Test
    void trap14_anAliasToNowhereIsNotListed() throws Exception {
        InMemoryDns dns = world("9.2.0.192.bl.example. CNAME gone.example.");
        assertThat(ask(dns, list(), "192.0.2.9").verdict()).isInstanceOf(NotListed.class);
    }

    @Test
    void trap36_anAllowListOutweighsNothingAndItsLieIsARefusal() throws Exception {
        assertThat(one("list.dnswl.org", "127.0.10.3")).isInstanceOf(Refused.class);
        assertThat(one("list.dnswl.org", "127.0.3.2")).isInstanceOf(Allowed.class);

        InMemoryDns dns = InMemoryDns.zone("""
                2.0.0.127.bl.example.     A 127.0.0.2
                9.2.0.192.bl.example.     A 127.0.0.2
                2.0.0.127.list.dnswl.org. A 127.0.10.0
                9.2.0.192.list.dnswl.org. A 127.0.3.3
                """);
        DnsblReport report = DnsblChecker.using(dns)
                .withSpecialAddresses()
                .check(
                        DnsblSubject.parse("192.0.2.9").orElseThrow(),
                        java.util.List.of(shipped("list.dnswl.org"), list()));
        assertThat(report.status()).isEqualTo(DnsblReport.Status.LISTED);
    }

    @Test
    void trap44_anUnknownCodeInRangeIsListedForAnUnknownReason() throws Exception {
        assertThat(((Listed) verdict("127.0.0.77")).hits())
                .containsExactly(new DnsblHit("127.0.0.77", DnsblCode.Effect.BLOCK, ListingMeaning.UNKNOWN_CODE, null));
        assertThat(verdict("127.9.0.2")).isEqualTo(new Failed(FailureCause.UNEXPECTED_ANSWER, "127.9.0.2"));
        assertThat(one("list.dnswl.org", "127.0.0.77")).isInstanceOf(Failed.class);
        DnsblList mask = domains("Reading: bitmask", "Code: bit 8 block phishing");
        Listed both = (Listed) ask(world("evil.example.dbl.example. A 127.0.0.40"), mask, "evil.example")
                .verdict();
        assertThat(both.hits())
                .extracting(DnsblHit::meaning)
                .containsExactly(ListingMeaning.PHISHING, ListingMeaning.UNKNOWN_CODE);
    }
}
