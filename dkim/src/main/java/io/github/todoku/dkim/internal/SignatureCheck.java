package io.github.todoku.dkim.internal;

import io.github.todoku.dkim.DkimAlgorithm;
import io.github.todoku.dkim.DkimFinding;
import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.Finding;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies one signature once its key has come and the body is over (RFC 6376 §6.1.2, §6.1.3). */
public final class SignatureCheck {
    /**
     * What came of it.
     *
     * @param refusal why it has not passed; null if it has
     * @param record the key record that decided; null if there is none
     */
    public record Outcome(
            @Nullable Refusal refusal, @Nullable DkimRecord record) {}

    /** {@code 00 01 FF FF}: so begins what is padded; of another key's signatures one in some four thousand million does. */
    private static final int PADDING_START = 0x0001FFFF;

    private static final int PADDING_SEEN = 4;

    private final SignatureFacts facts;
    private final byte[] signed;

    /** A signature, and the header octets that it covers. */
    public SignatureCheck(SignatureFacts facts, byte[] signed) {
        this.facts = facts;
        this.signed = signed;
    }

    /** Verifies it; a seal has no body hash. */
    public Outcome check(@Nullable DnsAnswer answer, @Nullable BodyHash body) {
        if (answer == null) {
            return none(
                    DkimResult.PERMERROR,
                    Finding.of(DkimFinding.NAME_TOO_LONG, "", facts.selector().toString()));
        }
        String owner = answer.question().name().toString();
        return answer.fold(
                found -> check(found, body, owner),
                empty -> none(DkimResult.PERMERROR, Finding.of(DkimFinding.NO_RECORD, owner)),
                failed -> none(
                        DkimResult.TEMPERROR,
                        Finding.of(
                                DkimFinding.DNS_FAILED, owner, failed.reason().toString())));
    }

    private static Outcome none(DkimResult result, Finding why) {
        return new Outcome(new Refusal(result, why), null);
    }

    private Outcome check(DnsAnswer.Found found, @Nullable BodyHash body, String owner) {
        List<DkimRecord> records = records(found);
        if (records.isEmpty()) {
            return none(DkimResult.PERMERROR, Finding.of(DkimFinding.NO_RECORD, owner));
        }
        Outcome best = null;
        for (DkimRecord record : records) {
            VerifyingKey key = VerifyingKey.of(record, facts, owner);
            PublicKey made = key.key();
            Refusal refusal = made == null ? key.refusal() : check(made, body);
            Outcome outcome = new Outcome(refusal, record);
            if (refusal == null) {
                return outcome;
            }
            if (best == null || refusal.result() == DkimResult.FAIL) {
                best = outcome;
            }
        }
        return best == null ? none(DkimResult.PERMERROR, Finding.of(DkimFinding.NO_RECORD, owner)) : best;
    }

    /** The texts that are meant as keys; the first text, whatever it is, if none is. */
    private static List<DkimRecord> records(DnsAnswer.Found found) {
        List<DkimRecord> keys = new ArrayList<>();
        DkimRecord first = null;
        for (DnsRecord.Txt txt : found.records(DnsRecord.Txt.class)) {
            DkimRecord record = DkimRecord.parse(txt.joined());
            first = first == null ? record : first;
            boolean isKey = record.findings().stream().noneMatch(each -> each.kind() == DkimFinding.NOT_DKIM);
            if (isKey && keys.size() < DkimLimits.MAX_KEYS_OF_A_NAME) {
                keys.add(record);
            }
        }
        return keys.isEmpty() && first != null ? List.of(first) : keys;
    }

    private @Nullable Refusal check(PublicKey key, @Nullable BodyHash body) {
        if (body != null) {
            byte[] hash = facts.bodyLength() < 0 ? body.whole() : body.cut(facts.bodyLength());
            if (hash == null) {
                return Refusal.of(DkimReason.LENGTH_BEYOND_BODY, facts.tags().value("l"), Long.toString(body.length()));
            }
            if (!MessageDigest.isEqual(hash, facts.bodyHash())) {
                return Refusal.of(DkimReason.BODY_CHANGED);
            }
        }
        boolean unchanged = facts.tags().isCanonicalBase64("b", facts.signature()); // no octet of the field may change
        return unchanged && holds(key) ? null : Refusal.of(DkimReason.SIGNATURE_MISMATCH);
    }

    private boolean holds(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(facts.algorithm().jcaName());
            verifier.initVerify(key);
            boolean hashedFirst = facts.algorithm() == DkimAlgorithm.ED25519_SHA256; // RFC 8463 §3
            verifier.update(hashedFirst ? Crypto.sha256().digest(signed) : signed);
            return verifier.verify(facts.signature());
        } catch (GeneralSecurityException wrongLength) { // of a signature that fits no such key
            return false;
        }
    }

    /**
     * Whether no key of the answer is the one that signed, whatever was signed: what an RSA key recovers from its own signatures
     * begins with a fixed padding (RFC 8017 §9.2). Of an Ed25519 signature that cannot be seen, nor of a key that cannot be used.
     */
    public boolean isOfAnotherKey(DnsAnswer.Found found) {
        boolean seen = false;
        for (DkimRecord record : records(found)) {
            PublicKey key = VerifyingKey.of(record, facts, "").key();
            if (!(key instanceof RSAPublicKey rsa) || isPadded(rsa)) {
                return false;
            }
            seen = true;
        }
        return seen;
    }

    private boolean isPadded(RSAPublicKey key) {
        BigInteger signature = new BigInteger(1, facts.signature());
        if (signature.compareTo(key.getModulus()) >= 0) {
            return false;
        }
        int octets = (key.getModulus().bitLength() + 7) / 8;
        BigInteger block = signature.modPow(key.getPublicExponent(), key.getModulus());
        return block.shiftRight(8 * (octets - PADDING_SEEN)).intValue() == PADDING_START;
    }
}
