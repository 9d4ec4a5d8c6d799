package io.github.todoku.cli;

/** A command that ends early: the sentence for standard error and the exit code. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String key;
    private final transient Object[] args;

    /** The sentence is {@code key} of the message bundle. */
    Failure(int exitCode, String key, Object... args) {
        super(key);
        this.exitCode = exitCode;
        this.key = key;
        this.args = args.clone();
    }

    int exitCode() {
        return exitCode;
    }

    String sentence(Words words) {
        return words.text(key, args);
    }
}
