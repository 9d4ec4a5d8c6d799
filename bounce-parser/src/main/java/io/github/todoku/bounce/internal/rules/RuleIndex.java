package io.github.todoku.bounce.internal.rules;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rules may win words in which certain phrases stand: most rules cannot, and are not asked. Immutable. */
final class RuleIndex {
    /** The rules that need no phrase. */
    private final BitSet always = new BitSet();

    /** For each phrase the rules that begin with it; null for most. */
    private final @Nullable BitSet[] byPhrase;

    RuleIndex(List<CompiledRule> rules, int phrases) {
        byPhrase = new BitSet[phrases];
        for (int rule = 0; rule < rules.size(); rule++) {
            int[] choice = rules.get(rule).firstChoice();
            if (choice.length == 0) {
                always.set(rule);
            }
            for (int phrase : choice) {
                BitSet begun = byPhrase[phrase];
                if (begun == null) {
                    begun = new BitSet();
                    byPhrase[phrase] = begun;
                }
                begun.set(rule);
            }
        }
    }

    /** The numbers of the rules to ask, to be asked in their order. */
    BitSet candidates(BitSet found) {
        BitSet candidates = (BitSet) always.clone();
        for (int phrase = found.nextSetBit(0); phrase >= 0; phrase = found.nextSetBit(phrase + 1)) {
            BitSet begun = byPhrase[phrase];
            if (begun != null) {
                candidates.or(begun);
            }
        }
        return candidates;
    }
}
