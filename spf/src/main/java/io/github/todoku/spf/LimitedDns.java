package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.List;

/** Counts the DNS work of one run, holds it against the limits (RFC 7208 §4.6.4), and remembers it for the trace. */
final class LimitedDns {
    private final Answers answers;
    private final SpfOptions options;
    private int terms;
    private int voidTerms;
    private int voidQueries;
    private boolean counting = true;
    private boolean authentic = true;

    /** For most terms one lookup, which wants no list that can grow. */
    private List<SpfLookup> taken = List.of();

    LimitedDns(Answers answers, SpfOptions options) {
        this.answers = answers;
        this.options = options;
    }

    /** Counts a term that asks the DNS, before it asks: one that cannot ask, for want of a name, counts too. */
    void countTerm(String domain) throws StopCheck {
        terms++;
        if (terms > options.maxTerms()) {
            throw new StopCheck(Finding.of(SpfFinding.TERM_LIMIT, domain, Integer.toString(options.maxTerms())));
        }
    }

    /** The question that makes the term what it is; a void answer makes a void term. */
    SpfLookup own(DnsName name, RecordType type) throws NotYet, StopCheck {
        SpfLookup lookup = noted(answers.termLookup(new DnsQuestion(name, type)));
        if (lookup.answer().isVoid()) {
            voidTerms++;
            countVoid(lookup);
        }
        return lookup;
    }

    /** Any other question: the first record, the hosts that mx and ptr name. */
    SpfLookup further(DnsName name, RecordType type) throws NotYet, StopCheck {
        SpfLookup lookup = noted(answers.lookup(new DnsQuestion(name, type)));
        if (counting && lookup.answer().isVoid()) {
            countVoid(lookup);
        }
        return lookup;
    }

    /** The record of the domain that is checked: no term asked for it, and nothing there is no void lookup but "none". */
    SpfLookup first(DnsName name) throws NotYet {
        return noted(answers.lookup(new DnsQuestion(name, RecordType.TXT)));
    }

    private void countVoid(SpfLookup lookup) throws StopCheck {
        voidQueries++;
        if (voids() > options.maxVoidLookups()) {
            throw new StopCheck(Finding.of(
                    SpfFinding.VOID_LIMIT,
                    lookup.question().name().toString(),
                    lookup.question() + " (" + voids() + ")"));
        }
    }

    private SpfLookup noted(SpfLookup lookup) {
        DnsAnswer answer = lookup.answer();
        authentic &= answer.isAuthentic();
        if (taken.isEmpty()) {
            taken = List.of(lookup);
        } else {
            if (taken.size() == 1) {
                List<SpfLookup> more = new ArrayList<>(4);
                more.add(taken.get(0));
                taken = more;
            }
            taken.add(lookup);
        }
        return lookup;
    }

    /** The verdict stands: what is asked from now on explains it and counts nowhere. */
    void stopCounting() {
        counting = false;
    }

    /** What was asked since the last call. */
    List<SpfLookup> taken() {
        List<SpfLookup> all = taken;
        taken = List.of();
        return all;
    }

    int terms() {
        return terms;
    }

    int voids() {
        return options.voidPolicy() == VoidPolicy.PER_TERM ? voidTerms : voidQueries;
    }

    LookupCounts counts() {
        return new LookupCounts(terms, voids(), voidTerms, voidQueries, answers.questions());
    }

    /** Whether the resolver called every answer so far authentic. */
    boolean authentic() {
        return authentic;
    }
}
