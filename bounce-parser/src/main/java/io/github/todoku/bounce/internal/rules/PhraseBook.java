package io.github.todoku.bounce.internal.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects phrases and numbers them; the same phrase gets the same number. */
final class PhraseBook {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<Saying, Integer> sayings = new LinkedHashMap<>();
    /** Those of a whole choice; the same object is asked for by many rules. */
    private final IdentityHashMap<Choice, int[]> choices = new IdentityHashMap<>();

    private final IdentityHashMap<FactPattern, Integer> facts = new IdentityHashMap<>();

    int add(String phrase) {
        if (phrase.isEmpty()) {
            throw new IllegalArgumentException("an empty phrase would stand everywhere");
        }
        return numbers.computeIfAbsent(phrase, unused -> count());
    }

    /** The numbers of all that a choice holds; not to be written to. */
    int[] add(Choice choice) {
        int[] known = choices.get(choice);
        if (known == null) {
            known = choice.numbers(this);
            choices.put(choice, known);
        }
        return known;
    }

    /** The number of the phrase without which a fact is not found, {@value PhraseTree#NONE} if that is too short to be worth it. */
    int add(FactPattern fact) {
        Integer known = facts.get(fact);
        if (known == null) {
            known = fact.isRare() ? add(fact.phrase()) : PhraseTree.NONE;
            facts.put(fact, known);
        }
        return known;
    }

    int add(Saying saying) {
        Integer known = sayings.get(saying);
        if (known != null) {
            return known;
        }
        saying.who().forEach(word -> add(Saying.stripped(word)));
        saying.what().forEach(word -> add(Saying.stripped(word)));
        int number = count();
        sayings.put(saying, number);
        return number;
    }

    private int count() {
        return numbers.size() + sayings.size();
    }

    /** All, each at its number. */
    List<String> phrases() {
        String[] phrases = new String[count()];
        Arrays.fill(phrases, ""); // a saying has a number and no text
        numbers.forEach((phrase, number) -> phrases[number] = phrase);
        return List.of(phrases);
    }

    /** The sayings as numbers, their words put into groups: into {@code members}, by phrase. */
    int[][] grouped(int[][] members) {
        Map<List<String>, Integer> groups = new LinkedHashMap<>();
        List<int[]> grouped = new ArrayList<>();
        sayings.forEach((saying, number) ->
                grouped.add(new int[] {number, group(saying.who(), groups), group(saying.what(), groups)}));
        groups.forEach((words, group) -> words.forEach(word -> {
            int phrase = add(Saying.stripped(word));
            int[] before = members[phrase];
            int[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = 2 * group + (word.endsWith(Saying.STEM) ? 1 : 0);
            members[phrase] = more;
        }));
        return grouped.toArray(int[][]::new);
    }

    private static int group(List<String> words, Map<List<String>, Integer> groups) {
        return groups.computeIfAbsent(words, unused -> groups.size());
    }
}
