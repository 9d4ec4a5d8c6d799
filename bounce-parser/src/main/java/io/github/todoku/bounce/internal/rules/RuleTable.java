package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.internal.rules.RuleReader.Book;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All rules in their order: the user's, then what providers say, then words, then specific codes, then general ones; within
 * a tier as the files stand in {@code order.txt}. The first that fits wins, so the same reply always gives the same answer.
 * Immutable.
 */
public final class RuleTable {
    /** The id in {@link Evidence} where no rule fits. */
    static final String NO_RULE = "none";

    private static final String MANY_REASONS = "many-reasons";

    private static final List<String> ANOTHER =
            List.of("another-subject", "broken-directory", "list-of-the-permitted", "mail-from-outside");

    private static final RuleTable SHIPPED = new RuleTable(readShipped(), readFacts());

    private final Book book;
    private final List<RuleReader.GeneralFacts> generalFacts;
    /** What may be told of a reply that no rule knows. */
    private final List<FactPattern> factsOfAny;

    private final List<Rule> rules;
    private final Map<String, Rule> byId;
    private final List<CompiledRule> compiled;
    private final ProviderIndex providers;
    private final PhraseFinder phrases;
    /** The rules that read a specific code and no words. */
    private final CompiledRule[] codes;

    private final RuleIndex index;
    /** How many rules are a user's or read a provider's own words: they come first. */
    private final int providerRules;

    /** The phrases that take back that an address is dead (docs/decisions/0034), and those of them that announce a list. */
    private final BitSet takingBack;

    private final BitSet listingReasons;
    /** What is said to be unknown and is not the recipient: a table, a host, a list of those who may write. */
    private final BitSet namingAnother;

    /** A rule, the words it won, and the phrases in them. */
    private record Win(CompiledRule compiled, ReplyCase words, BitSet found) {
        Rule rule() {
            return compiled.rule();
        }
    }

    private RuleTable(Book book, List<RuleReader.GeneralFacts> generalFacts) {
        this.book = book;
        this.generalFacts = generalFacts;
        this.factsOfAny = generalFacts.stream()
                .filter(general -> general.areFor(Cause.UNKNOWN))
                .flatMap(general -> general.patterns().stream())
                .toList();
        this.rules = book.rules();
        this.byId = byId(rules);
        PhraseBook numbered = new PhraseBook();
        this.providers = new ProviderIndex(book.providers(), numbered);
        this.compiled = rules.stream()
                .map(rule ->
                        new CompiledRule(rule, facts(rule), providers.numbers(rule.providers(), rule.id()), numbered))
                .toList();
        this.codes = compiled.stream()
                .filter(code -> code.rule().tier() == Tier.SPECIFIC_CODE)
                .filter(code -> code.rule().contains().isEmpty())
                .toArray(CompiledRule[]::new);
        this.listingReasons = numbers(MANY_REASONS, numbered);
        this.takingBack = numbers("about-the-sender", numbered);
        takingBack.or(numbers("another-reason", numbered));
        takingBack.or(numbers("flat-refusal", numbered));
        takingBack.or(listingReasons);
        this.namingAnother = new BitSet();
        ANOTHER.forEach(list -> namingAnother.or(numbers(list, numbered)));
        this.phrases = new PhraseFinder(numbered);
        this.index = new RuleIndex(compiled, phrases.count());
        this.providerRules = (int) rules.stream()
                .filter(rule -> rule.tier().compareTo(Tier.PROVIDER) <= 0)
                .count();
    }

    private BitSet numbers(String list, PhraseBook numbered) {
        BitSet numbers = new BitSet();
        for (int phrase : CompiledRule.numbers(phrases(list), numbered)) {
            numbers.set(phrase);
        }
        return numbers;
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
        Book more =
                new RuleReader(book.lists()).read("rules", userFile, Tier.USER).book();
        List<Rule> all = new ArrayList<>(more.rules());
        all.addAll(rules);
        List<Provider> receivers = new ArrayList<>(book.providers());
        receivers.addAll(more.providers());
        return new RuleTable(new Book(more.lists(), receivers, all), generalFacts);
    }

    /**
     * What the words mean. If the first words win a rule only by their code, or none, the others are asked in their order
     * for one that reads words. Background counts only for a provider's own words, or where nothing else says anything.
     */
    public Classification classify(ReplyCase first, List<ReplyCase> others) {
        Win best = win(first, rules.size());
        for (ReplyCase other : others) {
            if (best != null && isSettled(best, other)) {
                continue;
            }
            Win win = win(other, best == null ? rules.size() : rulesAbove(best, other));
            if (win != null && (best == null || isBetter(win, best))) {
                best = win;
            }
        }
        return best == null ? unknown(first) : classification(best, first);
    }

    /** How many of the rules, from the first on, could win other words and be better. */
    private int rulesAbove(Win best, ReplyCase other) {
        return other.background() && best.rule().tier() != Tier.GENERAL_CODE ? providerRules : rules.size();
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
        Win win = win(words, rules.size());
        return win == null ? null : win.rule().id();
    }

    List<Rule> rules() {
        return rules;
    }

    List<Provider> providers() {
        return book.providers();
    }

    /** The phrases of a list; empty if there is no such list. */
    List<String> phrases(String list) {
        return book.lists().getOrDefault(list, List.of());
    }

