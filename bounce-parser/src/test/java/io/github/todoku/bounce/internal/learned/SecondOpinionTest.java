package io.github.todoku.bounce.internal.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.Evidence.Confidence;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.ReplyRequest;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.internal.rules.ReplyCase;
import io.github.todoku.bounce.internal.rules.RuleTable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondOpinionTest {
    private static final SecondOpinion OPINION = new SecondOpinion(RuleTable.shipped());

    private static ReplyCase words(String text, @Nullable String command) {
        return new ReplyCase(
                SmtpReply.parse(text).orElseThrow(),
                null,
                null,
                "bob@example.org",
                command,
                Evidence.Place.REPLY,
                false);
    }

    private static Classification rule(Cause cause, Confidence confidence) {
        Evidence evidence = Evidence.of("", Evidence.Place.REPLY, "test.rule", "", null, confidence);
        return new Classification(cause, cause.defaultAdvice(), Set.of(), List.of(evidence), ReplyFacts.NONE);
    }

    private static Classification silent() {
        return rule(Cause.UNKNOWN, Confidence.LOW);
    }

    @Test
    void aSureRuleIsNotAskedAbout() {
        Classification sure = rule(Cause.TLS, Confidence.HIGH);
        assertThat(OPINION.on(sure, List.of(words("550 no such user here", "RCPT"))))
                .isSameAs(sure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 no such user here",
                "User unknown",
                "550 5.1.1 The email account that you tried to reach does not exist",
                "550 Recipient unknown, mailbox not found"
            })
    void aloneItGivesUpNobody(String text) {
        Classification found = OPINION.on(silent(), List.of(words(text, "RCPT")));
        assertThat(found.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(found.advice()).isEqualTo(Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void noLineOfTheTableIsEnoughToRemoveAnAddress() throws Exception {
        for (TableRow row : TableRow.read(LearnedModelTest.table())) {
            ReplyCase words =
                    new ReplyCase(row.reply(), row.status(), null, null, row.command(), Evidence.Place.REPLY, false);
            assertThat(OPINION.on(silent(), List.of(words)).advice())
                    .as(row.text())
                    .isNotEqualTo(Advice.REMOVE_ADDRESS);
        }
    }

    @Test
    void aWeakRuleThatItThinksImpossibleYields() {
        Classification weak = rule(Cause.ADDRESS_UNKNOWN, Confidence.MEDIUM);
        Classification found =
                OPINION.on(weak, List.of(words("552 5.3.4 Message size exceeds fixed maximum message size", "MAIL")));
        assertThat(found.cause()).isEqualTo(Cause.TOO_LARGE);
        assertThat(found.evidence()).extracting(Evidence::rule).containsExactly(SecondOpinion.RULE, "test.rule");
    }

    @Test
    void aWeakRuleThatItAgreesWithIsSure() {
        Classification weak = rule(Cause.MAILBOX_FULL, Confidence.MEDIUM);
        Classification found = OPINION.on(weak, List.of(words("552 5.2.2 Mailbox full", "RCPT")));
        assertThat(found.cause()).isEqualTo(Cause.MAILBOX_FULL);
        assertThat(found.evidence()).extracting(Evidence::rule).containsExactly("test.rule", SecondOpinion.RULE);
        assertThat(found.evidence().get(0).confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void nobodyIsGivenUpAgainstARuleThatReadsWords() {
        Classification other = rule(Cause.REMOTE_SYSTEM, Confidence.MEDIUM);
        Classification found = OPINION.on(other, List.of(words("550 5.1.1 no such user here", "RCPT")));
        assertThat(found.advice()).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void beforeARecipientIsNamedNothingIsSaidOfOne() {
        Classification found = OPINION.on(silent(), List.of(words("550 5.1.1 no such user here", "MAIL")));
        assertThat(found.cause()).isNotEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(found.advice()).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void wordsThatNameSomebodyElseTakeItBack() {
        Classification found =
                OPINION.on(silent(), List.of(words("550 Sender verification failed: no such user", "RCPT")));
        assertThat(found.advice()).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void itSaysHowSureAndWhy() {
        Classification found = OPINION.on(silent(), List.of(words("552 the mailbox of this user is over quota", null)));
        Evidence.Learned learned =
                Objects.requireNonNull(found.evidence().get(0).learned());
        assertThat(learned.cause()).isEqualTo(Cause.MAILBOX_FULL);
        assertThat(learned.probability()).isBetween(0.7, 1.0);
        assertThat(learned.features()).hasSizeBetween(1, 5);
        assertThat(String.join(" ", learned.features())).containsAnyOf("quota", "full", "quot", "552", "over");
    }

    @Test
    void theSameWordsAreReadTheSameWithAndWithoutTheirCode() {
        ReplyClassifier classifier = ReplyClassifier.standard();
        Cause whole = classifier
                .classify(ReplyRequest.of("552 5.2.2 Mailbox over quota"))
                .cause();
        assertThat(whole).isEqualTo(Cause.MAILBOX_FULL);
        assertThat(classifier.classify(ReplyRequest.of("Mailbox over quota")).cause())
                .isEqualTo(whole);
        assertThat(classifier
                        .classify(ReplyRequest.of("Mailbox over quota")
                                .withCode(552)
                                .withStatus(new EnhancedStatus(5, 2, 2)))
                        .cause())
                .isEqualTo(whole);
    }

    @Test
    void whatIsKnownBesideTheWordsCounts() {
        ReplyClassifier classifier = ReplyClassifier.standard();
        ReplyRequest request = ReplyRequest.of("User unknown").withCode(550).withRecipient("bob@example.org");
        assertThat(classifier.classify(request.withCommand("RCPT TO")).advice()).isEqualTo(Advice.REMOVE_ADDRESS);
        assertThat(classifier.classify(request.withCommand("MAIL FROM")).advice())
                .isEqualTo(Advice.FIX_SENDER);
        assertThat(classifier.classify(ReplyRequest.of("")).cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(classifier
                        .classify(ReplyRequest.of("").withStatus(new EnhancedStatus(5, 2, 2)))
                        .cause())
                .isEqualTo(Cause.MAILBOX_FULL);
        assertThat(request.toString()).doesNotContain("bob@");
    }
}
