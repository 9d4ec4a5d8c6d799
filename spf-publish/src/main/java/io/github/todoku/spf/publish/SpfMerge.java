package io.github.todoku.spf.publish;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts records and wanted terms together into one record, word by word: the owner's order and spelling stay, what is wanted
 * comes before the ending ({@code all} or redirect), and no word stands twice.
 */
final class SpfMerge {
    /** Unlisted senders are marked and not refused: right for a record that nobody has watched yet (RFC 7208 §8.5). */
    private static final String NEW_ENDING = "~all";

    private final List<SpfRecord> records = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final List<DiffWord> diff = new ArrayList<>();

    /** The words that stand, as they are compared. */
    private final Set<String> standing = new HashSet<>();

    /** Whether an explanation stands. */
    private boolean explained;

    /** Behind the last word that is no modifier: there new terms go if there is no ending to stand before. */
    private int behindDirectives;

    SpfMerge(List<String> texts) {
        texts.forEach(text -> records.add(SpfRecord.parse(text)));
    }

    List<Finding> warnings() {
        return warnings;
    }

    /**
     * The record with the wanted terms in it; {@link #warnings} tells how it came about.
     *
     * @param first what goes before all other terms: what goes wrong in those comes too late to matter
     * @param last what goes before the ending
     */
    SpfDraft with(List<String> first, List<String> last) {
        warnings.clear();
        diff.clear();
        standing.clear();
        explained = false;
        String ending = ending();
        int wantedAt = -1;
        keep(SpfRecord.VERSION);
        behindDirectives = diff.size();
        for (SpfRecord record : records) {
            for (Term term : record.terms()) {
                String word = record.textOf(term);
                if (!isEnding(term)) {
                    keepOnce(term, word);
                } else if (records.size() == 1) {
                    wantedAt = wantedAt < 0 ? diff.size() : wantedAt;
                    keepOnce(term, word);
                } else {
                    mergeEnding(term, word, ending);
                }
            }
        }
        insert(last, wantedAt < 0 ? behindDirectives : wantedAt);
        diff.replaceAll(word -> word.op() == Op.KEEP && first.stream().anyMatch(word.text()::equalsIgnoreCase)
                ? new DiffWord(Op.REMOVE, word.text())
                : word);
        first.forEach(word -> standing.add(folded(word)));
        diff.addAll(1, first.stream().map(word -> new DiffWord(Op.ADD, word)).toList());
        if (ending == null) {
            warnings.add(SpfPlanFinding.NO_ENDING.about(""));
        } else if (!stands(ending)) {
            boolean written = records.stream().anyMatch(record -> has(record, ending));
            place(ending, written ? Op.KEEP : Op.ADD);
        }
        return new SpfDraft(diff);
    }

    private static boolean has(SpfRecord record, String word) {
        return record.terms().stream().anyMatch(term -> record.textOf(term).equals(word));
    }

    /** The one ending of the merged record: null if the only record has none. */
    private @Nullable String ending() {
        if (records.isEmpty()) {
            return NEW_ENDING;
        }
        if (records.size() > 1) {
            warnings.add(SpfPlanFinding.MERGED.about(Integer.toString(records.size())));
        }
        List<String> alls = new ArrayList<>();
        List<String> redirects = new ArrayList<>();
        for (SpfRecord record : records) {
            for (Term term : record.terms()) {
                if (term.isAll()) {
                    alls.add(record.textOf(term));
                } else if (term instanceof Modifier.Redirect) {
                    redirects.add(record.textOf(term));
                }
            }
        }
        if (alls.isEmpty()) {
            return redirects.isEmpty() ? (records.size() > 1 ? NEW_ENDING : null) : redirects.get(0);
        }
        String softest = softest(alls);
        if (alls.stream().anyMatch(all -> !all.equalsIgnoreCase(softest))) {
            warnings.add(SpfPlanFinding.ENDINGS_DIFFER.about(softest));
        }
        return softest;
    }

    /** Of several endings the one that refuses least, but none that passes everybody unless all do. */
    private static String softest(List<String> alls) {
        for (String sign : List.of("?", "~", "-")) {
            for (String all : alls) {
                if (all.startsWith(sign)) {
                    return all;
                }
            }
        }
        return alls.get(0);
    }

    private static boolean isEnding(Term term) {
        return term.isAll() || term instanceof Modifier.Redirect;
    }

    /** Of several records' endings one is placed last; a redirect that would lose its effect becomes an include. */
    private void mergeEnding(Term term, String word, @Nullable String ending) {
        if (word.equals(ending)) {
            return;
        }
        diff.add(new DiffWord(Op.REMOVE, word));
        if (term instanceof Modifier.Redirect redirect) {
            warnings.add(SpfPlanFinding.REDIRECT_INCLUDED.about(redirect.value().text()));
            add("include:" + redirect.value());
            behindDirectives = diff.size();
        }
    }

    private void keepOnce(Term term, String word) {
        if (term instanceof Term.Unreadable) {
            warnings.add(SpfPlanFinding.UNREADABLE_WORD.about(word));
        }
        boolean secondExplanation = term instanceof Modifier.Explanation && explained;
        if (stands(word) || secondExplanation) { // an unknown modifier, too: some receivers refuse to read one twice
            diff.add(new DiffWord(Op.REMOVE, word));
        } else {
            keep(word);
        }
        if (!(term instanceof Modifier)) {
            behindDirectives = diff.size();
        }
    }

    /** Whether the record already has this word; macros are told apart by case (RFC 7208 §7.3), all else is not. */
    boolean stands(String word) {
        return standing.contains(folded(word));
    }

    private static String folded(String word) {
        return word.indexOf('%') >= 0 ? word : word.toLowerCase(Locale.ROOT);
    }

    private void keep(String word) {
        place(word, records.isEmpty() ? Op.ADD : Op.KEEP);
    }

    private void add(String word) {
        if (!stands(word)) {
            place(word, Op.ADD);
        }
    }

    private void place(String word, Op op) {
        diff.add(new DiffWord(op, word));
        standing.add(folded(word));
        explained |= word.regionMatches(true, 0, "exp=", 0, 4);
    }

    private void insert(List<String> wanted, int at) {
        List<DiffWord> tail = new ArrayList<>(diff.subList(at, diff.size()));
        diff.subList(at, diff.size()).clear();
        wanted.forEach(this::add);
        diff.addAll(tail);
    }
}
