package io.github.todoku.bounce.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's file of rules: what it may hold, and that what is wrong in it is told. */
class UserRulesTest {
    private static final SmtpReply CLOSED =
            SmtpReply.parse("550 Locker cleared").orElseThrow();

    /** The program in docs/bounce-rules.md. */
    private static String documented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "bounce-rules.md"));
        int begin = page.indexOf("```rules\n") + "```rules\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    @Test
    void aRuleIsScopedToAHostOfTheUsersOwn() throws IOException {
        ReplyClassifier own = ReplyClassifier.standard().withRules(documented());
        assertThat(own.classify(CLOSED, "mx1.mx.partner.example").cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(own.classify(CLOSED, "mx1.mx.partner.example").advice()).isEqualTo(Advice.REMOVE_ADDRESS);
        assertThat(own.classify(CLOSED, "mx.example.org").advice()).isNotEqualTo(Advice.REMOVE_ADDRESS);
        assertThat(own.classify(CLOSED).advice()).isNotEqualTo(Advice.REMOVE_ADDRESS);
    }

    @Test
    void aListOfPhrasesIsUsedByItsName() {
        ReplyClassifier own = ReplyClassifier.standard().withRules("""
                Phrases: gone
                Any: locker cleared | locker gone

                Rule: own.gone
                Contains: @gone | @unknown-user
                Cause: RECIPIENT_REFUSED
                """);
        assertThat(own.classify(CLOSED).cause()).isEqualTo(Cause.RECIPIENT_REFUSED);
    }

    static Stream<Arguments> wrong() {
        String rule = "Rule: own.x\nCause: POLICY\n";
        return Stream.of(
                arguments(rule, "without a condition"),
                arguments(rule + "Contains: @nothing", "nothing"),
                arguments(rule + "Contians: x", "Contians"),
                arguments(rule + "Contains: x\nProvider: nobody", "nobody"),
                arguments(rule + "Code: 5x", "5x"),
                arguments("Provider: gmail\nHost: mx.example", "gmail"),
                arguments("Phrases: unknown-user\nAny: x", "unknown-user"),
                arguments("Rule: text.spf\nContains: x\nCause: POLICY", "text.spf"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsTold(String rules, String told) {
        assertThatThrownBy(() -> ReplyClassifier.standard().withRules(rules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void theDocumentationNamesEveryField() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "bounce-rules.md"));
        assertThat(Stream.of(RuleReader.RULE_FIELDS, RuleReader.PROVIDER_FIELDS, RuleReader.LIST_FIELDS)
                        .flatMap(java.util.Set::stream))
                .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }
}
