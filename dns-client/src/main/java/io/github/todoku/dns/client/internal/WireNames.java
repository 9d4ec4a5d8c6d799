package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsName;

/**
 * Names inside a message, compressed or not (RFC 1035 §4.1.4), known by where they begin. {@link #end} must have accepted a
 * name before it is compared or read.
 */
final class WireNames {
    /** What {@link #end} says of octets that are no name. */
    static final int NONE = -1;

    /** The two highest bits of an octet that begins a pointer; every other octet above 63 begins nothing. */
    private static final int POINTER = 0xC0;

    /** Pointers followed for one name: as many as a name can have labels. */
    private static final int MAX_JUMPS = 127;

    /** Where a name is put together, and where one is lowered: what a reply costs is mostly what it allocates. */
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[DnsName.MAX_WIRE_LENGTH]);

    private static final ThreadLocal<byte[]> LOWERED = ThreadLocal.withInitial(() -> new byte[DnsName.MAX_WIRE_LENGTH]);

    private WireNames() {}

    /**
     * Where the name ends that begins at {@code at}, or {@link #NONE}. It must end before {@code limit}, have 255 octets at
     * most, and each pointer must lead to "a prior occurrence": octets that end before the labels begin which lead to the
     * pointer. So no name is endless, and none is made of the octets of its own labels.
     */
    static int end(byte[] message, int at, int limit) {
        int end = NONE;
        int length = 1;
        int jumps = 0;
        int start = at;
        while (at < limit) {
            int octet = message[at] & 0xFF;
            if (octet == 0) {
                return end == NONE ? at + 1 : end;
            }
            if (octet <= DnsName.MAX_LABEL_LENGTH) {
                length += 1 + octet;
                if (length > DnsName.MAX_WIRE_LENGTH) {
                    return NONE;
                }
                at += 1 + octet;
            } else {
                if (octet < POINTER || at + 1 >= limit || ++jumps > MAX_JUMPS) {
                    return NONE;
                }
                end = end == NONE ? at + 2 : end;
                limit = start;
                at = target(message, at);
                start = at;
                if (at < QueryMessage.HEADER) {
                    return NONE;
                }
            }
        }
        return NONE;
    }

    private static int target(byte[] message, int at) {
        return (message[at] & ~POINTER & 0xFF) << 8 | (message[at + 1] & 0xFF);
    }

    private static boolean isPointer(byte octet) {
        return (octet & POINTER) == POINTER;
    }

    /** Whether it is the name whose wire form, in lower case, {@code lowered} begins with. */
    static boolean isName(byte[] message, int at, byte[] lowered) {
        int done = 0;
        while (true) {
            int length = message[at];
            if (isPointer(message[at])) {
                at = target(message, at);
            } else if (length != lowered[done]) {
                return false;
            } else if (length == 0) {
                return true;
            } else {
                for (int i = 1; i <= length; i++) {
                    if (lower(message[at + i]) != lowered[done + i]) {
                        return false;
                    }
                }
                at += 1 + length;
                done += 1 + length;
            }
        }
    }

    /** The octets of a name in lower case, as {@link #isName} wants them; this thread's until it asks for another's. */
    static byte[] lowered(DnsName name) {
        byte[] octets = LOWERED.get();
        name.toWire(octets, 0);
        for (int i = 0; i < name.wireLength(); i++) { // length octets are below 'A': lowering the whole is safe
            octets[i] = lower(octets[i]);
        }
        return octets;
    }

    private static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + ('a' - 'A')) : octet;
    }

    /** The name, in letters as they came. */
    static DnsName read(byte[] message, int at) {
        byte[] octets = SCRATCH.get();
        int done = 0;
        while (message[at] != 0) {
            if (isPointer(message[at])) {
                at = target(message, at);
            } else {
                int label = 1 + message[at];
                System.arraycopy(message, at, octets, done, label);
                at += label;
                done += label;
            }
        }
        octets[done] = 0;
        return DnsName.fromWire(octets, done + 1).orElseThrow(() -> new AssertionError("read before it was accepted"));
    }
}
