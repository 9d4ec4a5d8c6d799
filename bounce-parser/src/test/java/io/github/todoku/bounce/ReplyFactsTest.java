package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyFactsTest {
    private static ReplyFacts facts(String reply) {
        return ReplyClassifier.standard()
                .classify(SmtpReply.parse(reply).orElseThrow())
                .facts();
    }

    static Stream<Arguments> rates() {
        return Stream.of(
                arguments("450 4.7.1 Please try again in 300 seconds", "300 seconds", Duration.ofMinutes(5)),
                arguments("451 4.7.1 Greylisted, come back in 5 minutes", "5 minutes", Duration.ofMinutes(5)),
                arguments("450 4.2.0 Greylisted, please retry after 2 hours", "2 hours", Duration.ofHours(2)),
                arguments("421 4.7.0 rate limit of 100 messages per hour exceeded", "100 messages per hour", null),
                arguments(
                        "421 4.7.0 You sent more than 30 messages per minute, slow down",
                        "30 messages per minute",
                        null),
                arguments(
                        "450 4.7.1 You are sending too fast: exceeded 100 messages per hour",
                        "100 messages per hour",
                        null),
                arguments("421 4.7.0 Too many connections", null, null),
                arguments("450 4.7.1 Greylisted, try again in a while, it takes some seconds", null, null));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void whatAReceiverWantsIsTold(String reply, @Nullable String rate, @Nullable Duration wait) {
        assertThat(facts(reply).rate()).isEqualTo(rate);
        assertThat(facts(reply).retryAfter().orElse(null)).isEqualTo(wait);
    }

    @Test
    void aLinkIsAValue() {
        String spamhaus =
                "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1";
        assertThat(facts(spamhaus).link())
                .hasValueSatisfying(link -> assertThat(link.getHost()).isEqualTo("www.spamhaus.org"));
        assertThat(facts("550 See http://example.net/a b|c").link()).isPresent();
        assertThat(facts("550 See http://example.net/%zz").link()).isEmpty();
        assertThat(facts("550 No").link()).isEmpty();
    }
}
