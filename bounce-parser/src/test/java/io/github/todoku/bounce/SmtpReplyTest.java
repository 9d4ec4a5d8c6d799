package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    static Stream<Arguments> replies() {
        return Stream.of(
                arguments("550 5.1.1 No such user", 550, "5.1.1", "No such user"),
                arguments("550-5.7.26 one\r\n550-5.7.26 two\r\n550 5.7.26 three", 550, "5.7.26", "one two three"),
                arguments("550-5.7.26 one 550-5.7.26 two 550 5.7.26 three", 550, "5.7.26", "one two three"),
                arguments("550 550 5.1.1 twice", 550, "5.1.1", "twice"),
                arguments(
                        "host mx[192.0.2.1] said: 452 4.2.2 full (in reply to RCPT TO command)", 452, "4.2.2", "full"),
                arguments("550 sorry, no mailbox (#5.1.1)", 550, "5.1.1", "sorry, no mailbox (#5.1.1)"),
                arguments("550: 5.2.2 full", 550, "5.2.2", "full"),
                arguments(
                        "5.1.0 - Unknown address error 550-'5.2.2 <a@b.example>... Full'",
                        550,
                        "5.2.2",
                        "<a@b.example>... Full'"),
                arguments(
                        "554 4.4.7 Message expired.<421 4.4.2 Connection timed out>",
                        421,
                        "4.4.2",
                        "Connection timed out>"),
                arguments(
                        "421 4.7.0 [TSS04] deferred - 4.16.55.1; see",
                        421,
                        "4.7.0",
                        "[TSS04] deferred - 4.16.55.1; see"),
                arguments(
                        "451 Resources temporarily unavailable [#4.16.1]",
                        451,
                        null,
                        "Resources temporarily unavailable [#4.16.1]"),
                arguments("5.7.1 no code at all", null, "5.7.1", "no code at all"),
                arguments("Host not found", null, null, "Host not found"),
                arguments("550", 550, null, ""),
                arguments("command died with status 255", null, null, "command died with status 255"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void codesAndWordsAreTakenApart(String text, Integer code, String status, String words) {
        SmtpReply reply = SmtpReply.parse(text).orElseThrow();
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status() == null ? null : reply.status().toString()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(words);
    }

    @Test
    void nothingIsNoReply() {
        assertThat(SmtpReply.parse(" \n ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4.16.55.1]", "5.0.0.1", "v5.1.1-2", "#4.16.1.2", "192.5.1.1", "http://x/5.1.1/y"})
    void addressesAndVersionsAreNoStatus(String text) {
        assertThat(EnhancedStatus.find(text)).isEmpty();
    }

    @Test
    void theProviderDecidesWhatACodeMeans() { // Google's 5.7.27 is SPF, IANA's a null MX
        SmtpReply reply = SmtpReply.parse("550 5.7.27 SPF authentication didn't pass for this message")
                .orElseThrow();
        ReplyClassifier classifier = ReplyClassifier.standard();
        assertThat(classifier.classify(reply, "gmail-smtp-in.l.google.com").cause())
                .isEqualTo(Cause.AUTHENTICATION);
        SmtpReply bare = SmtpReply.parse("550 5.7.27 No").orElseThrow();
        assertThat(classifier.classify(bare, "mx.example.org").cause()).isEqualTo(Cause.SENDER_REJECTED);
    }

    static Stream<Arguments> masked() {
        return Stream.of(
                arguments("to bob@example.com now", "to b***@example.com now"),
                arguments("<bob@example.com>,<\"a b\"@example.com>", "<b***@example.com>,<\"a***@example.com>"),
                arguments("bounces+bob=example.org@example.com", "b***@example.com"),
                arguments("@example.com", "@example.com"),
                arguments("no address", "no address"));
    }

    @ParameterizedTest
    @MethodSource("masked")
    void localPartsAreCut(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }

    @Test
    void theRecipientIsHiddenWhereItStandsWithoutItsDomain() {
        assertThat(Masking.mask("Unknown user bob.smith!", "bob.smith@example.com"))
                .isEqualTo("Unknown user b***!");
    }
}
