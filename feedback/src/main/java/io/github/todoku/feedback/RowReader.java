package io.github.todoku.feedback;

import static io.github.todoku.feedback.AggregateReader.first;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.feedback.AggregateReport.Dkim;
import io.github.todoku.feedback.AggregateReport.Evaluated;
import io.github.todoku.feedback.AggregateReport.Policy;
import io.github.todoku.feedback.AggregateReport.Reason;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.AggregateReport.Spf;
import io.github.todoku.feedback.internal.NameCache;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code record} after the other. */
final class RowReader {
    private static final int MAX_DIGITS = 18;
    private static final int MAX_ADDRESS = 64;

    private final XmlScanner xml;
    private final String place;
    private final Set<FeedbackNote> notes;
    private final NameCache names = new NameCache();

    private @Nullable String source;
    private @Nullable String count;
    private @Nullable String disposition;
    private @Nullable String dkimWord;
    private @Nullable String spfWord;
    private @Nullable String headerFrom;
    private @Nullable String envelopeFrom;
    private @Nullable String envelopeTo;
    private List<Reason> reasons = new ArrayList<>();
    private List<Dkim> dkim = new ArrayList<>();
    private List<Spf> spf = new ArrayList<>();
    private @Nullable Dkim dkimBeyond;
    private Policy policy = Policy.NONE;

    RowReader(XmlScanner xml, String place, Set<FeedbackNote> notes) {
        this.xml = xml;
        this.place = place;
        this.notes = notes;
    }

    NameCache names() {
        return names;
    }

    /** The record whose start tag came last; null if it breaks off. */
    @Nullable
    Row read(Policy published) {
        clear(published);
        while (inside("record")) {
            switch (xml.name()) {
                case "row" -> row();
                case "identifiers", "identities" -> identifiers(xml.name());
                case "auth_results" -> results();
                default -> skip();
            }
        }
        return xml.isBrokenOff() ? null : made();
    }

    private void clear(Policy published) {
        policy = published;
        source = null;
        count = null;
        disposition = null;
        dkimWord = null;
        spfWord = null;
        headerFrom = null;
        envelopeFrom = null;
        envelopeTo = null;
        reasons = new ArrayList<>(2);
        dkim = new ArrayList<>(2);
        spf = new ArrayList<>(2);
        dkimBeyond = null;
    }

    private void row() {
        while (inside("row")) {
            switch (xml.name()) {
                case "source_ip" -> source = first(source, text());
                case "count" -> count = first(count, text());
                case "policy_evaluated" -> evaluated();
                default -> skip();
            }
        }
    }

    private void evaluated() {
        while (inside("policy_evaluated")) {
            switch (xml.name()) {
                case "disposition" -> disposition = first(disposition, word());
                case "dkim" -> dkimWord = first(dkimWord, word());
                case "spf" -> spfWord = first(spfWord, word());
                case "reason" -> reason();
                default -> skip();
            }
        }
    }

    private void reason() {
        String type = null;
        String comment = null;
        while (inside("reason")) {
            switch (xml.name()) {
                case "type" -> type = first(type, word());
                case "comment" -> comment = first(comment, text());
                default -> skip();
            }
        }
        if (type != null || comment != null) {
            if (reasons.size() < ReportLimits.MAX_SPF_RESULTS) {
                reasons.add(new Reason(type == null ? "other" : type, comment));
            } else {
                notes.add(FeedbackNote.RESULTS_LIMIT);
            }
        }
    }

    private void identifiers(String element) {
        while (inside(element)) {
            switch (xml.name()) {
                case "header_from" -> headerFrom = first(headerFrom, text());
                case "envelope_from" -> envelopeFrom = first(envelopeFrom, text());
                case "envelope_to" -> envelopeTo = first(envelopeTo, text());
                default -> skip();
            }
        }
    }

    private void results() {
        while (inside("auth_results")) {
            switch (xml.name()) {
                case "dkim" -> dkim();
                case "spf" -> spf();
                default -> skip();
            }
        }
    }

