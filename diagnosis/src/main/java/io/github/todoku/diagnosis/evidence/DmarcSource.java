package io.github.todoku.diagnosis.evidence;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policy of the From domain (RFC 9989), and which domains of the mail are aligned with it. */
public final class DmarcSource extends EvidenceSource<DmarcResult> {
    /** The one of its kind. */
    public static final DmarcSource SOURCE = new DmarcSource();

    private static final Set<AuthenticationMethod> BY_FROM =
            EnumSet.of(AuthenticationMethod.DMARC, AuthenticationMethod.ALIGNMENT);

    private DmarcSource() {
        super("dmarc");
    }

    @Override
    List<EvidenceSource<?>> restsOn() {
        return List.of(KnownServiceSource.SOURCE);
    }

    @Override
    @Nullable
    Object about(Inquiry inquiry) {
        return inquiry.facts().fromDomain();
    }

    @Override
    CompletableFuture<DmarcResult> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        CaseFacts facts = inquiry.facts();
        DmarcRequest request =
                DmarcRequest.of(Objects.requireNonNull(facts.fromDomain())).withoutDestinations();
        if (facts.mailFromDomain() != null) {
            request = request.mailFromDomain(facts.mailFromDomain());
        }
        for (DkimSignature signature : Signatures.of(inquiry)) {
            request = request.signedBy(signature.domain().orElseThrow());
        }
        return DmarcChecker.using(dns).withTimeLimit(limit).checkAsync(request);
    }

    @Override
    List<Condition> conditions() {
        return List.of(
                Condition.state(
                                this,
                                "Dmarc",
                                Set.of("missing", "several", "unusable", "without-policy", "monitoring", "enforced"),
                                this::state)
                        .needing((inquiry, evidence) -> needs(inquiry, false, false)),
                Condition.test(this, "Aligned", Set.of("spf", "dkim", "both", "only-relaxed", "none"), this::aligned)
                        .needing((inquiry, evidence) -> needs(inquiry, true, true))
                        .guessedIf(DmarcSource::isSignedOnTheWayOut),
                Condition.state(this, "Spf-Counts", Set.of("yes", "no"), this::spfCounts)
                        .needing((inquiry, evidence) -> needs(inquiry, true, false))
                        .saidByBounceIf(DmarcSource::namesSpf));
    }

    private static List<String> needs(Inquiry inquiry, boolean mailFrom, boolean signatures) {
        CaseFacts facts = inquiry.facts();
        List<String> needs = new ArrayList<>();
        if (facts.fromDomain() == null) {
            needs.add("from");
        }
        if (mailFrom && facts.mailFromDomain() == null) {
            needs.add("mail-from");
        }
        if (signatures && facts.signatures() == null) {
            needs.add("signatures");
        }
        return needs.isEmpty() ? List.of("dns") : needs;
    }

    /** A header that came back unsigned may have been signed after the copy was taken; one that did not come back, too. */
    private static boolean isSignedOnTheWayOut(Inquiry inquiry) {
        List<DkimSignature> signatures = inquiry.facts().signatures();
        return inquiry.sent().signatures() == null && (signatures == null || signatures.isEmpty());
    }

    private static boolean namesSpf(Inquiry inquiry) {
        Set<AuthenticationMethod> named = inquiry.refusedBy();
        return named.isEmpty() || named.contains(AuthenticationMethod.SPF);
    }

    /** Whether the receiver names DMARC, or alignment, and no other check. */
    static boolean isAllThatIsNamed(Inquiry inquiry) {
        return BY_FROM.containsAll(inquiry.refusedBy());
    }

    /** What a receiver makes of the From domain's DMARC records. A fault above From's own name is for others to mend. */
    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        DmarcResult result = evidence.of(this);
        if (result == null) {
            return null;
        }
        if (result.record().isPresent()) {
            boolean own =
                    result.policyDomain().equals(Optional.of(result.request().from()));
            boolean silent = has(result, DmarcFinding.POLICY_MISSING) || has(result, DmarcFinding.POLICY_BAD);
            boolean enforced = result.applied().orElse(DmarcPolicy.NONE) != DmarcPolicy.NONE;
            return own && silent ? "without-policy" : enforced ? "enforced" : "monitoring";
        }
        if (!result.isMissing()) {
            return null;
        }
        if (has(result, DmarcFinding.MULTIPLE_RECORDS)) {
            return "several";
        }
        boolean misread = has(result, DmarcFinding.NEAR_MISS) || has(result, DmarcFinding.SPF_AT_DMARC);
        return misread ? "unusable" : "missing";
    }

    private static boolean has(DmarcResult result, DmarcFinding kind) {
        String own = "_dmarc." + result.request().from();
        return result.findings().stream()
                .anyMatch(each -> each.kind() == kind && each.owner().equals(own));
    }

    private @Nullable DmarcAlignment spf(Evidence evidence) {
        DmarcResult result = evidence.of(this);
        return result == null ? null : result.spf().orElse(null);
    }

    /** Which of MAIL FROM and the signers share their organizational domain with From, as far as each is known. */
    private Truth aligned(Inquiry inquiry, Evidence evidence, List<String> values) {
        Truth spf = truth(spf(evidence));
        Truth dkim = signers(inquiry, evidence);
        Truth sum = Truth.NO;
        for (String value : values) {
            Truth holds = switch (value) {
                case "spf" -> spf;
                case "dkim" -> dkim;
                case "both" -> spf.and(dkim);
                case "only-relaxed" -> spf.not().and(dkim.not()).and(wouldBeRelaxed(evidence));
                case "none" ->
                    spf.not().and(dkim.not()).and(wouldBeRelaxed(evidence).not());
                default -> throw new IllegalArgumentException("Aligned: " + value);
            };
            sum = sum.or(holds);
        }
        return sum;
    }

    /** Whether strict alignment is all that stands between: a domain of the mail is at, above or below From's. */
    private Truth wouldBeRelaxed(Evidence evidence) {
        DmarcResult result = evidence.of(this);
        if (result == null) {
            return Truth.CANNOT_TELL;
        }
        DnsName from = result.request().from();
        return Stream.concat(result.spf().stream(), result.dkim().stream())
                        .anyMatch(
                                each -> each.strict() && (each.domain().isWithin(from) || from.isWithin(each.domain())))
                ? Truth.YES
                : Truth.NO;
    }

    /** Whether a signature is aligned. */
    Truth signers(Inquiry inquiry, Evidence evidence) {
        DmarcResult result = evidence.of(this);
        if (result == null) {
            return Truth.CANNOT_TELL;
        }
        if (inquiry.facts().signatures() == null) {
            // a signature that nobody saw can pass only if its key can stand somewhere
            return DkimSource.SOURCE.isWithoutAnyKey(inquiry, evidence) ? Truth.NO : Truth.CANNOT_TELL;
        }
        Truth sum = Signatures.areLeftOut(inquiry.facts()) ? Truth.CANNOT_TELL : Truth.NO;
        for (DmarcAlignment each : result.dkim()) {
            sum = sum.or(truth(each));
        }
        return sum;
    }

    private static Truth truth(@Nullable DmarcAlignment alignment) {
        if (alignment == null) {
            return Truth.CANNOT_TELL;
        }
        return switch (alignment.state()) {
            case ALIGNED -> Truth.YES;
            case NOT_ALIGNED -> Truth.NO;
            case CANNOT_TELL -> Truth.CANNOT_TELL;
        };
    }

    /**
     * Whether SPF is what the refusal hangs on. It is where the receiver names it, or no check at all; where it names DMARC
     * alone, only if MAIL FROM is aligned with From: otherwise SPF could pass and the mail be refused all the same. Where the
     * receiver says that SPF passed, it does not.
     */
    private @Nullable String spfCounts(Inquiry inquiry, Evidence evidence) {
        if (inquiry.facts().spf() == ReportedVerdict.PASS) {
            return "no";
        }
        Set<AuthenticationMethod> named = inquiry.refusedBy();
        if (named.isEmpty() || named.contains(AuthenticationMethod.SPF)) {
            return "yes";
        }
        if (named.stream().noneMatch(BY_FROM::contains)) {
            return "no";
        }
        return switch (truth(spf(evidence))) {
            case YES -> "yes";
            case NO -> "no";
            case CANNOT_TELL -> null;
        };
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, DmarcResult answer, Instant at) {
        return List.of(new Proof.Dmarc(at, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, DmarcResult answer) {
        return answer.walk().steps().stream()
                .filter(step -> step.outcome() == DmarcWalk.Outcome.CANNOT_TELL)
                .map(step -> "_dmarc." + step.domain())
                .toList();
    }

    @Override
    boolean isAnswered(DmarcResult answer) {
        return Proof.Dmarc.isAnswered(answer);
    }

    /** Of the name whose record holds; where none does, of the domain's own. */
    @Override
    Optional<Instant> oldRecordUntil(DmarcResult answer, Instant at, Optional<Instant> kept) {
        return answer.walk().steps().stream()
                .filter(step -> answer.policyDomain().isEmpty()
                        || answer.policyDomain().get().equals(step.domain()))
                .findFirst()
                .filter(step -> !step.ttl().isZero())
                .map(step -> at.plus(step.ttl()));
    }
}
