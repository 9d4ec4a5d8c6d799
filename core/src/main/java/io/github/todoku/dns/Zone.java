package io.github.todoku.dns;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records read from master-file text (RFC 1035 §5), the world of a test, or the change to be tried.
 *
 * <p>It is more forgiving than a name server: no SOA and no NS are needed, records of many domains may be mixed, the
 * TTL may be left out ({@value #DEFAULT_TTL_SECONDS} s), names are absolute unless a {@code $ORIGIN} was given, and types
 * this library does not read are kept as {@link DnsRecord.Other}. Lines that begin with {@code ;!} say what a master file
 * cannot: {@code ;! TIMEOUT name TYPE} (any {@link DnsAnswer.Reason}) that this question fails, {@code ;! NXDOMAIN name TYPE}
 * and {@code ;! NODATA name TYPE} that there is nothing, {@code ;! WORLD} and {@code ;! RECORDED} what the text knows
 * ({@link Scope}). Recordings are written so, and what {@code dig}, {@code host} or {@code nslookup} printed is read so.
 * Immutable.
 */
public final class Zone implements Serializable {
    private static final long serialVersionUID = 1;

    /** The TTL of a record whose text names none, in seconds. */
    public static final int DEFAULT_TTL_SECONDS = 3600;

    /** The longest TTL there is, in seconds (RFC 2181 §8). */
    public static final int MAX_TTL_SECONDS = Integer.MAX_VALUE;

    /** The longest text that is read, in characters. */
    public static final int MAX_TEXT_LENGTH = 64 << 20;

    /** No records. */
    public static final Zone EMPTY = new Zone(List.of(), List.of(), List.of(), Scope.DECLARED);

    /**
     * One record with its place.
     *
     * @param owner the name it is at
     * @param ttlSeconds how long it may be kept, 0 to 2^31-1 seconds
     * @param data what it says
     */
    public record Entry(DnsName owner, long ttlSeconds, DnsRecord data) implements Serializable {
        /** {@code example.com. 3600 IN TXT "v=spf1 -all"}: the line of a master file. */
        @Override
        public String toString() {
            String type = RecordType.ofCode(data.typeCode()).map(Enum::name).orElse("TYPE" + data.typeCode());
            return nameText(owner) + " " + ttlSeconds + " IN " + type + " " + data.toText();
        }
    }

    /**
     * A question that fails in this world.
     *
     * @param question which
     * @param reason how
     */
    public record Failure(DnsQuestion question, DnsAnswer.Reason reason) implements Serializable {
        /** {@code ;! TIMEOUT example.com. TXT}: its line in zone text. */
        @Override
        public String toString() {
            return ";! " + reason + " " + nameText(question.name()) + " " + question.type();
        }
    }

    /**
     * A question that was answered with nothing.
     *
     * @param question which
     * @param isNameMissing whether there is no such name; if not, it has no such records
     */
    public record Absence(DnsQuestion question, boolean isNameMissing) implements Serializable {
        /** {@code ;! NXDOMAIN example.com. TXT}: its line in zone text. */
        @Override
        public String toString() {
            return ";! " + (isNameMissing ? NXDOMAIN : NODATA) + " " + nameText(question.name()) + " "
                    + question.type();
        }
    }

    /** What a text knows beside the records it has. */
    public enum Scope {
        /** The zones whose SOA it has: what it does not have there does not exist. */
        DECLARED,
        /** The whole DNS: what it does not have does not exist. */
        WORLD,
        /** Nothing: it has what was asked, and of all else it cannot tell. */
        RECORDED
    }

    static final String NXDOMAIN = "NXDOMAIN";
    static final String NODATA = "NODATA";

    /** An absolute name that does not read as a directive at the start of a line. */
    private static String nameText(DnsName name) {
        String text = name.isRoot() ? "." : name + ".";
        return text.startsWith("$") ? "\\" + text : text;
    }

    private final List<Entry> entries;
    private final List<Failure> failures;
    private final List<Absence> absences;
    private final Scope scope;

    Zone(List<Entry> entries, List<Failure> failures, List<Absence> absences, Scope scope) {
        this.entries = List.copyOf(entries);
        this.failures = List.copyOf(failures);
        this.absences = List.copyOf(absences);
        this.scope = scope;
    }

    /**
     * Reads zone text, or what {@code dig}, {@code host} or {@code nslookup} printed: the answers that were pasted, and
     * nothing beside them.
     *
     * @param text what to read
     * @return the zone
     * @throws ZoneSyntaxException if it cannot be read, naming line and column
     */
    public static Zone of(String text) {
        return new ZoneReader(PastedAnswers.zoneText(text)).read();
    }

    /**
     * {@return the zone that has these records}
     *
     * @param entries the records
     */
    public static Zone of(List<Entry> entries) {
        return new Zone(entries, List.of(), List.of(), Scope.DECLARED);
    }

    static Zone of(List<Entry> entries, List<Failure> failures) {
        return new Zone(entries, failures, List.of(), Scope.DECLARED);
    }

    /** {@return the records, in the order of the text} */
    public List<Entry> entries() {
        return entries;
    }

    /** {@return the questions that fail} */
    public List<Failure> failures() {
        return failures;
    }

    /** {@return the questions that were answered with nothing} */
    public List<Absence> absences() {
        return absences;
    }

    /** {@return what the text knows beside the records it has} */
    public Scope scope() {
        return scope;
    }

    /**
     * {@return the same records, known to be this}
     *
     * @param known what they know beside what is there
     */
    public Zone withScope(Scope known) {
        return new Zone(entries, failures, absences, known);
    }

    /**
     * {@return the records of one type at one name, in order; wildcards and aliases are not looked at}
     *
     * @param owner the name they are at
     * @param type the type
     */
    public List<Entry> entries(DnsName owner, RecordType type) {
        List<Entry> matching = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.data().typeCode() == type.code() && entry.owner().equals(owner)) {
                matching.add(entry);
            }
        }
        return matching;
    }

    /**
     * {@return this zone and {@code other} together, known to be what this one is}
     *
     * @param other the records to add
     */
    public Zone and(Zone other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        List<Failure> allFailures = new ArrayList<>(failures);
        allFailures.addAll(other.failures);
        List<Absence> allAbsences = new ArrayList<>(absences);
        allAbsences.addAll(other.absences);
        return new Zone(all, allFailures, allAbsences, scope);
    }

    /** The failure set for a question, if one is. */
    Optional<Failure> failure(DnsQuestion question) {
        return failures.stream().filter(f -> f.question().equals(question)).findFirst();
    }

    /** Zone text, a line a record, that {@link #of(String)} reads back. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (scope != Scope.DECLARED) {
            text.append(";! ").append(scope).append('\n');
        }
        entries.forEach(entry -> text.append(entry).append('\n'));
        failures.forEach(failure -> text.append(failure).append('\n'));
        absences.forEach(absence -> text.append(absence).append('\n'));
        return text.toString();
    }
}
