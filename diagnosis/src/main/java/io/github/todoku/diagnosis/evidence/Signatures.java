package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signatures of a mail that are looked at: whoever wrote the bounce wrote these too, in any number. */
public final class Signatures {
    /** How many signatures of one mail are looked at; two are usual. */
    public static final int MAX = 4;

    private Signatures() {}

    /** Whether the mail bears more than are looked at. */
    static boolean areLeftOut(CaseFacts facts) {
        return facts.signatures() != null && facts.signatures().size() > MAX;
    }

    /** Those nearest to From first. */
    static List<DkimSignature> of(Inquiry inquiry) {
        CaseFacts facts = inquiry.facts();
        List<DkimSignature> signatures = facts.signatures() == null ? List.of() : facts.signatures();
        return signatures.stream()
                .sorted(Comparator.comparingInt(
                        signature -> distance(inquiry, signature.domain().orElse(null))))
                .limit(MAX)
                .toList();
    }

    /** 0: From's own domain; 1: one above or below it; 2: one that shares its registered domain; 3: any other. */
    static int distance(Inquiry inquiry, @Nullable DnsName signer) {
        DnsName from = inquiry.facts().fromDomain();
        if (signer == null || from == null) {
            return 3;
        }
        if (signer.equals(from)) {
            return 0;
        }
        if (signer.isWithin(from) || from.isWithin(signer)) {
            return 1;
        }
        return inquiry.means()
                        .registrable()
                        .apply(from)
                        .filter(signer::isWithin)
                        .isPresent()
                ? 2
                : 3;
    }
}
