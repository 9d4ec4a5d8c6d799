package io.github.todoku.diagnosis.evidence;

import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.diagnosis.facts.Proof.ReturnedMail.Signature;
import io.github.todoku.dkim.DkimExplainer;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dkim.DkimSuspect;
import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dmarc.DmarcAlignment;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of the mail that came back, verified (RFC 6376 §6) where it came back whole; those that fail explained. It asks
 * for the keys that {@link DkimSource} asks for, as of the time at which the report was written.
 */
final class ReturnedMailSource extends EvidenceSource<List<Signature>> {
    static final ReturnedMailSource SOURCE = new ReturnedMailSource();

    /** How many failed signatures of one mail are explained, those nearest to From: each costs up to 40 checks of a signature. */
    static final int MAX_EXPLAINED = 2;

    /** How many signatures of one mail are proved: whoever wrote the bounce wrote them, in any number. */
    static final int MAX_PROVED = 8;

    /** What stands where the mail, or all of it, did not come back. */
    private static final String NOT_WHOLE = "not-whole";

    private ReturnedMailSource() {
        super("returned-mail");
    }

    @Override
    @Nullable
    OriginalMessage about(Inquiry inquiry) {
        return inquiry.returned();
    }

    @Override
    CompletableFuture<List<Signature>> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
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
                .thenApply(came -> explained(inquiry, came.signatures(), octets, keys));
    }

    /** The keys have been asked for by now, so nothing waits. */
    private static List<Signature> explained(
            Inquiry inquiry, List<DkimSignatureResult> came, byte[] octets, DnsRun keys) {
        DkimExplainer explainer =
                DkimExplainer.using(keys).at(inquiry.reportedAt()).withLineEnds(LineEnds.OF_A_FILE);
        Set<Integer> failed = IntStream.range(0, came.size())
                .boxed()
                .filter(index -> came.get(index).result() == DkimResult.FAIL)
                .sorted(Comparator.comparingInt(index -> distance(inquiry, came.get(index))))
                .limit(MAX_EXPLAINED)
                .collect(Collectors.toSet());
        List<Signature> signatures = new ArrayList<>();
        for (int i = 0; i < came.size(); i++) {
            signatures.add(new Signature(came.get(i), failed.contains(i) ? explainer.explain(octets, i) : List.of()));
        }
        return List.copyOf(signatures);
    }

    private static int distance(Inquiry inquiry, DkimSignatureResult signature) {
        return Signatures.distance(inquiry, signer(signature).orElse(null));
    }

    /** Of a field that is refused before its names are kept, too. */
    private static Optional<DnsName> signer(DkimSignatureResult signature) {
        return signature.domain().or(() -> DnsName.parse(signature.domainText()));
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.test(
                        this,
                        "Returned-Signature",
                        Set.of("holds", "altered", "other-key", "invalid", "fails", "bad-key", NOT_WHOLE),
                        this::test)
                .needing(this::needs));
    }

    /** Of a mail that is not whole nothing else is ruled out: its signature is one or the other. */
    private Truth test(Inquiry inquiry, Evidence evidence, List<String> words) {
        if (inquiry.returned() == null) {
            return words.contains(NOT_WHOLE) ? Truth.YES : Truth.CANNOT_TELL;
        }
        return telling(inquiry, evidence)
                .map(signature -> Truth.of(words.contains(state(signature))))
                .orElse(Truth.CANNOT_TELL);
    }

    private List<String> needs(Inquiry inquiry, Evidence evidence) {
        if (inquiry.returned() == null) {
            return List.of(inquiry.facts().signatures() == null ? "signatures" : "whole-mail");
        }
        List<Signature> signatures = evidence.of(this);
        boolean answered = signatures != null
                && evidence.of(DmarcSource.SOURCE) != null
                && signatures.stream().noneMatch(each -> each.result().cannotTell());
        return List.of(answered ? "person" : "dns");
    }

    /** One that holds is enough. Else none may be open, and the first tells; one that is refused by its key only if no other does. */
    private Optional<Signature> telling(Inquiry inquiry, Evidence evidence) {
        List<Signature> signatures = evidence.of(this);
        if (signatures == null) {
            return Optional.empty();
        }
        DmarcResult dmarc = evidence.of(DmarcSource.SOURCE);
        boolean onlyAligned = DkimSource.countsOnlyAligned(inquiry, dmarc);
        List<Signature> counting = signatures.stream()
                .filter(each -> !onlyAligned || isAligned(each, dmarc))
                .toList();
        Optional<Signature> holding =
                counting.stream().filter(each -> each.result().isPass()).findFirst();
        boolean open = signatures.stream()
                .filter(each -> each.result().isPass() || isOpen(each))
                .anyMatch(each -> !onlyAligned || mayBeAligned(each, dmarc));
        if (holding.isPresent() || open) {
            return holding;
        }
        return counting.stream()
                .min(Comparator.comparing(ReturnedMailSource::isLastResort)
                        .thenComparing(each -> onlyAligned ? 0 : distance(inquiry, each.result())));
    }

    private static boolean isAligned(Signature signature, @Nullable DmarcResult dmarc) {
        return signer(signature.result())
                .filter(signer -> DkimSource.isAligned(signer, dmarc))
                .isPresent();
    }

    private static boolean mayBeAligned(Signature signature, @Nullable DmarcResult dmarc) {
        return dmarc == null
                || signer(signature.result())
                        .filter(signer -> dmarc.dkim().stream()
                                .noneMatch(each -> each.domain().equals(signer)
                                        && each.state() == DmarcAlignment.State.NOT_ALIGNED))
                        .isPresent();
    }

    private static boolean isLastResort(Signature signature) {
        return signature.result().result() == DkimResult.POLICY
                || state(signature).equals("bad-key");
    }

    /** Its key did not come, or it was one too many to be tried. */
    private static boolean isOpen(Signature signature) {
        DkimResult result = signature.result().result();
        return result == DkimResult.TEMPERROR || result == DkimResult.NEUTRAL;
    }

    /** Of one that is not open. */
    private static String state(Signature signature) {
        DkimSignatureResult result = signature.result();
        if (result.isPass()) {
            return "holds";
        }
        if (result.result() == DkimResult.FAIL) {
            if (signature.changes().stream().anyMatch(each -> each.kind() == DkimSuspect.OTHER_KEY)) {
                return "other-key";
            }
            return signature.changes().stream().anyMatch(each -> each.severity() == Severity.FAIL)
                    ? "altered"
                    : "fails";
        }
        Finding.Kind why = result.reason().kind();
        if (why == DkimReason.LENGTH_BEYOND_BODY) {
            return "fails";
        }
        return why instanceof DkimReason && result.record().isEmpty() ? "invalid" : "bad-key";
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, Evidence evidence, List<Signature> answer, Instant at) {
        Signature telling = telling(inquiry, evidence).orElse(null);
        Comparator<Integer> worth =
                Comparator.comparing(index -> !answer.get(index).equals(telling));
        List<Signature> proved = IntStream.range(0, answer.size())
                .boxed()
                .sorted(worth.thenComparing(
                                index -> distance(inquiry, answer.get(index).result()))
                        .thenComparing(
                                index -> signer(answer.get(index).result()).isEmpty())
                        .thenComparing(index -> !answer.get(index).result().isPass()))
                .limit(MAX_PROVED)
                .sorted()
                .map(answer::get)
                .toList();
        return List.of(new Proof.ReturnedMail(at, proved, answer.size() - proved.size(), telling));
    }

    @Override
    List<String> gaps(Inquiry inquiry, List<Signature> answer) {
        return answer.stream()
                .flatMap(each -> each.result().gaps().stream())
                .distinct()
                .map(gap -> gap.question() + ": " + gap.reason())
                .toList();
    }

    @Override
    boolean isAnswered(List<Signature> answer) {
        return answer.stream().anyMatch(each -> each.result().record().isPresent());
    }
}
