package io.github.todoku.dns.client.internal;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/**
 * A reply whose octets were checked once from front to back: every count, length and name holds, and so does the data of the
 * types we read. Records are numbered over all sections and read where they stand; nothing is copied.
 */
final class WireMessage {
    /** The sections of records, in their order (RFC 1035 §4.1). */
    static final int ANSWER = 0;

    static final int AUTHORITY = 1;
    static final int ADDITIONAL = 2;

    private static final int QUESTION_COUNT_AT = 4;
    private static final int FIRST_COUNT_AT = 6;
    private static final int AA = 0x04;
    private static final int AD = 0x20;

    /** Type and class, behind the name of a question. */
    private static final int QUESTION_FIXED = 4;

    /** Type, class, TTL and length, behind the owner of a record. */
    private static final int RECORD_FIXED = 10;

    private final byte[] octets;
    private final int[] places; // where each record begins, and where its type stands, in turns
    private final int answers; // the number of the first record behind the section
    private final int authorities;
    private final int records;

    private WireMessage(byte[] octets, int records) {
        this.octets = octets;
        this.records = records;
        this.answers = count(octets, ANSWER);
        this.authorities = answers + count(octets, AUTHORITY);
        places = new int[2 * records];
    }

    /** The message in these octets; null if they make none. What stands behind the last record is ignored. */
    static @Nullable WireMessage of(byte[] octets) {
        int records = 0;
        if (octets.length >= QueryMessage.HEADER) {
            for (int section = ANSWER; section <= ADDITIONAL; section++) {
                records += count(octets, section);
            }
        }
        boolean fits = records <= (octets.length - QueryMessage.HEADER) / (1 + RECORD_FIXED);
        if (octets.length < QueryMessage.HEADER || !fits) {
            return null;
        }
        WireMessage message = new WireMessage(octets, records);
        return message.readRecords(message.behindQuestions()) ? message : null;
    }

    private static int count(byte[] octets, int section) {
        return int16(octets, FIRST_COUNT_AT + 2 * section);
    }

    private int behindQuestions() {
        int at = QueryMessage.HEADER;
        for (int left = int16(octets, QUESTION_COUNT_AT); left > 0 && at <= octets.length; left--) {
            int end = WireNames.end(octets, at, octets.length);
            at = end == WireNames.NONE ? Integer.MAX_VALUE : end + QUESTION_FIXED;
        }
        return at;
    }

    private boolean readRecords(int at) {
        int record = 0;
        for (int section = ANSWER; section <= ADDITIONAL; section++) {
            for (int left = count(octets, section); left > 0; left--) {
                at = readRecord(record++, section, at);
                if (at == WireNames.NONE) {
                    return false;
                }
            }
        }
        return at <= octets.length;
    }

    /** Where the record ends; {@link WireNames#NONE} if it is none. */
    private int readRecord(int record, int section, int at) {
        int type = WireNames.end(octets, at, octets.length);
        if (type == WireNames.NONE || type + RECORD_FIXED > octets.length) {
            return WireNames.NONE;
        }
        places[2 * record] = at;
        places[2 * record + 1] = type;
        int end = dataEnd(record);
        // OPT, and what signs a message, have other classes; they stand among the additional records
        boolean ours = isInternet(record) || section == ADDITIONAL;
        return ours && end <= octets.length && RdataDecoder.isSound(octets, type(record), dataAt(record), end)
                ? end
                : WireNames.NONE;
    }

    /** The number of the section's first record. */
    int from(int section) {
        return section == ANSWER ? 0 : to(section - 1);
    }

    /** The number behind its last. */
    int to(int section) {
        return section == ANSWER ? answers : section == AUTHORITY ? authorities : records;
    }

    byte[] octets() {
        return octets;
    }

    int ownerAt(int record) {
        return places[2 * record];
    }

    private int fixed(int record) {
        return places[2 * record + 1];
    }

    int type(int record) {
        return int16(octets, fixed(record));
    }

    boolean isInternet(int record) {
        return int16(octets, fixed(record) + 2) == DClass.IN;
    }

    /** Seconds; one with its highest bit set counts as zero (RFC 2181 §8). */
    int ttl(int record) {
        return Math.max(0, int32(octets, fixed(record) + 4));
    }

    int dataAt(int record) {
        return fixed(record) + RECORD_FIXED;
    }

    int dataEnd(int record) {
        return dataAt(record) + int16(octets, fixed(record) + RECORD_FIXED - 2);
    }

    boolean isAuthoritative() {
        return (octets[2] & AA) != 0;
    }

    boolean isTruncated() {
        return QueryMessage.isTruncated(octets);
    }

    boolean isAuthentic() {
        return (octets[3] & AD) != 0;
    }

    /** The header's code, with the upper bits that an OPT record adds (RFC 6891 §6.1.3). */
    int rcode() {
        for (int record = from(ADDITIONAL); record < to(ADDITIONAL); record++) {
            if (type(record) == Type.OPT) {
                return QueryMessage.rcode(octets) | (octets[fixed(record) + 4] & 0xFF) << 4;
            }
        }
        return QueryMessage.rcode(octets);
    }

    static int int16(byte[] octets, int at) {
        return (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
    }

    static int int32(byte[] octets, int at) {
        return int16(octets, at) << 16 | int16(octets, at + 2);
    }
}
