package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is advised, in which order, and when a record is held back: forwarded mail, forged bounces, reverse names. */
class RemediesTest {
    private static final String RELAY = """
            hanamaru.example.               MX  10 mx.hanamaru.example.
            hanamaru.example.               TXT "v=spf1 ip4:203.0.113.25 -all"
            77.100.51.198.in-addr.arpa.     PTR relay.alumni.example.
            relay.alumni.example.           A   198.51.100.77
            """;
    private static final String REFUSED =
            "550 5.7.26 The MAIL FROM domain [hanamaru.example] has an SPF record with a hard"
                    + " fail policy (-all) but it fails to pass SPF checks with the ip: [198.51.100.77]. - gsmtp";
    private static final SmtpReply REPLY = SmtpReply.parse(REFUSED).orElseThrow();

    /** Who said HELO or wrote the report, from where the program sent, and what follows. */
    static Stream<Arguments> hosts() {
        SentMail unknown = SentMail.UNKNOWN;
        return Stream.of(
                arguments("another host sent", unknown.helo(name("mail.hanamaru.example")), "spf-forwarded"),
                arguments(
                        "it was sent from another address",
                        unknown.client(IpLiteral.of("203.0.113.25")),
                        "spf-forwarded"),
                arguments("the relay itself sent", unknown.helo(name("relay.alumni.example")), "spf-missing-address"),
                arguments(
                        "its address is the sender's",
                        unknown.client(IpLiteral.of("198.51.100.77")),
                        "spf-missing-address"),
                arguments(
                        "the program sits behind a router",
                        unknown.client(IpLiteral.of("10.0.0.5")).helo(name("relay.alumni.example")),
                        "spf-missing-address"),
                arguments("nobody says who sent", unknown, "spf-missing-address"));
    }

