package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of a reply is one line, whoever made the reply: in a log, what follows a line end would be somebody else's word. */
class ReplyLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"one\ntwo", "one\r\ntwo", "one\rtwo", "one\ntwo\n"})
    void aLineIsCutWhereItHoldsALineEnd(String words) {
        SmtpReply reply = new SmtpReply(550, null, List.of(words));
        assertThat(reply.lines()).containsExactly("one", "two");
        assertThat(reply.text()).isEqualTo("one two");
        assertThat(reply.toString()).doesNotContain("\r", "\n");
    }

    @Test
    void proseOverSeveralLinesIsOneReplyWithoutLineEnds() {
        BounceReport report = BounceParser.standard().parse("""
                From: MAILER-DAEMON@example.net
                Subject: Undelivered mail

                We are sorry: your mail to the address below could not be delivered.
                The user's mailbox is full:
                bob@example.org
                """);
        assertThat(report.bounces()).isNotEmpty();
        for (Bounce bounce : report.bounces()) {
            SmtpReply reply = bounce.reply();
            assertThat(reply == null ? List.of("") : reply.lines())
                    .noneMatch(line -> line.contains("\n") || line.contains("\r"));
            assertThat(bounce.toString()).doesNotContain("\n", "\r");
        }
        assertThat(report.toString()).doesNotContain("\n", "\r");
    }
}
