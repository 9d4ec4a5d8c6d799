package io.github.todoku.bounce.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import org.junit.jupiter.api.Test;

class EscapedOctetsTest {
    @Test
    void octetsOfLettersAreLettersAgain() {
        assertThat(EscapedOctets.read("550 \\351\\202\\256\\347\\256\\261 x")).isEqualTo("550 \u90ae\u7bb1 x");
        assertThat(EscapedOctets.read("a \\303\\251\\303\\250 b \\303\\251")).isEqualTo("a \u00e9\u00e8 b \u00e9");
    }

    @Test
    void whatIsNoUtf8StaysAsItIsWritten() {
        for (String text :
                new String[] {"", "\\", "\\303", "\\303\\", "\\377\\377", "C:\\234", "a\\12b", "\\303\\25", "\\\\"}) {
            assertThat(EscapedOctets.read(text)).isEqualTo(text);
        }
    }

    @Test
    void aLetterThatIsCutCostsNoOther() {
        assertThat(EscapedOctets.read("\\351\\202\\256\\347\\256")).isEqualTo("\u90ae\\347\\256");
        assertThat(EscapedOctets.read("\\351\\202\\256\\347\\25")).isEqualTo("\u90ae\\347\\25");
        assertThat(EscapedOctets.read("\\303\\251\\377 \\303\\251")).isEqualTo("\u00e9\\377 \u00e9");
        assertThat(EscapedOctets.read("\\360\\237\\230\\200")).isEqualTo("\ud83d\ude00");
    }

    /** Wherever a reply comes from: alone, in a line of a log, in a text for people. */
    @Test
    void aReplyIsReadSoWhereverItStands() {
        String full =
                "550 5.1.1 \\351\\202\\256\\347\\256\\261\\347\\251\\272\\351\\227\\264\\345\\267\\262\\346\\273\\241";
        String letters = "\u90ae\u7bb1\u7a7a\u95f4\u5df2\u6ee1";
        assertThat(SmtpReply.parse(full)).map(SmtpReply::text).contains(letters);
        ReplyClassifier classifier = ReplyClassifier.standard();
        assertThat(classifier.classify(full).cause()).isEqualTo(Cause.MAILBOX_FULL);
        String log = "2026-11-29 10:00:00 1abcde-000000-AB ** bob@example.org R=dnslookup T=remote_smtp"
                + " H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: "
                + full;
        assertThat(classifier.readLine(log)).map(Bounce::cause).contains(Cause.MAILBOX_FULL);
        Bounce prose =
                BounceParser.standard().parse("""
                        From: postmaster@mta.example.net
                        To: alice@example.com
                        Subject: Undeliverable

                        Your message to bob@example.org could not be delivered: %s
                        """.formatted(full)).bounces().get(0);
        assertThat(prose.cause()).isEqualTo(Cause.MAILBOX_FULL);
    }

    /** Exim writes the octets of a reply beyond ASCII so; a full mailbox with an unlucky code looked like nobody's. */
    @Test
    void aFullMailboxInAnyLanguageIsNotGivenUpWhereEximReportsIt() {
        Bounce bounce = BounceParser.standard().parse("""
                        From: Mail Delivery System <Mailer-Daemon@mta.example.net>
                        To: alice@example.com
                        Subject: Mail delivery failed: returning message to sender

                        This message was created automatically by mail delivery software.

                        A message that you sent could not be delivered to one or more of its
                        recipients. This is a permanent error. The following address(es) failed:

                          bob@example.org
                            host mx.example.org [192.0.2.7]
                            SMTP error from remote mail server after RCPT TO:<bob@example.org>:
                            550 5.1.1 \\351\\202\\256\\347\\256\\261\\347\\251\\272\\351\\227\\264\\345\\267\\262\\346\\273\\241
                        """).bounces().get(0);
        assertThat(bounce.cause()).isEqualTo(Cause.MAILBOX_FULL);
        assertThat(bounce.advice()).isNotEqualTo(Advice.REMOVE_ADDRESS);
        assertThat(bounce.reply()).extracting(SmtpReply::text).asString().contains("\u90ae\u7bb1");
    }
}
