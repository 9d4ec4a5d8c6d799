package io.github.todoku.diagnosis;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.diagnosis.Condition.Truth;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcProblem;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The conditions of a row that speak of DKIM, DMARC and alignment. */
final class MailAuthConditions {
    private static final Set<AuthenticationMethod> BY_FROM =
            EnumSet.of(AuthenticationMethod.DMARC, AuthenticationMethod.ALIGNMENT);

    /** Gmail's codes that say so without words. */
    private static final String CODES_SAY_MISSING = "gmail.dmarc-missing-code";

    private final Bounce bounce;
    private final CaseFacts facts;
    private final Findings findings;

    MailAuthConditions(Bounce bounce, CaseFacts facts, Findings findings) {
        this.bounce = bounce;
        this.facts = facts;
        this.findings = findings;
    }

    Truth test(Condition condition, List<String> values) {
        return switch (condition) {
            case DMARC -> anyOf(values, dmarc());
            case DKIM -> anyOf(values, dkim());
            case SPF_COUNTS -> anyOf(values, spfCounts());
            case POLICY_SAID -> anyOf(values, policySaid());
            case ALIGNED -> aligned(values);
            default -> throw new IllegalArgumentException("not a condition of this class: " + condition);
        };
    }

    private static Truth anyOf(List<String> values, @Nullable String state) {
        return state == null ? Truth.UNKNOWN : values.contains(state) ? Truth.YES : Truth.NO;
    }

    /** What would settle a condition that cannot be told. */
    List<String> needs(Condition condition) {
        if (condition == Condition.DKIM) {
            boolean asked = findings.dkim.stream()
                    .flatMap(report -> report.keys().stream())
                    .anyMatch(key -> key.state() == DkimKey.State.UNKNOWN);
            return List.of(asked ? "dns" : facts.signatures() == null ? "signatures" : "selector");
        }
        List<String> needs = new ArrayList<>();
        if (facts.fromDomain() == null) {
            needs.add("from");
        }
        if (condition != Condition.DMARC && facts.mailFromDomain() == null) {
            needs.add("mail-from");
        }
        if (condition == Condition.ALIGNED && facts.signatures() == null) {
            needs.add("signatures");
        }
        return needs.isEmpty() ? List.of("dns") : needs;
    }

    /** What the receiver says of the From domain's policy. */
    private String policySaid() {
        String words = facts.words() == null ? "" : facts.words().toLowerCase(Locale.ROOT);
        boolean missing = facts.dmarc() == ReportedVerdict.NONE
                || ReplyPhrases.says(ReplyPhrases.DMARC_RECORD_MISSING, facts.words())
                || bounce.classification().evidence().stream().anyMatch(read -> CODES_SAY_MISSING.equals(read.rule()));
        return missing ? "missing" : words.contains("policy") ? "applied" : "unsaid";
    }

    /** What a receiver makes of the From domain's DMARC records. A fault above From's own name is for others to mend. */
    private @Nullable String dmarc() {
        DmarcResult result = findings.dmarc;
        if (result == null) {
            return null;
        }
        if (result.record() != null) {
            boolean own = result.policyDomain() != null
                    && result.policyDomain().equals(result.request().from());
            boolean silent = has(result, DmarcProblem.Kind.POLICY_MISSING) || has(result, DmarcProblem.Kind.POLICY_BAD);
            boolean enforced = result.applied() != null && result.applied() != DmarcPolicy.NONE;
            return own && silent ? "without-policy" : enforced ? "enforced" : "monitoring";
        }
        if (!result.isMissing()) {
            return null;
        }
        if (has(result, DmarcProblem.Kind.MULTIPLE_RECORDS)) {
            return "several";
        }
        boolean misread = has(result, DmarcProblem.Kind.NEAR_MISS) || has(result, DmarcProblem.Kind.SPF_AT_DMARC);
        return misread ? "unusable" : "missing";
    }

    private static boolean has(DmarcResult result, DmarcProblem.Kind kind) {
        String own = "_dmarc." + result.request().from();
        return result.problems().stream()
                .anyMatch(problem -> problem.kind() == kind && problem.owner().equals(own));
    }

    /**
     * The key of the signature that counts: with one good key DKIM can pass, whatever the others are. Where the receiver names
     * DMARC alone only aligned signatures count. Keys that were only guessed say nothing, for nobody knows that the mail was
     * signed with them.
     */
    private @Nullable String dkim() {
        boolean byFrom =
                BY_FROM.containsAll(facts.refusedBy(bounce.classification().details()));
        if (byFrom && signers() == Truth.NO) {
            return "not-aligned";
        }
        boolean onlyAligned = byFrom || someSignerIsAligned();
        List<String> keys = findings.dkim.stream()
                .filter(report -> !onlyAligned || isAligned(report.domain()))
                .flatMap(report -> report.keys().stream())
                .filter(key -> key.selector().source() == DkimSelector.Source.SIGNATURE)
                .map(MailAuthConditions::key)
                .toList();
        if (signers() == Truth.UNKNOWN && keys.stream().distinct().count() > 1) {
            return null; // which of them counts is not known
        }
        if (keys.isEmpty()) {
            return canHaveNoKey() ? "none" : null;
        }
        if (keys.contains("key-good")) {
            return "key-good";
        }
        if (keys.contains("unknown") || findings.signaturesLeftOut) {
            return null;
        }
        return keys.contains("key-unusable") ? "key-unusable" : keys.get(0);
    }

