package io.github.todoku.bounce.internal.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which of many phrases stand in a text, however many there are: a table of their first four characters says where one
 * may begin, a tree whether it goes on. Phrases are in the form of {@link ReplyText#normal}, the text is as written and
 * compared in that form. Immutable.
 */
public final class PhraseFinder {
    /** The number of no phrase. */
    static final int NONE = -1;

    /** The bits of {@link #begun} are 64 times as many. */
    private static final int BEGUN_WORD_BITS = 10;

    private static final int BEGUN_WORD_SHIFT = Long.SIZE - BEGUN_WORD_BITS;

    /** A shift of a long takes the last six digits of what is left. */
    private static final int BEGUN_BIT_SHIFT = BEGUN_WORD_SHIFT - 6;

    /** How many characters a beginning has: four letters of 16 bits fill a {@code long}. */
    static final int BEGINNING = 4;

    private static final int BITS_PER_LETTER = 16;

    /** Spreads the letters of a beginning over the table (Knuth's multiplicative hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Character as written to the number of its normal form; 0 is every character that is in no phrase. */
    private final char[] letters;

    /** The beginnings, each in the first free slot at or behind its own; 0 is a free one. */
    private final long[] beginnings;
    /** A bit for the upper digits of each beginning as it is spread: most places in a text begin nothing. */
    private final long[] begun = new long[1 << BEGUN_WORD_BITS];

    /** The state to which the beginning in the same slot leads. */
    private final int[] states;

    private final int slotShift;

    /** The tree: for each state the letter that led to it. The children of a state lie side by side. */
    private final char[] letter;

    /** {@code firstChild[state]} to {@code firstChild[state + 1]} are the children of a state, by letter. */
    private final int[] firstChild;
    /** The phrase that ends in a state, or {@link #NONE}. */
    private final int[] ending;

    /** Phrases too short for a beginning, by their last letter. */
    private final Brief[][] briefs;

    private final int phrases;

    /** Word characters among the letters: beside one of them a whole word does not end. */
    private final boolean[] ofWord;

    /** For each phrase the groups of words it belongs to, doubled, and one more where it may be the beginning of a word. */
    private final int[][] groups;

    private final int groupCount;

    /** For each group the sayings whose one word is of it: the number of the saying and the group of the other word, in turns. */
    private final int[][] sayings;

    /** A phrase as the last letters read, those before it masked. */
    private record Brief(int phrase, long letters, long mask) {
        int lastLetter() {
            return (char) letters;
        }
    }

    /** Collects phrases and numbers them; the same phrase gets the same number. */
    static final class Builder {
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

        /** The number of the phrase without which a fact is not found, {@value #NONE} if that is too short to be worth it. */
        int add(FactPattern fact) {
            Integer known = facts.get(fact);
            if (known == null) {
                known = fact.isRare() ? add(fact.phrase()) : NONE;
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

        PhraseFinder build() {
            String[] phrases = new String[count()];
            Arrays.fill(phrases, ""); // a saying has a number and no text
            numbers.forEach((phrase, number) -> phrases[number] = phrase);
            return new PhraseFinder(List.of(phrases), this);
        }

        /** The sayings as numbers, their words put into groups: into {@code members}, by phrase. */
        private int[][] grouped(int[][] members) {
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

    private PhraseFinder(List<String> phrases, Builder builder) {
        this.phrases = phrases.size();
        this.groups = new int[phrases.size()][0];
        int[][] written = builder.grouped(groups);
        this.groupCount = Arrays.stream(written)
                .mapToInt(saying -> Math.max(saying[1], saying[2]) + 1)
                .max()
                .orElse(0);
        this.sayings = byGroup(written, groupCount);
        int[] alphabet =
                phrases.stream().flatMapToInt(String::chars).distinct().sorted().toArray();
        char[] numbers = new char[Character.MAX_VALUE + 1];
        for (int i = 0; i < alphabet.length; i++) {
            numbers[alphabet[i]] = (char) (i + 1);
        }
        this.letters = new char[numbers.length];
        for (int c = 0; c < letters.length; c++) {
            letters[c] = numbers[ReplyText.normal((char) c)];
        }
        this.ofWord = new boolean[alphabet.length + 1];
        for (int i = 0; i < alphabet.length; i++) {
            ofWord[i + 1] = isOfWord((char) alphabet[i]);
        }
        this.briefs = new Brief[alphabet.length + 1][];
        IntStream.range(0, phrases.size())
                .filter(phrase -> !phrases.get(phrase).isEmpty())
                .filter(phrase -> phrases.get(phrase).length() < BEGINNING)
                .mapToObj(phrase -> briefOf(phrases.get(phrase), phrase))
                .collect(Collectors.groupingBy(Brief::lastLetter))
                .forEach((last, ending) -> briefs[last] = ending.toArray(Brief[]::new));
        int[] sorted = sorted(phrases);
        int slots = Integer.highestOneBit(sorted.length + 1) << 2; // never more than half full
        this.slotShift = Long.numberOfLeadingZeros(slots) + 1;
        this.beginnings = new long[slots];
        this.states = new int[slots];
        int most = 1 + phrases.stream().mapToInt(String::length).sum();
        this.letter = new char[most];
        this.firstChild = new int[most + 1];
        this.ending = new int[most];
        grow(phrases, sorted);
    }

    private static int[][] byGroup(int[][] written, int groups) {
        int[][] sayings = new int[groups][0];
        for (int[] saying : written) {
            int[] before = sayings[saying[1]];
            int[] more = Arrays.copyOf(before, before.length + 2);
            more[before.length] = saying[0];
            more[before.length + 1] = saying[2];
            sayings[saying[1]] = more;
        }
        return sayings;
    }

    /** The phrases that have a beginning, by number, in the order of their texts. */
    private static int[] sorted(List<String> phrases) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            numbers.put(phrases.get(phrase), phrase);
        }
        String[] texts =
                phrases.stream().filter(text -> text.length() >= BEGINNING).toArray(String[]::new);
        Arrays.sort(texts);
        return Arrays.stream(texts).mapToInt(numbers::get).toArray();
    }

    private Brief briefOf(String phrase, int number) {
        long mask = (1L << (phrase.length() * BITS_PER_LETTER)) - 1;
        return new Brief(number, lettersOf(phrase), mask);
    }

    private long lettersOf(String beginning) {
        long last = 0;
        for (int i = 0; i < beginning.length(); i++) {
            last = (last << BITS_PER_LETTER) | letters[beginning.charAt(i)];
        }
        return last;
    }

    /** Breadth first: every state stands for a range of the sorted phrases, those that begin alike. */
    private void grow(List<String> phrases, int[] sorted) {
        int[] from = new int[letter.length];
        int[] to = new int[letter.length];
        int[] depth = new int[letter.length];
        int used = 0;
        for (int at = 0; at < sorted.length; at++) {
            long beginning = lettersOf(phrases.get(sorted[at]).substring(0, BEGINNING));
            int slot = slotOf(beginning);
            if (beginnings[slot] == 0) {
                long spread = beginning * SPREAD;
                begun[(int) (spread >>> BEGUN_WORD_SHIFT)] |= 1L << (spread >>> BEGUN_BIT_SHIFT);
                beginnings[slot] = beginning;
                states[slot] = used;
                from[used] = at;
                depth[used++] = BEGINNING;
            }
            to[states[slot]] = at + 1;
        }
        for (int state = 0; state < used; state++) {
            ending[state] = NONE;
            firstChild[state] = used;
            for (int at = from[state]; at < to[state]; at++) {
                String phrase = phrases.get(sorted[at]);
                if (phrase.length() == depth[state]) {
                    ending[state] = sorted[at]; // it is there once, and sorts before longer ones
                    continue;
                }
                char next = letters[phrase.charAt(depth[state])];
                if (used == firstChild[state] || letter[used - 1] != next) {
                    letter[used] = next;
                    from[used] = at;
                    depth[used++] = depth[state] + 1;
                }
                to[used - 1] = at + 1;
            }
            firstChild[state + 1] = used;
        }
    }

    /** For these, each of which has its place in the list as its number. */
    public static PhraseFinder of(List<String> phrases) {
        return new PhraseFinder(phrases, new Builder());
    }

    /** Words of scripts that leave blanks between them end where a letter or a digit does not follow. */
    private static boolean isOfWord(char c) {
        return c < 0x2E80 && Character.isLetterOrDigit(c);
    }

    /** How many phrases there are; their numbers begin with 0. */
    int count() {
        return phrases;
    }

    /** The numbers of the phrases that stand in the normal form of {@code text}. */
    public BitSet find(String text) {
        BitSet found = new BitSet(phrases);
        char[] written = new char[Math.min(text.length(), ReplyText.MAX_LENGTH)];
        text.getChars(0, written.length, written, 0);
        Sightings sightings = new Sightings(written, groupCount);
        char blank = letters[' '];
        char before = blank;
        long last = 0;
        for (int i = 0; i < written.length; i++) {
            char now = letters[written[i]];
            if (now == blank && before == blank) {
                continue; // of several blanks the first counts, at the beginning none
            }
            before = now;
            boolean inWord = ofWord[(int) (last >>> (BITS_PER_LETTER * (BEGINNING - 1)))];
            last = (last << BITS_PER_LETTER) | now;
            long spread = last * SPREAD;
            if ((begun[(int) (spread >>> BEGUN_WORD_SHIFT)] & (1L << (spread >>> BEGUN_BIT_SHIFT))) != 0) {
                int slot = slotOf(last);
                if (beginnings[slot] != 0) {
                    follow(states[slot], written, i + 1, now, inWord, found, sightings);
                }
            }
            Brief[] endingHere = briefs[now];
            if (endingHere != null) {
                addBriefs(endingHere, last, i, found, sightings);
            }
        }
        addSayings(sightings, found);
        return found;
    }

    private void addBriefs(Brief[] ending, long last, int at, BitSet found, Sightings sightings) {
        for (Brief brief : ending) {
            if ((last & brief.mask) == brief.letters) {
                found.set(brief.phrase);
                if (groups[brief.phrase].length > 0) {
                    int length = Long.bitCount(brief.mask) / BITS_PER_LETTER;
                    boolean inWord = ofWord[(int) (last >>> (BITS_PER_LETTER * length)) & Character.MAX_VALUE];
                    see(brief.phrase, at + 1 - length, at + 1, inWord, sightings);
                }
            }
        }
    }

    /** Notes a word of a saying, if it is a whole one or, where that suffices, the beginning of one. */
    private void see(int phrase, int begin, int end, boolean inWord, Sightings sightings) {
        char[] text = sightings.text();
        boolean ends = end >= text.length || !isOfWord(text[end]) || !isOfWord(text[end - 1]);
        if (inWord && isOfWord(text[Math.max(0, begin)])) {
            return;
        }
        for (int member : groups[phrase]) {
            if (ends || (member & 1) == 1) {
                sightings.add(member >> 1, begin, end);
            }
        }
    }

    private void addSayings(Sightings sightings, BitSet found) {
        for (int at = 0; at < sightings.groupsSeen(); at++) {
            int group = sightings.groupSeen(at);
            int[] ofGroup = sayings[group];
            for (int i = 0; i < ofGroup.length; i += 2) {
                if (sightings.near(group, ofGroup[i + 1])) {
                    found.set(ofGroup[i]);
                }
            }
        }
    }

    /** Where a beginning stands in the table, or the free slot where it would. */
    private int slotOf(long beginning) {
        int slot = (int) ((beginning * SPREAD) >>> slotShift);
        while (beginnings[slot] != 0 && beginnings[slot] != beginning) {
            slot = (slot + 1) & (beginnings.length - 1);
        }
        return slot;
    }

    /** Adds all phrases that lead on from a state, in which {@code lastLetter} was the last, with what is written behind. */
    private void follow(
            int beginning,
            char[] written,
            int from,
            char lastLetter,
            boolean inWord,
            BitSet found,
            Sightings sightings) {
        int state = beginning;
        char before = lastLetter;
        int begin = from - BEGINNING;
        addEnding(state, begin, from, inWord, found, sightings);
        for (int i = from; i < written.length; i++) {
            char now = letters[written[i]];
            if (now == before && now == letters[' ']) {
                continue;
            }
            before = now;
            state = child(state, now);
            if (state < 0) {
                return;
            }
            addEnding(state, begin, i + 1, inWord, found, sightings);
        }
    }

    /** Mostly of one or two, so that looking at each is faster than halving. */
    private int child(int state, char wanted) {
        for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
            if (letter[child] == wanted) {
                return child;
            }
        }
        return NONE;
    }

    private void addEnding(int state, int begin, int end, boolean inWord, BitSet found, Sightings sightings) {
        int phrase = ending[state];
        if (phrase != NONE) {
            found.set(phrase);
            if (groups[phrase].length > 0) {
                see(phrase, begin, end, inWord, sightings);
            }
        }
    }
}
