package io.github.todoku.finding;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.ZoneSyntaxException;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record to publish in place of what is there today: what is removed and added, the lines for the zone file, and the
 * zone as it will be. Immutable.
 */
public final class RecordChange implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most octets of one character-string (RFC 1035 §3.3). */
    public static final int MAX_STRING_OCTETS = 255;

    /** Whether a word of a record is kept, added or removed. */
    public enum Op {
        /** It is there and is kept. */
        KEEP,
        /** It is added. */
        ADD,
        /** It is removed. */
        REMOVE
    }

    /**
     * A word of a record.
     *
     * @param op what happens to it
     * @param text the word as written
     */
    public record DiffWord(Op op, String text) implements Serializable {
        @Override
        public String toString() {
            return Printable.parts(this, op, text);
        }
    }

    private final DnsName owner;
    private final RecordType type;
    private final List<String> before;
    private final String after;
    private final List<DiffWord> diff;
    private final List<DnsRecord.Txt> otherTxt;
    private final List<Finding> findings;
    private final @Nullable DnsName alias;
    private final List<Zone.Entry> along;
    private final boolean perhaps;

    private RecordChange(
            DnsName owner,
            RecordType type,
            List<String> before,
            String after,
            List<DiffWord> diff,
            List<DnsRecord.Txt> otherTxt,
            List<Finding> findings,
            @Nullable DnsName alias,
            List<Zone.Entry> along,
            boolean perhaps) {
        this.owner = Objects.requireNonNull(owner, "owner");
        this.type = Objects.requireNonNull(type, "type");
        this.before = List.copyOf(before);
        this.after = Objects.requireNonNull(after, "after");
        this.diff = List.copyOf(diff);
        this.otherTxt = List.copyOf(otherTxt);
        this.findings = List.copyOf(findings);
        this.alias = alias;
        this.along = List.copyOf(along);
        this.perhaps = perhaps;
    }

    /**
     * {@return the change of a TXT record}
     *
     * @param owner the name it is at
     * @param before the texts that it replaces, each joined; empty if there is none today
     * @param after the text to publish, whole
     * @param diff every word of before and after, in the order of after
     */
    public static RecordChange txt(DnsName owner, List<String> before, String after, List<DiffWord> diff) {
        return new RecordChange(
                owner, RecordType.TXT, before, after, diff, List.of(), List.of(), null, List.of(), false);
    }

    /**
     * {@return the change of a record of another type; its diff is the texts as wholes}
     *
     * @param owner the name it is at
     * @param type its type
     * @param before the records that it replaces, as in a zone file; empty if there is none today, or those there stay
     * @param after the record to publish, as in a zone file: {@code mail.example.com.}
     * @throws IllegalArgumentException if {@code after} is no record of that type
     */
    public static RecordChange of(DnsName owner, RecordType type, List<String> before, String after) {
        List<DiffWord> diff = new ArrayList<>();
        before.forEach(text -> diff.add(new DiffWord(Op.REMOVE, text)));
        diff.add(new DiffWord(Op.ADD, after));
        RecordChange change =
                new RecordChange(owner, type, before, after, diff, List.of(), List.of(), null, List.of(), false);
        if (!change.readsBack()) {
            throw new IllegalArgumentException("no record of type " + type + ": " + after);
        }
        return change;
    }

    /**
     * {@return the same beside the other TXT records of the name, which stay}
     *
     * @param others those records
     */
    public RecordChange beside(List<DnsRecord.Txt> others) {
        return new RecordChange(owner, type, before, after, diff, others, findings, alias, along, perhaps);
    }

    /**
     * {@return the same with what its owner should know before publishing it}
     *
     * @param toKnow what that is
     */
    public RecordChange withFindings(List<Finding> toKnow) {
        return new RecordChange(owner, type, before, after, diff, otherTxt, toKnow, alias, along, perhaps);
    }

    /**
     * {@return the same in place of an alias: the CNAME of the name must go, since nothing may stand beside it (RFC 1034 §3.6.2)}
     *
     * @param target where the alias leads today
     */
    public RecordChange insteadOfAlias(DnsName target) {
        return new RecordChange(
                owner,
                type,
                before,
                after,
                diff,
                otherTxt,
                findings,
                Objects.requireNonNull(target, "target"),
                along,
                perhaps);
    }

    /**
     * {@return the same together with records that the name, or one above it, has from a wildcard today and keeps only if they are
     * published along (RFC 4592 §2.2.1)}
     *
     * @param others those records
     */
    public RecordChange along(List<Zone.Entry> others) {
        return new RecordChange(owner, type, before, after, diff, otherTxt, findings, alias, others, perhaps);
    }

    /**
     * {@return the same where a wildcard may answer with what it replaces: the lines say that this is to be removed if it is there} A name
     * may have the very records of the wildcard for itself, and the DNS does not tell them apart.
     */
    public RecordChange perhapsThere() {
        return new RecordChange(owner, type, before, after, diff, otherTxt, findings, alias, along, true);
    }

    /** {@return the name it is at} */
    public DnsName owner() {
        return owner;
    }

    /** {@return its type} */
    public RecordType type() {
        return type;
    }

    /** {@return the texts that it replaces: none, one, or more than is allowed} */
    public List<String> before() {
        return before;
    }

    /** {@return the text to publish, whole} */
    public String after() {
        return after;
    }

    /** {@return the words that are kept, added and removed, in the order of the new text} */
    public List<DiffWord> diff() {
        return diff;
    }

    /** {@return the other TXT records of the name, which stay} */
    public List<DnsRecord.Txt> otherTxt() {
        return otherTxt;
    }

    /** {@return what its owner should know before publishing it} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return where the alias leads that must go; empty if there is none} */
    public Optional<DnsName> alias() {
        return Optional.ofNullable(alias);
    }

    /** {@return the records to publish along, which come from a wildcard today; empty if there is none} */
    public List<Zone.Entry> along() {
        return along;
    }

    /** {@return whether what is there today is fine as it is} */
    public boolean isUnchanged() {
        return before.size() == 1 && before.get(0).equals(after);
    }

    /**
     * {@return the text to publish as character-strings of at most 255 octets, divided after blanks where it can be
     * (RFC 1035 §3.3)} A single string for every type other than TXT.
     */
    public List<String> strings() {
        return type == RecordType.TXT ? strings(after) : List.of(after);
    }

    private static List<String> strings(String text) {
        List<String> strings = new ArrayList<>();
        int from = 0;
        while (text.length() - from > MAX_STRING_OCTETS) {
            int blank = text.lastIndexOf(' ', from + MAX_STRING_OCTETS - 1);
            int end = blank > from ? blank + 1 : from + MAX_STRING_OCTETS;
            strings.add(text.substring(from, end));
            from = end;
        }
        strings.add(text.substring(from));
        return strings;
    }

    /**
     * {@return the name's RRset after publishing, to be laid over the DNS: what if this were published?} For TXT it
     * contains the other texts of the name too.
     */
    public Zone overlay() {
        List<Zone.Entry> entries = new ArrayList<>();
        for (DnsRecord.Txt other : otherTxt) {
            entries.add(new Zone.Entry(owner, Zone.DEFAULT_TTL_SECONDS, other));
        }
        along.stream().filter(entry -> !entries.contains(entry)).forEach(entries::add);
        if (type == RecordType.TXT) {
            entries.add(txtEntry(after));
            return Zone.of(entries);
        }
        return Zone.of(entries).and(Zone.of(line(after)));
    }

    /** {@return the lines of a zone file: as comments the records to remove, then the record to publish, and those along with it} */
    public List<String> zoneLines() {
        List<String> lines = new ArrayList<>();
        if (alias != null) {
            lines.add("; remove: " + line(RecordType.CNAME, alias + "."));
        }
        if (!isUnchanged()) {
            String remove = perhaps ? "; remove, if it is there: " : "; remove: ";
            before.forEach(text -> lines.add(remove + line(text)));
        }
        lines.add(line(after));
        along.forEach(entry -> lines.add(entry.toString()));
        return lines;
    }

    /** {@return whether the zone line, read as a name server reads it, gives the text to publish octet by octet} */
    public boolean readsBack() {
        try {
            List<Zone.Entry> read = Zone.of(line(after)).entries();
            if (read.size() != 1 || !read.get(0).owner().equals(owner)) {
                return false;
            }
            DnsRecord data = read.get(0).data();
            return data.typeCode() == type.code()
                    && (!(data instanceof DnsRecord.Txt txt) || txt.joined().equals(after));
        } catch (ZoneSyntaxException unreadable) {
            return false;
        }
    }

    private String line(String text) {
        return type == RecordType.TXT ? txtEntry(text).toString() : line(type, text);
    }

    private String line(RecordType of, String data) {
        return owner + ". " + Zone.DEFAULT_TTL_SECONDS + " IN " + of + " " + data;
    }

    private Zone.Entry txtEntry(String text) {
        return new Zone.Entry(owner, Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(strings(text)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordChange that
                && owner.equals(that.owner)
                && type == that.type
                && before.equals(that.before)
                && after.equals(that.after)
                && otherTxt.equals(that.otherTxt)
                && diff.equals(that.diff)
                && Objects.equals(alias, that.alias)
                && along.equals(that.along)
                && perhaps == that.perhaps
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, type, before, after);
    }

    /** The line of a zone file, for logs. */
    @Override
    public String toString() {
        return line(after);
    }
}
