package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Permanence.Said;
import io.github.todoku.bounce.internal.rules.PhraseFinder;
import java.util.List;
import java.util.stream.Stream;

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

    /** Both, the temporary ones first. */
    private static final PhraseFinder ALL = PhraseFinder.of(
            Stream.concat(TEMPORARY.stream(), PERMANENT.stream()).toList());

    private LastingWords() {}

    /** What the words say; where they say both, that it may help. */
    static Said in(String text) {
        int first = ALL.find(text).nextSetBit(0);
        if (first < 0) {
            return Said.UNKNOWN;
        }
        return first < TEMPORARY.size() ? Said.TEMPORARY : Said.PERMANENT;
    }
}
