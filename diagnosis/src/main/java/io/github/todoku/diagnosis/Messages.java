package io.github.todoku.diagnosis;

import io.github.todoku.words.Sentences;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of this module. */
final class Messages {
    private static final String BASE = "io.github.todoku.diagnosis.messages";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Messages() {}

    static Sentences in(Locale locale) {
        return Sentences.of(ResourceBundle.getBundle(BASE, Sentences.bundleLocale(locale)));
    }

    /** A moment as it stands in a sentence: {@code 2026-11-24 14:20 UTC}. */
    static String time(Instant at) {
        return TIME.format(at);
    }
}
