package io.github.todoku.dkim;

import io.github.todoku.dkim.DkimKey.State;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the answers at selectors mean, given the answers at {@code _domainkey} and at a selector that nobody uses; an answer
 * is null where the name is too long to be asked.
 */
final class SelectorReader {
    private static final int MAX_NAME_TEXT = 80;

    private final DnsName domain;
    private final @Nullable DnsAnswer base;
    private final @Nullable DnsAnswer nobody;

    SelectorReader(DnsName domain, @Nullable DnsAnswer base, @Nullable DnsAnswer nobody) {
        this.domain = domain;
        this.base = base;
        this.nobody = nobody;
    }

    /**
     * The report.
     *
     * @param answers what stands at each selector
     * @param elsewhere what stands where the key of a selector may have landed by mistake; nothing if nobody asked
     */
    DkimReport report(
            List<DkimSelector> selectors,
            Function<DkimSelector, @Nullable DnsAnswer> answers,
            Function<DkimSelector, List<DnsAnswer>> elsewhere) {
        List<DkimKey> keys = new ArrayList<>();
        for (DkimSelector selector : selectors) {
            keys.add(key(selector, answers.apply(selector), elsewhere.apply(selector)));
        }
        List<DnsAnswer.TempFail> gaps = Stream.of(base, nobody)
                .filter(DnsAnswer.TempFail.class::isInstance)
                .map(DnsAnswer.TempFail.class::cast)
                .toList();
        return new DkimReport(domain, keys, anywhere(), gaps);
    }

    private DkimReport.Anywhere anywhere() {
        if (nobody instanceof DnsAnswer.Found) {
            return DkimReport.Anywhere.WILDCARD;
        }
        if (base instanceof DnsAnswer.NxDomain nx && nx.aliases().isEmpty()) {
            return DkimReport.Anywhere.NONE;
        }
        return base == null || base.isFailure() ? DkimReport.Anywhere.CANNOT_TELL : DkimReport.Anywhere.POSSIBLE;
    }

    private DkimKey key(DkimSelector selector, @Nullable DnsAnswer answer, List<DnsAnswer> elsewhere) {
        if (answer == null) {
            return none(selector, State.UNUSABLE, List.of(), DkimFinding.NAME_TOO_LONG, shortened(selector.name()));
        }
        return answer.fold(
                found -> found(selector, found),
                empty -> empty.aliases().isEmpty()
                        ? missing(selector, elsewhere)
                        : none(
                                selector,
                                State.MISSING,
                                empty.aliases(),
                                DkimFinding.ALIAS_TO_NOTHING,
                                last(empty.aliases())),
                failed -> failed.reason() == DnsAnswer.Reason.ALIAS_LOOP
                        ? none(selector, State.UNUSABLE, List.of(), DkimFinding.ALIAS_LOOP)
                        : DkimKey.unanswered(selector, owner(selector), failed));
    }

    private DkimKey missing(DkimSelector selector, List<DnsAnswer> elsewhere) {
        String owner = owner(selector).toString();
        List<Finding> findings = new ArrayList<>(List.of(Finding.of(DkimFinding.NO_RECORD, owner)));
        for (DnsAnswer answer : elsewhere) {
            if (answer instanceof DnsAnswer.Found found
                    && !isNobodys(texts(found))
                    && texts(found).stream().map(DkimRecord::parse).anyMatch(DkimRecord::isDkim)) {
                findings.add(Finding.of(
                        DkimFinding.AT_OTHER_NAME,
                        owner,
                        found.question().name().toString()));
            }
        }
        return DkimKey.none(selector, owner(selector), State.MISSING, List.of(), findings);
    }

    private DkimKey none(
            DkimSelector selector, State state, List<DnsName> aliases, DkimFinding kind, String... details) {
        DnsName owner = owner(selector);
        return DkimKey.none(selector, owner, state, aliases, List.of(Finding.of(kind, owner.toString(), details)));
    }

    private DkimKey found(DkimSelector selector, DnsAnswer.Found found) {
        List<String> texts = texts(found);
        if (texts.isEmpty()) {
            return none(selector, State.MISSING, found.aliases(), DkimFinding.NO_RECORD);
        }
        List<DkimRecord> keys =
                texts.stream().map(DkimRecord::parse).filter(DkimRecord::isDkim).toList();
        DkimRecord record = keys.isEmpty() ? DkimRecord.parse(texts.get(0)) : keys.get(0);
        String owner = owner(selector).toString();
        List<Finding> findings = new ArrayList<>();
        boolean wildcard = isNobodys(texts);
        if (wildcard) {
            boolean above = base instanceof DnsAnswer.Found at && texts(at).equals(texts);
            String name = (above ? "*." : "*._domainkey.") + shortened(domain);
            findings.add(Finding.of(DkimFinding.WILDCARD, owner, name));
        }
        if (keys.size() > 1) {
            findings.add(Finding.of(DkimFinding.MULTIPLE_RECORDS, owner, Integer.toString(keys.size())));
        } else if (texts.size() > 1) {
            findings.add(Finding.of(DkimFinding.OTHER_TEXT, owner, Integer.toString(texts.size() - 1)));
        }
        RecordChange change =
                wildcard || texts.size() > 1 || !found.aliases().isEmpty() ? null : change(selector, record);
        for (Finding each : record.findings()) {
            if (wildcard && each.kind() == DkimFinding.NOT_DKIM) {
                continue; // the wildcard is there for something else, and stays
            }
            boolean first = fails(each) && findings.stream().noneMatch(SelectorReader::fails);
            findings.add(first && change != null ? each.in(owner).withChange(change) : each.in(owner));
        }
        State state = wildcard ? State.WILDCARD : state(record, texts.size() > 1);
        return DkimKey.found(selector, owner(selector), state, found.aliases(), texts, record, findings);
    }

    private static boolean fails(Finding finding) {
        return finding.severity() == Severity.FAIL;
    }

    /** The record as it was meant; null if that cannot be told. */
    private @Nullable RecordChange change(DkimSelector selector, DkimRecord record) {
        return MeantKey.of(record)
                .map(meant -> RecordChange.txt(
                        owner(selector),
                        List.of(record.text()),
                        meant,
                        List.of(new DiffWord(Op.REMOVE, record.text()), new DiffWord(Op.ADD, meant))))
                .filter(RecordChange::readsBack)
                .orElse(null);
    }

    private static State state(DkimRecord record, boolean several) {
        if (several || !record.isUsable()) {
            return record.isRevoked() && !several ? State.REVOKED : State.UNUSABLE;
        }
        return State.USABLE;
    }

    private boolean isNobodys(List<String> texts) {
        return nobody instanceof DnsAnswer.Found found && new HashSet<>(texts(found)).equals(new HashSet<>(texts));
    }

    private static List<String> texts(DnsAnswer.Found found) {
        List<String> texts = new ArrayList<>();
        for (DnsRecord.Txt txt : found.records(DnsRecord.Txt.class)) {
            texts.add(txt.joined());
        }
        return texts;
    }

    /** The name asked; the selector alone where the whole is too long for a name. */
    private DnsName owner(DkimSelector selector) {
        return selector.name()
                .below(DnsName.of("_domainkey"))
                .flatMap(prefix -> prefix.below(domain))
                .orElse(selector.name());
    }

    private static String last(List<DnsName> names) {
        return shortened(names.get(names.size() - 1));
    }

    private static String shortened(DnsName name) {
        String text = name.toString();
        return text.length() <= MAX_NAME_TEXT ? text : text.substring(0, MAX_NAME_TEXT) + "...";
    }
}
