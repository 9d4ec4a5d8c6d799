package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsQuestion;
import java.util.Arrays;

/** Builds queries and tells which replies are theirs (RFC 1035 §4.1, RFC 6891 §6.1, RFC 5452 §9.1). */
final class QueryMessage {
    /** The largest reply over UDP that we ask for, in octets: what passes every path unfragmented. */
    static final int UDP_PAYLOAD = 1232;

    static final int HEADER = 12;

    static final int FORMERR = 1;
    static final int NOTIMP = 4;

    private static final int OPT_LENGTH = 11;
    private static final int OPTION_PADDING = 12;
    private static final int OPTION_HEADER = 4;
    private static final int PADDED_BLOCK = 128;
    private static final int CLASS_IN = 1;
    private static final int TYPE_OPT = 41;
    private static final int RD = 0x01;
    private static final int QR = 0x80;
    private static final int OPCODE = 0x78;
    private static final int TC = 0x02;
    /** "I understand AD" (RFC 6840 §5.7). */
    private static final int AD = 0x20;

    private QueryMessage() {}

    /** The message, its id still zero. */
    static byte[] of(DnsQuestion question, boolean recursive, boolean edns) {
        int end = HEADER + question.name().wireLength() + 4;
        byte[] message = new byte[edns ? end + OPT_LENGTH : end];
        message[2] = (byte) (recursive ? RD : 0);
        message[3] = AD;
        message[5] = 1;
        question.name().toWire(message, HEADER);
        put16(message, end - 4, question.type().code());
        put16(message, end - 2, CLASS_IN);
        if (edns) {
            message[11] = 1; // root, OPT, payload, extended RCODE 0, version 0, no flags, no data
            put16(message, end + 1, TYPE_OPT);
            put16(message, end + 3, UDP_PAYLOAD);
        }
        return message;
    }

    /**
     * The message with its OPT record filled up (RFC 7830), so that who sees only its length over TLS learns little from it: to a
     * multiple of 128 octets (RFC 8467 §4.1).
     */
    static byte[] padded(byte[] message) {
        int length = message.length + OPTION_HEADER;
        byte[] padded = Arrays.copyOf(message, length + (PADDED_BLOCK - length % PADDED_BLOCK) % PADDED_BLOCK);
        put16(padded, message.length - 2, padded.length - message.length);
        put16(padded, message.length, OPTION_PADDING);
        put16(padded, message.length + 2, padded.length - length);
        return padded;
    }

    /** Turns each letter of the question to upper or lower case by chance ("0x20"): one more bit a forger must guess. */
    static void mixCase(byte[] message, int questionLength, Ids random) {
        int bits = 0;
        for (int i = HEADER; i < HEADER + questionLength - 4; i++) {
            int lower = message[i] | 0x20;
            if ((i - HEADER) % 16 == 0) {
                bits = random.next();
            }
            if (lower >= 'a' && lower <= 'z') { // a length octet is below 'A' and no letter
                message[i] = (byte) ((bits & 1) == 0 ? lower : lower & ~0x20);
            }
            bits >>= 1;
        }
    }

    static void putId(byte[] message, int id) {
        put16(message, 0, id);
    }

    private static void put16(byte[] message, int at, int value) {
        message[at] = (byte) (value >> 8);
        message[at + 1] = (byte) value;
    }

    static int id(byte[] message) {
        return (message[0] & 0xFF) << 8 | (message[1] & 0xFF);
    }

    static int rcode(byte[] message) {
        return message[3] & 0x0F;
    }

    /** How many questions it repeats. */
    static int questions(byte[] message) {
        return (message[4] & 0xFF) << 8 | (message[5] & 0xFF);
    }

    static boolean isTruncated(byte[] message) {
        return (message[2] & TC) != 0;
    }

    /**
     * Whether {@code reply} answers {@code query}: id, QR, opcode and the question octet for octet; letters may differ in
     * case unless {@code exact}. A server that could not read the query may leave the question out, and say just that.
     */
    static boolean isReply(byte[] query, int questionLength, byte[] reply, boolean exact) {
        if (reply.length < HEADER || id(reply) != id(query) || (reply[2] & (QR | OPCODE)) != QR) {
            return false;
        }
        int questions = questions(reply);
        if (questions == 0) {
            return rcode(reply) == FORMERR || rcode(reply) == NOTIMP;
        }
        if (questions != 1 || reply.length < HEADER + questionLength) {
            return false;
        }
        for (int i = HEADER; i < HEADER + questionLength; i++) {
            if (query[i] != reply[i]) {
                int lower = query[i] | 0x20;
                boolean letter = lower >= 'a' && lower <= 'z' && i < HEADER + questionLength - 4;
                if (exact || !letter || lower != (reply[i] | 0x20)) {
                    return false;
                }
            }
        }
        return true;
    }
}
