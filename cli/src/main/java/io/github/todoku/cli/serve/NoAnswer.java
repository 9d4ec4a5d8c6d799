package io.github.todoku.cli.serve;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a question that could be asked has no answer.
 *
 * @param status as HTTP says it
 * @param key of the sentence that says it
 */
record NoAnswer(int status, String key) {
    private static final Logger LOG = LoggerFactory.getLogger(NoAnswer.class);

    /** More was pasted than a page can tell of. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String key;

        /** With the key of the sentence that says what is too much. */
        TooMuch(String key) {
            this.key = key;
        }
    }

    /** Others have the room that it needs. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What an exception means; its message may quote a mail, and is not logged. */
    static NoAnswer of(RuntimeException thrown) {
        Throwable cause =
                thrown instanceof IllegalStateException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof TooMuch much) {
            return new NoAnswer(413, much.key);
        } else if (cause instanceof TooMany) {
            return new NoAnswer(Gate.Refusal.TOO_MANY.status(), "page.too-many");
        }
        LOG.error("a request could not be answered: {}", cause.getClass().getName());
        return new NoAnswer(500, "page.fault");
    }
}
