package io.github.todoku.cli.serve;

import java.util.Optional;

/** What a request asks. */
@FunctionalInterface
interface Question {
    /**
     * Asks the library, and waits.
     *
     * @return the answer; empty where what was given is not what it should be
     */
    Optional<Answer> answer(PageAnswers answers);
}