    /** A wildcard that answers with a key gives it to verifiers too; one that revokes, gives them none. */
    private static String key(DkimKey key) {
        boolean usable = key.record() != null && key.record().isUsable();
        return switch (key.state()) {
            case USABLE -> "key-good";
            case UNUSABLE -> "key-unusable";
            case REVOKED -> "key-revoked";
            case MISSING -> "key-missing";
            case WILDCARD -> usable ? "key-good" : "key-missing";
            case UNKNOWN -> "unknown";
        };
    }

    /** The header came back unsigned, and no name stands where From's domain, or one above it, would have its keys. */
    private boolean canHaveNoKey() {
        DnsName from = facts.fromDomain();
        boolean allAsked = from != null && from.labelCount() <= MailAuthQuestions.MAX_SIGNER_LABELS + 1;
        return allAsked
                && facts.signatures() != null
                && facts.signatures().isEmpty()
                && !findings.dkim.isEmpty()
                && findings.dkim.stream().allMatch(report -> report.anywhere() == DkimReport.Anywhere.NONE);
    }

    private boolean someSignerIsAligned() {
        return findings.dmarc != null && findings.dmarc.dkim().stream().anyMatch(MailAuthConditions::isAligned);
    }

    private boolean isAligned(DnsName signer) {
        return findings.dmarc != null
                && findings.dmarc.dkim().stream().anyMatch(each -> each.domain().equals(signer) && isAligned(each));
    }

    private static boolean isAligned(DmarcAlignment alignment) {
        return alignment.state() == DmarcAlignment.State.ALIGNED;
    }

    /** Which of MAIL FROM and the signers share their organizational domain with From, as far as each is known. */
    private Truth aligned(List<String> values) {
        Truth spf = state(findings.dmarc == null ? null : findings.dmarc.spf());
        Truth dkim = signers();
        Truth sum = Truth.NO;
        for (String value : values) {
            Truth holds = switch (value) {
                case "spf" -> spf;
                case "dkim" -> dkim;
                case "both" -> spf.and(dkim);
                case "only-relaxed" -> spf.not().and(dkim.not()).and(wouldBeRelaxed());
                case "none" -> spf.not().and(dkim.not()).and(wouldBeRelaxed().not());
                default -> throw new IllegalArgumentException("Aligned: " + value);
            };
            sum = sum.or(holds);
        }
        return sum;
    }

    /** Whether strict alignment is all that stands between: a domain of the mail is at, above or below From's. */
    private Truth wouldBeRelaxed() {
        DmarcResult result = findings.dmarc;
        if (result == null) {
            return Truth.UNKNOWN;
        }
        DnsName from = result.request().from();
        return Stream.concat(Stream.ofNullable(result.spf()), result.dkim().stream())
                        .anyMatch(
                                each -> each.strict() && (each.domain().isWithin(from) || from.isWithin(each.domain())))
                ? Truth.YES
                : Truth.NO;
    }

    /** Whether a signature is aligned. */
    private Truth signers() {
        DmarcResult result = findings.dmarc;
        if (result == null || facts.signatures() == null) {
            return Truth.UNKNOWN;
        }
        Truth sum = findings.signaturesLeftOut ? Truth.UNKNOWN : Truth.NO;
        for (DmarcAlignment each : result.dkim()) {
            sum = sum.or(state(each));
        }
        return sum;
    }

    private static Truth state(@Nullable DmarcAlignment alignment) {
        if (alignment == null) {
            return Truth.UNKNOWN;
        }
        return switch (alignment.state()) {
            case ALIGNED -> Truth.YES;
            case NOT_ALIGNED -> Truth.NO;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }

    /**
     * Whether SPF is what the refusal hangs on. It is where the receiver names it, or no check at all; where it names DMARC
     * alone, only if MAIL FROM is aligned with From: otherwise SPF could pass and the mail be refused all the same. Where the
     * receiver says that SPF passed, it does not.
     */
    private @Nullable String spfCounts() {
        if (facts.spf() == ReportedVerdict.PASS) {
            return "no";
        }
        Set<AuthenticationMethod> named =
                facts.refusedBy(bounce.classification().details());
        if (named.isEmpty() || named.contains(AuthenticationMethod.SPF)) {
            return "yes";
        }
        if (named.stream().noneMatch(BY_FROM::contains)) {
            return "no";
        }
        return switch (state(findings.dmarc == null ? null : findings.dmarc.spf())) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> null;
        };
    }
}
