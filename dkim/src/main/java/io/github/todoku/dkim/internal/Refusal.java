package io.github.todoku.dkim.internal;

import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.finding.Finding;

/**
 * Why a signature has not passed.
 *
 * @param result in one word
 * @param why the reason
 */
public record Refusal(DkimResult result, Finding why) {
    /** For a reason that has its result. */
    public static Refusal of(DkimReason reason, String... details) {
        return new Refusal(reason.result(), Finding.of(reason, "", details));
    }
}
