package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.SpfPlanOptions.DeadTerms;
import io.github.todoku.spf.publish.SpfPlanOptions.Flatten;
import io.github.todoku.spf.publish.SpfPlanOptions.Tidy;
import io.github.todoku.spf.publish.internal.PlanDns;
import io.github.todoku.spf.publish.internal.PlanWork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One plan: drafts a record, asks the evaluator what it would do, and settles on the first draft that does what is wanted. */
final class PlanRun {
    /** How many networks a finding names. */
    private static final int MAX_NAMED = 3;

    private final SpfPlanOptions options;
    private final DnsName domain;
    private final DnsAnswer answer;
    private final PublishedSpf published;

    /** The records that stand, as they were meant. */
    private final List<String> before;

    private final List<PlanWant> wanted;
    private final List<PlanWant> unwanted;
    private final VerdictMaps maps;
    private final PlanSpelling spelling;
    private final PlanAround around;

    PlanRun(
            PlanDns dns,
            PlanWork work,
            SpfPlanOptions options,
            DnsName domain,
            DnsAnswer answer,
            List<SpfSender> wanted) {
        this.options = options;
        this.domain = domain;
        this.answer = answer;
        this.published = PublishedSpf.of(answer);
        this.before = published.texts();
        this.wanted = wanted.stream().map(PlanWant::of).toList();
        this.unwanted = options.removed().stream().map(PlanWant::of).toList();
        List<IpNetwork> borders =
                this.wanted.stream().flatMap(want -> want.networks().stream()).toList();
        this.maps = new VerdictMaps(dns, work, domain, place(answer), published.otherTxt(), borders);
        List<SpfSender> known = new ArrayList<>(wanted);
        known.addAll(options.known());
        this.spelling = new PlanSpelling(domain, maps, known);
        this.around = new PlanAround(dns, place(answer), answer, published);
    }

    /** The plan; ends with a stop if an answer is missing, or it takes too much. */
    SpfPlan run() {
        boolean ifNeeded = options.deadTerms() == DeadTerms.DROP_IF_NEEDED;
        SpfPlan plan = plan(ifNeeded ? DeadTerms.KEEP : options.deadTerms());
        if (ifNeeded && plan.change().isEmpty()) {
            SpfPlan without = plan(DeadTerms.DROP_IF_NEEDED);
            return without.isProven() ? without : plan;
        }
        return plan;
    }

    private SpfPlan plan(DeadTerms deadTerms) {
        List<String> missing = missing(draft(List.of(), List.of(), deadTerms).words());
        List<Finding> warnings = new ArrayList<>(published.findings());
        SpfDraft draft = settled(missing, deadTerms, warnings);
        boolean stays = !draft.isChanged() && before.size() == 1 && !published.isRepaired();
        String after = stays ? before.get(0) : draft.text();
        SpfProof proof = proof(after);
        around.obsolete(warnings);
        stillPassing(after, warnings);
        new PlanWish(maps).tell(wanted, warnings);
        gained(after, warnings);
        everybody(after, warnings);
        RecordChange change = around.change(after, published.diff(draft.words()), stays, warnings);
        if (!change.readsBack()) {
            warnings.add(SpfPlanFinding.NOT_ENOUGH.about(after));
        }
        List<Finding> findings = new PlanWarnings(domain, answer, change, proof).all(warnings, maps.of(after), wanted);
        return findings.stream().anyMatch(each -> ((SpfPlanFinding) each.kind()).standsInTheWay())
                ? SpfPlan.unproven(domain, findings, proof)
                : SpfPlan.of(domain, change.withFindings(findings), proof);
    }

    /** Where a record can stand: nothing stands beside a CNAME (RFC 2181 §10.1), so at the end of the aliases. */
    private DnsName place(DnsAnswer answer) {
        List<DnsName> aliases = answer.aliases();
        return aliases.isEmpty() ? domain : aliases.get(aliases.size() - 1);
    }