    /** All providers that rules know by name. */
    public Set<String> receivers() {
        Set<String> ids = new TreeSet<>();
        book.providers().forEach(provider -> ids.add(provider.id()));
        return ids;
    }

    /** Whether the words announce a list of what may be the matter, and so tell nothing. */
    public boolean listsReasons(ReplyCase words) {
        return phrases.find(ReplyText.withoutAddresses(words.reply().text())).intersects(listingReasons);
    }

    /** Whether words stand there by which somebody else is meant or something else is the reason: no address is given up on them. */
    public boolean takesBack(ReplyCase words) {
        return phrases.find(ReplyText.withoutAddresses(words.reply().text())).intersects(takingBack);
    }

    /** Whether words stand there for something else than the recipient that is unknown or missing. */
    public boolean namesAnother(ReplyCase words) {
        return phrases.find(ReplyText.withoutAddresses(words.reply().text())).intersects(namingAnother);
    }

    /** Whether the rule of this id is a user's own, or reads what one provider says. */
    public boolean isOwn(String id) {
        Rule rule = byId.get(id);
        return rule != null && isOwn(rule);
    }

    private static boolean isOwn(Rule rule) {
        return rule.tier() == Tier.USER
                || (rule.tier() == Tier.PROVIDER && !rule.providers().isEmpty());
    }

    /** Whether the rule of this id reads words, and not codes alone. */
    public boolean readsWords(String id) {
        Rule rule = byId.get(id);
        return rule != null && !rule.contains().isEmpty();
    }

    /** Which of the known providers may have said these words. */
    public Set<String> receivers(ReplyCase words) {
        BitSet found = phrases.find(ReplyText.withoutAddresses(words.reply().text()));
        Set<String> ids = new TreeSet<>();
        providers.receivers(words, found).stream()
                .forEach(number -> ids.add(book.providers().get(number).id()));
        return ids;
    }

    /** The first of so many rules that fits the words. */
    private @Nullable Win win(ReplyCase words, int first) {
        BitSet found = phrases.find(ReplyText.withoutAddresses(words.reply().text()));
        BitSet receivers = providers.receivers(words, found);
        BitSet candidates = index.candidates(found);
        for (int i = candidates.nextSetBit(0); i >= 0 && i < first; i = candidates.nextSetBit(i + 1)) {
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
        evidence.add(Evidence.of(
                wordsOf(words), words.place(), rule.id(), rule.source(), rule.asOf(), confidence(rule, words)));
        if (!words.equals(first)) {
            evidence.add(unread(first));
        }
        return new Classification(rule.cause(), rule.adviceOrDefault(), rule.details(), evidence, found);
    }

    /**
     * How far to trust the rule: a receiver's own words and those that a specific code bears out say it twice; a provider's
     * phrase that came from a host nobody knows is as common as any.
     */
    private Evidence.Confidence confidence(Rule rule, ReplyCase words) {
        if (isOwn(rule) || rule.tier().compareTo(Tier.TEXT) > 0) {
            return rule.tier().confidence();
        }
        if (words.background()) {
            return Evidence.Confidence.LOW;
        }
        return rule.cause() == causeOfCode(words) ? Evidence.Confidence.HIGH : Evidence.Confidence.MEDIUM;
    }

    /** What the words' specific code says by itself; null if nothing. */
    private @Nullable Cause causeOfCode(ReplyCase words) {
        if (words.status() == null && words.reply().status() == null) {
            return null;
        }
        BitSet none = new BitSet();
        for (CompiledRule code : codes) {
            if (code.fits(words, none, none)) {
                return code.rule().cause();
            }
        }
        return null;
    }

    /** No rule knows the words; what stands in every reply, as a link, is told all the same. */
    private Classification unknown(ReplyCase words) {
        ReplyFacts facts =
                new FactFinder(words.reply().text()).apply(factsOfAny).facts();
        return new Classification(
                Cause.UNKNOWN, Cause.UNKNOWN.defaultAdvice(), Set.of(), List.of(unread(words)), facts);
    }

    private static Evidence unread(ReplyCase words) {
        return Evidence.of(wordsOf(words), words.place(), NO_RULE, "", null, Evidence.Confidence.LOW);
    }

    private static String wordsOf(ReplyCase words) {
        String line = words.reply().toLine();
        return words.status() == null || words.reply().status() != null ? line : words.status() + " " + line;
    }

    /** A rule's own facts, then those to look for with its cause. */
    private List<FactPattern> facts(Rule rule) {
        List<FactPattern> facts = new ArrayList<>(rule.facts());
        for (RuleReader.GeneralFacts general : generalFacts) {
            if (general.areFor(rule.cause())) {
                facts.addAll(general.patterns());
            }
        }
        return List.copyOf(facts);
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
        Map<String, Rule> byId = new HashMap<>();
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("two rules are called \"" + rule.id() + "\"");
            }
        }
        return byId;
    }

    private static Book readShipped() {
        RuleReader reader = new RuleReader(Map.of())
                .read("phrases.txt", resource("phrases.txt"), Tier.TEXT)
                .read("providers.txt", resource("providers.txt"), Tier.PROVIDER);
        for (RuleReader.RuleFile file : RuleReader.order("order.txt", resource("order.txt"))) {
            reader.read(file.name(), resource(file.name()), file.tier());
        }
        return reader.book();
    }

    private static List<RuleReader.GeneralFacts> readFacts() {
        return RuleReader.facts("facts.txt", resource("facts.txt"));
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
