package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundlesTest {
    private static final String PROBLEM = "problem.";

    @Test
    void bothBundlesSayTheSameThings() {
        Set<String> english = new HashSet<>(Messages.bundle(Locale.ROOT).keySet());
        assertThat(ownKeys(Locale.JAPANESE)).isEqualTo(english);
        for (SpfPlanFinding kind : SpfPlanFinding.values()) {
            Finding finding = Finding.of(kind, "example.com", "x");
            assertThat(finding.text(Locale.JAPANESE)).isNotEqualTo(finding.text(Locale.ENGLISH));
        }
        int perRule = 3; // what is wrong, what to do, and the title
        int general = 15
                + 2 // the advice on SPF and on mangled DMARC at _dmarc
                + 2 // the advice on a retired record, and on one behind a token
                + 3 // the same of a plan, and of names that were not looked at
                + 10 // why a plan is not enough or a term goes
                + 2; // what a client runs into
        assertThat(english.stream().filter(key -> !key.startsWith(PROBLEM)))
                .hasSize(SpfPlanFinding.values().length + perRule * SpfRule.values().length + general);
    }

    @Test
    void aProblemIsOneThatACheckFinds() {
        assertThat(Messages.bundle(Locale.ROOT).keySet())
                .filteredOn(key -> key.startsWith(PROBLEM) && !key.equals(PROBLEM + "syntax")) // any other
                .isNotEmpty()
                .isSubsetOf(Stream.of(SpfFinding.values())
                        .map(found -> found.id().replaceFirst("^spf\\.", PROBLEM))
                        .toList());
    }

    @Test
    void noTwoKindsShareAnId() {
        List<Finding.Kind> kinds = new ArrayList<>(List.of(SpfFinding.values()));
        kinds.addAll(List.of(SpfRule.values()));
        kinds.addAll(List.of(SpfPlanFinding.values()));
        assertThat(kinds).extracting(Finding.Kind::id).doesNotHaveDuplicates().allMatch(id -> id.startsWith("spf."));
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
