package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.internal.AnswerText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands at the domain itself, beside and around the record. */
final class PublishedRules {
    /**
     * What a report asks beside the walk.
     *
     * @param type99 the obsolete type at the domain
     * @param mx whether the domain accepts mail
     * @param dmarc the TXT records at {@code _dmarc}
     * @param explanation the TXT records at the target of {@code exp}; null if there is none, or its name is none
     */
    record Answers(
            DnsAnswer type99,
            DnsAnswer mx,
            DnsAnswer dmarc,
            @Nullable DnsAnswer explanation) {}

    private static final String DMARC = "v=DMARC1";

    /** A character-string has one octet for its length (RFC 1035 §3.3). */
    static final int MAX_STRING = 255;

    /** The answer that passes everywhere without fragments, since DNS Flag Day 2020. */
    private static final int UDP_SIZE = 1232;

    /** Header, EDNS option record, and what a question has beside its name. */
    private static final int ANSWER_OVERHEAD = 12 + 11 + 4;

    /** A record's owner as a pointer, type, class, TTL and length. */
    private static final int RECORD_OVERHEAD = 12;

    /** No term that somebody means is longer: a record in many strings without a blank costs no more than its length. */
    private static final int MAX_JOINED = 300;

    private final SpfTree tree;
    private final Answers answers;
    private final ReportDraft draft;
    private final String domain;

    PublishedRules(SpfTree tree, Answers answers, ReportDraft draft) {
        this.tree = tree;
        this.answers = answers;
        this.draft = draft;
        this.domain = tree.domain().toString();
    }

    void all() {
        SpfTree.Node root = tree.root();
        if (root.answer().isFailure()) {
            for (SpfRule rule : SpfRule.values()) {
                if (rule != SpfRule.CLIENT) {
                    draft.cannotTell(rule, domain, AnswerText.of(root.answer()));
                }
            }
            return;
        }
        List<DnsRecord.Txt> strings = root.answer().records(DnsRecord.Txt.class);
        if (root.texts().isEmpty()) {
            noRecord(root.answer(), strings);
        }
        strings.forEach(txt -> text(txt.joined(), root.texts().isEmpty()));
        dmarcName();
        obsolete();
        size(strings);
        if (root.record() != null) {
            strings.stream()
                    .filter(txt -> txt.joined().equals(root.record().text()))
                    .forEach(txt -> strings(txt, root.record()));
            parked(root.record());
            explanation(root.record());
        }
    }

    /**
     * A record of nobody is advised to whoever says that the domain takes no mail, and to nobody else: a domain without MX may
     * well send, as bounce domains do. At an alias nothing can stand.
     */
    private void noRecord(DnsAnswer answer, List<DnsRecord.Txt> strings) {
        boolean meant =
                strings.stream().anyMatch(txt -> MeantRecord.of(txt.joined()).isPresent());
        List<DnsName> aliases = answer.aliases();
        String parked = takesNoMail() && !meant && aliases.isEmpty() ? SpfRecord.VERSION + " -all" : null;
        draft.at(SpfRule.RECORD_PUBLISHED, Severity.FAIL, domain, -1, -1, parked, domain);
        if (!aliases.isEmpty()) {
            draft.add(
                    SpfRule.DOMAIN_ALIAS,
                    Severity.FAIL,
                    domain,
                    aliases.get(aliases.size() - 1).toString());
        }
    }

    private void text(String text, boolean noRecord) {
        if (SpfRecord.isSpf(text)) {
            return;
        }
        MeantRecord meant = MeantRecord.of(text).orElse(null);
        Severity severity = noRecord ? Severity.FAIL : Severity.WARN;
        if (meant != null && !meant.isCurrent()) {
            draft.add(SpfRule.PASTED_TEXT, severity, domain, PastedText.decoded(text), "", meant.foreword());
        } else if (meant != null) {
            draft.at(SpfRule.PASTED_TEXT, severity, domain, -1, -1, meant.text(), PastedText.decoded(text));
        }
        if (text.regionMatches(true, 0, DMARC, 0, DMARC.length()) || PastedText.meant(text, DMARC) != null) {
            draft.add(SpfRule.MISPLACED_RECORD, Severity.WARN, domain, text, "_dmarc." + domain);
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("spf2.0/")) {
            draft.add(SpfRule.SENDER_ID, Severity.WARN, domain, text);
        }
    }

    private void dmarcName() {
        DnsAnswer answer = answers.dmarc();
        String name = answer.question().name().toString();
        if (answer.isFailure()) {
            draft.cannotTell(SpfRule.MISPLACED_RECORD, name, AnswerText.of(answer));
            return;
        }
        for (DnsRecord.Txt txt : answer.records(DnsRecord.Txt.class)) {
            if (SpfRecord.isSpf(txt.joined())) {
                draft.add(SpfRule.MISPLACED_RECORD, Severity.WARN, name, txt.joined(), domain);
            }
            String meant = PastedText.meant(txt.joined(), DMARC);
            if (meant != null && !txt.joined().regionMatches(true, 0, DMARC, 0, DMARC.length())) {
                // what it meant has no effect today, a strict policy neither: what to publish, the planner of DMARC
                // says
                draft.add(SpfRule.PASTED_TEXT, Severity.WARN, name, txt.joined());
            }
        }
    }

