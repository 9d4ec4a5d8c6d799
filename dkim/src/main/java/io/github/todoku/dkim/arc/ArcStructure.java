package io.github.todoku.dkim.arc;

import io.github.todoku.dkim.DkimAlgorithm;
import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dkim.internal.SignatureReader;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.MessageHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sets of a message held to all rules that need no key (RFC 8617 §5.2, steps 1 to 3), before any key is asked for. */
final class ArcStructure {
    static final String RESULTS = "arc-authentication-results";
    static final String SIGNATURE = "arc-message-signature";
    static final String SEAL = "arc-seal";

    private final MessageHead head;
    private final ArcSetReader[] sets = new ArcSetReader[DkimLimits.MAX_ARC_SETS + 1];
    private final List<Link> links = new ArrayList<>();
    private int length;
    private boolean any;
    private @Nullable Finding fault;
    private @Nullable Finding detail;

    /**
     * A set that has been read.
     *
     * @param fields where its fields stand
     * @param signature its message signature; null if that cannot hold, which only the newest one has to (§5.2 step 5)
     * @param seal its seal
     */
    record Link(ArcSetReader fields, @Nullable SignatureFacts signature, SignatureFacts seal) {}

    ArcStructure(MessageHead head) {
        this.head = head;
    }

    /** Reads the sets at that time. */
    void read(Instant now) {
        collect();
        if (!any || fault != null) {
            return;
        }
        if (head.isCut()) {
            fail(ArcReason.HEADER_TOO_LONG, Integer.toString(DkimLimits.MAX_HEADER_OCTETS));
        }
        if (isSealedAsBroken()) {
            fail(ArcReason.BROKEN_BEFORE, Integer.toString(length));
        }
        for (int i = 1; i <= length && fault == null; i++) {
            ArcSetReader set = sets[i];
            if (set == null || !set.isComplete()) {
                fail(ArcReason.SET_INCOMPLETE, Integer.toString(i));
            } else {
                link(i, set, now);
            }
        }
        long slow = links.stream().filter(each -> isSlow(each.seal())).count();
        if (fault == null && slow + (isSlow(newestSignature()) ? 1 : 0) > DkimLimits.MAX_ED25519_TRIED) {
            fail(ArcReason.TOO_MANY_ED25519, Integer.toString(DkimLimits.MAX_ED25519_TRIED));
        }
    }

    /** Whether the newest seal says that the chain had failed (§5.2 step 2); nobody seals behind it (§5.1 step 2). */
    boolean isSealedAsBroken() {
        ArcSetReader newest = sets[length];
        return newest != null && newest.seal >= 0 && status(newest.seal().tags().value("cv")) == ArcResult.FAIL;
    }

    static boolean isSlow(SignatureFacts facts) {
        return facts.algorithm() == DkimAlgorithm.ED25519_SHA256;
    }

    private void collect() {
        for (int index : head.indexesOf(RESULTS)) {
            ArcSetReader set = set(index, ArcSetReader.instanceOfResults(head.raw(index)));
            if (set != null) {
                set.twice |= set.results >= 0;
                set.results = index;
            }
        }
        for (int index : head.indexesOf(SIGNATURE)) {
            ArcSetReader set = set(index, instance(index, SignatureReader.Form.ARC_MESSAGE));
            if (set != null) {
                set.twice |= set.signature >= 0;
                set.signature = index;
            }
        }
        for (int index : head.indexesOf(SEAL)) {
            ArcSetReader set = set(index, instance(index, SignatureReader.Form.ARC_SEAL));
            if (set != null) {
                set.twice |= set.seal >= 0;
                set.seal = index;
            }
        }
    }

    private int instance(int index, SignatureReader.Form form) {
        return ArcSetReader.instance(
                new SignatureReader(form, head.raw(index), true).tags().value("i"));
    }

    private @Nullable ArcSetReader set(int index, int instance) {
        any = true;
        if (instance == ArcSetReader.NONE) {
            fail(ArcReason.BAD_INSTANCE, head.name(index));
            return null;
        }
        length = Math.max(length, instance);
        ArcSetReader known = sets[instance];
        if (known == null) {
            known = new ArcSetReader(head);
            sets[instance] = known;
        }
        return known;
    }

    private void link(int instance, ArcSetReader set, Instant now) {
        String number = Integer.toString(instance);
        SignatureReader sealReader = set.seal();
        SignatureReader signatureReader = set.signature();
        SignatureFacts seal = ArcSetReader.read(sealReader, now);
        SignatureFacts signature = ArcSetReader.read(signatureReader, now);
        for (String tag : new String[] {"h", "bh", "c"}) {
            if (sealReader.tags().has(tag)) {
                fail(ArcReason.FORBIDDEN_TAG, number, tag);
            }
        }
        String status = sealReader.tags().value("cv");
        if (status(status) != (instance == 1 ? ArcResult.NONE : ArcResult.PASS)) {
            fail(ArcReason.WRONG_STATUS, number, status.length() > 20 ? status.substring(0, 20) : status);
        }
        boolean newest = instance == length;
        boolean coversSeal = signature != null && signature.fields().stream().anyMatch(SEAL::equalsIgnoreCase);
        if (seal == null) {
            fail(ArcReason.SEAL_BROKEN, number);
            detail = sealReader.refusal().why();
        } else if (signature == null && (newest || signatureReader.tags().fault() != null)) {
            fail(ArcReason.MESSAGE_SIGNATURE_BROKEN, number);
            detail = signatureReader.refusal().why();
        } else if (coversSeal && newest) {
            fail(ArcReason.SEAL_COVERED, number);
        } else {
            links.add(new Link(set, coversSeal ? null : signature, seal));
        }
    }

    private static @Nullable ArcResult status(String word) {
        for (ArcResult each : ArcResult.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        return null;
    }

    private void fail(ArcReason reason, String... details) {
        if (fault == null) {
            fault = Finding.of(reason, "", details);
        }
    }

    /** Whether the message has any field of ARC. */
    boolean hasAny() {
        return any;
    }

    /** The first rule that is broken; null if none is. */
    @Nullable
    Finding fault() {
        return fault;
    }

    /** What is wrong with the signature that broke it; null if nothing more is known. */
    @Nullable
    Finding detail() {
        return detail;
    }

    /** The highest instance number. */
    int length() {
        return length;
    }

    /** The sets from the oldest to the newest, if no rule is broken. */
    List<Link> links() {
        return links;
    }

    /** The message signature that must hold, if no rule is broken. */
    SignatureFacts newestSignature() {
        return Objects.requireNonNull(links.get(links.size() - 1).signature());
    }
}
