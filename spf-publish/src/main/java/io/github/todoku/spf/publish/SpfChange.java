package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.Zone;
import io.github.todoku.spf.SpfProblem;
import io.github.todoku.spf.internal.Sentences;
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
 * @param proof what the record to publish does; null if nothing can be told
 */
public record SpfChange(
        DnsName domain,
        List<String> before,
        String after,
        List<DiffWord> diff,
        List<Warning> warnings,
        List<DnsRecord.Txt> otherTxt,
        @Nullable SpfProblem problem,
        @Nullable SpfProof proof)
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
     * @param proof what the record to publish does
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
            return Messages.say(locale, "plan." + kind.id(), Sentences.printable(detail));
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
            LONG,
            /** The name's TXT records together are too long for any DNS answer; the detail is their length. */
            TOO_LONG,
            /** A term that let pass whoever passes another way, or nobody could reach, was taken out. */
            CHANGED_NOTHING,
            /** A term that lets nobody pass stays. */
            BUYS_NOTHING,
            /** A term that let nobody pass was taken out. */
            DROPPED_DEAD,
            /** New terms stand first, since another term, or an error in one, would decide before them. */
            PUT_FIRST,
            /** A term was written out as the networks it stands for today; they do not follow its owner's changes. */
            GOES_STALE,
            /** A term could not be written out: its networks depend on the client, are too many, or are not known. */
            NOT_FLATTENED,
            /** A sender that was to go passes still, by another term. */
            STILL_PASSES,
            /** Networks that passed before do not any more; the detail names some. */
            LOST,
            /** For some clients more lookups find nothing than the strictest receivers allow; the detail is the number. */
            MANY_VOIDS,
            /** What holds was tried for sample addresses only: names in some record depend on the client, or it is too long. */
            NOT_WHOLE,
            /** The service sends with a bounce subdomain as MAIL FROM: its terms belong there. */
            SERVICE_ON_BOUNCE_DOMAIN,
            /** The service needs nothing in this record. */
            SERVICE_NEEDS_NOTHING,
            /** The service gives each customer a term of its own; ask it there. */
            SERVICE_PER_CUSTOMER;

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
        return strings(after);
    }

    private static List<String> strings(String after) {
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
        return problem != null ? Zone.EMPTY : overlay(domain, otherTxt, after);
    }

    /** The name's TXT RRset with this record in it. */
    static Zone overlay(DnsName domain, List<DnsRecord.Txt> otherTxt, String record) {
        List<Zone.Entry> entries = new ArrayList<>();
        for (DnsRecord.Txt other : otherTxt) {
            entries.add(new Zone.Entry(domain, Zone.DEFAULT_TTL_SECONDS, other));
        }
        entries.add(new Zone.Entry(domain, Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(strings(record))));
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
