package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks ahead of need: the questions that a record's terms will ask unless an earlier one decides. It changes when a
 * question goes out, never what is made of the answer.
 *
 * <p>Not asked ahead: terms behind one that decides without the DNS; terms with macros and exists and ptr, whose names
 * belong to one message or client (RFC 7208 Appendix D); more terms than a check may reach; anything once more answers
 * were void than a check may meet.
 */
final class Prefetcher {
    private final AnswerBook book;
    private final SpfOptions options;
    private final RecordType hostType;

    /** Asked ahead and not yet looked at. */
    private final List<AnswerBook.Entry> out = new ArrayList<>();

    private int voids;

    Prefetcher(AnswerBook book, SpfOptions options, RecordType hostType) {
        this.book = book;
        this.options = options;
        this.hostType = hostType;
    }

    /** A record was read: asks what its open terms will ask. */
    void read(DnsName owner, LeanRecord lean) {
        if (!lean.record.isValid()) {
            return;
        }
        for (int i = 0; i < lean.openCount(); i++) {
            DnsQuestion question = question(owner, lean.directive(i).mechanism());
            if (question != null) {
                ask(question);
            }
        }
        if (lean.redirect != null && !lean.decidesWithoutDns()) {
            DnsName target = lean.redirect.value().literalName();
            if (target != null) {
                ask(new DnsQuestion(target, RecordType.TXT));
            }
        }
    }

    private @Nullable DnsQuestion question(DnsName owner, Mechanism mechanism) {
        boolean askable = mechanism instanceof Mechanism.Include
                || mechanism instanceof Mechanism.A
                || mechanism instanceof Mechanism.Mx;
        MacroString spec = mechanism.domain();
        DnsName target = spec == null ? owner : spec.literalName();
        if (!askable || target == null) {
            return null;
        }
        RecordType type = mechanism instanceof Mechanism.Include
                ? RecordType.TXT
                : mechanism instanceof Mechanism.Mx ? RecordType.MX : hostType;
        return new DnsQuestion(target, type);
    }

    private void ask(DnsQuestion question) {
        boolean allowed = book.termQuestions() < options.maxTerms() && voids <= options.maxVoidLookups();
        if (allowed && !book.knows(question)) {
            out.add(book.termEntry(question));
        }
    }

    /** Mail hosts became known: asks for their addresses. */
    void readMx(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found) || found.records().size() > options.maxMxHosts()) {
            return;
        }
        for (DnsRecord each : found.records()) {
            if (each instanceof DnsRecord.Mx mx && !mx.isNullMx()) {
                book.entry(new DnsQuestion(mx.exchange(), hostType));
            }
        }
    }

    /** Looks at the answers that have come: a record may lead to more questions. Each is looked at once. */
    void readArrived() {
        for (int i = 0; i < out.size(); ) {
            AnswerBook.Entry entry = out.get(i);
            if (!entry.isThere()) {
                i++;
                continue;
            }
            out.remove(i);
            SpfLookup lookup = book.settled(entry);
            if (lookup.answer().isVoid()) {
                voids++;
            } else if (entry.question.type() == RecordType.TXT) {
                book.selection(lookup); // reads the record, which comes back to read(..)
            }
        }
    }
}
