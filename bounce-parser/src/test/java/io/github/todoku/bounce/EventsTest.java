package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as services post them, with the fields that their documentation names. */
class EventsTest {
    private static final BounceParser PARSER = BounceParser.standard();

    private static final String SENDGRID = """
            {"email":"bob@example.org","timestamp":1795511640,"smtp-id":"<7.a@example.com>","event":"bounce","type":"bounce",
             "sg_event_id":"ev-1","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001","category":["news"],"bounce_classification":"Invalid Address",
             "reason":"550 5.1.1 The email account that you tried to reach does not exist","status":"5.1.1","ip":"192.0.2.7","tls":1}""";
    private static final String MAILGUN = """
            {"signature":{"token":"t","timestamp":"1529006854","signature":"s"},
             "event-data":{"event":"failed","id":"ev-2","timestamp":1795511640.375624,"log-level":"error","severity":"permanent","reason":"bounce",
              "recipient":"bob@example.org","recipient-domain":"example.org",
              "delivery-status":{"attempt-no":1,"code":550,"message":"5.1.1 No such user here","description":"","mx-host":"mx.example.org"},
              "message":{"headers":{"to":"bob@example.org","message-id":"7.a@example.com","from":"news@example.com","subject":"x"}},
              "envelope":{"sender":"news@example.com","transport":"smtp","targets":"bob@example.org"}}}""";
    private static final String POSTMARK = """
            {"RecordType":"Bounce","ID":42,"Type":"HardBounce","TypeCode":1,"Name":"Hard bounce","Tag":"news","MessageID":"883953f4-0000",
             "ServerID":23,"MessageStream":"broadcast","Description":"The server was unable to deliver your message","Email":"bob@example.org",
             "Details":"smtp;550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
             "From":"news@example.com","BouncedAt":"2026-11-24T09:14:00.9070259Z","DumpAvailable":true,"Inactive":true,"CanActivate":true}""";
    private static final String SPARKPOST = """
            {"msys":{"message_event":{"type":"bounce","bounce_class":"10","error_code":"550","event_id":"ev-4","message_id":"000443ee",
             "raw_reason":"550 5.1.1 <bob@example.org> User unknown","reason":"550 5.1.1 <bob@...> User unknown","rcpt_to":"bob@example.org",
             "raw_rcpt_to":"Bob@example.org","msg_from":"news@example.com","timestamp":"1795511640","routing_domain":"example.org"}}}""";
    private static final String BREVO = """
            {"event":"hard_bounce","email":"bob@example.org","id":7,"date":"2026-11-24 10:14:00","ts":1795511640,"ts_event":1795511640,
             "message-id":"<7.a@example.com>","subject":"x","sending_ip":"192.0.2.7","tag":"","reason":"550 5.1.1 User unknown"}""";
    private static final String MAILJET = """
            {"event":"bounce","time":1795511640,"MessageID":19421777835146490,"Message_GUID":"1ab23cd4","email":"bob@example.org","mj_campaign_id":7,
             "mj_contact_id":4,"customcampaign":"","CustomID":"","Payload":"","blocked":false,"hard_bounce":true,
             "error_related_to":"recipient","error":"user unknown","comment":"550 5.1.1 User unknown"}""";
    private static final String SES = """
            {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","feedbackId":"ev-7",
             "timestamp":"2026-11-24T09:14:00.000Z","reportingMTA":"dns; a1.smtp-out.example.com","bouncedRecipients":[{"emailAddress":"bob@example.org",
             "action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 User unknown"}]},
             "mail":{"timestamp":"2026-11-24T09:13:00.000Z","source":"news@example.com","messageId":"00000137860315fd",
             "destination":["bob@example.org"],"commonHeaders":{"messageId":"<7.a@example.com>"}}}""";