    private static DnsName name(String text) {
        return DnsName.of(text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hosts")
    void aForwarderIsToldFromASenderWithoutARecord(String title, SentMail sent, String cause) {
        assertThat(Doctor.using(InMemoryDns.zone(RELAY)).check(REPLY, sent).cause())
                .isEqualTo(cause);
    }

    /** {@code co.jp} is nobody's: a receiver below it is no relation of a sender below it. */
    @Test
    void twoCompaniesBelowTheSameSuffixAreTwo() {
        InMemoryDns world = InMemoryDns.zone(RELAY.replace("hanamaru.example", "hanamaru.co.jp"));
        SmtpReply reply = SmtpReply.parse(REFUSED.replace("hanamaru.example", "hanamaru.co.jp"))
                .orElseThrow();
        SentMail sent = SentMail.UNKNOWN.helo(name("mail.hanamaru.co.jp")).receivingHost("mx.customer.co.jp");

        assertThat(Doctor.using(world).check(reply, sent).cause()).isEqualTo("spf-forwarded");
    }

    @Test
    void aForwardersAddressIsTheLastThingToPublish() {
        SentMail sent = SentMail.UNKNOWN.helo(name("mail.hanamaru.example"));

        Case examined = Doctor.using(InMemoryDns.zone(RELAY)).check(REPLY, sent);

        assertThat(examined.remedies())
                .extracting(Remedy::key)
                .containsExactly("rewrite-at-forwarder", "sign-with-dkim", "merge-address");
        assertThat(examined.remedy().orElseThrow().records()).isEmpty();
        assertThat(examined.isReadyToPublish()).isFalse();
        assertThat(examined.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void whereNobodySaysWhoSentTheForwarderStaysOpen() {
        Case examined = Doctor.using(InMemoryDns.zone(RELAY)).check(REPLY);

        assertThat(examined.open()).contains(new Case.OpenRow("spf-forwarded", List.of("sending-host")));
    }

    /** The includes of others are not in a file of one's own zone, which does not say that their servers fail. */
    @Test
    void whatAZoneFileDoesNotSpeakOfIsNoFault() {
        String zone = """
                hanamaru.example. SOA ns.hanamaru.example. admin.hanamaru.example. 1 3600 600 86400 60
                hanamaru.example. TXT "v=spf1 include:_spf.mailing.example -all"
                """;
        Case examined = Doctor.using(InMemoryDns.authoritative(Zone.of(zone))).check(REPLY);

        assertThat(examined.cause()).isEqualTo("cannot-tell");
        assertThat(examined.remedies()).allMatch(remedy -> remedy.records().isEmpty());
        String servfail = zone + ";! SERVFAIL _spf.mailing.example. TXT\n";
        assertThat(Doctor.using(InMemoryDns.zone(servfail)).check(REPLY).cause())
                .isEqualTo("dns-failing-elsewhere");
    }

    @Test
    void aMistakeInTheRecordIsMendedAsThePlannerDoes() {
        InMemoryDns world = InMemoryDns.zone(RELAY.replace("ip4:203.0.113.25", "ipv4:198.51.100.77"));
        Remedy remedy = Doctor.using(world).check(REPLY).remedy().orElseThrow();

        assertThat(remedy.key()).isEqualTo("mend-syntax");
        assertThat(remedy.records()).extracting(RecordChange::after).containsExactly("v=spf1 ip4:198.51.100.77 -all");
        InMemoryDns included = InMemoryDns.zone(RELAY.replace("ip4:203.0.113.25", "include:a.example")
                + "a.example. TXT \"v=spf1 ipv4:198.51.100.77 -all\"\n");
        assertThat(Doctor.using(included).check(REPLY).remedy().orElseThrow().records())
                .as("the mistake is another's to mend")
                .isEmpty();
    }

    /** Anybody can write a bounce that quotes a victim's domain beside an address of the writer's. */
    @Test
    void aForgedBounceDoesNotGetARecordThatIsReady() {
        Case examined = Doctor.using(InMemoryDns.zone(RELAY)).check(REPLY);

        assertThat(examined.remedy().orElseThrow().records().get(0).after()).contains("ip4:198.51.100.77");
        assertThat(examined.remedy().orElseThrow().notes()).contains("confirm.address");
        assertThat(examined.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(examined.isReadyToPublish()).isFalse();
        assertThat(examined.waitsForConfirmation()).isTrue();
    }

    @Test
    void whatTheSenderKnowsMakesItReady() {
        Doctor doctor = Doctor.using(InMemoryDns.zone(RELAY));
        Doctor knowing = doctor.withProfile(new SendingProfile(List.of(
                SpfSender.parse("198.51.100.77").orElseThrow(),
                SpfSender.parse("203.0.113.25").orElseThrow())));

        Case byProfile = knowing.check(REPLY);
        Case bySender = doctor.check(REPLY, SentMail.UNKNOWN.client(IpLiteral.of("198.51.100.77")));

        assertThat(byProfile.isReadyToPublish()).isTrue();
        assertThat(byProfile.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(bySender.isReadyToPublish()).isTrue();
        assertThat(bySender.confidence()).isEqualTo(Confidence.HIGH);
    }

    private static final String NO_NAME =
            "550-5.7.25 [203.0.113.25] The IP address sending this message does not have a PTR"
                    + " record setup, or the corresponding forward DNS entry does not match the sending IP. - gsmtp";

    static Stream<Arguments> zones() {
        return Stream.of(
                arguments(
                        "the host has the address",
                        "mta25.mailing.example. A 203.0.113.25",
                        List.of("25.113.0.203.in-addr.arpa. 3600 IN PTR mta25.mailing.example."),
                        List.of("confirm.address", "note.address-owner")),
                arguments(
                        "the host has another address",
                        "mta25.mailing.example. A 203.0.113.1",
                        List.of(
                                "25.113.0.203.in-addr.arpa. 3600 IN PTR mta25.mailing.example.",
                                "mta25.mailing.example. 3600 IN A 203.0.113.25"),
                        List.of("confirm.address", "note.address-owner", "note.name-is-guess")),
                arguments(
                        "whether the host has an address is not known",
                        ";! TIMEOUT mta25.mailing.example. A\nmta25.mailing.example. TXT x",
                        List.of("25.113.0.203.in-addr.arpa. 3600 IN PTR mta25.mailing.example."),
                        List.of("confirm.address", "note.address-owner", "note.name-is-guess")),
                arguments(
                        "the reverse name does not point back",
                        "25.113.0.203.in-addr.arpa. PTR mta.hanamaru.example.",
                        List.of("mta.hanamaru.example. 3600 IN A 203.0.113.25"),
                        List.of("confirm.address")),
                arguments(
                        "the reverse name is somebody else's, and does not point back",
                        "25.113.0.203.in-addr.arpa. PTR www.stranger.example.\nmta25.mailing.example. A 203.0.113.25",
                        List.of(
                                "; remove: 25.113.0.203.in-addr.arpa. 3600 IN PTR www.stranger.example.",
                                "25.113.0.203.in-addr.arpa. 3600 IN PTR mta25.mailing.example."),
                        List.of("confirm.address", "note.address-owner")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zones")
    void theLinesForAReverseNameAreWritten(String title, String zone, List<String> lines, List<String> notes) {
        Case examined = Doctor.using(InMemoryDns.zone(zone))
                .check(BounceParser.standard()
                        .parse(DecisionTableTest.bounce(NO_NAME, "taro@customer.example", DecisionTableTest.NO_WORLD)));
        Remedy remedy = examined.remedy().orElseThrow();

        assertThat(remedy.records()).flatExtracting(RecordChange::zoneLines).containsExactlyElementsOf(lines);
        assertThat(remedy.notes()).containsExactlyElementsOf(notes);
        assertThat(examined.isReadyToPublish()).isFalse();
    }

    @Test
    void whatTheSenderSaysItSentFromNeedsNoConfirmation() {
        Case examined = Doctor.using(InMemoryDns.zone("25.113.0.203.in-addr.arpa. PTR mta.hanamaru.example."))
                .check(
                        BounceParser.standard()
                                .parse(DecisionTableTest.bounce(
                                        NO_NAME, "taro@customer.example", DecisionTableTest.NO_WORLD)),
                        SentMail.UNKNOWN.client(IpLiteral.of("203.0.113.25")));

        assertThat(examined.remedy().orElseThrow().notes()).isEmpty();
    }

    /** The guess {@code mail.} is another host's name where it has an address. */
    @Test
    void aNameThatIsInUseIsNotGivenToTheHost() {
        Case examined = Doctor.using(InMemoryDns.zone("mail.hanamaru.example. A 192.0.2.1"))
                .check(
                        SmtpReply.parse(NO_NAME).orElseThrow(),
                        SentMail.UNKNOWN.mailFromDomain(DnsName.of("hanamaru.example")));

        assertThat(examined.remedy().orElseThrow().records())
                .flatExtracting(RecordChange::zoneLines)
                .containsExactly(
                        "25.113.0.203.in-addr.arpa. 3600 IN PTR mailout.hanamaru.example.",
                        "mailout.hanamaru.example. 3600 IN A 203.0.113.25");
    }

    @Test
    void aReverseNameIsAskedForOnlyWhereNoneStands() {
        InMemoryDns without = InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 ip4:203.0.113.25 -all\"");

        assertThat(Doctor.using(without).check(REPLY).remedies())
                .extracting(Remedy::key)
                .containsExactly("merge-address", "rewrite-at-forwarder", "set-reverse-name");
        assertThat(Doctor.using(InMemoryDns.zone(RELAY)).check(REPLY).remedies())
                .extracting(Remedy::key)
                .containsExactly("merge-address", "rewrite-at-forwarder");
    }

    /** Of several addresses nobody knows which one a reply without an address is about. */
    @Test
    void ofSeveralSendersNoneIsGuessed() {
        SmtpReply reply = SmtpReply.parse("550-5.7.26 This mail is unauthenticated, which poses a security risk to the"
                        + " sender and Gmail users, and has been blocked. - gsmtp")
                .orElseThrow();
        SentMail sent = SentMail.UNKNOWN.mailFromDomain(name("hanamaru.example"));
        SpfSender first = SpfSender.parse("203.0.113.25").orElseThrow();
        SpfSender second = SpfSender.parse("203.0.113.26").orElseThrow();
        Doctor doctor = Doctor.using(InMemoryDns.zone(RELAY));

        Case one = doctor.withProfile(new SendingProfile(List.of(first))).check(reply, sent);
        Case several =
                doctor.withProfile(new SendingProfile(List.of(first, second))).check(reply, sent);

        assertThat(one.facts().clientFrom()).isEqualTo(CaseFacts.Origin.GIVEN);
        assertThat(one.facts().clientAddress()).isEqualTo(IpLiteral.of("203.0.113.25"));
        assertThat(several.facts().clientAddress()).isNull();
        assertThat(several.open()).anyMatch(row -> row.needs().contains("client-address"));
    }
}
