package io.github.todoku.dkim;

import io.github.todoku.dkim.DkimKey.State;
import io.github.todoku.dkim.DkimProblem.Kind;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the answer at a selector means, beside the answer that nobody's selector got. */
final class AnswerReader {
    private static final int MAX_NAME_TEXT = 80;

    private final DnsName domain;
    private final @Nullable DnsAnswer base;
    private final @Nullable DnsAnswer nobody;

    AnswerReader(DnsName domain, @Nullable DnsAnswer base, @Nullable DnsAnswer nobody) {
        this.domain = domain;
        this.base = base;
        this.nobody = nobody;
    }

    DkimReport.Anywhere anywhere() {
        if (nobody instanceof DnsAnswer.Found) {
            return DkimReport.Anywhere.WILDCARD;
        }
        if (base instanceof DnsAnswer.NxDomain nx && nx.aliases().isEmpty()) {
            return DkimReport.Anywhere.NONE;
        }
        return base == null || base.isFailure() ? DkimReport.Anywhere.UNKNOWN : DkimReport.Anywhere.POSSIBLE;
    }

    DkimKey unknown(DkimSelector selector, String detail) {
        return key(selector, State.UNKNOWN, List.of(), Kind.DNS_FAILED, detail);
    }

    DkimKey key(DkimSelector selector, @Nullable DnsAnswer answer) {
        if (answer == null) {
            return key(selector, State.UNUSABLE, List.of(), Kind.NAME_TOO_LONG, shortened(selector.name()));
        }
        return answer.fold(
                found -> found(selector, found),
                empty -> empty.aliases().isEmpty()
                        ? key(selector, State.MISSING, List.of(), Kind.NO_RECORD, shortened(owner(selector)))
                        : key(selector, State.MISSING, empty.aliases(), Kind.ALIAS_TO_NOTHING, last(empty.aliases())),
                failed -> failed.reason() == DnsAnswer.Reason.ALIAS_LOOP
                        ? key(selector, State.UNUSABLE, List.of(), Kind.ALIAS_LOOP, shortened(owner(selector)))
                        : unknown(selector, failed.reason() + " " + shortened(owner(selector))));
    }

    private DkimKey found(DkimSelector selector, DnsAnswer.Found found) {
        List<String> texts = texts(found);
        List<DkimRecord> keys = new ArrayList<>();
        for (String text : texts) {
            DkimRecord record = DkimRecord.parse(text);
            if (record.isDkim()) {
                keys.add(record);
            }
        }
        List<DkimProblem> problems = new ArrayList<>();
        DkimRecord record = keys.isEmpty() ? DkimRecord.parse(texts.get(0)) : keys.get(0);
        boolean wildcard = isNobodys(texts);
        if (wildcard) {
            problems.add(DkimProblem.of(Kind.WILDCARD, "*._domainkey." + shortened(domain)));
        }
        if (keys.size() > 1) {
            problems.add(DkimProblem.of(Kind.MULTIPLE_RECORDS, Integer.toString(keys.size())));
        } else if (texts.size() > 1) {
            problems.add(DkimProblem.of(Kind.OTHER_TEXT, Integer.toString(texts.size() - 1)));
        }
        problems.addAll(record.problems());
        State state = wildcard ? State.WILDCARD : state(record, keys.size() > 1);
        return new DkimKey(selector, owner(selector), state, found.aliases(), texts, record, problems);
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

    private DkimKey key(DkimSelector selector, State state, List<DnsName> aliases, Kind kind, String detail) {
        return new DkimKey(
                selector, owner(selector), state, aliases, List.of(), null, List.of(DkimProblem.of(kind, detail)));
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
