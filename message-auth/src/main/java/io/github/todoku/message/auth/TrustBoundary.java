package io.github.todoku.message.auth;

import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MessageHead;
import io.github.todoku.spf.ReceivedSpf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The border of a mail system: mail that comes in from outside loses the Authentication-Results (RFC 8601 §5) and Received-SPF
 * (RFC 7208 §9.1) that claim to have been written inside. Whoever reads these fields later believes them by their authserv-id or
 * {@code receiver=}, which anybody can write.
 *
 * <pre>{@code
 * byte[] clean = TrustBoundary.of("example.net").cleaned(message);      // before our own field is put on top
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class TrustBoundary {
    /** What stands before the name of a field that was renamed. */
    public static final String UNTRUSTED = "X-Untrusted-";

    private static final String RESULTS = AuthenticationResults.NAME.toLowerCase(Locale.ROOT);
    private static final String RECEIVED_SPF = ReceivedSpf.NAME.toLowerCase(Locale.ROOT);

    private final List<String> inside;
    private final HostClaim claim;
    private final boolean renaming;

    private TrustBoundary(List<String> inside, boolean renaming) {
        this.inside = List.copyOf(inside);
        this.claim = new HostClaim(this.inside);
        this.renaming = renaming;
    }

    /**
     * {@return a border that takes such fields off}
     *
     * @param authservId a name that is only written inside, and with it every name below it, in any case, as U-labels or
     *     A-labels, with or without a dot at its end
     * @param more more of these
     * @throws IllegalArgumentException if a name is empty
     */
    public static TrustBoundary of(String authservId, String... more) {
        List<String> inside = new ArrayList<>(List.of(more));
        inside.add(0, authservId);
        if (inside.stream().anyMatch(name -> HostId.readings(name).contains(""))) {
            throw new IllegalArgumentException("an authserv-id is not empty");
        }
        return new TrustBoundary(inside, false);
    }

    /** {@return the same, keeping such fields with {@value #UNTRUSTED} before their names, for people who look into a case} */
    public TrustBoundary renaming() {
        return new TrustBoundary(inside, true);
    }

    /**
     * {@return the message without such fields} Fields that cannot be read go, too, for another reader may read them, and those that
     * name no host; those of other hosts stay. A field that hides one behind a bare CR or LF goes whole, and
     * so does a line that is no field but may be taken for one of these, and a first line that begins with a blank: it would be read
     * as the end of the field that is put on top. All other octets stay as they are, but that a message whose first line ends
     * with LF alone comes back with CRLF.
     *
     * @param message its octets
     */
    public byte[] cleaned(byte[] message) {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(message.length);
        byte[] octets = withCrlf(message);
        MessageHead head = MessageHead.of(octets, endOfHead(octets), false);
        int end = 0;
        for (int i = 0; i < head.count(); i++) {
            end = head.end(i);
            add(head, i, clean);
        }
        clean.write(octets, end, octets.length - end);
        return clean.toByteArray();
    }

    private static byte[] withCrlf(byte[] message) {
        int first = 0;
        while (first < message.length && message[first] != '\n') {
            first++;
        }
        if (first == message.length || (first > 0 && message[first - 1] == '\r')) {
            return message;
        }
        ByteArrayOutputStream crlf = new ByteArrayOutputStream(message.length + message.length / 20);
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r')) {
                crlf.write('\r');
            }
            crlf.write(message[i]);
        }
        return crlf.toByteArray();
    }

    /** Where the empty line begins; the end of the message if it has none. */
    private static int endOfHead(byte[] octets) {
        for (int at = 0; at + 1 < octets.length; at++) {
            boolean begins = at == 0 || octets[at - 1] == '\n';
            if (begins && octets[at] == '\r' && octets[at + 1] == '\n' && (at < 2 || octets[at - 2] == '\r')) {
                return at;
            }
        }
        return octets.length;
    }

    private void add(MessageHead head, int index, ByteArrayOutputStream clean) {
        byte[] octets = head.octets();
        int from = head.from(index);
        int end = head.end(index);
        boolean loose = head.colon(index) < 0 && (isBlank(octets[from]) || isNamed(octets, from, end));
        if (loose || hidesOne(octets, from, end)) {
            return;
        }
        boolean claimed = isClaimed(head, index);
        if (claimed && renaming) {
            clean.writeBytes(UNTRUSTED.getBytes(StandardCharsets.US_ASCII));
        }
        if (!claimed || renaming) {
            clean.write(octets, from, end - from);
        }
    }

    private boolean isClaimed(MessageHead head, int index) {
        String name = head.name(index);
        if (name.equals(RESULTS)) {
            return claim.isInResults(head.value(index));
        }
        return name.equals(RECEIVED_SPF) && claim.isInReceivedSpf(head.value(index));
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Whether a reader that takes a bare CR or LF for a line end sees such a field inside of another. */
    private static boolean hidesOne(byte[] octets, int from, int end) {
        for (int at = from; at < end; at++) {
            boolean bare = octets[at] == '\n' ? at > from && octets[at - 1] != '\r' : isBareReturn(octets, at, end);
            if (bare && isNamed(octets, at + 1, lineEnd(octets, at + 1, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBareReturn(byte[] octets, int at, int end) {
        return octets[at] == '\r' && (at + 1 == end || octets[at + 1] != '\n');
    }

    private static int lineEnd(byte[] octets, int from, int end) {
        int at = from;
        while (at < end && octets[at] != '\r' && octets[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Whether the text begins with the name of such a field for a reader that passes over octets that no name has. */
    private static boolean isNamed(byte[] octets, int from, int end) {
        return isNamed(RESULTS, octets, from, end) || isNamed(RECEIVED_SPF, octets, from, end);
    }

    private static boolean isNamed(String name, byte[] octets, int from, int end) {
        int seen = 0;
        for (int at = from; at < end && seen < name.length(); at++) {
            boolean visible = octets[at] > ' ' && octets[at] < 0x7F;
            if (visible && Character.toLowerCase(octets[at]) != name.charAt(seen++)) {
                return false;
            }
        }
        return seen == name.length();
    }

    /** {@return the names that are only written inside, for logs} */
    @Override
    public String toString() {
        return "TrustBoundary" + inside;
    }
}
