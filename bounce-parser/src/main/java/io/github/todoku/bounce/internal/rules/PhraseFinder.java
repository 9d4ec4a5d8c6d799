package io.github.todoku.bounce.internal.rules;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which of many phrases stand in a text, however many there are: a table of their first four characters says where one
 * may begin, a tree whether it goes on. Phrases are in the form of {@link ReplyText#normal}, the text is as written and
 * compared in that form. Immutable.
 */
public final class PhraseFinder {
    /** Character as written to the number of its normal form; 0 is every character that is in no phrase. */
    private final char[] letters;

    private final PhraseTree tree;

    /** Phrases too short for a beginning, by their last letter. */
    private final Brief[][] briefs;

    private final int phrases;

    /** Word characters among the letters: beside one of them a whole word does not end. */
    private final boolean[] ofWord;

    /** For each phrase the groups of words it belongs to, doubled, and one more where it may be the beginning of a word. */
    private final int[][] groups;

    private final int groupCount;

    /** The sayings by the groups of their two words. */
    private final SayingIndex sayings;

    /** A phrase as the last letters read, those before it masked. */
    private record Brief(int phrase, long letters, long mask) {
        int lastLetter() {
            return (char) letters;
        }
    }

    /** For the phrases of a book, by its numbers. */
    PhraseFinder(PhraseBook book) {
        this(book.phrases(), book);
    }

    private PhraseFinder(List<String> phrases, PhraseBook book) {
        this.phrases = phrases.size();
        this.groups = new int[phrases.size()][0];
        int[][] written = book.grouped(groups);
        this.groupCount = Arrays.stream(written)
                .mapToInt(saying -> Math.max(saying[1], saying[2]) + 1)
                .max()
                .orElse(0);
        this.sayings = new SayingIndex(written, groupCount);
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
                .filter(phrase -> phrases.get(phrase).length() < PhraseTree.BEGINNING)
                .mapToObj(phrase -> briefOf(phrases.get(phrase), phrase))
                .collect(Collectors.groupingBy(Brief::lastLetter))
                .forEach((last, ending) -> briefs[last] = ending.toArray(Brief[]::new));
        this.tree = new PhraseTree(phrases, letters);
    }

    private Brief briefOf(String phrase, int number) {
        long mask = (1L << (phrase.length() * PhraseTree.BITS_PER_LETTER)) - 1;
        return new Brief(number, PhraseTree.lettersOf(phrase, letters), mask);
    }

    /** For these, each of which has its place in the list as its number. */
    public static PhraseFinder of(List<String> phrases) {
        return new PhraseFinder(phrases, new PhraseBook());
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
            long beforeThem = last;
            last = (last << PhraseTree.BITS_PER_LETTER) | now;
            int state = tree.begin(last);
            if (state != PhraseTree.NONE) {
                boolean inWord =
                        ofWord[(int) (beforeThem >>> (PhraseTree.BITS_PER_LETTER * (PhraseTree.BEGINNING - 1)))];
                follow(state, written, i + 1, now, inWord, found, sightings);
            }
            Brief[] endingHere = briefs[now];
            if (endingHere != null) {
                addBriefs(endingHere, last, i, found, sightings);
            }
        }
        sayings.add(sightings, found);
        return found;
    }

    private void addBriefs(Brief[] ending, long last, int at, BitSet found, Sightings sightings) {
        for (Brief brief : ending) {
            if ((last & brief.mask) == brief.letters) {
                found.set(brief.phrase);
                if (groups[brief.phrase].length > 0) {
                    int length = Long.bitCount(brief.mask) / PhraseTree.BITS_PER_LETTER;
                    boolean inWord =
                            ofWord[(int) (last >>> (PhraseTree.BITS_PER_LETTER * length)) & Character.MAX_VALUE];
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
        int begin = from - PhraseTree.BEGINNING;
        addEnding(state, begin, from, inWord, found, sightings);
        for (int i = from; i < written.length; i++) {
            char now = letters[written[i]];
            if (now == before && now == letters[' ']) {
                continue;
            }
            before = now;
            state = tree.child(state, now);
            if (state == PhraseTree.NONE) {
                return;
            }
            addEnding(state, begin, i + 1, inWord, found, sightings);
        }
    }

    private void addEnding(int state, int begin, int end, boolean inWord, BitSet found, Sightings sightings) {
        int phrase = tree.ending(state);
        if (phrase != PhraseTree.NONE) {
            found.set(phrase);
            if (groups[phrase].length > 0) {
                see(phrase, begin, end, inWord, sightings);
            }
        }
    }
}
