package io.github.todoku.dns.client;

import static io.github.todoku.dns.DnsAnswer.Reason.ALIAS_LOOP;
import static io.github.todoku.dns.DnsAnswer.Reason.MALFORMED;
import static io.github.todoku.dns.DnsAnswer.Reason.NETWORK;
import static io.github.todoku.dns.DnsAnswer.Reason.OTHER_RCODE;
import static io.github.todoku.dns.DnsAnswer.Reason.REFUSED;
import static io.github.todoku.dns.DnsAnswer.Reason.SERVFAIL;
import static io.github.todoku.dns.DnsAnswer.Reason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Servers that lie, stammer, hang up or say nonsense: what the client makes of each. */
class HostileServerTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.A);
    private static final DnsQuestion TEXT = DnsQuestion.of("example.com", RecordType.TXT);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static DnsClient.Builder client(LoopbackServer... servers) {
        return DnsClient.builder()
                .withoutCache()
                .timeout(Duration.ofSeconds(5))
                .servers(Arrays.stream(servers).map(LoopbackServer::address).toList());
    }

    private static DnsAnswer ask(DnsQuestion question, LoopbackServer... servers) throws Exception {
        try (DnsClient dns = client(servers).tries(1).build()) {
            return dns.lookup(question, soon());
        }
    }

    private static DnsAnswer udp(DnsQuestion question, LoopbackServer.OnDatagram onDatagram) throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(onDatagram)) {
            return ask(question, server);
        }
    }

    private static DnsAnswer tcp(DnsQuestion question, LoopbackServer.OnConnection onConnection) throws Exception {
        try (LoopbackServer server =
                LoopbackServer.of(e -> e.send(Replies.to(e.query).flag(Flags.TC).bytes()), onConnection)) {
            return ask(question, server);
        }
    }

    private static void assertFailed(DnsAnswer answer, DnsAnswer.Reason reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        DnsAnswer.TempFail.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private static byte[] changed(byte[] message, int at, int octet) {
        byte[] copy = message.clone();
        copy[at] = (byte) octet;
        return copy;
    }

    private static byte[] random(int length, int seed) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private static byte[] toAnotherQuestion(byte[] query) throws IOException {
        Message other = new Message(query);
        Message reply = new Message(other.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(Record.newRecord(Name.fromConstantString("another.example."), 1, DClass.IN), Section.QUESTION);
        reply.addRecord(
                Record.fromString(Name.fromConstantString("example.com."), 1, DClass.IN, 60, "192.0.2.66", Name.root),
                Section.ANSWER);
        return reply.toWire();
    }

    /** A header alone. */
    private static byte[] toNoQuestion(byte[] query, int rcode) {
        return changed(Arrays.copyOf(Replies.rcode(query, rcode), 12), 5, 0);
    }

    @Test
    void aFormatErrorToNoQuestionIsBelievedOnceAndNotRemembered() throws Exception { // RFC 5452 §9.1, RFC 6891 §7
        try (LoopbackServer server = LoopbackServer.udp(
                        e -> e.send(e.number == 0 ? toNoQuestion(e.query, 1) : Replies.yes(e.query)));
                DnsClient dns = client(server).tries(1).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(dns.lookup(TEXT, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.received()).extracting(query -> query[11]).containsExactly((byte) 1, (byte) 0, (byte) 1);
        }
    }

    /** What comes before the right answer and must change nothing (F2, F3). */
    static Stream<Arguments> strays() {
        return Stream.of(
                arguments("a wrong id", (Stray) q -> changed(Replies.yes(q), 1, q[1] + 1)),
                arguments("a wrong question", (Stray) HostileServerTest::toAnotherQuestion),
                arguments("another type", (Stray) q -> changed(Replies.yes(q), q.length - 11 - 3, 28)),
                arguments("no QR: the query echoed", (Stray) q -> q),
                arguments("another opcode", (Stray) q -> changed(Replies.yes(q), 2, 0xA1)),
                arguments("two octets", (Stray) q -> Arrays.copyOf(q, 2)),
                arguments("an id and no more", (Stray) q -> changed(Arrays.copyOf(Replies.yes(q), 11), 0, q[0])),
                arguments("a header that says nothing", (Stray) q -> Arrays.copyOf(Replies.rcode(q, 0), 12)),
                arguments("SERVFAIL to no question", (Stray) q -> Arrays.copyOf(toNoQuestion(q, 2), 12)),
                arguments("noise", (Stray) q -> random(600, 1)));
    }

    /** Makes a datagram from the query. */
    interface Stray {
        byte[] of(byte[] query) throws IOException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strays")
    void strayDatagramsAreCountedAndTheRightAnswerIsStillTaken(String name, Stray stray) throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> {
                    e.send(stray.of(e.query));
                    e.send(Replies.yes(e.query));
                });
                DnsClient dns = client(server).tries(1).build()) {
            assertThat(dns.lookup(QUESTION, soon()).records(DnsRecord.A.class))
                    .extracting(DnsRecord.A::toText)
                    .containsExactly("192.0.2.1");
            assertThat(dns.strays()).isEqualTo(1);
        }
    }

    @Test
    void anEchoedQueryAloneIsATimeoutAndNeverAnEmptyAnswer() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.send(e.query));
                DnsClient dns =
                        client(server).timeout(Duration.ofMillis(200)).tries(1).build()) {
            assertFailed(dns.lookup(QUESTION, soon()), TIMEOUT);
        }
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> {
                    e.send(Replies.yes(e.query));
                    e.send(Replies.yes(e.query));
                });
                DnsClient dns = client(server).socketsPerServer(1).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(dns.strays()).isBetween(1L, 2L);
        }
    }

    @Test
    void anAnswerThatComesLateIsNoAnswerToALaterQuestion() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> {
                    if (e.number == 0) {
                        e.sendAfter(400, Replies.yes(e.query));
                    } else {
                        e.sendAfter(600, Replies.rcode(e.query, 3));
                    }
                });
                DnsClient dns = client(server)
                        .timeout(Duration.ofSeconds(5))
                        .socketsPerServer(1)
                        .tries(1)
                        .build()) {
            assertFailed(dns.lookup(QUESTION, Deadline.after(Duration.ofMillis(150))), TIMEOUT);
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.NxDomain.class);
            assertThat(dns.strays()).isEqualTo(1);
        }
    }

    static Stream<Arguments> rcodes() {
        return Stream.of(
                arguments(1, OTHER_RCODE),
                arguments(2, SERVFAIL),
                arguments(4, OTHER_RCODE),
                arguments(5, REFUSED),
                arguments(6, OTHER_RCODE),
                arguments(9, OTHER_RCODE),
                arguments(15, OTHER_RCODE));
    }

    @ParameterizedTest
    @MethodSource("rcodes")
    void anErrorCodeIsAReasonAndTheNextServerIsAsked(int rcode, DnsAnswer.Reason reason) throws Exception {
        try (LoopbackServer broken = LoopbackServer.udp(e -> e.send(Replies.rcode(e.query, rcode)));
                LoopbackServer good = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)))) {
            assertFailed(ask(QUESTION, broken), reason);
            assertThat(ask(QUESTION, broken, good)).isInstanceOf(DnsAnswer.Found.class);
            assertThat(good.received()).hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotKnowEdnsIsAskedWithout() throws Exception {
        LoopbackServer.OnDatagram old = e -> {
            boolean edns = e.query[11] == 1;
            e.send(edns ? Replies.rcode(e.query, 1) : Replies.yes(e.query));
        };
        try (LoopbackServer server = LoopbackServer.udp(old);
                DnsClient dns = client(server).tries(1).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.received())
                    .as("the second question goes without EDNS at once")
                    .hasSize(3);
        }
    }

    @Test
    void garbageInsideAMatchingReplyIsMalformedAndTheNextServerIsAsked() throws Exception {
        LoopbackServer.OnDatagram torn = e -> {
            byte[] reply = Replies.yes(e.query);
            e.send(Arrays.copyOf(reply, reply.length - 3));
        };
        try (LoopbackServer broken = LoopbackServer.udp(torn);
                LoopbackServer good = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)))) {
            assertFailed(ask(QUESTION, broken), MALFORMED);
            assertThat(ask(QUESTION, broken, good)).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    void randomOctetsBehindARightHeaderAndQuestionNeverThrow() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> {
                    byte[] reply = Replies.yes(e.query);
                    int from = 12 + 17; // header and question of example.com
                    byte[] noise = random(reply.length - from, e.number);
                    System.arraycopy(noise, 0, reply, from, noise.length);
                    reply[7] = (byte) (e.number % 3);
                    reply[9] = (byte) (e.number % 2);
                    e.send(reply);
                });
                DnsClient dns = client(server).tries(1).build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 500)
                    .mapToObj(i -> dns.resolve(QUESTION, soon()).toCompletableFuture())
                    .toList();
            for (CompletableFuture<DnsAnswer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(DnsAnswer.class);
            }
        }
    }

    @Test
    void aliasesAreFollowedInsideTheMessageAndWhatIsOffTheChainIsIgnored() throws Exception {
        DnsAnswer answer = udp(
                QUESTION,
                e -> e.send(Replies.to(e.query)
                        .answer(
                                "victim.example. 9 IN A 203.0.113.66",
                                "b.example. 60 IN A 192.0.2.7",
                                "example.com. 300 IN CNAME a.example.",
                                "a.example. 300 IN CNAME b.example.")
                        .bytes()));
        assertThat(answer.records(DnsRecord.A.class))
                .extracting(DnsRecord.A::toText)
                .containsExactly("192.0.2.7");
        assertThat(answer.aliases()).containsExactly(DnsName.of("a.example"), DnsName.of("b.example"));
        assertThat(((DnsAnswer.Found) answer).ttl()).isEqualTo(Duration.ofMinutes(1));
    }

    static Stream<Arguments> loops() {
        String[] long9 = IntStream.range(0, 9)
                .mapToObj(i ->
                        (i == 0 ? "example.com." : "c" + i + ".example.") + " 60 IN CNAME c" + (i + 1) + ".example.")
                .toArray(String[]::new);
        return Stream.of(
                arguments("to itself", new String[] {"example.com. 60 IN CNAME example.com."}),
                arguments(
                        "in a circle",
                        new String[] {"example.com. 60 IN CNAME a.example.", "a.example. 60 IN CNAME example.com."}),
                arguments("nine long", long9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void aliasesOnAndOnAreALoop(String name, String[] lines) throws Exception {
        assertFailed(udp(QUESTION, e -> e.send(Replies.to(e.query).answer(lines).bytes())), ALIAS_LOOP);
    }

    @Test
    void noSuchNameBehindAnAliasIsNoSuchNameWithThatAlias() throws Exception {
        DnsAnswer answer = udp(
                QUESTION,
                e -> e.send(Replies.to(e.query)
                        .rcode(3)
                        .answer("example.com. 300 IN CNAME gone.example.")
                        .authority("example. 3600 IN SOA ns.example. mail.example. 1 2 3 4 120")
                        .bytes()));
        assertThat(answer).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(answer.aliases()).containsExactly(DnsName.of("gone.example"));
        assertThat(((DnsAnswer.NxDomain) answer).ttl()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void noSuchNameWithRecordsContradictsItself() throws Exception {
        assertFailed(
                udp(
                        QUESTION,
                        e -> e.send(Replies.to(e.query)
                                .rcode(3)
                                .answer("example.com. 300 IN A 192.0.2.1")
                                .bytes())),
                MALFORMED);
    }

    @Test
    void noDataIsBelievedForAsLongAsTheSoaSaysAndNotAtAllWithout() throws Exception {
        DnsAnswer with = udp(
                QUESTION,
                e -> e.send(Replies.to(e.query)
                        .authority("example.com. 60 IN SOA ns.example. mail.example. 1 2 3 4 900")
                        .bytes()));
        assertThat(with).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(((DnsAnswer.NoData) with).ttl()).isEqualTo(Duration.ofMinutes(1));
        DnsAnswer without = udp(QUESTION, e -> e.send(Replies.to(e.query).bytes()));
        assertThat(((DnsAnswer.NoData) without).ttl()).isZero();
        DnsAnswer foreign = udp(
                QUESTION,
                e -> e.send(Replies.to(e.query)
                        .authority("example.net. 60 IN SOA ns.example. mail.example. 1 2 3 4 900")
                        .bytes()));
        assertThat(((DnsAnswer.NoData) foreign).ttl())
                .as("an SOA from elsewhere")
                .isZero();
    }

    @Test
    void aReferralIsNoAnswerOfARecursiveServer() throws Exception {
        LoopbackServer.OnDatagram referral = e -> e.send(Replies.to(e.query)
                .authority("com. 60 IN NS ns.example.")
                .additional("ns.example. 60 IN A 192.0.2.53")
                .bytes());
        assertFailed(udp(QUESTION, referral), REFUSED);
        try (LoopbackServer server = LoopbackServer.udp(referral);
                DnsClient dns = client(server).build()) {
            DnsAnswer told = dns.authoritative(server.address()).lookup(QUESTION, soon());
            assertThat(told).isInstanceOfSatisfying(DnsAnswer.NoData.class, none -> {
                assertThat(none.origin().authoritative()).isFalse();
                assertThat(none.origin().nameServers())
                        .containsExactly(new DnsAnswer.NameServer(
                                DnsName.of("com"), DnsName.of("ns.example"), List.of(IpLiteral.of("192.0.2.53"))));
            });
            assertThat(server.received().get(0)[2] & 1).as("RD").isZero();
        }
    }

    @Test
    void textOf64KilobytesComesWholeOverTcp() throws Exception {
        String[] lines = IntStream.range(0, 244)
                .mapToObj(i -> "example.com. 60 IN TXT \"" + "x".repeat(250) + String.format("%05d", i) + "\"")
                .toArray(String[]::new);
        DnsAnswer answer = tcp(
                TEXT,
                (query, out) -> LoopbackServer.frame(
                        out, Replies.to(query).answer(lines).bytes()));
        List<DnsRecord.Txt> texts = answer.records(DnsRecord.Txt.class);
        assertThat(texts.stream().mapToInt(txt -> txt.joined().length()).sum()).isEqualTo(244 * 255);
        assertThat(texts.get(243).joined()).endsWith("00243");
    }

    static Stream<Arguments> connections() {
        return Stream.of(
                arguments("closed at once", (LoopbackServer.OnConnection) (query, out) -> {}, NETWORK),
                arguments(
                        "closed inside the length",
                        (LoopbackServer.OnConnection) (query, out) -> out.write(0),
                        NETWORK),
                arguments(
                        "closed inside the message",
                        (LoopbackServer.OnConnection) (query, out) -> {
                            byte[] reply = Replies.yes(query);
                            out.write(new byte[] {0, (byte) reply.length});
                            out.write(reply, 0, 20);
                        },
                        NETWORK),
                arguments(
                        "a length of nothing",
                        (LoopbackServer.OnConnection) (query, out) -> out.write(new byte[] {0, 0}),
                        NETWORK),
                arguments(
                        "an answer to another id",
                        (LoopbackServer.OnConnection)
                                (query, out) -> LoopbackServer.frame(out, changed(Replies.yes(query), 0, query[0] + 1)),
                        MALFORMED),
                arguments(
                        "noise",
                        (LoopbackServer.OnConnection) (query, out) -> LoopbackServer.frame(out, random(500, 3)),
                        MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("connections")
    void aBadConnectionIsAFailure(String name, LoopbackServer.OnConnection onConnection, DnsAnswer.Reason reason)
            throws Exception {
        assertFailed(tcp(QUESTION, onConnection), reason);
    }

    @Test
    void anAnswerThatIsCutShortOverTcpTooIsNone() throws Exception { // RFC 2181 §9
        for (String[] lines : List.of(new String[0], new String[] {"example.com. 300 IN TXT \"v=spf1 -all\""})) {
            DnsAnswer answer = tcp(
                    TEXT,
                    (query, out) -> LoopbackServer.frame(
                            out, Replies.to(query).flag(Flags.TC).answer(lines).bytes()));
            assertFailed(answer, MALFORMED);
        }
    }

    @Test
    void anAnswerThatComesOctetByOctetOverTcpIsTaken() throws Exception {
        DnsAnswer answer = tcp(QUESTION, (query, out) -> {
            byte[] reply = Replies.yes(query);
            one(out, 0);
            one(out, reply.length);
            for (byte octet : reply) {
                one(out, octet);
            }
        });
        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
    }

    private static void one(OutputStream out, int octet) throws IOException {
        out.write(octet);
        out.flush();
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aConnectionThatSaysNothingEndsWithTheTry() throws Exception {
        try (LoopbackServer server = LoopbackServer.of(
                        e -> e.send(Replies.to(e.query).flag(Flags.TC).bytes()), (query, out) -> {
                            try {
                                Thread.sleep(30_000);
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        });
                DnsClient dns =
                        client(server).timeout(Duration.ofMillis(300)).tries(1).build()) {
            assertFailed(dns.lookup(QUESTION, soon()), TIMEOUT);
        }
    }

    @Test
    void manyTruncatedAnswersShareAFewConnections() throws Exception {
        try (LoopbackServer server = LoopbackServer.of(
                        e -> e.send(Replies.to(e.query).flag(Flags.TC).bytes()),
                        (query, out) -> LoopbackServer.frame(out, Replies.yes(query)));
                DnsClient dns = client(server).timeout(Duration.ofSeconds(15)).build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> dns.resolve(QUESTION, soon()).toCompletableFuture())
                    .toList();
            int most = 0;
            for (CompletableFuture<DnsAnswer> answer : answers) {
                most = Math.max(most, dns.openSockets());
                assertThat(answer.get()).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(most).isLessThanOrEqualTo(8 + 16);
        }
    }

    /** F10, F11: what the labels and strings of an answer hold is octets, whoever chose them. */
    @Test
    void labelsWithDotsZerosAndHighOctetsStayWhatTheyAre() throws Exception {
        DnsAnswer answer = udp(
                DnsQuestion.of("example.com", RecordType.PTR),
                e -> e.send(Replies.to(e.query)
                        .answer("example.com. 60 IN PTR a\\.b\\000\\255\\\\.Example.")
                        .bytes()));
        DnsName target = answer.records(DnsRecord.Ptr.class).get(0).target();
        assertThat(target.labels()).containsExactly("a.b\0\u00FF\\", "Example");
    }

    @Test
    void textKeepsItsOctets() throws Exception {
        DnsAnswer answer = udp(
                TEXT,
                e -> e.send(Replies.to(e.query)
                        .answer("example.com. 60 IN TXT \"a\\\"b\\200\\000;\" \"\" \"c\"")
                        .bytes()));
        assertThat(answer.records(DnsRecord.Txt.class))
                .containsExactly(new DnsRecord.Txt(List.of("a\"b\u00C8\0;", "", "c")));
    }

    /** F12. */
    @Test
    void anIpv4MappedAddressStaysSixteenOctets() throws Exception {
        DnsAnswer answer = udp(
                DnsQuestion.of("example.com", RecordType.AAAA),
                e -> e.send(Replies.to(e.query)
                        .answer("example.com. 60 IN AAAA ::ffff:192.0.2.1")
                        .bytes()));
        assertThat(answer.records(DnsRecord.Aaaa.class).get(0).address().getAddress())
                .hasSize(16);
    }

    static Stream<Arguments> ttls() {
        return Stream.of(
                arguments(0L, 0L),
                arguments(1L, 1L),
                arguments(0x7FFF_FFFFL, 0x7FFF_FFFFL),
                arguments(0x8000_0000L, 0L),
                arguments(0xFFFF_FFFFL, 0L));
    }

    @ParameterizedTest
    @MethodSource("ttls")
    void aTtlWithItsHighestBitSetCountsAsZero(long sent, long read) throws Exception {
        DnsAnswer answer = udp(QUESTION, e -> {
            byte[] reply = Replies.yes(e.query);
            for (int i = 0; i < 4; i++) {
                reply[reply.length - 10 + i] = (byte) (sent >> (24 - 8 * i));
            }
            e.send(reply);
        });
        assertThat(((DnsAnswer.Found) answer).ttl()).isEqualTo(Duration.ofSeconds(read));
    }

    @Test
    void aServerOnIpv6IsAsked() throws Exception {
        LoopbackServer server;
        try {
            server = LoopbackServer.on(
                    InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                    e -> e.send(Replies.to(e.query).flag(Flags.TC).bytes()),
                    (query, out) -> LoopbackServer.frame(out, Replies.yes(query)));
        } catch (java.io.UncheckedIOException none) {
            org.junit.jupiter.api.Assumptions.abort("no IPv6 on this machine: " + none.getCause());
            return;
        }
        try (server) {
            assertThat(ask(QUESTION, server)).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    void theAuthenticDataBitIsReportedAndAskedFor() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.send(Replies.to(e.query)
                        .flag(Flags.AD)
                        .flag(Flags.AA)
                        .answer("example.com. 1 IN A 192.0.2.1")
                        .bytes()));
                DnsClient dns = client(server).build()) {
            DnsAnswer answer = dns.lookup(QUESTION, soon());
            assertThat(answer.isAuthentic()).isTrue();
            assertThat(((DnsAnswer.Found) answer).origin().authoritative()).isTrue();
            assertThat(server.received().get(0)[3] & 0x20).isEqualTo(0x20);
        }
    }

    @Test
    void inMixedCaseTheReplyMustRepeatTheLetters() throws Exception {
        DnsQuestion question = DnsQuestion.of("abcdefghijklmnopqrstuvwxyzabcdef.example.com", RecordType.A);
        LoopbackServer.OnDatagram lowers = e -> {
            byte[] reply = Replies.yes(e.query);
            for (int i = 13; i < 45; i++) {
                reply[i] |= 0x20;
            }
            e.send(reply);
        };
        try (LoopbackServer honest = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)));
                LoopbackServer forger = LoopbackServer.udp(lowers)) {
            try (DnsClient dns = client(honest).mixCase(true).build()) {
                assertThat(dns.lookup(question, soon())).isInstanceOf(DnsAnswer.Found.class);
            }
            try (DnsClient dns = client(forger)
                    .mixCase(true)
                    .timeout(Duration.ofMillis(200))
                    .tries(1)
                    .build()) {
                assertFailed(dns.lookup(question, soon()), TIMEOUT);
                assertThat(dns.strays()).isEqualTo(1);
            }
            assertThat(ask(question, forger)).as("without, case does not count").isInstanceOf(DnsAnswer.Found.class);
        }
    }
}
