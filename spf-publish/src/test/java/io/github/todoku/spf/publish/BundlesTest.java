package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundlesTest {
    @Test
    void bothBundlesSayTheSameThings() {
        Set<String> english = new HashSet<>(Messages.bundle(Locale.ROOT).keySet());
        assertThat(ownKeys(Locale.JAPANESE)).isEqualTo(english);
        for (SpfChange.Warning.Kind kind : SpfChange.Warning.Kind.values()) {
            SpfChange.Warning warning = new SpfChange.Warning(kind, "x");
            assertThat(warning.message(Locale.JAPANESE)).isNotEqualTo(warning.message(Locale.ENGLISH));
        }
        english.removeIf(key -> key.startsWith("lint.")); // those of the linter are held by its own test
        assertThat(english).hasSize(SpfChange.Warning.Kind.values().length);
    }

    private static Set<String> ownKeys(Locale locale) {
        ResourceBundle bundle = Messages.bundle(locale);
        Set<String> keys = new HashSet<>();
        for (String key : bundle.keySet()) {
            try {
                if (!bundle.getString(key).equals(Messages.bundle(Locale.ROOT).getString(key))) {
                    keys.add(key);
                }
            } catch (MissingResourceException missing) {
                keys.add(key);
            }
        }
        return keys;
    }
}
