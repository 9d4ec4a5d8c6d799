package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.SubjectKind;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals that speak of block lists: of an address or of a domain, of lists that are known, unknown, ended or silent. */
class BlockListCasesTest {
    private static final String WORKING = """
            hanamaru.example.               MX 10 mx.hanamaru.example.
            2.0.0.127.zen.spamhaus.org.     A  127.0.0.2
            2.0.0.127.bl.spamcop.net.       A  127.0.0.2
            dbltest.com.dbl.spamhaus.org.   A  127.0.1.2
            """;
    private static final String ADDRESS_LISTED = "25.113.0.203.zen.spamhaus.org. A 127.0.0.4\n";
    private static final String DOMAIN_LISTED = "hanamaru.example.dbl.spamhaus.org. A 127.0.1.2\n";
    private static final String HELO_LISTED = "mta25.mailing.example.dbl.spamhaus.org. A 127.0.1.2\n";

    private static final String S8002 =
            "550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus. To request removal from this list see"
                    + " https://check.spamhaus.org (S8002)";
    private static final String S8001 = "550 5.7.1 Service unavailable, Helo domain is listed in Spamhaus. (S8001)";
    private static final String BY_ZEN =
            "554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org";
    private static final String BY_SPAMHAUS =
            "550 5.7.1 Service unavailable, Client host [203.0.113.25] blocked using Spamhaus. See https://check.spamhaus.org";
    private static final String BY_DBL =
            "554 5.7.1 Service unavailable; Sender address [news@hanamaru.example] blocked using dbl.spamhaus.org";
    private static final String LOW_REPUTATION =
            "550-5.7.1 Our system has detected that this message is likely suspicious due to the very low reputation of"
                    + " the sending domain. - gsmtp";

