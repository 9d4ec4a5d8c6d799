package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.tags.Sentences;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From today's DMARC record to the one to publish. Immutable.
 *
 * @param owner where it is to be published: {@code _dmarc.example.com}
 * @param before the texts that it replaces: none, one, or more than is allowed
 * @param after the one record to publish; empty if nothing is known ({@link #problem})
 * @param diff every tag of before and after, those that go at the end
 * @param warnings what the owner should know
 * @param otherTxt the other TXT records of the name, which stay
 * @param problem why nothing can be told; null if something can
 */
public record DmarcChange(
        DnsName owner,
        List<String> before,
        String after,
        List<DiffTag> diff,
        List<Warning> warnings,
        List<DnsRecord.Txt> otherTxt,
        @Nullable DmarcProblem problem)
        implements Serializable {
    private static final int MAX_STRING_LENGTH = 255;

    /**
     * Copies the lists.
     *
     * @param owner where it is to be published
     * @param before the texts that it replaces
     * @param after the one record to publish
     * @param diff every tag of before and after
     * @param warnings what the owner should know
     * @param otherTxt the other TXT records of the name
     * @param problem why nothing can be told
     */
    public DmarcChange {
        before = List.copyOf(before);
        diff = List.copyOf(diff);
        warnings = List.copyOf(warnings);
        otherTxt = List.copyOf(otherTxt);
    }

    /** Whether a tag stays, comes or goes. */
    public enum Op {
        /** It is there and stays. */
        KEEP,
        /** It comes. */
        ADD,
        /** It goes. */
        REMOVE
    }

    /**
     * A tag of a record.
     *
     * @param op what happens to it
     * @param text the tag as written
     */
    public record DiffTag(Op op, String text) implements Serializable {}

    /**
     * Something the owner should know.
     *
     * @param kind what it is
     * @param detail the name or text that it is about
     */
    public record Warning(Kind kind, String detail) implements Serializable {
        /**
         * {@return the sentence for people; Japanese for that language, English for every other}
         *
         * @param locale the language
         */
        public String message(Locale locale) {
            return Sentences.say(DmarcProblem.bundle(locale), "plan." + kind.id(), detail);
        }

        /** The kinds; {@link #id} never changes its meaning. */
        public enum Kind {
            /** The name is an alias (CNAME); the record belongs at the detail's name. */
            ALIAS,
            /** More than one record was there; they are merged. */
            MERGED,
            /** A text that had no effect asks for the detail's policy; it comes into force only when it is wished for. */
            NOT_IN_FORCE,
            /** The text could not be read as a record and is mended. */
            REPAIRED,
            /** Nobody gets reports, so nobody sees whose mail would be refused. */
            NO_REPORTS;

            private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

            /** {@return a name for machines: {@code no-reports}} */
            public String id() {
                return id;
            }
        }
    }

    /** {@return whether what is there today is right as it stands} */
    public boolean unchanged() {
        return problem == null && before.size() == 1 && before.get(0).equals(after);
    }

    /** {@return the record as character-strings of at most 255 octets} */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int from = 0; from == 0 || from < after.length(); from += MAX_STRING_LENGTH) {
            strings.add(after.substring(from, Math.min(after.length(), from + MAX_STRING_LENGTH)));
        }
        return strings;
    }

    /** {@return the name's whole TXT RRset after publishing, to be laid over the DNS; empty if nothing is known} */
    public Zone overlay() {
        if (problem != null) {
            return Zone.EMPTY;
        }
        List<Zone.Entry> entries = new ArrayList<>();
        for (DnsRecord.Txt other : otherTxt) {
            entries.add(new Zone.Entry(owner, Zone.DEFAULT_TTL_SECONDS, other));
        }
        entries.add(entry(strings()));
        return Zone.of(entries);
    }

    /** {@return the lines of a zone file: the record to publish, and as comments the records to take away} */
    public List<String> zoneLines() {
        if (problem != null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (!unchanged()) {
            before.forEach(text -> lines.add("; remove: " + entry(List.of(text))));
        }
        lines.add(entry(strings()).toString());
        return lines;
    }

    private Zone.Entry entry(List<String> strings) {
        return new Zone.Entry(owner, Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(strings));
    }
}
