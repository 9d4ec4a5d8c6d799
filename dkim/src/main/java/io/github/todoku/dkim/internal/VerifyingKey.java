package io.github.todoku.dkim.internal;

import io.github.todoku.dkim.DkimAlgorithm;
import io.github.todoku.dkim.DkimFinding;
import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimTag;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A key record held to the rules for a signature (RFC 6376 §6.1.2): the key, or why it cannot be used. */
final class VerifyingKey {
    /** SubjectPublicKeyInfo around the 32 octets of an Ed25519 key (RFC 8410 §4). */
    private static final byte[] ED25519 = {0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0};

    private final DkimRecord record;
    private final @Nullable PublicKey key;
    private final @Nullable Refusal refusal;

    private VerifyingKey(DkimRecord record, @Nullable PublicKey key, @Nullable Refusal refusal) {
        this.record = record;
        this.key = key;
        this.refusal = refusal;
    }

    DkimRecord record() {
        return record;
    }

    /** The key; null if it is refused. */
    @Nullable
    PublicKey key() {
        return key;
    }

    /** Why it is refused; null if it is not. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    static VerifyingKey of(DkimRecord record, SignatureFacts signature, String owner) {
        for (Finding each : record.findings()) {
            if (each.kind() instanceof DkimFinding kind && forbids(kind)) {
                boolean tooShort = kind == DkimFinding.KEY_TOO_SHORT;
                DkimResult result = tooShort ? DkimResult.POLICY : DkimResult.PERMERROR;
                return new VerifyingKey(record, null, new Refusal(result, each.in(owner)));
            }
        }
        if (!record.keyType().equals(signature.algorithm().keyType())) {
            return refused(
                    record,
                    DkimReason.KEY_TYPE_MISMATCH,
                    record.keyType(),
                    signature.algorithm().word());
        }
        boolean strict = record.tag(DkimTag.Flags.class)
                .filter(flags -> flags.flags().contains("s"))
                .isPresent();
        if (strict && signature.isIdentityBelow()) {
            return refused(record, DkimReason.SUBDOMAIN_NOT_ALLOWED, String.valueOf(signature.identityDomain()));
        }
        if (record.keyBits() > DkimLimits.MAX_RSA_BITS) {
            return refused(record, DkimReason.KEY_TOO_LARGE, Integer.toString(record.keyBits()));
        }
        return made(record, signature.algorithm());
    }

    /** What a person should know need not keep a verifier from the key; what breaks the grammar does (§3.2, §3.6.1). */
    private static boolean forbids(DkimFinding kind) {
        return switch (kind) {
            case PASTED_QUOTES, PASTED_BACKSLASH, PASTED_PEM, LINE_BREAK -> false;
            case EMPTY_TAG -> true;
            default -> kind.severity() == Severity.FAIL;
        };
    }

    private static VerifyingKey refused(DkimRecord record, DkimReason reason, String... details) {
        return new VerifyingKey(record, null, Refusal.of(reason, details));
    }

    private static VerifyingKey made(DkimRecord record, DkimAlgorithm algorithm) {
        String base64 = record.tag(DkimTag.Key.class).map(DkimTag.Key::value).orElse("");
        try {
            byte[] octets = Base64.getDecoder().decode(withoutBlanks(base64));
            if (algorithm == DkimAlgorithm.ED25519_SHA256) {
                byte[] framed = new byte[ED25519.length + octets.length];
                System.arraycopy(ED25519, 0, framed, 0, ED25519.length);
                System.arraycopy(octets, 0, framed, ED25519.length, octets.length);
                return new VerifyingKey(
                        record, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(framed)), null);
            }
            RsaNumbers numbers = RsaNumbers.read(octets);
            BigInteger exponent = numbers.exponent();
            if (exponent.bitLength() > DkimLimits.MAX_EXPONENT_BITS
                    || !exponent.testBit(0)
                    || exponent.equals(BigInteger.ONE)) {
                return refused(record, DkimReason.EXPONENT_REFUSED, Integer.toString(exponent.bitLength()));
            }
            if (!numbers.modulus().testBit(0)) {
                return refusedKey(record, "even modulus");
            }
            RSAPublicKeySpec spec = new RSAPublicKeySpec(numbers.modulus(), exponent);
            return new VerifyingKey(record, KeyFactory.getInstance("RSA").generatePublic(spec), null);
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            return refusedKey(record, broken.getClass().getSimpleName());
        }
    }

    private static byte[] withoutBlanks(String base64) {
        byte[] octets = base64.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (byte each : octets) {
            if (!TagList.isBlank((char) each)) {
                octets[length++] = each;
            }
        }
        return Arrays.copyOf(octets, length);
    }

    private static VerifyingKey refusedKey(DkimRecord record, String detail) {
        return new VerifyingKey(
                record, null, new Refusal(DkimResult.PERMERROR, Finding.of(DkimFinding.BAD_KEY, "", detail)));
    }
}
