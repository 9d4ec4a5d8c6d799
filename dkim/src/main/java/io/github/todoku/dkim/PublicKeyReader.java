package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.Der;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;

/**
 * What kind of key stands in {@code p=}, and how long it is.
 *
 * <p>The JDK's key factories refuse keys under 512 and over 16384 bits, which must be told apart from broken ones; so the
 * few octets around the modulus are read here.
 *
 * @param bits its size; 0 if it cannot be read
 * @param found what is wrong with it
 */
record PublicKeyReader(int bits, List<Found> found) {
    /**
     * What is wrong with a key.
     *
     * @param kind what it is
     * @param detail the size, type or reason concerned
     */
    record Found(DkimFinding kind, String detail) {}

    /** RFC 8301 §3.2: signers must use, verifiers must not accept less than, this many bits. */
    static final int LEAST_BITS = 1024;

    /** RFC 8301 §3.2: signers should use at least this many. */
    static final int ADVISED_BITS = 2048;

    /** RFC 8301 §3.2: verifiers must validate up to this many. */
    static final int MOST_BITS = 4096;

    /** RFC 8463 §4: the raw octets of the key. */
    static final int ED25519_OCTETS = 32;

    /** The octets of the wrapper before an Ed25519 key (RFC 8410 §4). */
    private static final int ED25519_FRAME = 12;

    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int INTEGER = 0x02;

    /** The object identifier of RSA keys, 1.2.840.113549.1.1.1, with its own tag and length. */
    private static final byte[] RSA = {6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1};

    /** The version of a private key, an integer. */
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** Base64 characters that hold its beginning. */
    private static final int PRIVATE_BEGINNING = 16;

    /** The object identifier of Ed25519 keys, 1.3.101.112. */
    private static final byte[] ED25519 = {6, 3, 0x2B, 0x65, 0x70};

    static PublicKeyReader read(String keyType, String base64) {
        String text = withoutBlanks(base64);
        String withSigns = base64.strip().replace(' ', '+');
        if (!text.equals(base64.strip()) && keyType.equals("rsa") && !isRsa(text) && isRsa(withSigns)) {
            return failed(DkimFinding.BAD_BASE64, "+");
        }
        if (isPrivate(text)) {
            return failed(DkimFinding.PRIVATE_KEY, keyType);
        }
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException broken) {
            OptionalInt wanted = keyType.equals("rsa") ? bitsOfBeginning(text) : OptionalInt.empty();
            return wanted.isPresent()
                    ? failed(DkimFinding.KEY_CUT, Integer.toString(wanted.getAsInt()))
                    : failed(DkimFinding.BAD_BASE64, String.valueOf(broken.getMessage()));
        }
        return switch (keyType) {
            case "rsa" -> rsa(octets);
            case "ed25519" -> ed25519(octets);
            default -> failed(DkimFinding.UNKNOWN_KEY_TYPE, keyType);
        };
    }

    private static boolean isRsa(String base64) {
        try {
            return rsa(Base64.getDecoder().decode(base64)).bits() > 0;
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /** A private key of PKCS #1 or PKCS #8, whole or cut: a sequence that begins with the version 0 and goes on. */
    static boolean isPrivate(String base64) {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(base64.substring(0, Math.min(base64.length(), PRIVATE_BEGINNING)));
        } catch (IllegalArgumentException noKey) {
            return false;
        }
        int at = octets.length > 1 && octets[1] < 0 ? 2 + (octets[1] & 0x7F) : 2;
        return octets.length > at + VERSION_0.length
                && octets[0] == SEQUENCE
                && Arrays.equals(octets, at, at + VERSION_0.length, VERSION_0, 0, VERSION_0.length)
                && (octets[at + VERSION_0.length] == INTEGER || octets[at + VERSION_0.length] == SEQUENCE);
    }

    private static PublicKeyReader ed25519(byte[] octets) {
        if (octets.length == ED25519_OCTETS) {
            return new PublicKeyReader(ED25519_OCTETS * 8, List.of());
        }
        return isWrapped(octets) ? wrapped(octets) : failed(DkimFinding.BAD_KEY, octets.length + " octets");
    }

    private static boolean isWrapped(byte[] octets) {
        Der whole = new Der(octets, 0, octets.length).enter(SEQUENCE);
        return octets.length == ED25519_OCTETS + ED25519_FRAME
                && whole.enter(SEQUENCE).startsWith(ED25519);
    }

    private static PublicKeyReader wrapped(byte[] octets) {
        return failed(
                DkimFinding.ED25519_WRAPPED,
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(octets, ED25519_FRAME, octets.length)));
    }

    /** The bits that a key would have whose base64 ends in the middle; empty if it is not the beginning of one. */
    private static OptionalInt bitsOfBeginning(String base64) {
        String whole = base64.substring(0, base64.length() - base64.length() % 4);
        try {
            return CutKey.bits(Base64.getDecoder().decode(whole));
        } catch (IllegalArgumentException broken) {
            return OptionalInt.empty();
        }
    }

    static String withoutBlanks(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static PublicKeyReader failed(DkimFinding kind, String detail) {
        return new PublicKeyReader(0, List.of(new Found(kind, detail)));
    }

    /** SubjectPublicKeyInfo around an RSAPublicKey, or the latter alone, which RFC 6376 §3.6.1 names. */
    private static PublicKeyReader rsa(byte[] octets) {
        Der whole = new Der(octets, 0, octets.length).enter(SEQUENCE);
        Der algorithm = whole.enter(SEQUENCE);
        boolean framed = algorithm.isThere();
        if (framed && !algorithm.startsWith(RSA)) {
            return isWrapped(octets) ? wrapped(octets) : failed(DkimFinding.BAD_KEY, "not RSA");
        }
        Der key = framed ? whole.after(algorithm).enter(BIT_STRING).skip(1).enter(SEQUENCE) : whole;
        Der modulus = key.enter(INTEGER);
        Der exponent = key.after(modulus).enter(INTEGER);
        int bits = modulus.bitLength();
        if (bits == 0 || exponent.bitLength() == 0) {
            OptionalInt wanted = CutKey.bits(octets);
            if (wanted.isPresent()) {
                return failed(DkimFinding.KEY_CUT, Integer.toString(wanted.getAsInt()));
            }
            if (octets.length == ED25519_OCTETS) {
                return failed(DkimFinding.ED25519_UNNAMED, Integer.toString(octets.length));
            }
            return failed(DkimFinding.BAD_KEY, octets.length + " octets");
        }
        return new PublicKeyReader(bits, judged(bits, framed));
    }

    private static List<Found> judged(int bits, boolean framed) {
        String size = Integer.toString(bits);
        if (bits < LEAST_BITS) {
            return List.of(new Found(DkimFinding.KEY_TOO_SHORT, size));
        }
        Found bare = new Found(DkimFinding.BARE_RSA_KEY, size);
        if (bits < ADVISED_BITS || bits > MOST_BITS) {
            Found judged = new Found(bits < ADVISED_BITS ? DkimFinding.KEY_SHORT : DkimFinding.KEY_LONG, size);
            return framed ? List.of(judged) : List.of(bare, judged);
        }
        return framed ? List.of() : List.of(bare);
    }
}
