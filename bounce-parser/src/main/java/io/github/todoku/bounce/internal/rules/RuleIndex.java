package io.github.todoku.bounce.internal.rules;

import java.util.BitSet;
import java.util.List;

/** Which rules may win words in which certain phrases stand: most rules cannot, and are not asked. Immutable. */
final class RuleIndex {
    /** The rules that need no phrase. */
    private final BitSet always = new BitSet();

    /** For each phrase the rules that begin with it. */
    private final BitSet[] byPhrase;

    RuleIndex(List<CompiledRule> rules, int phrases) {
        byPhrase = new BitSet[phrases];
        for (int i = 0; i < phrases; i++) {
            byPhrase[i] = new BitSet();
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            int[] choice = rules.get(rule).firstChoice();
            if (choice.length == 0) {
                always.set(rule);
            }
            for (int phrase : choice) {
                byPhrase[phrase].set(rule);
            }
        }
    }

    /** The numbers of the rules to ask, to be asked in their order. */
    BitSet candidates(BitSet found) {
        BitSet candidates = (BitSet) always.clone();
        for (int phrase = found.nextSetBit(0); phrase >= 0; phrase = found.nextSetBit(phrase + 1)) {
            candidates.or(byPhrase[phrase]);
        }
        return candidates;
    }
}
