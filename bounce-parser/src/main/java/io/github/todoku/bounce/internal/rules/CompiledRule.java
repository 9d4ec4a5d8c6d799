package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.EnhancedStatus;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule ready to be asked often: its phrases as numbers, its providers as bits. Immutable. */
final class CompiledRule {
    private final Rule rule;
    private final BitSet receivers;
    private final int[][] contains;
    private final int[] without;

    CompiledRule(Rule rule, BitSet receivers, PhraseFinder.Builder phrases) {
        this.rule = rule;
        this.receivers = receivers;
        this.contains =
                rule.contains().stream().map(choice -> numbers(choice, phrases)).toArray(int[][]::new);
        this.without = numbers(rule.without(), phrases);
    }

    static int[] numbers(List<String> choice, PhraseFinder.Builder phrases) {
        return choice.stream().mapToInt(phrases::add).toArray();
    }

    Rule rule() {
        return rule;
    }

    /** Whether all conditions hold for words in which {@code found} stand, said by {@code who}. */
    boolean fits(ReplyCase words, BitSet found, BitSet who) {
        for (int[] choice : contains) {
            if (!hasAny(choice, found)) {
                return false;
            }
        }
        return (rule.providers().isEmpty() || receivers.intersects(who))
                && !hasAny(without, found)
                && takesStatus(words)
                && takesCode(words.reply().code())
                && (rule.commands().isEmpty()
                        || (words.command() != null && rule.commands().contains(words.command())));
    }

    /** The phrases of which one must stand in the words; empty if the rule asks for none. */
    int[] firstChoice() {
        return contains.length == 0 ? new int[0] : contains[0].clone();
    }

    static boolean hasAny(int[] choice, BitSet found) {
        for (int phrase : choice) {
            if (found.get(phrase)) {
                return true;
            }
        }
        return false;
    }

    private boolean takesStatus(ReplyCase words) {
        if (rule.statuses().isEmpty()) {
            return true;
        }
        EnhancedStatus own = words.reply().status();
        EnhancedStatus field = words.status();
        for (CodePattern pattern : rule.statuses()) {
            boolean none = pattern.equals(CodePattern.NONE) && own == null && field == null;
            if (none || pattern.takes(own) || pattern.takes(field)) {
                return true;
            }
        }
        return false;
    }

    private boolean takesCode(@Nullable Integer code) {
        if (rule.codes().isEmpty()) {
            return true;
        }
        for (CodePattern pattern : rule.codes()) {
            if (pattern.takes(code)) {
                return true;
            }
        }
        return false;
    }
}
