package io.github.todoku.dns;

import java.util.concurrent.TimeoutException;

/** A callback waits for an answer, and so do as many as may: it would hold up the thread that is to bring the answer. */
final class TooManyCallbacksWaitException extends TimeoutException {
    private static final long serialVersionUID = 1;

    TooManyCallbacksWaitException() {
        super("too many callbacks wait for answers");
    }
}