    static Stream<Arguments> deadAddresses() {
        return Stream.of(
                arguments("sendgrid-event", SENDGRID, "ev-1", "<7.a@example.com>"),
                arguments("mailgun-event", MAILGUN, "ev-2", "<7.a@example.com>"),
                arguments("postmark-event", POSTMARK, "42", "883953f4-0000"),
                arguments("sparkpost-event", SPARKPOST, "ev-4", "000443ee"),
                arguments("brevo-event", BREVO, null, "<7.a@example.com>"),
                arguments("mailjet-event", MAILJET, null, "1ab23cd4"),
                arguments("ses-notification", SES, "ev-7", "<7.a@example.com>"),
                arguments("ses-notification", sns(SES), "ev-7", "<7.a@example.com>"));
    }

    private static String sns(String notification) {
        String quoted = notification.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:x\",\"Message\":\"" + quoted
                + "\",\"SignatureVersion\":\"1\"}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deadAddresses")
    void aDeadAddressIsOneWhoeverTellsIt(String form, String json, String id, String mail) {
        BounceReport report = PARSER.parseEvents(json).toList().get(0);
        assertThat(report.form()).isEqualTo(form);
        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        assertThat(report.date())
                .isBetween(Instant.parse("2026-11-24T09:14:00Z"), Instant.parse("2026-11-24T09:14:01Z"));
        assertThat(report.messageId()).isEqualTo(id);
        assertThat(report.identity().originalMessageId()).isEqualTo(mail);
        Bounce bounce = report.bounces().get(0);
        assertThat(bounce.recipient()).isEqualToIgnoringCase("bob@example.org");
        assertThat(bounce.action()).isEqualTo(DeliveryAction.FAILED);
        assertThat(bounce.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(bounce.advice()).isEqualTo(Advice.REMOVE_ADDRESS);
        assertThat(bounce.replyCode()).isEqualTo(550);
        assertThat(PARSER.parse(json)).isEqualTo(report);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments(
                        SENDGRID.replace(
                                        "\"event\":\"bounce\"",
                                        "\"event\":\"deferred\",\"response\":\"452 4.2.2 Mailbox full\"")
                                .replaceAll("\"(reason|status)\":\"[^\"]*\",", ""),
                        ReportKind.DELAY),
                arguments(SENDGRID.replace("\"event\":\"bounce\"", "\"event\":\"delivered\""), ReportKind.DELIVERED),
                arguments(SENDGRID.replace("\"event\":\"bounce\"", "\"event\":\"spamreport\""), ReportKind.COMPLAINT),
                arguments(SENDGRID.replace("\"event\":\"bounce\"", "\"event\":\"open\""), ReportKind.NONE),
                arguments(MAILGUN.replace("permanent", "temporary"), ReportKind.DELAY),
                arguments(MAILGUN.replace("\"failed\"", "\"delivered\""), ReportKind.DELIVERED),
                arguments(MAILGUN.replace("\"failed\"", "\"complained\""), ReportKind.COMPLAINT),
                arguments(MAILGUN.replace("\"failed\"", "\"unsubscribed\""), ReportKind.COMPLAINT),
                arguments(MAILGUN.replace("\"failed\"", "\"clicked\""), ReportKind.NONE),
                arguments(POSTMARK.replace("HardBounce", "AutoResponder"), ReportKind.AUTO_REPLY),
                arguments(POSTMARK.replace("HardBounce", "SpamComplaint"), ReportKind.COMPLAINT),
                arguments(POSTMARK.replace("\"Bounce\"", "\"SpamComplaint\""), ReportKind.COMPLAINT),
                arguments(
                        "{\"RecordType\":\"Delivery\",\"Recipient\":\"bob@example.org\",\"DeliveredAt\":\"2026-11-24T09:14:00Z\"}",
                        ReportKind.DELIVERED),
                arguments(POSTMARK.replace("\"Bounce\"", "\"Open\""), ReportKind.NONE),
                arguments(SPARKPOST.replace("\"bounce\"", "\"delay\""), ReportKind.DELAY),
                arguments(SPARKPOST.replace("\"bounce\"", "\"spam_complaint\""), ReportKind.COMPLAINT),
                arguments(SPARKPOST.replace("\"bounce\"", "\"delivery\""), ReportKind.DELIVERED),
                arguments(
                        SPARKPOST
                                .replace("\"message_event\"", "\"unsubscribe_event\"")
                                .replace("\"bounce\"", "\"list_unsubscribe\""),
                        ReportKind.COMPLAINT),
                arguments(BREVO.replace("hard_bounce", "deferred"), ReportKind.DELAY),
                arguments(BREVO.replace("hard_bounce", "spam"), ReportKind.COMPLAINT),
                arguments(BREVO.replace("hard_bounce", "delivered"), ReportKind.DELIVERED),
                arguments(BREVO.replace("hard_bounce", "request"), ReportKind.NONE),
                arguments(MAILJET.replace("\"bounce\"", "\"spam\""), ReportKind.COMPLAINT),
                arguments(MAILJET.replace("\"bounce\"", "\"sent\""), ReportKind.DELIVERED),
                arguments(MAILJET.replace("\"bounce\"", "\"unsub\""), ReportKind.COMPLAINT),
                arguments(MAILJET.replace("\"bounce\"", "\"click\""), ReportKind.NONE),
                arguments("{\"what\":\"else\"}", ReportKind.NONE));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatHappenedIsTheKind(String json, ReportKind kind) {
        BounceReport report = PARSER.parseEvents(json).toList().get(0);
        assertThat(report.kind()).isEqualTo(kind);
        if (kind == ReportKind.COMPLAINT) {
            assertThat(Objects.requireNonNull(report.complaint()).recipient()).isEqualToIgnoringCase("bob@example.org");
        }
        if (kind == ReportKind.DELIVERED) {
            assertThat(report.deliveries().get(0).recipient()).isEqualToIgnoringCase("bob@example.org");
        }
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments(
                        MAILJET.replace("550 5.1.1 User unknown", "").replace("user unknown", "quota exceeded"),
                        Cause.MAILBOX_FULL),
                arguments(
                        MAILJET.replace("\"bounce\"", "\"blocked\"")
                                .replace("550 5.1.1 User unknown", "")
                                .replace("user unknown", "preblocked"),
                        Cause.SUPPRESSED),
                arguments(
                        SENDGRID.replace("\"event\":\"bounce\"", "\"event\":\"dropped\"")
                                .replaceAll("\"reason\":\"[^\"]*\"", "\"reason\":\"Bounced Address\""),
                        Cause.SUPPRESSED),
                arguments(
                        MAILGUN.replace(
                                "\"code\":550,\"message\":\"5.1.1 No such user here\",\"description\":\"\"",
                                "\"code\":605,\"message\":\"\",\"description\":\"Not delivering to previously bounced address\""),
                        Cause.SUPPRESSED),
                arguments(
                        POSTMARK.replaceAll("\"Details\":\"[^\"]*\",", "").replace("HardBounce", "DnsError"),
                        Cause.DOMAIN_UNKNOWN),
                arguments(
                        SPARKPOST
                                .replaceAll("\"(raw_)?reason\":\"[^\"]*\",", "")
                                .replace("\"10\"", "\"22\""),
                        Cause.MAILBOX_FULL),
                arguments(
                        BREVO.replaceAll(",\"reason\":\"[^\"]*\"", "").replace("hard_bounce", "blocked"),
                        Cause.SUPPRESSED),
                // the receiver's own words come before what the service makes of them
                arguments(
                        SPARKPOST.replaceAll(
                                "550 5.1.1 <bob@[^>]*> User unknown",
                                "550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org"),
                        Cause.BLOCKED));
    }

