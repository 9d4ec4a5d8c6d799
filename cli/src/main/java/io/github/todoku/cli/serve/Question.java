package io.github.todoku.cli.serve;

import java.util.Optional;
import java.util.function.Function;

/** What a request asks. */
@FunctionalInterface
interface Question {
    /**
     * Asks the library, and waits.
     *
     * @return the answer; empty where what was given is not what it should be
     */
    Optional<Answer> answer(PageAnswers answers);

    /** A question that surely has an answer. */
    static Optional<Question> asked(Function<PageAnswers, Answer> question) {
        return Optional.of(answers -> Optional.of(question.apply(answers)));
    }
}
