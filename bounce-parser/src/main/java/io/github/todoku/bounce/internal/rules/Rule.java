package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Cause;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule as its stanza says it. All conditions that are given must hold. Immutable.
 *
 * @param id its stable name, {@code provider.what} or {@code text.what}
 * @param tier how much it is worth
 * @param providers one of these must be the receiver; empty for any
 * @param contains all of these must stand in the words; each is a choice
 * @param without none of these may stand there
 * @param statuses one of these must be the enhanced status; empty for any
 * @param replyStatuses one of these must be the status that the reply itself bears, not one from elsewhere; empty for any
 * @param codes one of these must be the reply code; empty for any
 * @param commands one of these must be the command answered; empty for any
 * @param cause what it means
 * @param advice null for the cause's own
 * @param details which authentication checks it speaks of
 * @param facts what to pull out once it has won
 * @param source where the meaning comes from
 * @param asOf when that was looked at
 * @param examples replies it must win
 * @param expects facts that must come out of the first example, as {@code name = value}
 */
record Rule(
        String id,
        Tier tier,
        Set<String> providers,
        List<Choice> contains,
        Choice without,
        List<CodePattern> statuses,
        List<CodePattern> replyStatuses,
        List<CodePattern> codes,
        Set<String> commands,
        Cause cause,
        @Nullable Advice advice,
        Set<AuthenticationMethod> details,
        List<FactPattern> facts,
        String source,
        @Nullable LocalDate asOf,
        List<String> examples,
        List<String> expects) {

    /** Whether it says that an address is dead, or may be. */
    boolean givesUp() {
        return adviceOrDefault() == Advice.REMOVE_ADDRESS || adviceOrDefault() == Advice.VERIFY_THEN_REMOVE;
    }

    Advice adviceOrDefault() {
        return advice == null ? cause.defaultAdvice() : advice;
    }
}