    /** Whom the record would let pass though no record of today means to, and nobody asked. */
    private void gained(String after, List<Finding> warnings) {
        List<String> words = new ArrayList<>();
        for (String text : before) {
            SpfRecord record = SpfRecord.parse(text);
            for (Term term : record.terms()) {
                if (mayLetPass(term)) {
                    words.add(record.textOf(term));
                }
            }
        }
        List<IpNetwork> gained = new PlanWish(maps).gained(after, before, words, wanted);
        if (!gained.isEmpty()) {
            warnings.add(SpfPlanFinding.GAINED.about(
                    gained.stream().limit(MAX_NAMED).map(IpNetwork::toString).collect(Collectors.joining(" "))));
        }
    }

    /** An ending like {@code +all} that an error or a misspelling keeps from everybody today is not put into force. */
    private void everybody(String after, List<Finding> warnings) {
        Set<Integer> open = today().open();
        if (open.containsAll(maps.of(after).open())) {
            return;
        }
        SpfRecord record = SpfRecord.parse(after);
        String by = record.terms().stream()
                .filter(PlanRun::mayLetPass)
                .map(record::textOf)
                .filter(word -> !open.containsAll(maps.ofTerm(word).open()))
                .findFirst()
                .orElse(after);
        warnings.add(SpfPlanFinding.WOULD_LET_EVERYBODY_PASS.about(by));
    }

    private static boolean mayLetPass(Term term) {
        return term instanceof Modifier.Redirect
                || (term instanceof Directive directive && directive.qualifier() == Qualifier.PASS);
    }

    private void stillPassing(String after, List<Finding> warnings) {
        for (PlanWant want : unwanted) {
            for (String word : want.words()) {
                boolean passes = PlanWant.addresses(word, maps).stream()
                        .flatMap(range -> maps.of(after).regions(range).stream())
                        .anyMatch(region -> region.passes(VoidPolicy.PER_TERM));
                if (passes) {
                    warnings.add(SpfPlanFinding.STILL_PASSES.about(word));
                }
            }
        }
    }

    private VerdictMap today() {
        return before.size() == 1 && !published.isRepaired() ? maps.of(before.get(0)) : maps.unchanged();
    }

    private List<String> missing(SpfDraft base) {
        List<String> missing = new ArrayList<>();
        for (PlanWant want : wanted) {
            for (String word : want.words()) {
                boolean byName = options.flatten() == Flatten.NEVER;
                if (!missing.contains(word)
                        && (before.isEmpty() || !PlanWant.isMet(word, domain, base, maps, byName))) {
                    missing.add(word);
                }
            }
        }
        return missing;
    }

    /**
     * New terms stand last. Those that do not pass there stand first: networks, which ask no DNS, or else all of them; but
     * not at the price of anybody who passed before. Of several records an error in one would stop the others' senders,
     * and today all are stopped: there dead terms go that do harm, if they may go unasked.
     */
    private SpfDraft settled(List<String> missing, DeadTerms asked, List<Finding> warnings) {
        DeadTerms deadTerms = asked;
        Draft last = draft(List.of(), missing, deadTerms);
        List<Draft> drafts = new ArrayList<>(List.of(last));
        if (before.size() > 1 && deadTerms == DeadTerms.KEEP && !isGood(last, missing, List.of())) {
            deadTerms = DeadTerms.DROP_IF_NEEDED;
            last = draft(List.of(), missing, deadTerms);
            drafts.add(last);
        }
        SpfDraft atTheEnd = last.words();
        List<String> failing = missing.stream()
                .filter(word -> !passes(List.of(word), atTheEnd))
                .toList();
        List<String> networks = failing.stream()
                .filter(word -> SpfSender.parse(word).orElse(null) instanceof SpfSender.Network)
                .toList();
        for (List<String> first : failing.isEmpty()
                ? List.<List<String>>of()
                : new LinkedHashSet<>(List.of(networks, failing, missing))) {
            if (!first.isEmpty()) {
                List<String> others =
                        missing.stream().filter(word -> !first.contains(word)).toList();
                drafts.add(draft(first, others, deadTerms));
            }
        }
        List<IpNetwork> lostAnyway = lost(atTheEnd);
        Draft chosen = drafts.stream()
                .filter(draft -> isGood(draft, missing, lostAnyway))
                .findFirst()
                .orElse(last);
        warnings.addAll(chosen.warnings());
        return chosen.words();
    }

    private record Draft(SpfDraft words, List<Finding> warnings) {}

