package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.EnhancedStatus;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule ready to be asked often: its phrases as numbers, its providers as bits. Immutable. */
final class CompiledRule {
    private static final int ANY = PhraseTree.NONE;

    /** What is answered before a recipient was named (RFC 5321 §4.1.4) is about none. */
    private static final Set<String> BEFORE_RECIPIENT = Set.of("CONN", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL");

    private final Rule rule;
    private final BitSet receivers;
    private final int[][] contains;
    /** The long ones of {@link #contains} as bits. */
    private final @Nullable BitSet[] longContains;

    private final CodePattern[] statuses;
    private final CodePattern[] replyStatuses;
    private final CodePattern[] codes;

    /** Of more, it is quicker to hold them all against what was found word by word. */
    private static final int SHORT = 24;

    /** As bits, since a rule that gives up an address has hundreds: they are held against what was found word by word. */
    private final BitSet without;

    private final List<FactPattern> facts;
    /** For each of {@link #facts} the phrase without which it finds nothing, or {@link #ANY}. */
    private final int[] factPhrases;

    CompiledRule(Rule rule, List<FactPattern> facts, BitSet receivers, PhraseBook phrases) {
        this.rule = rule;
        this.receivers = receivers;
        this.contains = rule.contains().stream().map(phrases::add).toArray(int[][]::new);
        this.statuses = rule.statuses().toArray(CodePattern[]::new);
        this.replyStatuses = rule.replyStatuses().toArray(CodePattern[]::new);
        this.codes = rule.codes().toArray(CodePattern[]::new);
        this.longContains = new BitSet[contains.length];
        for (int i = 0; i < contains.length; i++) {
            longContains[i] = contains[i].length > SHORT ? bits(contains[i]) : null;
        }
        this.without = bits(phrases.add(rule.without()));
        this.facts = facts;
        this.factPhrases = facts.stream().mapToInt(phrases::add).toArray();
    }

    private static BitSet bits(int[] numbers) {
        BitSet bits = new BitSet();
        for (int number : numbers) {
            bits.set(number);
        }
        return bits;
    }

    static int[] numbers(List<String> choice, PhraseBook phrases) {
        return choice.stream().mapToInt(phrases::add).toArray();
    }

    Rule rule() {
        return rule;
    }

    /**
     * Whether all conditions hold for words in which {@code found} stand, one of {@link #firstChoice} among them, said by
     * {@code who}. What is soon asked is asked first.
     */
    boolean fits(ReplyCase words, BitSet found, BitSet who) {
        return !(words.background() && isWeakWord())
                && takesCode(words.reply().code())
                && takesStatus(words)
                && takesReplyStatus(words.reply().status())
                && (receivers.isEmpty() || receivers.intersects(who))
                && holdsOthers(found)
                && !without.intersects(found)
                && takesCommand(words.command());
    }

    /** One word in a report's whole text says nothing of why. */
    private boolean isWeakWord() {
        return rule.tier() == Tier.GENERAL_CODE && contains.length > 0;
    }

    private boolean holdsOthers(BitSet found) {
        for (int i = 1; i < contains.length; i++) {
            BitSet bits = longContains[i];
            if (bits == null ? !hasAny(contains[i], found) : !bits.intersects(found)) {
                return false;
            }
        }
        return true;
    }

    /** What may be pulled out of words in which {@code found} stand: the rule's own facts, then general ones. */
    List<FactPattern> factsIn(BitSet found) {
        List<FactPattern> possible = new ArrayList<>();
        for (int i = 0; i < factPhrases.length; i++) {
            if (factPhrases[i] == ANY || found.get(factPhrases[i])) {
                possible.add(facts.get(i));
            }
        }
        return possible;
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
        if (statuses.length == 0) {
            return true;
        }
        EnhancedStatus own = words.reply().status();
        EnhancedStatus field = words.status();
        for (CodePattern pattern : statuses) {
            boolean none = own == null && field == null && pattern.equals(CodePattern.NONE);
            if (none || pattern.takes(own) || pattern.takes(field)) {
                return true;
            }
        }
        return false;
    }

    private boolean takesReplyStatus(@Nullable EnhancedStatus own) {
        if (replyStatuses.length == 0) {
            return true;
        }
        for (CodePattern pattern : replyStatuses) {
            if (pattern.takes(own) || (own == null && pattern.equals(CodePattern.NONE))) {
                return true;
            }
        }
        return false;
    }

    private boolean takesCommand(@Nullable String command) {
        if (rule.commands().isEmpty()) {
            return command == null || !rule.givesUp() || !BEFORE_RECIPIENT.contains(command);
        }
        return command != null && rule.commands().contains(command);
    }

    private boolean takesCode(@Nullable Integer code) {
        if (codes.length == 0) {
            return true;
        }
        for (CodePattern pattern : codes) {
            if (pattern.takes(code)) {
                return true;
            }
        }
        return false;
    }
}
