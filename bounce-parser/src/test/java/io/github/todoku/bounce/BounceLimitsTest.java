package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.bounce.suppression.SuppressionEvent;
import io.github.todoku.bounce.suppression.SuppressionPolicy;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.bounce.suppression.Suppressions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of this module at the number and one past it (docs/limits.md). */
@Timeout(120)
class BounceLimitsTest {
    private static final Duration LONG = Duration.ofDays(30);

    private static OriginalMessage original(String header) {
        BounceReport report = BounceParser.standard().parse("""
                From: MAILER-DAEMON@example.net
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1

                --b
                Content-Type: text/rfc822-headers

                %s

                --b--
                """.formatted(header));
        return Objects.requireNonNull(report.original());
    }

    @Test
    void furtherFieldsOfTheOriginalAreLeftOut() {
        for (int beyond : new int[] {0, 1}) {
            StringBuilder header = new StringBuilder();
            for (int i = 0; i < OriginalMessage.MAX_FIELDS + beyond; i++) {
                header.append("X-" + i + ": y\n");
            }
            OriginalMessage original = original(header.toString().strip());
            assertThat(original.fields()).hasSize(OriginalMessage.MAX_FIELDS);
            assertThat(original.first("X-" + OriginalMessage.MAX_FIELDS)).isEmpty();
        }
    }

    @Test
    void aLongerValueOfTheOriginalIsCut() {
        for (int beyond : new int[] {0, 1}) {
            OriginalMessage original =
                    original("Subject: " + "s".repeat(OriginalMessage.MAX_VALUE + beyond) + "\nTo: bob@example.org");
            assertThat(original.subject()).hasSize(OriginalMessage.MAX_VALUE);
            assertThat(original.to()).isEqualTo("bob@example.org");
        }
    }

    @Test
    void longerWordsOfAReceiverAreCut() {
        for (int beyond : new int[] {0, 1}) {
            String words = "w".repeat(SuppressionEvent.MAX_WORDS + beyond);
            SuppressionEvent event = new SuppressionEvent(Instant.EPOCH, SuppressionEvent.Kind.SOFT, null, words, null);
            assertThat(event.words()).hasSize(SuppressionEvent.MAX_WORDS);
        }
    }

    @Test
    void moreSoftBouncesThanAreRememberedAreTheCallersMistake() {
        int most = SuppressionPolicy.MAX_SOFT_BOUNCES;
        assertThat(new SuppressionPolicy(most, LONG, LONG).softBounces()).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SuppressionPolicy(most + 1, LONG, LONG))
                .withMessageContaining("" + (most + 1));
    }

    @Test
    void furtherAddressesAreCountedAndNotKept() {
        SuppressionState state = SuppressionState.empty();
        Suppressions suppressions = Suppressions.using(state);
        suppressions.delivered("bob@example.org", Instant.EPOCH);
        var history = state.stream().findFirst().orElseThrow();
        for (int i = 1; i < SuppressionState.MAX_ADDRESSES; i++) {
            state.save("k" + i, history);
        }
        assertThat(state.leftOut()).isZero();
        assertThat(state.stream().count()).isEqualTo(SuppressionState.MAX_ADDRESSES);
        state.save("one more", history);
        assertThat(state.find("one more")).isEmpty();
        assertThat(state.leftOut()).isEqualTo(1);
        state.save("k1", history);
        assertThat(state.leftOut()).as("one that is known").isEqualTo(1);
    }
}