    /** Whether the wanted pass, at nobody's price, and not by a record that breaks the limit of terms where today's does not. */
    private boolean isGood(Draft draft, List<String> missing, List<IpNetwork> lostAnyway) {
        int allowed = SpfOptions.MAX_TERMS;
        for (String text : before) {
            allowed = Math.max(allowed, maps.of(text).cost().terms());
        }
        return passes(missing, draft.words())
                && maps.of(draft.words().text()).cost().terms() <= allowed
                && lost(draft.words()).stream()
                        .allMatch(network -> lostAnyway.stream().anyMatch(lost -> lost.contains(network)));
    }

    private List<IpNetwork> lost(SpfDraft draft) {
        SpfProof proof = proof(draft.text());
        List<IpNetwork> lost = new ArrayList<>(proof.lost());
        lost.addAll(proof.unknown());
        return lost;
    }

    private boolean passes(List<String> words, SpfDraft draft) {
        VerdictMap map = maps.of(draft.text());
        return words.stream()
                .flatMap(word -> PlanWant.addresses(word, maps).stream())
                .flatMap(range -> map.regions(range).stream())
                .allMatch(region -> region.passes(VoidPolicy.PER_TERM) && region.passes(VoidPolicy.PER_QUERY));
    }

    private SpfProof proof(String record) {
        return new PlanProof(domain, maps, today(), passing(), wanted, unwanted).of(record);
    }

    /** The records whose senders are to be kept: as they were meant, and as they are read today. */
    private List<String> passing() {
        Set<String> texts = new LinkedHashSet<>(before);
        published.published().stream().filter(SpfRecord::isSpf).forEach(texts::add);
        return List.copyOf(texts);
    }

    private Draft draft(List<String> first, List<String> last, DeadTerms deadTerms) {
        List<Finding> warnings = new ArrayList<>();
        SpfMerge merge = new SpfMerge(before);
        SpfDraft draft = merge.with(first, last);
        warnings.addAll(merge.warnings());
        if (!first.isEmpty()) {
            warnings.add(SpfPlanFinding.PUT_FIRST.about(String.join(" ", first)));
        }
        removeUnwanted(draft);
        new PlanDead(domain, maps, wanted, before, spelling).in(draft, deadTerms, warnings);
        PlanFlatten flatten = new PlanFlatten(maps, warnings);
        boolean changes = before.size() != 1 || draft.isChanged() || published.isRepaired();
        boolean tidies = changes
                || options.tidy() == Tidy.ALWAYS
                || !maps.of(draft.text()).withinLimits();
        SpfDraft tidy = tidies ? tidied(draft, warnings) : draft;
        if (options.flatten() == Flatten.ALL) {
            flatten.all(tidy);
        } else if (options.flatten() == Flatten.TO_FIT) {
            flatten.toFit(tidy);
        }
        boolean again = options.flatten() != Flatten.NEVER && tidy.isChanged();
        return new Draft(again ? tidied(tidy, warnings) : tidy, warnings);
    }

    private SpfDraft tidied(SpfDraft draft, List<Finding> warnings) {
        PlanTidy tidy = new PlanTidy(domain, maps);
        SpfDraft tidied = tidy.tidied(draft);
        for (String word : tidy.gone()) {
            boolean behind = behindAll().contains(word);
            warnings.add((behind ? SpfPlanFinding.BEHIND_ALL : SpfPlanFinding.CHANGED_NOTHING).about(word));
        }
        return tidied;
    }

    /** The mechanisms that stand behind {@code all}, and not before it, too. */
    private Set<String> behindAll() {
        Set<String> behind = new LinkedHashSet<>();
        SpfRecord record = SpfRecord.parse(before.size() == 1 ? before.get(0) : SpfRecord.VERSION);
        boolean ended = false;
        for (Term term : record.terms()) {
            if (ended && term instanceof Directive && !term.isAll()) {
                behind.add(record.textOf(term));
            }
            ended |= term.isAll();
        }
        return behind;
    }

    private void removeUnwanted(SpfDraft draft) {
        SpfRecord record = draft.record();
        for (int place = record.terms().size() - 1; place >= 0 && !unwanted.isEmpty(); place--) {
            Term term = record.terms().get(place);
            if (unwanted.stream().anyMatch(want -> want.isNamedBy(record, term, domain))) {
                draft.remove(place);
            }
        }
    }
}