    @ParameterizedTest
    @MethodSource("words")
    void theServicesOwnWordCountsWhereTheReceiverSaidNothing(String json, Cause cause) {
        Bounce bounce = PARSER.parseEvents(json).toList().get(0).bounces().get(0);
        assertThat(bounce.cause())
                .as(bounce.classification().evidence().toString())
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendgrid", "mailgun", "postmark", "sparkpost", "brevo", "mailjet"})
    void noAddressIsGivenUpOnAServicesWordAlone(String service) {
        String json = switch (service) {
            case "sendgrid" -> SENDGRID.replaceAll("\"(reason|status)\":\"[^\"]*\",", "");
            case "mailgun" -> MAILGUN.replace("5.1.1 No such user here", "");
            case "postmark" -> POSTMARK.replaceAll("\"Details\":\"[^\"]*\",", "");
            case "sparkpost" -> SPARKPOST.replaceAll("\"(raw_)?reason\":\"[^\"]*\",", "");
            case "brevo" -> BREVO.replaceAll(",\"reason\":\"[^\"]*\"", "");
            default -> MAILJET.replace("550 5.1.1 User unknown", "");
        };
        Bounce bounce = PARSER.parseEvents(json).toList().get(0).bounces().get(0);
        assertThat(bounce.advice()).isNotEqualTo(Advice.REMOVE_ADDRESS);
    }

    @Test
    void manyEventsComeApartHoweverTheyAreStrung() {
        for (String batch : List.of(
                "[" + SENDGRID + "," + MAILGUN + ",\n" + POSTMARK + "]",
                SENDGRID.replace("\n", "") + "\n" + MAILGUN.replace("\n", "") + "\r\n" + POSTMARK.replace("\n", "")
                        + "\n",
                "\uFEFF [ " + SENDGRID + " ]\n[" + MAILGUN + "]" + POSTMARK)) {
            assertThat(PARSER.parseEvents(batch).map(BounceReport::form))
                    .containsExactly("sendgrid-event", "mailgun-event", "postmark-event");
            assertThat(BounceParser.beginsLikeEvents(batch.getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            BounceReport first = PARSER.parse(batch);
            assertThat(first.form()).isEqualTo("sendgrid-event");
            assertThat(first.notes()).contains(ReportNote.MORE_EVENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "From: a@example.com\n\nx",
                "[192.0.2.1] said: 550 5.1.1 User unknown",
                "{a}",
                "[1,2]",
                "550 {\"x\":1}"
            })
    void whatIsNoJsonHasNoEvents(String text) {
        assertThat(BounceParser.beginsLikeEvents(text.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void tornAndWildTextsEnd() {
        Random random = new Random(19);
        for (String whole : List.of(SENDGRID, MAILGUN, POSTMARK, SPARKPOST, BREVO, MAILJET, sns(SES))) {
            for (int i = 0; i < 200; i++) {
                StringBuilder torn = new StringBuilder(whole.substring(0, random.nextInt(whole.length()) + 1));
                for (int hit = 0; hit < 3; hit++) {
                    torn.setCharAt(random.nextInt(torn.length()), (char) random.nextInt(128));
                }
                PARSER.parse(torn.toString());
                PARSER.parseEvents(torn.toString())
                        .forEach(report -> assertThat(report).isNotNull());
            }
        }
        assertThat(PARSER.parseEvents("{".repeat(1_000_000))).hasSize(1);
        assertThat(PARSER.parseEvents("{\"a\":".repeat(100_000))).hasSize(1);
    }

    @Test
    void aFileOfAnyLengthIsReadInLittleMemory() {
        byte[] one = (SENDGRID.replace("\n", "") + "\n").getBytes(StandardCharsets.UTF_8);
        int count = 20_000;
        InputStream endless = new SequenceInputStream(Collections.enumeration(Collections.nCopies(count, one).stream()
                .map(ByteArrayInputStream::new)
                .toList()));
        assertThat(PARSER.parseEvents(endless).filter(BounceReport::isBounce).count())
                .isEqualTo(count);
        assertThat(PARSER.parseEvents(new ByteArrayInputStream(new byte[0]))).isEmpty();
    }
}
