package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.EnhancedStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model sees of one reply beside its words: code, status and stage, or that there is none. Immutable.
 *
 * @param said each as a person reads it
 */
record CodeFeatures(List<String> said) {
    private static final CodeFeatures NONE = of(null, null, null);

    CodeFeatures {
        said = List.copyOf(said);
    }

    /**
     * Of what is known.
     *
     * @param code the reply code; null if there is none
     * @param status the enhanced status; null if there is none
     * @param command the SMTP command that is answered; null if unknown
     */
    static CodeFeatures of(@Nullable Integer code, @Nullable EnhancedStatus status, @Nullable String command) {
        List<String> said = new ArrayList<>(6);
        said.add(code == null ? "no code" : code.toString());
        if (status == null) {
            said.add("no status");
        } else {
            said.add(status.toString());
            said.add("x." + status.subject() + "." + status.detail());
            said.add("x." + status.subject() + ".x");
        }
        if (code != null || status != null) {
            int first = code != null ? code / 100 : status == null ? 0 : status.statusClass();
            said.add(first + "xx");
        }
        if (command != null) {
            said.add("after " + command);
        }
        return new CodeFeatures(said);
    }

    /** Of a reply without codes. */
    static CodeFeatures none(@Nullable String command) {
        return command == null ? NONE : of(null, null, command);
    }

    int count() {
        return said.size();
    }

    int number(int feature) {
        return WordFeatures.said(said.get(feature));
    }
}