    private void dkim() {
        String domain = null;
        String selector = null;
        String result = null;
        String human = null;
        while (inside("dkim")) {
            switch (xml.name()) {
                case "domain" -> domain = first(domain, text());
                case "selector" -> selector = first(selector, text());
                case "result" -> result = first(result, word());
                case "human_result" -> human = first(human, text());
                default -> skip();
            }
        }
        Dkim made = new Dkim(domain, selector, result, human);
        if (dkim.size() < ReportLimits.MAX_DKIM_RESULTS) {
            dkim.add(made);
            return;
        }
        notes.add(FeedbackNote.RESULTS_LIMIT);
        if (dkimBeyond == null && made.isPass()) { // the aligned one may come late
            dkimBeyond = isAligned(made) ? made : null;
        }
    }

    /** The author's domain may stand behind the results. */
    private boolean isAligned(Dkim signature) {
        DnsName author = names.name(headerFrom == null ? policy.domainText() : headerFrom);
        return names.isAligned(names.name(signature.domain()), author, false);
    }

    private void spf() {
        String domain = null;
        String scope = null;
        String result = null;
        while (inside("spf")) {
            switch (xml.name()) {
                case "domain" -> domain = first(domain, text());
                case "scope" -> scope = first(scope, word());
                case "result" -> result = first(result, word());
                default -> skip();
            }
        }
        if (spf.size() < ReportLimits.MAX_SPF_RESULTS) {
            spf.add(new Spf(domain, scope, "hardfail".equals(result) ? "fail" : result));
        } else {
            notes.add(FeedbackNote.RESULTS_LIMIT);
        }
    }

    private Row made() {
        if (dkimBeyond != null) {
            dkim.set(dkim.size() - 1, dkimBeyond);
        }
        DnsName author = names.name(headerFrom);
        InetAddress address = address(source);
        Evaluated evaluated = evaluated(author);
        return new Row(
                place, address, source, messages(), evaluated, author, headerFrom, envelopeFrom, envelopeTo, dkim, spf);
    }

    private Evaluated evaluated(@Nullable DnsName author) {
        boolean dkimAligned = false;
        for (Dkim each : dkim) {
            dkimAligned |= each.isPass() && names.isAligned(names.name(each.domain()), author, policy.isDkimStrict());
        }
        boolean spfAligned = false;
        for (Spf each : spf) {
            boolean mailFrom = !"helo".equals(each.scope()); // HELO is never aligned (RFC 7489 §3.1.2)
            spfAligned |= mailFrom
                    && each.isPass()
                    && names.isAligned(names.name(each.domain()), author, policy.isSpfStrict());
        }
        boolean silent = dkimWord == null && spfWord == null;
        Evaluated made = new Evaluated(
                silent ? dkimAligned : "pass".equals(dkimWord),
                silent ? spfAligned : "pass".equals(spfWord),
                dkimAligned,
                spfAligned,
                silent,
                disposition,
                reasons);
        if (silent) {
            notes.add(FeedbackNote.SILENT_ROW);
        } else if (made.differs()) {
            notes.add(FeedbackNote.DIFFERS);
        }
        return made;
    }

    private long messages() {
        long messages = count == null ? -1 : number(count);
        if (messages < 0) {
            notes.add(FeedbackNote.BAD_COUNT);
            return 0;
        }
        return messages;
    }

    private @Nullable InetAddress address(@Nullable String text) {
        InetAddress address = text == null || text.length() > MAX_ADDRESS
                ? null
                : IpLiteral.parse(withoutZone(text)).orElse(null);
        if (address == null) {
            notes.add(FeedbackNote.BAD_ADDRESS);
        }
        return address;
    }

    /** A zone (RFC 4007 §11) means something on the reporter's host only. */
    private static String withoutZone(String text) {
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** Digits, eighteen at most; negative for anything else. */
    static long number(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private boolean inside(String element) {
        return AggregateReader.inside(xml, element, notes);
    }

    private void skip() {
        AggregateReader.skip(xml, notes);
    }

    private @Nullable String text() {
        return xml.text(AggregateReader.NAMES);
    }

    private @Nullable String word() {
        String text = text();
        return text == null ? null : lower(text);
    }

    private static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c >= 0x80) {
                return text.toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }
}
