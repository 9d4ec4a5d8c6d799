package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.Zone;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From today's record to the one to publish. Immutable.
 *
 * @param domain where it is to be published
 * @param before the SPF records that are there today: none, one, or more than is allowed
 * @param after the one record to publish; empty if nothing is known ({@link #problem})
 * @param diff every word of before and after, in the order of after
 * @param warnings what the owner should know
 * @param otherTxt the other TXT records of the name, which stay
 * @param problem why nothing can be told; null if something can
 */
public record SpfChange(
        DnsName domain,
        List<String> before,
        String after,
        List<DiffWord> diff,
        List<Warning> warnings,
        List<DnsRecord.Txt> otherTxt,
        @Nullable SpfProblem problem)
        implements Serializable {

    /** The most octets of one character-string (RFC 1035 §3.3). */
    static final int MAX_STRING_LENGTH = 255;

    /**
     * Copies the lists.
     *
     * @param domain where it is to be published
     * @param before the SPF records that are there today
     * @param after the one record to publish
     * @param diff every word of before and after, in the order of after
     * @param warnings what the owner should know
     * @param otherTxt the other TXT records of the name, which stay
     * @param problem why nothing can be told
     */
    public SpfChange {
        before = List.copyOf(before);
        diff = List.copyOf(diff);
        warnings = List.copyOf(warnings);
        otherTxt = List.copyOf(otherTxt);
    }

    /** Whether a word of a record stays, comes or goes. */
    public enum Op {
        /** It is there and stays. */
        KEEP,
        /** It comes. */
        ADD,
        /** It goes. */
        REMOVE
    }

    /**
     * A word of a record.
     *
     * @param op what happens to it
     * @param text the word
     */
    public record DiffWord(Op op, String text) implements Serializable {}

    /**
     * Something the owner should know.
     *
     * @param kind what it is
     * @param detail the word, name or problem that it is about
     */
    public record Warning(Kind kind, String detail) implements Serializable {

        /**
         * {@return the sentence for people; Japanese for that language, English for every other}
         *
         * @param locale the language
         */
        public String message(Locale locale) {
            return Messages.in(locale).say("plan." + kind.id(), Messages.printable(detail));
        }

        /** The kinds; {@link #id} never changes its meaning. */
        public enum Kind {
            /** The domain does not exist. */
            NO_SUCH_DOMAIN,
            /** The name is an alias (CNAME) and cannot have a TXT record; the record belongs at the detail's name. */
            ALIAS,
            /** More than one record was there; they are merged. */
            MERGED,
            /** The merged records end differently; the detail is the ending taken. */
            ENDINGS_DIFFER,
            /** A redirect became an include, since the merged record could not follow it. */
            REDIRECT_INCLUDED,
            /** A word that cannot be read stays; the record is a permerror until it is mended. */
            UNREADABLE_WORD,
            /** The record says nothing about clients that no term matches. */
            NO_ENDING,
            /** A sender still does not pass, or the record breaks a limit; the detail says why. */
            NOT_ENOUGH,
            /** Whether it is enough could not be tried, since the DNS gave no answer to the detail. */
            NOT_TRIED,
            /** The text is so long that an answer may not fit into a datagram. */
            LONG;

            private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

            /** {@return a name for machines: {@code endings-differ}} */
            public String id() {
                return id;
            }
        }
    }

    /** {@return whether what is there today is right as it stands} */
    public boolean unchanged() {
        return problem == null && before.size() == 1 && before.get(0).equals(after);
    }

    /** {@return the record as character-strings of at most 255 octets, divided behind blanks where it can be} */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        int from = 0;
        while (after.length() - from > MAX_STRING_LENGTH) {
            int blank = after.lastIndexOf(' ', from + MAX_STRING_LENGTH - 1);
            int end = blank > from ? blank + 1 : from + MAX_STRING_LENGTH;
            strings.add(after.substring(from, end));
            from = end;
        }
        strings.add(after.substring(from));
        return strings;
    }

    /**
     * {@return the name's whole TXT RRset after publishing, to be laid over the DNS: what if I published this?} Empty if
     * nothing is known.
     */
    public Zone overlay() {
        if (problem != null) {
            return Zone.EMPTY;
        }
        List<Zone.Entry> entries = new ArrayList<>();
        for (DnsRecord.Txt other : otherTxt) {
            entries.add(new Zone.Entry(domain, Zone.DEFAULT_TTL_SECONDS, other));
        }
        entries.add(entry());
        return Zone.of(entries);
    }

    /** {@return the lines of a zone file: the record to publish, and as comments the records to take away} */
    public List<String> zoneLines() {
        if (problem != null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (!unchanged()) {
            for (String text : before) {
                lines.add("; remove: "
                        + new Zone.Entry(domain, Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(List.of(text))));
            }
        }
        lines.add(entry().toString());
        return lines;
    }

    private Zone.Entry entry() {
        return new Zone.Entry(domain, Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(strings()));
    }
}
