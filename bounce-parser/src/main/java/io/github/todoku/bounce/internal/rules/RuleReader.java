package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Cause;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaException;
import io.github.todoku.dns.stanza.StanzaReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads rules, receivers and lists of phrases from stanzas, file after file; a stanza's first field tells which it is. What it
 * refuses it names, with the line: a wrong rule never waits silently. One object a table, on one thread.
 */
final class RuleReader {
    static final Set<String> RULE_FIELDS = Set.of(
            "Rule",
            "Provider",
            "Contains",
            "Without",
            "Status",
            "Reply-Status",
            "Code",
            "Command",
            "Cause",
            "Advice",
            "Detail",
            "Fact",
            "Source",
            "As-of",
            "Example",
            "Expect");
    static final Set<String> PROVIDER_FIELDS = Set.of("Provider", "Host", "Domain", "Sign", "Source", "As-of");

    /** Stands between the phrases of a choice. */
    private static final Pattern DIVIDER = Pattern.compile(" \\| ");

    static final Set<String> LIST_FIELDS = Set.of("Phrases", "Any");

    /** Begins the name of a list where a phrase may stand. */
    private static final char LIST_MARK = '@';

    private final Map<String, List<String>> lists;
    /** Choices by how they are written: many rules stand back from the same hundreds of phrases. */
    private final Map<List<String>, Choice> choices = new HashMap<>();

    private final List<Provider> providers = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /** What files hold: lists of phrases by name, receivers, rules in the order in which they are asked. */
    record Book(Map<String, List<String>> lists, List<Provider> providers, List<Rule> rules) {
        Book {
            lists = Map.copyOf(lists);
            providers = List.copyOf(providers);
            rules = List.copyOf(rules);
        }
    }

    /** Knows these lists of phrases already. */
    RuleReader(Map<String, List<String>> lists) {
        this.lists = new HashMap<>(lists);
    }

    /** What was read. */
    Book book() {
        return new Book(lists, providers, rules);
    }

    /** Reads one file; its rules are worth {@code tier}. */
    RuleReader read(String name, String text, Tier tier) {
        for (Stanza stanza : StanzaReader.read(name, text)) {
            String first = stanza.fields().get(0).name();
            if (first.equalsIgnoreCase("Phrases")) {
                list(stanza);
            } else if (first.equalsIgnoreCase("Provider")) {
                providers.add(provider(stanza));
            } else {
                rules.add(rule(stanza, tier));
            }
        }
        return this;
    }

    private void list(Stanza stanza) {
        stanza.allowOnly(LIST_FIELDS);
        String name = stanza.required("Phrases");
        List<String> phrases = stanza.all("Any").stream()
                .flatMap(any -> phrases(stanza, any).stream())
                .toList();
        if (lists.putIfAbsent(name, phrases) != null) {
            throw stanza.wrong("two lists of phrases are called \"" + name + "\"");
        }
    }

