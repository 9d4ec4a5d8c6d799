package io.github.todoku.dkim;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.List;

/** The results of a message's signatures. Immutable. */
public final class DkimVerification implements Serializable {
    private static final long serialVersionUID = 1;

    private static final List<DkimResult> ORDER = List.of(
            DkimResult.PASS,
            DkimResult.TEMPERROR,
            DkimResult.FAIL,
            DkimResult.POLICY,
            DkimResult.PERMERROR,
            DkimResult.NEUTRAL);

    private final List<DkimSignatureResult> signatures;
    private final long bodyOctets;

    DkimVerification(List<DkimSignatureResult> signatures, long bodyOctets) {
        this.signatures = List.copyOf(signatures);
        this.bodyOctets = bodyOctets;
    }

    /** {@return one result for each DKIM-Signature field, from the top down} */
    public List<DkimSignatureResult> signatures() {
        return signatures;
    }

    /** {@return the best of the results; {@link DkimResult#NONE} if there is no signature} */
    public DkimResult result() {
        for (DkimResult each : ORDER) {
            if (signatures.stream().anyMatch(signature -> signature.result() == each)) {
                return each;
            }
        }
        return DkimResult.NONE;
    }

    /** {@return whether a signature is valid; {@link #passing} says whose, and DMARC whether it counts} */
    public boolean isPass() {
        return result() == DkimResult.PASS;
    }

    /** {@return the domains whose signatures are valid, each once, from the top down} */
    public List<DnsName> passing() {
        return signatures.stream()
                .filter(DkimSignatureResult::isPass)
                .flatMap(each -> each.domain().stream())
                .distinct()
                .toList();
    }

    /** {@return how many octets the body had as it came} */
    public long bodyOctets() {
        return bodyOctets;
    }

    /** {@return what was found, signature by signature} */
    public List<Finding> findings() {
        return signatures.stream().flatMap(each -> each.findings().stream()).toList();
    }

    /** {@return whether no signature is valid and a key could not be fetched} */
    public boolean cannotTell() {
        return result() == DkimResult.TEMPERROR;
    }

    /** {@return the questions that had no answer, each with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return signatures.stream()
                .flatMap(each -> each.gaps().stream())
                .distinct()
                .toList();
    }

    /** {@code PASS [PASS d=example.com s=s1 dkim.signature-holds]}, for logs. */
    @Override
    public String toString() {
        return result() + " " + signatures;
    }
}
