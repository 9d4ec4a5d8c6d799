package io.github.todoku.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What was meant by a name that was mistyped: the known ones that differ from it by a letter or two. */
final class NearMiss {
    /** How many names are proposed. */
    static final int MAX_PROPOSED = 5;

    /** The longest text that is compared, in characters. */
    private static final int MAX_LENGTH = 64;

    private static final int LETTERS_PER_SLIP = 3;
    private static final int MAX_SLIPS = 2;

    private NearMiss() {}

    /** The known ones with the nearest names, the nearest first. */
    static <T> List<T> of(String typed, Collection<T> known, Function<T, List<String>> names) {
        String wanted = letters(typed);
        if (wanted.isEmpty() || wanted.length() > MAX_LENGTH) {
            return List.of();
        }
        int slips = Math.min(MAX_SLIPS, wanted.length() / LETTERS_PER_SLIP);
        Function<T, Integer> distance = each -> names.apply(each).stream()
                .map(name -> distance(wanted, letters(name)))
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
        return known.stream()
                .filter(each -> distance.apply(each) <= slips)
                .sorted(Comparator.comparing(distance))
                .limit(MAX_PROPOSED)
                .toList();
    }

    /** Those of the first that are few enough, then those of the second. */
    static <T> List<T> together(List<T> first, List<T> second) {
        Set<T> sum = new LinkedHashSet<>(first);
        sum.addAll(second);
        return sum.stream().limit(MAX_PROPOSED).toList();
    }

    /** Letters and digits alone: nobody remembers where the hyphens stand. */
    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** How many letters were added, left out, changed or swapped with their neighbour. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_SLIPS) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
