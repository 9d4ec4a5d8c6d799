package io.github.todoku.dns;

import static io.github.todoku.dns.RecordType.A;
import static io.github.todoku.dns.RecordType.MX;
import static io.github.todoku.dns.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InMemoryDnsTest {
    private static final Deadline DEADLINE = Deadline.after(Duration.ofMinutes(5));

    private static final InMemoryDns DNS = InMemoryDns.zone("""
            example.com.         300 SOA ns1.example.com. mail.example.com. 7 1 1 1 120
            example.com.             NS ns1.example.com.
            ns1.example.com.         A 192.0.2.53
            example.com.             TXT "v=spf1 -all"
            a.deep.example.com.      A 192.0.2.1
            www.example.com.      60 CNAME a.deep.example.com.
            gone.example.com.        CNAME nowhere.example.com.
            self.example.com.        CNAME self.example.com.
            x.example.com.           CNAME y.example.com.
            y.example.com.           CNAME x.example.com.
            *.wild.example.com.      TXT "w"
            own.wild.example.com.    A 192.0.2.2
            sub.wild2.example.com.   A 192.0.2.3
            *.wild2.example.com.     A 192.0.2.4
            """);

    private static DnsAnswer ask(DnsResolver dns, String name, RecordType type) throws InterruptedException {
        return dns.lookup(DnsQuestion.of(name, type), DEADLINE);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("example.com", TXT, DnsAnswer.Found.class),
                arguments("EXAMPLE.com", TXT, DnsAnswer.Found.class),
                arguments("example.com", MX, DnsAnswer.NoData.class),
                arguments("nothing.example.com", A, DnsAnswer.NxDomain.class),
                arguments("deep.example.com", A, DnsAnswer.NoData.class), // an empty non-terminal
                arguments("b.deep.example.com", A, DnsAnswer.NxDomain.class),
                arguments("www.example.com", A, DnsAnswer.Found.class),
                arguments("www.example.com", TXT, DnsAnswer.NoData.class),
                arguments("gone.example.com", A, DnsAnswer.NxDomain.class),
                arguments("self.example.com", A, DnsAnswer.TempFail.class),
                arguments("x.example.com", A, DnsAnswer.TempFail.class),
                arguments("any.wild.example.com", TXT, DnsAnswer.Found.class),
                arguments("a.b.c.wild.example.com", TXT, DnsAnswer.Found.class),
                arguments("any.wild.example.com", A, DnsAnswer.NoData.class),
                arguments("own.wild.example.com", TXT, DnsAnswer.NoData.class), // §2.2.1: it exists itself
                arguments(
                        "below.own.wild.example.com",
                        TXT,
                        DnsAnswer.NxDomain.class), // the closest name has no wildcard
                arguments("below.sub.wild2.example.com", A, DnsAnswer.NxDomain.class),
                arguments("example.org", A, DnsAnswer.NxDomain.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAreThoseOfARecursiveResolver(String name, RecordType type, Class<?> answer) throws Exception {
        assertThat(ask(DNS, name, type)).isInstanceOf(answer);
    }

    @Test
    void aRecordWrittenTwiceIsThereOnce() throws InterruptedException {
        String text = """
                example.com. 300 TXT "v=spf1 -all"
                example.com.     TXT "v=spf1 -all"
                EXAMPLE.com.     TXT "v=spf1 " "-all"
                """; // other character-strings are another record
        for (DnsResolver dns : List.of(
                InMemoryDns.zone(text),
                InMemoryDns.zone(text).serving("example.com"),
                OverlayResolver.of(Zone.of(text), InMemoryDns.of(Zone.EMPTY)))) {
            assertThat(ask(dns, "example.com", TXT).records(DnsRecord.Txt.class))
                    .containsExactly(
                            new DnsRecord.Txt(List.of("v=spf1 -all")), new DnsRecord.Txt(List.of("v=spf1 ", "-all")));
        }
    }

    @Test
    void aLookupMayHaveNoDeadline() throws InterruptedException {
        InMemoryDns dns = InMemoryDns.zone("mx.example. A 192.0.2.1");
        DnsAnswer answer = dns.lookup(new DnsQuestion(DnsName.of("mx.example"), RecordType.A), Deadline.NEVER);
        assertThat(answer.records(DnsRecord.A.class)).hasSize(1);
    }

    @Test
    void aliasesTtlAndServersAreInTheAnswer() throws Exception {
        DnsAnswer.Found found = (DnsAnswer.Found) ask(DNS, "www.example.com", A);
        assertThat(found.aliases()).containsExactly(DnsName.of("a.deep.example.com"));
        assertThat(found.ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(found.origin().authoritative()).isTrue();
        assertThat(found.origin().nameServers())
                .containsExactly(new DnsAnswer.NameServer(
                        DnsName.of("example.com"), DnsName.of("ns1.example.com"), List.of(IpLiteral.of("192.0.2.53"))));
        assertThat(((DnsAnswer.Empty) ask(DNS, "no.example.com", A)).ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(((DnsAnswer.Empty) ask(DNS, "no.example.org", A)).ttl()).isZero();
    }

    @Test
    void faultsHitTheQuestionTheyAreSetOn() throws Exception {
        InMemoryDns dns = DNS.fault("example.com", TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL))
                .fault("a.deep.example.com", A, Fault.failTimes(2, DnsAnswer.Reason.REFUSED));
        assertThat(ask(dns, "example.com", TXT)).isInstanceOf(DnsAnswer.TempFail.class);
        assertThat(ask(dns, "example.com", MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "www.example.com", A))
                .as("on the way of aliases too")
                .isInstanceOf(DnsAnswer.TempFail.class);
        assertThat(ask(dns, "a.deep.example.com", A)).isInstanceOf(DnsAnswer.TempFail.class);
        assertThat(ask(dns, "a.deep.example.com", A)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(ask(DNS, "example.com", TXT))
                .as("the world it was made from")
                .isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void aFailureThatAFileRecordedIsNotATests() throws Exception {
        InMemoryDns recorded = InMemoryDns.zone(";! SERVFAIL example.com. TXT\n");
        assertThat(((DnsAnswer.TempFail) ask(recorded, "example.com", TXT)).detail())
                .isEqualTo("as recorded");
    }

    @Test
    void aTimeoutIsToldAtOnceAndADelayPastTheDeadlineIsOne() throws Exception {
        InMemoryDns dns = DNS.fault("example.com", TXT, Fault.timeout())
                .fault("example.com", A, Fault.delay(Duration.ofHours(1)))
                .fault("example.com", MX, Fault.delay(Duration.ofMillis(30)))
                .fault("www.example.com", A, Fault.truncated());
        assertThat(dns.resolve(DnsQuestion.of("example.com", TXT), DEADLINE).toCompletableFuture())
                .isCompleted();
        DnsAnswer late = dns.lookup(DnsQuestion.of("example.com", A), Deadline.after(Duration.ofMillis(50)));
        assertThat(late)
                .isInstanceOfSatisfying(
                        DnsAnswer.TempFail.class,
                        failure -> assertThat(failure.reason()).isEqualTo(DnsAnswer.Reason.TIMEOUT));
        long start = System.nanoTime();
        assertThat(ask(dns, "example.com", MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        assertThat(ask(dns, "www.example.com", A))
                .isInstanceOfSatisfying(
                        DnsAnswer.TempFail.class,
                        failure -> assertThat(failure.reason()).isEqualTo(DnsAnswer.Reason.NETWORK));
    }

    @Test
    void everyQuestionIsLoggedInOrder() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("");
        ask(dns, "b.example", TXT);
        ask(dns, "a.example", A);
        ask(dns, "b.example", TXT);
        assertThat(dns.queries())
                .extracting(DnsQuestion::toString)
                .containsExactly("b.example TXT", "a.example A", "b.example TXT");
    }

    @Test
    void aFailureLineInTheTextIsAFault() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("a.example. A 192.0.2.1\n;! REFUSED a.example. TXT");
        assertThat(ask(dns, "a.example", A)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(ask(dns, "a.example", TXT)).isInstanceOf(DnsAnswer.TempFail.class);
    }

    @Test
    void asAZonesServerItRefersRefusesAndFollowsNothing() throws Exception {
        InMemoryDns server = InMemoryDns.zone("""
                        example.com.           SOA ns1.example.com. mail.example.com. 7 1 1 1 120
                        example.com.           NS ns1.example.com.
                        ns1.example.com.       A 192.0.2.53
                        www.example.com.       CNAME host.example.net.
                        child.example.com.     NS ns.child.example.com.
                        ns.child.example.com.  A 192.0.2.54
                        host.example.net.      A 192.0.2.80
                        """).serving("example.com");
        assertThat(ask(server, "example.net", A)).isInstanceOf(DnsAnswer.TempFail.class);
        assertThat(ask(server, "example.com", RecordType.NS)).isInstanceOf(DnsAnswer.Found.class);
        DnsAnswer.NoData alias = (DnsAnswer.NoData) ask(server, "www.example.com", A);
        assertThat(alias.aliases()).containsExactly(DnsName.of("host.example.net"));
        assertThat(alias.origin().authoritative()).isTrue();
        DnsAnswer.NoData referral = (DnsAnswer.NoData) ask(server, "x.y.child.example.com", A);
        assertThat(referral.origin().authoritative()).isFalse();
        assertThat(referral.origin().nameServers().get(0).addresses()).containsExactly(IpLiteral.of("192.0.2.54"));
        assertThat(ask(server, "no.example.com", A)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    private static String said(String zone, String name) {
        DnsAnswer answer = InMemoryDns.authoritative(Zone.of(zone)).lookup(name, RecordType.TXT);
        return answer.fold(
                found -> "found",
                empty -> empty instanceof DnsAnswer.NoData ? "no data" : "no such name",
                failed -> failed.reason().name());
    }

    private static final String OWN = """
            example.com.          SOA ns1 hostmaster 1 7200 900 1209600 300
            example.com.          NS  ns1.example.com.
            example.com.          TXT "v=spf1 include:_spf.example.net -all"
            www.example.com.      CNAME www.example.net.
            child.example.com.    NS  ns1.child.example.com.
            ns1.child.example.com. A  192.0.2.53
            far.example.org.      TXT "far"
            *.wild.example.org.   TXT "wild"
            """;

    @ParameterizedTest
    @CsvSource({
        "example.com, found",
        "_dmarc.example.com, no such name",
        "www.example.com, OUTSIDE_ZONE",
        "child.example.com, OUTSIDE_ZONE",
        "deep.child.example.com, OUTSIDE_ZONE",
        "ns1.child.example.com, OUTSIDE_ZONE",
        "_spf.example.net, OUTSIDE_ZONE",
        "com, OUTSIDE_ZONE",
        "far.example.org, found",
        "a.far.example.org, OUTSIDE_ZONE",
        "example.org, OUTSIDE_ZONE",
        "a.wild.example.org, found",
        "wild.example.org, OUTSIDE_ZONE"
    })
    void anAuthoritativeFileKnowsWhatItIsNotAbout(String name, String wanted) {
        assertThat(said(OWN, name)).isEqualTo(wanted);
    }

    @Test
    void aFileWithTheRootsSoaIsTheWholeWorld() {
        assertThat(said(OWN + ". SOA . . 0 0 0 0 0", "_spf.example.net")).isEqualTo("no such name");
    }

    @Test
    void aFileThatSaysSoIsTheWholeWorld() {
        assertThat(said(";! WORLD\n" + OWN, "_spf.example.net")).isEqualTo("no such name");
        assertThat(Zone.of(Zone.of(";! WORLD\n" + OWN).toString()).scope()).isEqualTo(Zone.Scope.WORLD);
    }

    @Test
    void aFileWithoutSoaKnowsTheRecordsItHas() {
        String dig = "example.com. 300 IN TXT \"v=spf1 include:_spf.example.net -all\"\ncom. 900 IN NS a.gtld.example.";
        assertThat(said(dig, "example.com")).isEqualTo("found");
        assertThat(said(dig, "_dmarc.example.com")).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(dig, "_spf.example.net")).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(dig, "other.com")).isEqualTo("OUTSIDE_ZONE");
        assertThat(said("", "example.com")).isEqualTo("OUTSIDE_ZONE");
    }

    @Test
    void whatLiesBelowADnameLiesElsewhere() {
        String zone = OWN + "shop.example.com. DNAME shop.example.net.";
        assertThat(said(zone, "a.shop.example.com")).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(zone, "shop.example.com")).isEqualTo("no data");
    }

    @Test
    void laidOverAnotherResolverAFileIsTheTruthOfItsZonesAndSilentElsewhere() {
        InMemoryDns real = InMemoryDns.zone("""
                _spf.example.net.   TXT "v=spf1 -all"
                old.example.com.    TXT "what stands there today"
                www.example.net.    TXT "web"
                """);
        DnsResolver laid = OverlayResolver.authoritative(Zone.of(OWN), real);
        assertThat(laid.lookup("_spf.example.net", RecordType.TXT)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(laid.lookup("old.example.com", RecordType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(laid.lookup("www.example.com", RecordType.TXT).aliases())
                .containsExactly(DnsName.of("www.example.net"));
        assertThat(laid.lookup("gone.example.net", RecordType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void aTopLevelDomainsSoaThatCameAlongIsNoZone() {
        String dig = "com. 900 IN SOA a.gtld.example. nstld.example. 1 1800 900 604800 900\nexample.com. TXT \"x\"";
        assertThat(said(dig, "other.com")).isEqualTo("OUTSIDE_ZONE");
        assertThat(said(dig + "\ncom. NS a.gtld.example.", "other.com")).isEqualTo("no such name");
    }

    @Test
    void aRecordingOfAbsenceIsReplayedAsAbsence() {
        InMemoryDns world = InMemoryDns.zone("example.com. TXT \"here\"");
        RecordingResolver recorder = RecordingResolver.over(world);
        recorder.lookup("example.com", RecordType.TXT);
        recorder.lookup("gone.example.net", RecordType.TXT);
        assertThat(said(recorder.zone().toString(), "gone.example.net")).isEqualTo("no such name");
        assertThat(said(recorder.zone().toString(), "example.com")).isEqualTo("found");
        assertThat(said(recorder.zone().toString(), "below.gone.example.net")).isEqualTo("no such name"); // RFC 8020
        assertThat(said(recorder.zone().toString(), "_dmarc.example.com")).isEqualTo("OUTSIDE_ZONE");
        InMemoryDns replay = InMemoryDns.zone(recorder.zone().toString());
        assertThat(replay.lookup("example.com", RecordType.MX)).isInstanceOf(DnsAnswer.TempFail.class);
    }

    @Test
    void theLogEndsSoThatARunNeedNot() {
        InMemoryDns dns = InMemoryDns.zone("example.com. A 192.0.2.1");
        for (int i = 0; i < InMemoryDns.MAX_QUERIES + 10; i++) {
            dns.resolve(new DnsQuestion(DnsName.of("example.com"), A), Deadline.NEVER);
        }
        assertThat(dns.queries()).hasSize(InMemoryDns.MAX_QUERIES);
    }
}
