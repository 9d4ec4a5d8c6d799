package io.github.todoku.spf;

/**
 * The answer is still on its way; the check is run again when it is there. Checked and no {@link Exception}, so that
 * neither a lambda nor {@code catch (Exception)} can swallow it. It carries nothing, not even a stack trace.
 */
final class NotYet extends Throwable {
    private static final long serialVersionUID = 1;

    NotYet() {
        super("the answer is still on its way", null, false, false);
    }
}
