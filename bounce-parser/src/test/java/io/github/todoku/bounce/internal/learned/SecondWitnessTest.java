package io.github.todoku.bounce.internal.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.Evidence.Confidence;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code 5.1.1 is one witness; the other is what the words say without it (docs/decisions/0030). */
class SecondWitnessTest {
    private static Classification read(SmtpReply reply, @Nullable String command) {
        return ReplyClassifier.standard().classify(reply, null, command, null);
    }

    private static Classification read(String reply) {
        return read(SmtpReply.parse(reply).orElseThrow(), "RCPT");
    }

    @Test
    void noLineOfTheTableThatIsNotOfADeadAddressCostsOne() throws IOException {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (TableRow row : TableRow.read(LearnedModelTest.table())) {
            if (!row.dead().equals("no")) {
                continue;
            }
            SmtpReply bare = new SmtpReply(null, null, row.reply().lines());
            SmtpReply unlucky =
                    SmtpReply.parse("550 5.1.1 " + row.reply().text()).orElseThrow();
            for (SmtpReply reply : List.of(row.reply(), bare, unlucky)) {
                for (String command : new String[] {row.command(), null, "RCPT"}) {
                    asked++;
                    if (read(reply, command).advice() == Advice.REMOVE_ADDRESS) {
                        wrong.add(command + ": " + reply.toLine());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(40_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 Access denied",
                "550 5.1.1 <bob@example.com>: Not accepted",
                "550 5.1.1 <bob@example.com>: Service denied",
                "550 5.1.1 /dev/null... Cannot mail directly to files",
                "550 5.1.1 Cannot mail directly to programs"
            })
    void aFlatRefusalGivesUpNobody(String reply) {
        assertThat(read(reply).advice()).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    /** What one such word means is for the table to say; whatever it says, no address is given up on the code alone. */
    @ParameterizedTest
    @ValueSource(strings = {"full", "busy"})
    void oneWordThatMaySaySomethingElseIsNoSecondWitness(String word) {
        assertThat(read("550 5.1.1 " + word).advice()).isIn(Advice.VERIFY_THEN_REMOVE, Advice.RETRY_LATER);
    }

    /** Full mailboxes, in languages that no rule and few lines of the table have, and words that say nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zork zork",
                "Mailbox",
                "<bob@example.com>",
                "Sorry, no",
                "H\u1ed9p th\u01b0 \u0111\u00e3 \u0111\u1ea7y",
                "\u0e01\u0e25\u0e48\u0e2d\u0e07\u0e08\u0e14\u0e2b\u0e21\u0e32\u0e22\u0e40\u0e15\u0e47\u0e21",
                "\u0635\u0646\u062f\u0648\u0642 \u0627\u0644\u0628\u0631\u064a\u062f \u0645\u0645\u062a\u0644\u0626",
                "\u03a4\u03bf \u03b3\u03c1\u03b1\u03bc\u03bc\u03b1\u03c4\u03bf\u03ba\u03b9\u03b2\u03ce\u03c4\u03b9\u03bf"
                        + " \u03b5\u03af\u03bd\u03b1\u03b9 \u03b3\u03b5\u03bc\u03ac\u03c4\u03bf",
                "\u05ea\u05d9\u05d1\u05ea \u05d4\u05d3\u05d5\u05d0\u05e8 \u05de\u05dc\u05d0\u05d4",
                "\u092e\u0947\u0932\u092c\u0949\u0915\u094d\u0938 \u092d\u0930 \u0917\u092f\u093e \u0939\u0948",
                "Modtagerens postkasse kan ikke rumme mere",
                "Postilaatikko on t\u00e4ynn\u00e4",
                "A postafi\u00f3k megtelt",
                "Sandu\u010di\u0107 je pun"
            })
    void wordsThatNobodyCanReadAreNoSecondWitness(String words) {
        Classification found = read("550 5.1.1 " + words);
        assertThat(found.advice()).isEqualTo(Advice.VERIFY_THEN_REMOVE);
        assertThat(found.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(found.evidence().get(0).confidence()).isNotEqualTo(Confidence.HIGH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 User unknown",
                "550 5.1.1 <bob@example.com>... no such user here",
                "550 5.1.1 The address is gone",
                "550 5.1.1 user not local",
                "550 5.1.1 Usuario desconocido",
                "550 5.1.1 \u5b9b\u5148\u304c\u5b58\u5728\u3057\u307e\u305b\u3093"
            })
    void wordsThatSayItTooAreEnough(String reply) {
        assertThat(read(reply).advice()).isEqualTo(Advice.REMOVE_ADDRESS);
    }

    @Test
    void aUsersOwnRuleIsTakenAsItIs() {
        ReplyClassifier own = ReplyClassifier.standard().withRules("""
                Rule: my.zork
                Contains: zork zork
                Cause: ADDRESS_UNKNOWN
                Advice: REMOVE_ADDRESS
                Source: our own server
                As-of: 2026-11-29
                Example: 550 5.1.1 Zork zork
                """);
        assertThat(own.classify("550 5.1.1 Zork zork").advice()).isEqualTo(Advice.REMOVE_ADDRESS);
    }
}
