package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Permanence.Said;
import java.util.List;
import java.util.Locale;

/** Words that say whether trying again could help. */
final class LastingWords {
    private static final List<String> TEMPORARY = List.of(
            "try again",
            "try later",
            "temporar",
            "greylist",
            "graylist",
            "deferred",
            "retry later",
            "transient",
            "will be retried");
    private static final List<String> PERMANENT =
            List.of("permanent", "giving up", "does not exist", "no such user", "unknown user", "user unknown");

    private LastingWords() {}

    static Said in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (TEMPORARY.stream().anyMatch(lower::contains)) {
            return Said.TEMPORARY;
        }
        return PERMANENT.stream().anyMatch(lower::contains) ? Said.PERMANENT : Said.UNKNOWN;
    }
}
