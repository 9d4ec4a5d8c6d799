package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.publish.SpfPlanOptions.DeadTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The terms of a draft that let nobody pass today: which of them go, and what is said of each. */
final class PlanDead {
    private final DnsName domain;
    private final VerdictMaps maps;
    private final List<PlanWant> wanted;
    private final PlanSpelling spelling;

    /** The words of the records that stand, as they are compared. */
    private final Set<String> owners = new HashSet<>();

    PlanDead(DnsName domain, VerdictMaps maps, List<PlanWant> wanted, List<String> before, PlanSpelling spelling) {
        this.domain = domain;
        this.maps = maps;
        this.wanted = wanted;
        this.spelling = spelling;
        for (String text : before) {
            SpfRecord record = SpfRecord.parse(text);
            record.terms().forEach(term -> owners.add(folded(record.textOf(term))));
        }
    }

    /** Takes out of the draft what is to go; a wanted term never is. */
    void in(SpfDraft draft, DeadTerms what, List<Finding> warnings) {
        SpfRecord record = draft.record();
        boolean othersRemain = what == DeadTerms.DROP_IF_NEEDED && othersRemain(record);
        for (int place = record.terms().size() - 1; place >= 0; place--) {
            Term term = record.terms().get(place);
            String word = record.textOf(term);
            if (isWanted(record, term)) {
                continue;
            }
            if (term instanceof Modifier.Redirect) {
                redirect(record, term, warnings);
            } else if (isIdle(record, term)) {
                Optional<String> fault = maps.ofTerm(word).fault(word);
                Optional<String> meant = fault.isPresent() ? Optional.empty() : spelling.meant(record, term);
                if (fault.isPresent()) {
                    warnings.add(SpfPlanFinding.WAITS.about(word, fault.get()));
                } else if (goes(what, record, term, meant, othersRemain)) {
                    warnings.add(meant.map(name -> SpfPlanFinding.DROPPED_DEAD.about(word, name))
                            .orElseGet(() -> SpfPlanFinding.DROPPED_DEAD.about(word)));
                    draft.remove(place);
                } else {
                    warnings.add(meant.map(name -> SpfPlanFinding.MISSPELT.about(word, name))
                            .orElseGet(() -> SpfPlanFinding.BUYS_NOTHING.about(word)));
                }
            }
        }
    }

    /**
     * Unasked, a term goes only where its own name has nothing, and where nobody who was meant can be lost: one that looks misspelt
     * goes if what it looks like stands in the record, too, and any other one only if the record names somebody beside it. Where all that
     * its owner has written leads nowhere, or a name of the owner's own does, it is the writing that is wrong.
     */
    private boolean goes(DeadTerms what, SpfRecord record, Term term, Optional<String> meant, boolean othersRemain) {
        return switch (what) {
            case DROP -> true;
            case KEEP -> false;
            case DROP_IF_NEEDED ->
                maps.ofTerm(record.textOf(term)).isAbsent(record.textOf(term))
                        && spelling.isTried(record, term)
                        && !spelling.isOwn(term)
                        && meant.map(name -> stands(record, name)).orElse(othersRemain);
        };
    }

    /** A redirect is the ending of its record: it is only said how it may have been meant. */
    private void redirect(SpfRecord record, Term term, List<Finding> warnings) {
        String word = record.textOf(term);
        if (maps.ofTerm(word).letsNobodyPass() && maps.ofTerm(word).isAbsent(word)) {
            spelling.meant(record, term).ifPresent(name -> warnings.add(SpfPlanFinding.MISSPELT.about(word, name)));
        }
    }

    private boolean isWanted(SpfRecord record, Term term) {
        return wanted.stream().anyMatch(want -> want.isNamedBy(record, term, domain));
    }

    /** Whether a term that asks the DNS lets nobody pass today, and that for certain. */
    private boolean isIdle(SpfRecord record, Term term) {
        return isPassing(term)
                && ((Directive) term).mechanism().queries()
                && maps.ofTerm(record.textOf(term)).letsNobodyPass();
    }

    /** Whether a term of the owner's lets somebody pass, or may. */
    private boolean othersRemain(SpfRecord record) {
        return record.terms().stream()
                .anyMatch(term -> (isPassing(term) || term instanceof Modifier.Redirect)
                        && owners.contains(folded(record.textOf(term)))
                        && !maps.ofTerm(record.textOf(term)).letsNobodyPass());
    }

    private static boolean stands(SpfRecord record, String word) {
        return record.terms().stream()
                .anyMatch(term -> isPassing(term) && folded(record.textOf(term)).equals(folded(word)));
    }

    private static boolean isPassing(Term term) {
        return term instanceof Directive directive && directive.qualifier() == Qualifier.PASS;
    }

    private static String folded(String word) {
        return (word.startsWith("+") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
    }
}
