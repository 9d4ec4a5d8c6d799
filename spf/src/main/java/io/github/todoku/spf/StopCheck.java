package io.github.todoku.spf;

import io.github.todoku.finding.Finding;

/**
 * Ends the topmost check_host() from any depth (RFC 7208 §5: "the topmost check_host() returns"): temperror and permerror
 * travel all the way. Thrown where the fault is seen, caught once.
 */
final class StopCheck extends Exception {
    private static final long serialVersionUID = 1;

    final Finding problem;

    StopCheck(Finding problem) {
        super(problem.id(), null, false, false);
        this.problem = problem;
    }
}
