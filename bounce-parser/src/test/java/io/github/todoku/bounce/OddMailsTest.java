package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails that tempt a reader to see a dead address where there is none, and bounces in words of other languages. All are
 * written for this test; each file is one mail.
 */
class OddMailsTest {
    static Stream<Arguments> mails() {
        return Stream.of(
                // people and programs that quote a bounce
                arguments("person-quotes-bounce", "NONE", ""),
                arguments("person-pastes-bounce", "NONE", ""),
                arguments("person-forwards-bounce", "NONE", ""),
                arguments("vacation-quotes-bounce", "AUTO_REPLY", ""),
                arguments("left-company", "AUTO_REPLY", ""),
                arguments("cron-log", "NONE", ""),
                arguments("list-held", "NONE", ""),
                arguments("spam-imitates", "FAILURE", "null UNKNOWN REVIEW"),
                // words about unknown users where something else is the matter
                arguments("mailbox-full-mentions-unknown", "FAILURE", "carol@example.org MAILBOX_FULL RETRY_LATER"),
                arguments("block-with-help", "FAILURE", "carol@example.org RECIPIENT_REFUSED REVIEW"),
                arguments("rcpt-blocked-user-exists", "FAILURE", "carol@example.org RECIPIENT_REFUSED REVIEW"),
                arguments("dictionary-attack", "FAILURE", "carol@example.org BLOCKED DELIST"),
                arguments("callout", "FAILURE", "carol@example.org SENDER_REJECTED FIX_SENDER"),
                arguments("sender-unknown", "FAILURE", "carol@example.org SENDER_REJECTED FIX_SENDER"),
                arguments("sender-no-such-user", "FAILURE", "carol@example.org SENDER_REJECTED FIX_SENDER"),
                arguments("spf-mentions-not-exist", "FAILURE", "carol@example.org AUTHENTICATION FIX_AUTHENTICATION"),
                arguments("postgrey-user", "FAILURE", "carol@example.org BLOCKED DELIST"),
                arguments("signature", "FAILURE", "carol@example.org SPAM_CONTENT FIX_CONTENT"),
                arguments("subject-unknown-in-copy", "FAILURE", "carol@example.org SPAM_CONTENT FIX_CONTENT"),
                arguments("expired-host-unknown", "FAILURE", "carol@example.org EXPIRED RETRY_LATER"),
                // forms and languages
                arguments("base64-dsn", "FAILURE", "carol@example.org MAILBOX_DISABLED REMOVE_AFTER_REPEATS"),
                arguments("utf16", "FAILURE", "carol@example.org ADDRESS_UNKNOWN REMOVE_ADDRESS"),
                arguments(
                        "mixed",
                        "FAILURE",
                        "b@example.org EXPIRED RETRY_LATER, c@example.org ADDRESS_UNKNOWN REMOVE_ADDRESS"),
                arguments("arf-nopart", "COMPLAINT", ""),
                arguments("german", "FAILURE", "karla@example.de ADDRESS_UNKNOWN REMOVE_ADDRESS"),
                arguments("french", "FAILURE", "carole@example.fr MAILBOX_FULL RETRY_LATER"),
                arguments("spanish", "FAILURE", "carla@example.es ADDRESS_UNKNOWN REMOVE_ADDRESS"),
                arguments("chinese", "FAILURE", "carol@example.cn ADDRESS_UNKNOWN REMOVE_ADDRESS"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mails")
    void saysWhatTheyAre(String name, String kind, String bounces) throws IOException {
        BounceReport report = read(name);
        assertThat(report.kind()).hasToString(kind);
        List<String> found = report.bounces().stream()
                .map(b -> b.recipient() + " " + b.cause() + " " + b.advice())
                .toList();
        assertThat(String.join(", ", found)).isEqualTo(bounces);
    }

    private static BounceReport read(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OddMailsTest.class.getResourceAsStream("odd/" + name + ".eml"), name)) {
            return BounceParser.standard().parse(in);
        }
    }
}
