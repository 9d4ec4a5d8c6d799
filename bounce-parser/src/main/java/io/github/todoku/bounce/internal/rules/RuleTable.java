package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.ReplyFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules in their order: the user's, then what providers say, then words, then specific codes, then general ones; within
 * a tier as the files stand in {@code order.txt}. The first that fits wins, so the same reply always gives the same answer.
 * Immutable.
 */
public final class RuleTable {
    /** The id in {@link Evidence} where no rule fits. */
    static final String NO_RULE = "none";

    private static final RuleTable SHIPPED = new RuleTable(readShipped(), List.of());

    private final Shipped shipped;
    private final List<Rule> rules;
    private final List<CompiledRule> compiled;
    private final ProviderIndex providers;
    private final PhraseFinder phrases;
    private final RuleIndex index;

    /** What the resources hold. */
    private record Shipped(List<Provider> providers, List<Rule> rules, List<RuleReader.GeneralFacts> facts) {}

    /** A rule, the words it won, and the phrases in them. */
    private record Win(CompiledRule compiled, ReplyCase words, BitSet found) {
        Rule rule() {
            return compiled.rule();
        }
    }

    private RuleTable(Shipped shipped, List<Rule> userRules) {
        this.shipped = shipped;
        List<Rule> all = new ArrayList<>(userRules);
        all.addAll(shipped.rules());
        this.rules = List.copyOf(all);
        requireOwnIds(rules);
        PhraseFinder.Builder builder = new PhraseFinder.Builder();
        this.providers = new ProviderIndex(shipped.providers(), builder);
        this.compiled = rules.stream()
                .map(rule ->
                        new CompiledRule(rule, facts(rule), providers.numbers(rule.providers(), rule.id()), builder))
                .toList();
        this.phrases = builder.build();
        this.index = new RuleIndex(compiled, phrases.count());
    }

    /** The rules that come with the library. */
    public static RuleTable shipped() {
        return SHIPPED;
    }

    /**
     * These rules and, before them, those of a file in the same form.
     *
     * @throws IllegalArgumentException naming the rule and the line, if the file is wrong
     */
    public RuleTable with(String userFile) {
        List<Rule> more = new ArrayList<>(RuleReader.rules("rules", userFile, Tier.USER));
        more.addAll(rules.stream().filter(r -> r.tier() == Tier.USER).toList());
        return new RuleTable(shipped, more);
    }

    /**
     * What the words mean. If the first words win a rule only by their code, or none, the others are asked in their order
     * for one that reads words. Background counts only for a provider's own words, or where nothing else says anything.
     */
    public Classification classify(ReplyCase first, List<ReplyCase> others) {
        Win best = win(first);
        for (ReplyCase other : others) {
            if (best != null && isSettled(best, other)) {
                continue;
            }
            Win win = win(other);
            if (win != null && (best == null || isBetter(win, best))) {
                best = win;
            }
        }
        return best == null ? unknown(first) : classification(best, first);
    }

    /** Whether other words could not change the answer. */
    private static boolean isSettled(Win best, ReplyCase other) {
        Tier tier = best.rule().tier();
        return tier.compareTo(Tier.PROVIDER) <= 0 || (tier.readsWords() && !other.background());
    }

    private static boolean isBetter(Win win, Win best) {
        Tier tier = win.rule().tier();
        Tier than = best.rule().tier();
        if (win.words().background() && tier.compareTo(Tier.PROVIDER) > 0) {
            return than == Tier.GENERAL_CODE && tier.compareTo(than) < 0;
        }
        return tier.readsWords() && tier.compareTo(than) < 0;
    }

    /** The id of the rule that wins these words; null if none does. */
    @Nullable
    String winner(ReplyCase words) {
        Win win = win(words);
        return win == null ? null : win.rule().id();
    }

    List<Rule> rules() {
        return rules;
    }

    List<Provider> providers() {
        return shipped.providers();
    }

    private @Nullable Win win(ReplyCase words) {
        BitSet found = phrases.find(words.reply().text());
        BitSet receivers = providers.receivers(words, found);
        BitSet candidates = index.candidates(found);
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            if (compiled.get(i).fits(words, found, receivers)) {
                return new Win(compiled.get(i), words, found);
            }
        }
        return null;
    }

    private Classification classification(Win win, ReplyCase first) {
        Rule rule = win.rule();
        ReplyCase words = win.words();
        List<FactPattern> facts = win.compiled().factsIn(win.found());
        ReplyFacts found = facts.isEmpty()
                ? ReplyFacts.NONE
                : new FactFinder(words.reply().text()).apply(facts).facts();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                wordsOf(words),
                words.place(),
                rule.id(),
                rule.source(),
                rule.asOf(),
                rule.tier().confidence()));
        if (!words.equals(first)) {
            evidence.add(unread(first));
        }
        return new Classification(rule.cause(), rule.adviceOrDefault(), rule.details(), evidence, found);
    }

    private static Classification unknown(ReplyCase words) {
        return new Classification(
                Cause.UNKNOWN, Cause.UNKNOWN.defaultAdvice(), Set.of(), List.of(unread(words)), ReplyFacts.NONE);
    }

    private static Evidence unread(ReplyCase words) {
        return new Evidence(wordsOf(words), words.place(), NO_RULE, "", null, Evidence.Confidence.LOW);
    }

    private static String wordsOf(ReplyCase words) {
        String line = words.reply().toLine();
        return words.status() == null || words.reply().status() != null ? line : words.status() + " " + line;
    }

    /** A rule's own facts, then those to look for with its cause. */
    private List<FactPattern> facts(Rule rule) {
        List<FactPattern> facts = new ArrayList<>(rule.facts());
        for (RuleReader.GeneralFacts general : shipped.facts()) {
            if (general.areFor(rule.cause())) {
                facts.addAll(general.patterns());
            }
        }
        return List.copyOf(facts);
    }

    private static void requireOwnIds(List<Rule> rules) {
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are called \"" + rule.id() + "\"");
            }
        }
    }

    private static Shipped readShipped() {
        List<Rule> rules = new ArrayList<>();
        for (RuleReader.RuleFile file : RuleReader.order("order.txt", resource("order.txt"))) {
            rules.addAll(RuleReader.rules(file.name(), resource(file.name()), file.tier()));
        }
        return new Shipped(
                RuleReader.providers("providers.txt", resource("providers.txt")),
                List.copyOf(rules),
                RuleReader.facts("facts.txt", resource("facts.txt")));
    }

    private static String resource(String name) {
        try (InputStream in = RuleTable.class.getResourceAsStream("/io/github/todoku/bounce/rules/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the library's own " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the library's own " + name, unreadable);
        }
    }
}
