package io.github.todoku.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command that ends early: the sentence for standard error and the exit code. */
class Failure extends RuntimeException {
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

    /** What programs are told with {@code --json}: the sentence and its stable id. */
    Map<String, @Nullable Object> fields(Words words) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("error", sentence(words));
        fields.put("id", key);
        return fields;
    }
}
