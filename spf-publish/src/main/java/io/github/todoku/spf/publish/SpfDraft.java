package io.github.todoku.spf.publish;

import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.spf.SpfRecord;
import java.util.ArrayList;
import java.util.List;

/** A record being changed, word by word: what stands, what came, what went. */
final class SpfDraft {
    private final List<DiffWord> words;

    SpfDraft(List<DiffWord> words) {
        this.words = new ArrayList<>(words);
    }

    SpfDraft copy() {
        return new SpfDraft(words);
    }

    List<DiffWord> words() {
        return words;
    }

    boolean isChanged() {
        return words.stream().anyMatch(word -> word.op() != Op.KEEP);
    }

    String text() {
        List<String> standing = new ArrayList<>();
        for (DiffWord word : words) {
            if (word.op() != Op.REMOVE) {
                standing.add(word.text());
            }
        }
        return String.join(" ", standing);
    }

    /** The record as it would be; {@link #at} finds a term's word. */
    SpfRecord record() {
        return SpfRecord.parse(text());
    }

    /** The term standing at {@code place} goes, and others take its place; places count the standing terms, from 0. */
    void replace(int place, List<String> others) {
        int at = at(place);
        DiffWord word = words.remove(at);
        if (word.op() == Op.KEEP) {
            words.add(at++, new DiffWord(Op.REMOVE, word.text()));
        }
        for (String other : others) {
            if (!stands(other, at)) {
                removeBehind(at, other);
                words.add(at++, new DiffWord(Op.ADD, other));
            }
        }
    }

    /** Words behind all others. */
    void append(List<String> others) {
        others.forEach(other -> words.add(new DiffWord(Op.ADD, other)));
    }

    void remove(int place) {
        replace(place, List.of());
    }

    private void removeBehind(int at, String text) {
        for (int behind = words.size() - 1; behind >= at; behind--) {
            DiffWord word = words.get(behind);
            if (word.op() != Op.REMOVE && word.text().equalsIgnoreCase(text)) {
                words.remove(behind);
                if (word.op() == Op.KEEP) {
                    words.add(behind, new DiffWord(Op.REMOVE, text));
                }
            }
        }
    }

    private boolean stands(String text, int before) {
        return words.subList(0, before).stream()
                .anyMatch(word -> word.op() != Op.REMOVE && word.text().equalsIgnoreCase(text));
    }

    /** The version is the first standing word; the terms come behind it. */
    private int at(int place) {
        int standing = -2;
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).op() != Op.REMOVE && ++standing == place) {
                return at;
            }
        }
        throw new AssertionError("no term " + place + " in " + words);
    }
}
