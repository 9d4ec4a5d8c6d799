package io.github.todoku.diagnosis.evidence;

import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimExplainer;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dkim.DkimSuspect;
import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.message.LineEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of the mail that came back, verified (RFC 6376 §6) where it came back whole; those that fail explained. It asks
 * for the keys that {@link DkimSource} asks for, as of the time at which the report was written.
 */
final class ReturnedMailSource extends EvidenceSource<ReturnedMailSource.Checked> {
    static final ReturnedMailSource SOURCE = new ReturnedMailSource();

    /** How many failed signatures of one mail are explained: each costs up to 40 checks of a signature. */
    static final int MAX_EXPLAINED = 2;

    /**
     * What came out.
     *
     * @param verification the results, signature by signature
     * @param changes what explains each one that failed; empty for the others
     */
    record Checked(DkimVerification verification, List<List<Finding>> changes) {}

    private ReturnedMailSource() {
        super("returned-mail");
    }

    @Override
    @Nullable
    OriginalMessage about(Inquiry inquiry) {
        return inquiry.returned();
    }

    @Override
    CompletableFuture<Checked> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        OriginalMessage returned = inquiry.returned();
        if (returned == null) {
            throw new IllegalStateException("nothing to ask about");
        }
        byte[] octets = returned.octets().orElseThrow();
        DnsRun keys = DnsRun.using(dns, limit).withMaxQuestions(Signatures.MAX);
        return DkimVerifier.using(keys)
                .withTimeLimit(limit)
                .at(inquiry.reportedAt())
                .withLineEnds(LineEnds.OF_A_FILE)
                .checkAsync(octets)
                .thenApply(came -> new Checked(came, changes(came, octets, keys, inquiry.reportedAt())));
    }

    /** The keys have been asked for by now, so nothing waits. */
    private static List<List<Finding>> changes(DkimVerification came, byte[] octets, DnsRun keys, Instant at) {
        DkimExplainer explainer = DkimExplainer.using(keys).at(at).withLineEnds(LineEnds.OF_A_FILE);
        List<List<Finding>> changes = new ArrayList<>();
        int explained = 0;
        for (DkimSignatureResult each : came.signatures()) {
            boolean failed = each.result() == DkimResult.FAIL && explained++ < MAX_EXPLAINED;
            changes.add(failed ? explainer.explain(octets, changes.size()) : List.of());
        }
        return changes;
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(
                        this,
                        "Returned-Signature",
                        Set.of("holds", "altered", "other-key", "invalid", "fails"),
                        this::state)
                .needing(this::needs));
    }

    private List<String> needs(Inquiry inquiry, Evidence evidence) {
        if (inquiry.returned() != null) {
            return List.of("dns");
        }
        return List.of(inquiry.facts().signatures() == null ? "signatures" : "whole-mail");
    }

    /** One that holds is enough; else the first of those that count tells, as it stands in the header. */
    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        Checked checked = evidence.of(this);
        if (checked == null) {
            return null;
        }
        DmarcResult dmarc = evidence.of(DmarcSource.SOURCE);
        boolean onlyAligned = DkimSource.countsOnlyAligned(inquiry, dmarc);
        String first = null;
        for (int i = 0; i < checked.changes().size(); i++) {
            DkimSignatureResult each = checked.verification().signatures().get(i);
            boolean counts = !onlyAligned
                    || DnsName.parse(each.domainText()) // of a field that cannot be read, too
                            .filter(signer -> DkimSource.isAligned(signer, dmarc))
                            .isPresent();
            if (counts && each.isPass()) {
                return "holds";
            }
            if (counts && each.cannotTell()) {
                return null;
            }
            first = counts && first == null ? state(each, checked.changes().get(i)) : first;
        }
        return first;
    }

    /** A signature whose key is at fault is for the rows on keys. */
    private static @Nullable String state(DkimSignatureResult signature, List<Finding> changes) {
        if (signature.result() == DkimResult.FAIL) {
            if (changes.stream().anyMatch(each -> each.kind() == DkimSuspect.OTHER_KEY)) {
                return "other-key";
            }
            return changes.stream().anyMatch(each -> each.severity() == Severity.FAIL) ? "altered" : "fails";
        }
        return signature.result() == DkimResult.PERMERROR && signature.record().isEmpty() ? "invalid" : null;
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, Checked answer, Instant at) {
        return List.of(new Proof.ReturnedMail(at, answer.verification(), answer.changes()));
    }

    @Override
    List<String> gaps(Inquiry inquiry, Checked answer) {
        return answer.verification().gaps().stream()
                .map(gap -> gap.question() + ": "
                        + gap.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList();
    }

    @Override
    boolean isAnswered(Checked answer) {
        return answer.verification().signatures().stream()
                .anyMatch(each -> each.record().isPresent());
    }
}
