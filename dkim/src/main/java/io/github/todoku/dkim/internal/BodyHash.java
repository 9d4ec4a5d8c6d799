package io.github.todoku.dkim.internal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a body in one canonical form (RFC 6376 §3.4.3, §3.4.4), whole and cut at any number of lengths (§3.4.5), while
 * the body passes. Its state is a few counters: pieces may be cut anywhere, and nothing is kept. For one thread.
 */
public final class BodyHash {
    private static final byte[] CRLFS = crlfs(512);

    /** Octets that are looked at before they are hashed: they are still in the processor's cache then. */
    private static final int WINDOW = 16 << 10;

    private final boolean relaxed;
    private final MessageDigest digest = Crypto.sha256();
    private final SortedMap<Long, byte @Nullable []> cuts = new TreeMap<>();
    private long nextCut = Long.MAX_VALUE;
    private long length;
    private byte @Nullable [] whole;

    /** Line ends that come before the next octet, if one comes. */
    private long lineEnds;

    private boolean blank;
    private boolean carriageReturn;

    /** Octets that came singly; the digest is fed in blocks. */
    private final byte[] single = new byte[512];

    private int singles;

    /** Relaxed or simple. */
    public BodyHash(boolean relaxed) {
        this.relaxed = relaxed;
    }

    private static byte[] crlfs(int count) {
        byte[] octets = new byte[2 * count];
        for (int i = 0; i < octets.length; i += 2) {
            octets[i] = '\r';
            octets[i + 1] = '\n';
        }
        return octets;
    }

    /** The hash of so many octets is wanted, too; must be said before the first octet. */
    public void cutAt(long octets) {
        cuts.put(octets, null);
        nextCut = cuts.firstKey();
    }

    /** The next octets of the body. */
    public void write(byte[] octets, int from, int to) {
        int at = from;
        while (at < to) {
            if (lineEnds == 0 && !blank && !carriageReturn) {
                int most = Math.min(to, at + WINDOW);
                int end = relaxed ? CanonicalRun.relaxed(octets, at, most) : CanonicalRun.simple(octets, at, most);
                emitRun(octets, at, end);
                at = end;
            }
            if (at < to) {
                step(octets[at++]);
            }
        }
    }

    private void step(byte b) {
        if (carriageReturn) {
            carriageReturn = false;
            if (b == '\n') {
                blank = false;
                lineEnds++;
                return;
            }
            content((byte) '\r');
        }
        if (b == '\r') {
            carriageReturn = true;
        } else if (relaxed && (b == ' ' || b == '\t')) {
            blank = true;
        } else {
            content(b);
        }
    }

    private void content(byte b) {
        while (lineEnds > 0) {
            int count = (int) Math.min(lineEnds, CRLFS.length / 2);
            emitRun(CRLFS, 0, 2 * count);
            lineEnds -= count;
        }
        if (blank) {
            blank = false;
            emit((byte) ' ');
        }
        emit(b);
    }

    private void emit(byte b) {
        if (singles == single.length) {
            flush();
        }
        single[singles++] = b;
    }

    private void emitRun(byte[] octets, int from, int to) {
        if (to - from <= single.length - singles) {
            System.arraycopy(octets, from, single, singles, to - from);
            singles += to - from;
            return;
        }
        flush();
        digest(octets, from, to);
    }

    private void flush() {
        int count = singles;
        singles = 0;
        digest(single, 0, count);
    }

    private void digest(byte[] octets, int from, int to) {
        int at = from;
        while (nextCut <= length + (to - at)) {
            int part = (int) (nextCut - length);
            digest.update(octets, at, part);
            at += part;
            length += part;
            cuts.put(nextCut, soFar());
            SortedMap<Long, byte @Nullable []> later = cuts.tailMap(nextCut + 1);
            nextCut = later.isEmpty() ? Long.MAX_VALUE : later.firstKey();
        }
        digest.update(octets, at, to - at);
        length += to - at;
    }

    private byte[] soFar() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("SHA-256 of the JDK can be cloned", impossible);
        }
    }

    /** The body is over. */
    public void end() {
        if (carriageReturn) {
            carriageReturn = false;
            content((byte) '\r');
        }
        boolean anything = length + singles > 0;
        if (anything || !relaxed) { // §3.4.3: an empty body is one CRLF; §3.4.4: is nothing
            emit((byte) '\r');
            emit((byte) '\n');
        }
        flush();
        digest(single, 0, 0); // a cut at the very end, or at 0
        whole = digest.digest();
    }

    /** How long the canonical body is; after {@link #end}. */
    public long length() {
        return length;
    }

    /** The hash of the whole canonical body; after {@link #end}. */
    public byte[] whole() {
        if (whole == null) {
            throw new IllegalStateException("the body is not over");
        }
        return Arrays.copyOf(whole, whole.length);
    }

    /** The hash of so many octets, a length said before; null if the body is shorter. */
    public byte @Nullable [] cut(long octets) {
        return cuts.get(octets);
    }
}
