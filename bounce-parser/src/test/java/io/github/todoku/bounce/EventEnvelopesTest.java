package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as they lie in queues, buses and the lists that services keep, with the fields that their documentation names. */
class EventEnvelopesTest {
    private static final BounceParser PARSER = BounceParser.standard();

    private static final String MAIL = """
            "mail":{"timestamp":"2026-11-24T09:13:00.000Z","source":"news@example.com","messageId":"00000137860315fd",
             "destination":["bob@example.org"],"commonHeaders":{"messageId":"<7.a@example.com>"}}""";
    private static final String SES = """
            {"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","feedbackId":"ev-7",
             "timestamp":"2026-11-24T09:14:00.000Z","bouncedRecipients":[{"emailAddress":"bob@example.org",
             "action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 User unknown"}]},%s}""".formatted(MAIL);
    private static final String SNS = "{\"Type\":\"Notification\",\"Message\":" + quoted(SES) + "}";

    private static String quoted(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    static Stream<Arguments> envelopes() {
        return Stream.of(
                arguments("SNS", SNS),
                arguments("Lambda of SNS", "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":" + SNS + "}]}"),
                arguments(
                        "Lambda of SQS",
                        "{\"Records\":[{\"messageId\":\"1\",\"body\":" + quoted(SNS)
                                + ",\"eventSource\":\"aws:sqs\"}]}"),
                arguments("SQS", "{\"Messages\":[{\"MessageId\":\"1\",\"Body\":" + quoted(SES) + "}]}"),
                arguments(
                        "EventBridge",
                        "{\"version\":\"0\",\"detail-type\":\"Email Bounced\",\"source\":\"aws.ses\",\"detail\":" + SES
                                + "}"),
                arguments(
                        "EventBridge by SQS",
                        "{\"Records\":[{\"body\":"
                                + quoted("{\"detail-type\":\"Email Bounced\",\"detail\":" + SES + "}") + "}]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("envelopes")
    void theEventIsFoundInWhatLiesAroundIt(String name, String json) {
        List<BounceReport> reports = PARSER.parseEvents(json).toList();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).form()).isEqualTo("ses-notification");
        assertThat(reports.get(0).bounces())
                .extracting(Bounce::recipient, Bounce::advice)
                .containsExactly(tuple("bob@example.org", Advice.REMOVE_ADDRESS));
        assertThat(PARSER.parse(json)).isEqualTo(reports.get(0));
    }