    static Stream<Arguments> replies() {
        return Stream.of(
                arguments("the domain, listed", S8002, DOMAIN_LISTED, "domain-listed"),
                arguments("the domain, clean; the address is listed", S8002, ADDRESS_LISTED, "domain-listed-no-more"),
                arguments("the domain, clean", S8002, "", "domain-listed-no-more"),
                arguments("the name in HELO, listed", S8001, HELO_LISTED, "domain-listed"),
                arguments("a list of domains by its zone", BY_DBL, DOMAIN_LISTED + ADDRESS_LISTED, "domain-listed"),
                arguments("a list of domains, clean", BY_DBL, ADDRESS_LISTED, "domain-listed-no-more"),
                arguments("a list of addresses by its zone", BY_ZEN, ADDRESS_LISTED + DOMAIN_LISTED, "address-listed"),
                arguments("a list of addresses, clean", BY_ZEN, DOMAIN_LISTED, "listed-no-more"),
                arguments("an address by the operator's name", BY_SPAMHAUS, ADDRESS_LISTED, "address-listed"),
                arguments("an address, clean", BY_SPAMHAUS, DOMAIN_LISTED, "listed-no-more"),
                arguments("a bad name, of a listed domain", LOW_REPUTATION, DOMAIN_LISTED, "domain-listed"),
                arguments(
                        "a list that is in no catalogue",
                        BY_ZEN.replace("zen.spamhaus.org", "rbl.smallisp.example"),
                        ADDRESS_LISTED + DOMAIN_LISTED,
                        "blocked-by-unknown-list"),
                arguments(
                        "a list that has ended",
                        BY_ZEN.replace("zen.spamhaus.org", "dnsbl.sorbs.net"),
                        ADDRESS_LISTED,
                        "receiver-asks-dead-list"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void whatTheReceiverNamesDecides(String name, String reply, String zone, String cause) {
        assertThat(examine(InMemoryDns.zone(WORKING + zone), reply).cause()).isEqualTo(cause);
    }

    @Test
    void aListedDomainIsNamedAndToldFromTheAddress() {
        Case examined = examine(InMemoryDns.zone(WORKING + DOMAIN_LISTED + ADDRESS_LISTED), S8002);

        assertThat(examined.text(Locale.ENGLISH)).contains("hanamaru.example").contains("Spamhaus DBL");
        assertThat(examined.text(Locale.JAPANESE)).contains("hanamaru.example").contains("Spamhaus DBL");
        assertThat(examined.text(Locale.ENGLISH)).doesNotContain("ZEN").doesNotContain("203.0.113.25");
        assertThat(examined.remedy().orElseThrow().again()).isEqualTo(Again.AFTER_DELISTING);
    }

    @Test
    void eachDomainOfTheMailIsAskedAboutOnce() {
        Case examined = examine(InMemoryDns.zone(WORKING), S8002);

        assertThat(examined.evidence().stream()
                        .filter(Proof.Lists.class::isInstance)
                        .map(proof -> ((Proof.Lists) proof).report().subject())
                        .filter(subject -> subject.kind() == SubjectKind.DOMAIN)
                        .map(subject -> subject.text()))
                .containsExactly("hanamaru.example", "mta25.mailing.example");
    }

    /** What the receiver's words settle costs no question: an address is refused, so no list is asked about a domain. */
    @Test
    void onlyWhatTheReplyLeavesOpenIsAsked() {
        InMemoryDns ofAddress = InMemoryDns.zone(WORKING + ADDRESS_LISTED);
        InMemoryDns ofDomain = InMemoryDns.zone(WORKING + DOMAIN_LISTED);

        examine(ofAddress, BY_ZEN);
        examine(ofDomain, S8002);

        assertThat(ofAddress.queries())
                .noneMatch(question -> question.name().toString().endsWith("dbl.spamhaus.org"));
        assertThat(ofDomain.queries())
                .noneMatch(question -> question.name().toString().endsWith("zen.spamhaus.org"));
    }

    /** Our resolver may be the one that the list does not serve; the receiver's need not be. */
    @Test
    void aListThatFailsItsTestForUsIsNotTheReceiversFault() {
        InMemoryDns silent = InMemoryDns.zone("hanamaru.example. MX 10 mx.hanamaru.example.");

        Case examined = examine(silent, BY_ZEN);

        assertThat(examined.cause()).isEqualTo(Case.CANNOT_TELL);
        assertThat(examined.open()).anySatisfy(row -> {
            assertThat(row.cause()).isEqualTo("address-listed");
            assertThat(row.needs()).containsExactly("list");
        });
    }

    @Test
    void aListThatDoesNotAnswerLeavesTheDomainOpen() {
        InMemoryDns dns = InMemoryDns.zone(WORKING)
                .fault("hanamaru.example.dbl.spamhaus.org", RecordType.A, Fault.fail(DnsAnswer.Reason.SERVFAIL));

        Case examined = examine(dns, S8002);

        assertThat(examined.cause()).isEqualTo(Case.CANNOT_TELL);
        assertThat(examined.open()).extracting(Case.OpenRow::cause).contains("domain-listed");
        assertThat(examined.gaps()).contains("domain-lists: dbl.spamhaus.org (hanamaru.example)");
    }

    /** Whatever is answered or not: who is told "cannot tell" is told what would settle it. */
    @ParameterizedTest
    @MethodSource("everyExample")
    void cannotTellAlwaysSaysWhatWouldSettleIt(String reply) {
        InMemoryDns empty = InMemoryDns.zone("elsewhere.example. A 192.0.2.1");

        DnsResolver silent = (question, deadline) -> CompletableFuture.completedFuture(
                new DnsAnswer.TempFail(question, DnsAnswer.Reason.SERVFAIL, "silent"));

        for (DnsResolver dns : List.of(empty, silent, InMemoryDns.zone(WORKING))) {
            Case examined = examine(dns, reply);
            if (!examined.isDecided()) {
                assertThat(examined.open()).as(reply).isNotEmpty();
                assertThat(examined.open())
                        .as(reply)
                        .allSatisfy(row -> assertThat(row.needs()).isNotEmpty());
            }
        }
    }

    static Stream<String> everyExample() {
        Stream<String> unread = Stream.of("550 tsk tsk", "554 5.0.0 no", "451 come back", "550 5.7.1 No.");
        return Stream.concat(unread, DecisionTable.shipped().rows().stream().flatMap(row -> row.examples().stream()));
    }

    private static Case examine(DnsResolver dns, String reply) {
        return Doctor.using(dns)
                .withLists(
                        DnsblCatalog.shipped(), DnsblChecker.using(dns).withSpecialAddresses())
                .check(BounceParser.standard()
                        .parse(DecisionTableTest.bounce(reply, "taro@customer.example", DecisionTableTest.NO_WORLD)));
    }
}
