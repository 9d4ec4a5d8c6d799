package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.Evidence.Confidence;

/** How much a rule is worth; an earlier tier beats a later one. */
enum Tier {
    /** The user's own. */
    USER(Confidence.HIGH),
    /** A provider's own words or codes. */
    PROVIDER(Confidence.HIGH),
    /** Words that mean the same everywhere. */
    TEXT(Confidence.MEDIUM),
    /** A code that says one thing. */
    SPECIFIC_CODE(Confidence.MEDIUM),
    /** A code that says next to nothing. */
    GENERAL_CODE(Confidence.LOW);

    private final Confidence confidence;

    Tier(Confidence confidence) {
        this.confidence = confidence;
    }

    Confidence confidence() {
        return confidence;
    }

    boolean readsWords() {
        return compareTo(SPECIFIC_CODE) < 0;
    }
}