    @Test
    void everyItemOfAPageIsAnEvent() {
        String mailgun = """
                {"items":[{"event":"failed","id":"a","timestamp":1795511640.1,"severity":"permanent","reason":"bounce",
                  "recipient":"bob@example.org","recipient-domain":"example.org",
                  "delivery-status":{"code":550,"message":"5.1.1 No such user here"}},
                 {"event":"delivered","id":"b","timestamp":1795511641.1,"recipient":"eve@example.org","recipient-domain":"example.org"}],
                 "paging":{"next":"https://api.example.net/x"}}""";
        String sparkPost = """
                {"results":[{"type":"bounce","bounce_class":"10","event_id":"c","rcpt_to":"bob@example.org","timestamp":"2026-11-24T09:14:00.000Z",
                  "raw_reason":"550 5.1.1 User unknown"},
                 {"type":"delivery","event_id":"d","rcpt_to":"eve@example.org"}],"total_count":2}""";
        String postmark = """
                {"TotalCount":2,"Bounces":[{"RecordType":"Bounce","ID":1,"Type":"HardBounce","Email":"bob@example.org","BouncedAt":"2026-11-24T09:14:00Z",
                  "Details":"smtp;550 5.1.1 User unknown"},
                 {"RecordType":"Delivery","Recipient":"eve@example.org","DeliveredAt":"2026-11-24T09:14:00Z"}]}""";
        String brevo = """
                {"events":[{"email":"bob@example.org","date":"2026-11-24T10:14:00.000+01:00","messageId":"<7.a@example.com>","event":"hardBounces",
                  "reason":"550 5.1.1 User unknown"},
                 {"email":"eve@example.org","date":"2026-11-24T10:14:00.000+01:00","messageId":"<8.a@example.com>","event":"delivered"}]}""";
        for (String page : List.of(mailgun, sparkPost, postmark, brevo)) {
            List<BounceReport> reports = PARSER.parseEvents(page).toList();
            assertThat(reports)
                    .extracting(BounceReport::kind)
                    .as(page)
                    .containsExactly(ReportKind.FAILURE, ReportKind.DELIVERED);
            assertThat(reports.get(0).bounces().get(0).cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
            assertThat(reports.get(1).deliveries().get(0).recipient()).isEqualTo("eve@example.org");
            assertThat(PARSER.parse(page).notes()).contains(ReportNote.MORE_EVENTS);
        }
    }

    @Test
    void whatSendGridListsOfBouncesIsReadAsItsEvents() {
        List<BounceReport> reports = PARSER.parseEvents("""
                        [{"created":1795511640,"email":"bob@example.org","reason":"550 5.1.1 The account does not exist","status":"5.1.1"},
                         {"created":1795511640,"email":"eve@example.org","reason":"452 4.2.2 over quota","status":"4.2.2"}]""").toList();
        assertThat(reports)
                .extracting(report -> report.bounces().get(0).cause())
                .containsExactly(Cause.ADDRESS_UNKNOWN, Cause.MAILBOX_FULL);
    }

    @Test
    void whatMailgunListsOfBouncesIsReadAsItsEvents() {
        List<BounceReport> reports = PARSER.parseEvents("""
                        {"items":[
                          {"address":"bob@example.org","code":"550","error":"No such mailbox","created_at":"Tue, 24 Nov 2026 09:14:00 GMT"},
                          {"address":"eve@example.org","code":"552","error":"552 5.2.2 over quota","created_at":"Tue, 24 Nov 2026 09:15:00 GMT"},
                          {"address":"dan@example.org","code":"605","error":"Not delivering to previously bounced address","created_at":"Tue, 24 Nov 2026 09:16:00 GMT"},
                          {"address":"may@example.org","code":"550","error":"","created_at":"Tue, 24 Nov 2026 09:17:00 GMT"}],
                         "paging":{"next":"https://api.example.net/x"}}""").toList();
        assertThat(reports).extracting(BounceReport::form).containsOnly("mailgun-event");
        assertThat(reports)
                .extracting(report -> report.bounces().get(0))
                .extracting(Bounce::recipient, Bounce::cause, Bounce::advice)
                .containsExactly(
                        tuple("bob@example.org", Cause.ADDRESS_UNKNOWN, Advice.REMOVE_ADDRESS),
                        tuple("eve@example.org", Cause.MAILBOX_FULL, Advice.RETRY_LATER),
                        tuple("dan@example.org", Cause.SUPPRESSED, Advice.REVIEW),
                        tuple("may@example.org", Cause.UNKNOWN, Advice.REVIEW));
        assertThat(reports.get(0).date()).isEqualTo("2026-11-24T09:14:00Z");
        assertThat(reports.get(0).bounces().get(0).replyCode()).isEqualTo(550);
    }

    @Test
    void aComplaintOfMailgunsListsIsNoBounce() { // it has neither code nor error, and could be anybody's object
        assertThat(PARSER.parseEvents(
                                "{\"items\":[{\"address\":\"bob@example.org\",\"created_at\":\"Tue, 24 Nov 2026 09:14:00 GMT\"}]}")
                        .toList())
                .extracting(BounceReport::kind)
                .containsExactly(ReportKind.NONE);
    }

    @Test
    void aMailThatCouldNotBeMadeIsNoFaultOfItsRecipient() {
        Bounce bounce = only("""
                {"msys":{"gen_event":{"type":"generation_failure","event_id":"e","rcpt_to":"bob@example.org",
                 "raw_reason":"Error while rendering part html: no such user in substitution data"}}}""");
        assertThat(bounce.cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void whatAmazonWouldNotSendFailedForAllItWasMeantFor() {
        Bounce virus = only("{\"eventType\":\"Reject\",\"reject\":{\"reason\":\"Bad content\"}," + MAIL + "}");
        assertThat(virus.recipient()).isEqualTo("bob@example.org");
        assertThat(virus.cause()).isEqualTo(Cause.CONTENT_BLOCKED);
        Bounce template =
                only("{\"eventType\":\"Rendering Failure\",\"failure\":{\"templateName\":\"t\",\"errorMessage\":"
                        + "\"Attribute 'unknown user' is not present in the rendering data.\"}," + MAIL + "}");
        assertThat(template.cause()).isEqualTo(Cause.MALFORMED);
        assertThat(template.advice()).isEqualTo(Advice.FIX_MESSAGE);
    }

    private static Bounce only(String json) {
        BounceReport report = PARSER.parseEvents(json).toList().get(0);
        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        return report.bounces().get(0);
    }

    @Test
    void whoLeavesAllListsOfAmazonsWantsNoMore() {
        String left =
                "{\"eventType\":\"Subscription\",\"subscription\":{\"timestamp\":\"2026-11-24T09:14:00.000Z\",\"newTopicPreferences\":"
                        + "{\"unsubscribeAll\":true}}," + MAIL + "}";
        BounceReport report = PARSER.parseEvents(left).toList().get(0);
        assertThat(report.kind()).isEqualTo(ReportKind.COMPLAINT);
        assertThat(Objects.requireNonNull(report.complaint()).recipient()).isEqualTo("bob@example.org");
        assertThat(PARSER.parseEvents(left.replace("true", "false"))
                        .toList()
                        .get(0)
                        .kind())
                .isEqualTo(ReportKind.NONE);
    }

    @Test
    void anEnvelopeWithNothingOfUseInItIsNoReport() {
        for (String json : List.of(
                "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"You have chosen to subscribe.\",\"SubscribeURL\":\"https://sns.example/\"}",
                "{\"detail-type\":\"Scheduled Event\",\"detail\":{}}",
                "{\"Records\":[1,\"x\",[]]}",
                "{\"items\":{\"a\":1}}")) {
            assertThat(PARSER.parseEvents(json)).as(json).allMatch(report -> report.kind() == ReportKind.NONE);
        }
        assertThat(PARSER.parseEvents("{\"items\":[]}")).isEmpty();
        String nested = SES;
        for (int i = 0; i < 5; i++) {
            nested = "{\"eventSource\":\"aws:sqs\",\"body\":" + quoted(nested) + "}";
        }
        assertThat(PARSER.parseEvents(nested)).allMatch(report -> report.kind() == ReportKind.NONE);
    }

    @Test
    void aFieldOfTheSendersOwnMakesNoEnvelope() {
        String event = """
                {"event":"bounce","sg_event_id":"a","timestamp":1795511640,"email":"bob@example.org","status":"5.1.1",
                 "reason":"550 5.1.1 User unknown",%s}""";
        for (String own : List.of(
                "\"body\":\"{\\\"x\\\":1}\"",
                "\"Body\":\"{\\\"x\\\":1}\"",
                "\"Message\":\"{\\\"x\\\":1}\"",
                "\"body\":\"{\\\"x\\\":1}\",\"eventSource\":\"shop\"",
                "\"Message\":\"{\\\"x\\\":1}\",\"Type\":\"Notification\",\"TopicArn\":\"t\"",
                "\"detail-type\":\"x\",\"detail\":{\"x\":1}",
                "\"Sns\":{\"x\":1}",
                "\"items\":[{\"x\":1}]")) {
            Bounce bounce = only(event.formatted(own));
            assertThat(bounce.recipient()).as(own).isEqualTo("bob@example.org");
            assertThat(bounce.advice()).as(own).isEqualTo(Advice.REMOVE_ADDRESS);
        }
    }

    @Test
    void aTextOfThatNameWithoutTheMarksOfAnEnvelopeIsNotOpened() {
        assertThat(PARSER.parseEvents("{\"body\":" + quoted(SES) + "}"))
                .allMatch(report -> report.kind() == ReportKind.NONE);
        assertThat(only("{\"requestContext\":{},\"body\":" + quoted(SES) + "}").recipient())
                .isEqualTo("bob@example.org");
    }

    @Test
    void aPageThatIsTooLongIsReadSoFarAndSaysSo() {
        String item = SES.replace("\"mail\"", "\"more\":\"" + "x".repeat(1_000) + "\",\"mail\"") + ",";
        String page = "{\"items\":[" + item.repeat(1_000) + item + "{}]}";
        List<BounceReport> reports = PARSER.parseEvents(page).toList();
        assertThat(reports).hasSizeBetween(500, 1_000);
        assertThat(reports).allMatch(report -> report.notes().contains(ReportNote.INPUT_LIMIT));
    }
}
