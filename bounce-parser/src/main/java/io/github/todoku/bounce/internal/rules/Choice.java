package io.github.todoku.bounce.internal.rules;

import java.util.List;

/**
 * What may stand in a reply, of which one suffices. Immutable.
 *
 * @param phrases as they are written
 * @param sayings two words near each other
 */
record Choice(List<String> phrases, List<Saying> sayings) {
    Choice {
        phrases = List.copyOf(phrases);
        sayings = List.copyOf(sayings);
    }

    /** The numbers of all of them. */
    int[] numbers(PhraseBook finder) {
        int[] numbers = new int[phrases.size() + sayings.size()];
        int used = 0;
        for (String phrase : phrases) {
            numbers[used++] = finder.add(phrase);
        }
        for (Saying saying : sayings) {
            numbers[used++] = finder.add(saying);
        }
        return numbers;
    }
}
