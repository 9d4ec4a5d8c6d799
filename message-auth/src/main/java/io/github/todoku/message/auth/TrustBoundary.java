package io.github.todoku.message.auth;

import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MessageHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The border of a mail system: mail that comes in from outside loses the Authentication-Results that claim to have been written
 * inside (RFC 8601 §5). Whoever reads the field later believes it by its authserv-id, which anybody can write.
 *
 * <pre>{@code
 * byte[] clean = TrustBoundary.of("example.net").cleaned(message);      // before our own field is put on top
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class TrustBoundary {
    /** What a field is called that was renamed. */
    public static final String RENAMED = "X-Untrusted-Authentication-Results";

    private static final String NAME = AuthenticationResults.NAME.toLowerCase(Locale.ROOT);

    private final List<String> inside;
    private final boolean renaming;

    private TrustBoundary(List<String> inside, boolean renaming) {
        this.inside = List.copyOf(inside);
        this.renaming = renaming;
    }

    /**
     * {@return a border that takes such fields off}
     *
     * @param authservId a name that is only written inside, and with it every name below it; case is ignored
     * @param more more of these
     * @throws IllegalArgumentException if a name is empty
     */
    public static TrustBoundary of(String authservId, String... more) {
        List<String> inside = new ArrayList<>();
        inside.add(authservId.toLowerCase(Locale.ROOT));
        for (String each : more) {
            inside.add(each.toLowerCase(Locale.ROOT));
        }
        if (inside.contains("")) {
            throw new IllegalArgumentException("an authserv-id is not empty");
        }
        return new TrustBoundary(inside, false);
    }

    /** {@return the same, keeping such fields under the name {@value #RENAMED}, for people who look into a case} */
    public TrustBoundary renaming() {
        return new TrustBoundary(inside, true);
    }

    /**
     * {@return the message without such fields} Fields that cannot be read go, too, for another reader may read them; those of
     * other hosts stay. A field that hides one behind a bare CR or LF goes whole. All other octets stay as they are, but that a
     * message whose first line ends with LF alone comes back with CRLF.
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
        int from = head.from(index);
        int end = head.end(index);
        if (hidesOne(head.octets(), from, end)) {
            return;
        }
        if (!head.name(index).equals(NAME) || !isClaimed(head.value(index))) {
            clean.write(head.octets(), from, end - from);
        } else if (renaming) {
            clean.writeBytes(RENAMED.getBytes(StandardCharsets.US_ASCII));
            clean.write(head.octets(), head.colon(index), end - head.colon(index));
        }
    }

    private boolean isClaimed(String value) {
        Optional<AuthenticationResults> read = AuthenticationResults.parse(value);
        if (read.isEmpty()) {
            return true;
        }
        String id = read.get().authservId().toLowerCase(Locale.ROOT);
        return inside.stream().anyMatch(name -> id.equals(name) || id.endsWith("." + name));
    }

    /** Whether a reader that takes a bare CR or LF for a line end sees such a field inside of another. */
    private static boolean hidesOne(byte[] octets, int from, int end) {
        for (int at = from; at < end; at++) {
            boolean bare = octets[at] == '\n' ? at > from && octets[at - 1] != '\r' : isBareReturn(octets, at, end);
            if (bare && isNamed(octets, at + 1, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBareReturn(byte[] octets, int at, int end) {
        return octets[at] == '\r' && (at + 1 == end || octets[at + 1] != '\n');
    }

    private static boolean isNamed(byte[] octets, int from, int end) {
        int length = Math.min(NAME.length(), end - from);
        return new String(octets, from, Math.max(0, length), StandardCharsets.ISO_8859_1).equalsIgnoreCase(NAME);
    }

    /** {@return the names that are only written inside, for logs} */
    @Override
    public String toString() {
        return "TrustBoundary" + inside;
    }
}
