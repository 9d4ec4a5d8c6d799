package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.internal.Ascii;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as its owner wrote it (RFC 7208 §4.6.1): every term with its place, and every fault found. Immutable.
 *
 * @param text the joined strings of the TXT record, one char an octet
 * @param terms all words after the version, in order; those that are not terms are {@link Term.Unreadable}
 * @param findings what is wrong with the syntax, in order of place; check_host() gives permerror if there is one (§4.6)
 */
public record SpfRecord(String text, List<Term> terms, List<Finding> findings) implements Serializable {
    /** The version section (§4.5). */
    public static final String VERSION = "v=spf1";

    /**
     * Copies the lists.
     *
     * @param text the joined strings of the TXT record, one char an octet
     * @param terms all words after the version
     * @param findings what is wrong with the syntax, in order of place
     */
    public SpfRecord {
        terms = List.copyOf(terms);
        findings = List.copyOf(findings);
    }

    /**
     * {@return the record that {@code text} is; any text gives one, with its findings} The work is linear in the text.
     *
     * @param text what to read
     */
    public static SpfRecord parse(String text) {
        return new RecordParser(text).parse();
    }

    /**
     * {@return whether {@code text} is meant as an SPF record: {@code v=spf1} in any case, then a blank or the end (§4.5)}
     *
     * @param text what to read
     */
    public static boolean isSpf(String text) {
        int end = VERSION.length();
        return text.length() >= end
                && Ascii.isWord(text, 0, end, VERSION)
                && (text.length() == end || text.charAt(end) == ' ');
    }

    /**
     * {@return the texts in a TXT answer that are meant as SPF records (§4.5); exactly one, if all is well. None of an answer
     * that failed}
     *
     * @param answer what a name answered
     */
    public static List<String> textsIn(DnsAnswer answer) {
        List<String> texts = new ArrayList<>(1);
        for (DnsRecord each : answer instanceof DnsAnswer.Found found ? found.records() : List.<DnsRecord>of()) {
            String text = textOf(each);
            if (text != null) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /** The text of a TXT record that is meant as an SPF record; null for any other record. */
    static @Nullable String textOf(DnsRecord record) {
        String text = record instanceof DnsRecord.Txt txt ? txt.joined() : "";
        return isSpf(text) ? text : null;
    }

    /** {@return whether the syntax is right throughout} */
    public boolean isValid() {
        return findings.isEmpty();
    }

    /**
     * {@return a term as written}
     *
     * @param term one of this record's terms
     */
    public String textOf(Term term) {
        return text.substring(term.start(), term.end());
    }

    /** {@return the record's text} */
    @Override
    public String toString() {
        return Printable.line(text);
    }
}
