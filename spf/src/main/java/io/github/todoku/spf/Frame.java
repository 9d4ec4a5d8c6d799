package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One check_host() of a run: the record at hand, the term at hand, and the steps so far. */
final class Frame {
    final String domain;
    final DnsName name;
    final @Nullable Frame parent;

    /** Whether a fail of this record is explained by its {@code exp=}: not if it was included (RFC 7208 §6.2). */
    final boolean explains;

    private final byte[] client;

    /** Grows while the record is under way; from then on it is the trace's. */
    private final ArrayList<SpfTrace.Kept> steps = new ArrayList<>(4);

    private @Nullable SpfLookup txt;
    private @Nullable SpfRecord record;
    private int tried;
    private @Nullable Term current;
    private @Nullable Frame nested;
    private @Nullable SpfVerdict verdict;
    private @Nullable Finding problem;

    Frame(String domain, DnsName name, @Nullable Frame parent, boolean explains, byte[] client) {
        this.domain = domain;
        this.name = name;
        this.parent = parent;
        this.explains = explains;
        this.client = client;
    }

    void asked(SpfLookup lookup) {
        this.txt = lookup;
    }

    void has(SpfRecord selected) {
        this.record = selected;
    }

    /** A term is looked at; terms before it that left no step are networks without the client. */
    void begin(Term term, int index) {
        current = term;
        tried = index + 1;
    }

    /** A modifier is used; it does not change how many directives were tried. */
    void beginModifier(Term modifier) {
        current = modifier;
    }

    void enter(Frame inner) {
        nested = inner;
    }

    void step(SpfReason reason, @Nullable Finding stopped, LimitedDns dns) {
        if (current == null || record == null) {
            return; // it ended before the first term
        }
        SpfTrace inner = nested == null ? null : nested.trace();
        steps.add(new SpfTrace.Kept(current, dns.taken(), reason, stopped, dns.terms(), dns.voids(), inner));
        current = null;
        nested = null;
    }

    /** The problem at the place of the term at hand, if it has no place yet. */
    Finding located(Finding found) {
        return current == null || found.hasSpan() ? found : found.at(current.start(), current.end());
    }

    /** All directives were tried, none matched. */
    void exhausted() {
        tried = record == null ? 0 : record.terms().size();
    }

    SpfVerdict end(SpfVerdict result, @Nullable Finding because) {
        verdict = result;
        problem = because;
        return result;
    }

    @Nullable
    Finding finding() {
        return problem;
    }

    /** The story; called once, when nothing more can be added to it. */
    SpfTrace trace() {
        return new SpfTrace(domain, txt, record, client, steps, tried, verdict, problem);
    }
}
