package io.github.todoku.dnsbl;

import java.util.Locale;

/** Constants as the catalogue and the message bundles write them: {@code EXPLOITED_HOST} is {@code exploited-host}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
