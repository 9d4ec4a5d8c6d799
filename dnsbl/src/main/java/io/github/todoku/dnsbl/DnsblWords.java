package io.github.todoku.dnsbl;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** This module's sentences, and constants as the catalogue and the bundles write them: {@code EXPLOITED_HOST} is {@code exploited-host}. */
final class DnsblWords {
    private static final String BUNDLE = "io.github.todoku.dnsbl.messages";

    private DnsblWords() {}

    /** The bundle, for a language that it exists in. */
    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale);
    }

    static String text(Locale reader, String key, Object... arguments) {
        return in(reader).text(key, arguments);
    }

    static Sentences in(Locale reader) {
        return Sentences.of(bundle(Sentences.bundleLocale(reader)));
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