    private Rule rule(Stanza stanza, Tier tier) {
        stanza.allowOnly(RULE_FIELDS);
        try {
            Rule rule = new Rule(
                    stanza.required("Rule"),
                    tier,
                    new LinkedHashSet<>(words(stanza, "Provider")),
                    stanza.all("Contains").stream()
                            .map(c -> choice(stanza, List.of(c)))
                            .toList(),
                    choice(stanza, stanza.all("Without")),
                    words(stanza, "Status").stream().map(CodePattern::enhanced).toList(),
                    words(stanza, "Reply-Status").stream()
                            .map(CodePattern::enhanced)
                            .toList(),
                    words(stanza, "Code").stream().map(CodePattern::reply).toList(),
                    Set.copyOf(words(stanza, "Command")),
                    stanza.constant(Cause.class, stanza.required("Cause")),
                    stanza.optional("Advice")
                            .map(a -> stanza.constant(Advice.class, a))
                            .orElse(null),
                    constants(stanza, "Detail", AuthenticationMethod.class),
                    stanza.all("Fact").stream().map(FactPattern::parse).toList(),
                    stanza.optional("Source").orElse(""),
                    stanza.optional("As-of").map(LocalDate::parse).orElse(null),
                    stanza.all("Example"),
                    stanza.all("Expect"));
            if (rule.contains().isEmpty()
                    && rule.statuses().isEmpty()
                    && rule.replyStatuses().isEmpty()
                    && rule.codes().isEmpty()) {
                throw stanza.wrong("a rule without a condition would win everything");
            }
            return rule;
        } catch (StanzaException told) {
            throw told;
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw stanza.wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private Provider provider(Stanza stanza) {
        stanza.allowOnly(PROVIDER_FIELDS);
        return new Provider(
                stanza.required("Provider"),
                lower(words(stanza, "Host")),
                lower(words(stanza, "Domain")),
                stanza.all("Sign").stream()
                        .flatMap(s -> phrases(stanza, s).stream())
                        .toList());
    }

    /** The files with rules, in the order in which they are asked. */
    static List<RuleFile> order(String name, String text) {
        List<RuleFile> files = new ArrayList<>();
        for (Stanza stanza : StanzaReader.read(name, text)) {
            stanza.allowOnly(Set.of("Tier", "File"));
            Tier tier = stanza.constant(Tier.class, stanza.required("Tier"));
            words(stanza, "File").forEach(file -> files.add(new RuleFile(file, tier)));
        }
        return files;
    }

    /** A file with rules, and what they are worth. */
    record RuleFile(String name, Tier tier) {}

    /** Facts to look for whatever rule won. */
    static List<GeneralFacts> facts(String name, String text) {
        List<GeneralFacts> facts = new ArrayList<>();
        for (Stanza stanza : StanzaReader.read(name, text)) {
            stanza.allowOnly(Set.of("Causes", "Fact"));
            facts.add(new GeneralFacts(
                    constants(stanza, "Causes", Cause.class),
                    stanza.all("Fact").stream().map(FactPattern::parse).toList()));
        }
        return facts;
    }

    /** Patterns for replies of one of these causes; of every cause if there are none. */
    record GeneralFacts(Set<Cause> causes, List<FactPattern> patterns) {
        boolean areFor(Cause cause) {
            return causes.isEmpty() || causes.contains(cause);
        }
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    }

    /** Phrases and sayings, divided by {@code |} between blanks; a saying has a {@code +} between blanks in it. */
    private Choice choice(Stanza stanza, List<String> written) {
        Choice known = choices.get(written);
        if (known == null) {
            known = newChoice(stanza, written);
            choices.put(List.copyOf(written), known);
        }
        return known;
    }

    private Choice newChoice(Stanza stanza, List<String> written) {
        List<String> phrases = new ArrayList<>();
        List<Saying> sayings = new ArrayList<>();
        for (String part : written.stream().flatMap(DIVIDER::splitAsStream).toList()) {
            int plus = part.indexOf(" + ");
            if (plus < 0) {
                phrases(stanza, part).stream().map(Saying::stripped).forEach(phrases::add);
            } else {
                sayings.add(new Saying(
                        phrases(stanza, part.substring(0, plus)), phrases(stanza, part.substring(plus + 3))));
            }
        }
        return new Choice(phrases, sayings);
    }

    /** A choice of phrases, divided by {@code |} between blanks; {@code @name} stands for those of a list. */
    private List<String> phrases(Stanza stanza, String choice) {
        List<String> phrases = new ArrayList<>();
        int from = 0;
        String padded = " " + choice + " | ";
        for (int bar = padded.indexOf(" | "); bar >= 0; bar = padded.indexOf(" | ", from)) {
            String normal = ReplyText.normal(padded.substring(from, bar));
            if (!normal.isEmpty() && normal.charAt(0) == LIST_MARK && normal.length() > 1) {
                phrases.addAll(listed(stanza, normal.substring(1)));
            } else if (!normal.isEmpty()) {
                phrases.add(normal);
            }
            from = bar + 2;
        }
        return phrases;
    }

    private List<String> listed(Stanza stanza, String name) {
        List<String> phrases = lists.get(name);
        if (phrases == null) {
            throw stanza.wrong("no list of phrases is called \"" + name + "\"");
        }
        return phrases;
    }

    private static List<String> words(Stanza stanza, String name) {
        List<String> words = new ArrayList<>();
        for (String value : stanza.all(name)) {
            int from = 0;
            for (int at = 0; at <= value.length(); at++) {
                if (at == value.length() || isBlank(value.charAt(at))) {
                    if (at > from) {
                        words.add(value.substring(from, at));
                    }
                    from = at + 1;
                }
            }
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static <E extends Enum<E>> Set<E> constants(Stanza stanza, String name, Class<E> type) {
        Set<E> constants = new TreeSet<>();
        words(stanza, name).forEach(word -> constants.add(stanza.constant(type, word)));
        return constants;
    }
}