    private void obsolete() {
        if (answers.type99().isFailure()) {
            draft.cannotTell(SpfRule.TYPE_99, domain, AnswerText.of(answers.type99()));
            return;
        }
        for (DnsRecord.Spf spf : answers.type99().records(DnsRecord.Spf.class)) {
            draft.add(SpfRule.TYPE_99, Severity.WARN, domain, spf.joined());
        }
    }

    private void size(List<DnsRecord.Txt> strings) {
        int octets = ANSWER_OVERHEAD + tree.domain().wireLength();
        for (DnsRecord.Txt txt : strings) {
            octets += RECORD_OVERHEAD;
            for (String string : txt.strings()) {
                octets += 1 + string.length();
            }
        }
        if (octets > UDP_SIZE) {
            draft.add(SpfRule.ANSWER_SIZE, Severity.WARN, domain, Integer.toString(octets), Integer.toString(UDP_SIZE));
        }
    }

    private void strings(DnsRecord.Txt txt, SpfRecord record) {
        int at = 0;
        for (String string : txt.strings()) {
            if (string.length() > MAX_STRING) {
                draft.at(
                        SpfRule.STRING_LENGTH,
                        Severity.FAIL,
                        domain,
                        at,
                        at + string.length(),
                        null,
                        Integer.toString(string.length()));
            }
            if (at > 0) {
                joint(record.text(), at);
            }
            at += string.length();
        }
    }

    /** A blank was lost if both sides of the joint are terms of their own; a word cut in two is none, and is right. */
    private void joint(String text, int at) {
        int start = at;
        while (start > 0 && at - start <= MAX_JOINED && text.charAt(start - 1) != ' ') {
            start--;
        }
        int end = at;
        while (end < text.length() && end - at <= MAX_JOINED && text.charAt(end) != ' ') {
            end++;
        }
        if (at - start > MAX_JOINED || end - at > MAX_JOINED) {
            return;
        }
        boolean inWord = start < at && at < end && start >= SpfRecord.VERSION.length();
        if (inWord && isTerm(text.substring(start, at)) && isTerm(text.substring(at, end))) {
            draft.at(
                    SpfRule.STRING_JOINT,
                    Severity.FAIL,
                    domain,
                    start,
                    end,
                    text.substring(start, at) + " " + text.substring(at, end),
                    text.substring(start, end));
        }
    }

    private static boolean isTerm(String word) {
        SpfRecord alone = SpfRecord.parse(SpfRecord.VERSION + " " + word);
        boolean known = alone.terms().stream().noneMatch(term -> term instanceof Modifier.Unknown);
        return alone.isValid() && known && word.length() > 2; // "a" and "mx" may be the ends of a word
    }

    private boolean takesNoMail() {
        List<DnsRecord.Mx> hosts =
                answers.mx().isFailure() ? List.of() : answers.mx().records(DnsRecord.Mx.class);
        return !hosts.isEmpty() && hosts.stream().allMatch(DnsRecord.Mx::isNullMx); // alone (RFC 7505 §3)
    }

    private void parked(SpfRecord record) {
        if (answers.mx().isFailure()) {
            draft.cannotTell(SpfRule.PARKED, domain, AnswerText.of(answers.mx()));
        } else if (takesNoMail() && !record.text().strip().equalsIgnoreCase("v=spf1 -all")) {
            draft.at(SpfRule.PARKED, Severity.WARN, domain, -1, -1, null, domain);
        }
    }

    private void explanation(SpfRecord record) {
        Modifier.Explanation explanation = explanationOf(record);
        if (explanation == null || explanation.value().hasMacros()) {
            return;
        }
        String target = explanation.value().text();
        DnsAnswer answer = answers.explanation();
        if (answer == null) {
            draft.at(SpfRule.EXPLANATION, Severity.WARN, domain, explanation, target);
        } else if (answer.isFailure()) {
            draft.cannotTell(SpfRule.EXPLANATION, domain, AnswerText.of(answer));
        } else {
            List<DnsRecord.Txt> texts = answer.records(DnsRecord.Txt.class);
            boolean good = texts.size() == 1
                    && MacroString.parseExplainString(texts.get(0).joined()).isPresent();
            if (!good) {
                draft.at(SpfRule.EXPLANATION, Severity.WARN, domain, explanation, target);
            }
        }
    }

    static Modifier.@Nullable Explanation explanationOf(@Nullable SpfRecord record) {
        if (record != null) {
            for (Term term : record.terms()) {
                if (term instanceof Modifier.Explanation explanation) {
                    return explanation;
                }
            }
        }
        return null;
    }
}
