package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimFinding;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is so of a From domain, whoever sends for it.
 *
 * @param spf its SPF record as such; never a pass, for that takes a sender
 * @param dkim whether a usable key stands
 * @param keySize whether a key was seen that is too short
 * @param dmarc its policy
 * @param resolves whether it and the MAIL FROM domains exist
 */
record DomainFindings(Finding spf, Finding dkim, Finding keySize, Finding dmarc, Finding resolves) {
    /** How many names a sentence lists. */
    private static final int MAX_NAMED = 3;

    /** The domain's record as such: it may fail everybody; whether it lets a sender pass, only a sender can show. */
    static Finding spf(DnsName domain, @Nullable SpfTree tree) {
        if (tree == null) {
            return noAnswer(domain);
        }
        Finding broken = broken(tree);
        if (broken != null) {
            return broken;
        }
        if (tree.isTooLarge()) {
            return PreflightFinding.TOO_LARGE.of(domain);
        }
        boolean nobody = !tree.cannotTell()
                && tree.isCounted()
                && tree.unresolved().isEmpty()
                && tree.passing().isEmpty();
        return nobody ? PreflightFinding.LETS_NOBODY.of(domain) : PreflightFinding.RECORD_NO_SENDER.of(domain);
    }

    /** What keeps everybody from passing; null if nothing does. */
    static @Nullable Finding broken(SpfTree tree) {
        SpfTree.Node root = tree.root();
        if (root.answer().isFailure()) {
            return noAnswer(tree.domain());
        }
        if (root.texts().size() > 1) {
            return PreflightFinding.TWO_RECORDS.of(tree.domain(), root.texts().size());
        }
        if (root.record() == null) {
            return PreflightFinding.NO_RECORD.of(tree.domain());
        }
        if (!root.record().isValid()) {
            return PreflightFinding.BROKEN.of(
                    tree.domain(), root.record().findings().get(0).detail());
        }
        int lookups = tree.cost().lookups();
        return lookups > SpfOptions.MAX_TERMS ? PreflightFinding.TOO_MANY_LOOKUPS.of(tree.domain(), lookups) : null;
    }

    static Finding dkim(DnsName domain, @Nullable DkimReport report) {
        if (report == null) {
            return noAnswer(domain);
        }
        return switch (report.status()) {
            case PASS -> PreflightFinding.DKIM.of(domain);
            case WARN -> PreflightFinding.DKIM_WEAK.of(domain);
            case FAIL ->
                report.anywhere() == DkimReport.Anywhere.NONE
                        ? PreflightFinding.NO_DKIM.of(domain)
                        : PreflightFinding.DKIM_FAILS.of(domain, unusable(report));
            case SELECTOR_UNKNOWN -> PreflightFinding.DKIM_SELECTOR_UNKNOWN.of(domain);
            case CANNOT_TELL -> noAnswer(domain);
        };
    }

    /** Where keys were looked for that are in use, and none that can be used was found. */
    private static String unusable(DkimReport report) {
        List<String> owners = report.keys().stream()
                .filter(key -> !key.isUsable() && !key.selector().isGuess())
                .limit(MAX_NAMED)
                .map(key -> key.owner().toString())
                .toList();
        return owners.isEmpty() ? report.domain().toString() : String.join(", ", owners);
    }

    /** A rule for keys says nothing of a domain that has none: whether it must have one, other rules say. */
    static Finding keySize(DnsName domain, @Nullable DkimReport report) {
        if (report == null) {
            return noAnswer(domain);
        }
        for (DkimKey key : report.keys()) {
            Optional<Finding> tooShort = key.findings().stream()
                    .filter(each -> each.kind() == DkimFinding.KEY_TOO_SHORT)
                    .findFirst();
            if (tooShort.isPresent()) {
                return PreflightFinding.KEY_TOO_SHORT.of(
                        key.owner(), tooShort.get().detail());
            }
        }
        if (report.hasUsableKey()) {
            return PreflightFinding.KEY_LONG_ENOUGH.of(domain);
        }
        if (report.anywhere() == DkimReport.Anywhere.NONE) {
            return PreflightFinding.NO_KEY.of(domain);
        }
        return report.status() == DkimReport.Status.CANNOT_TELL
                ? noAnswer(domain)
                : PreflightFinding.DKIM_SELECTOR_UNKNOWN.of(domain);
    }

    /**
     * The policy, and whether what the domain has can bear it: "domains that publish p=reject MUST NOT rely solely on SPF" (RFC
     * 9989 §7.4). Where the selector is not known, nothing is said of that. {@code mend} is the record to publish where none counts.
     */
    static Finding dmarc(
            DnsName domain, @Nullable DmarcResult result, @Nullable DkimReport keys, @Nullable RecordChange mend) {
        if (result == null || result.status() == DmarcResult.Status.CANNOT_TELL) {
            return noAnswer(domain);
        }
        if (result.isMissing() || (result.status() == DmarcResult.Status.FAIL && !isInherited(result))) {
            Finding none = noDmarc(domain, result);
            return mend == null ? none : none.withChange(mend);
        }
        boolean rejects = result.applied().filter(DmarcPolicy.REJECT::equals).isPresent();
        if (rejects && keys != null && !keys.hasUsableKey() && keys.status() == DkimReport.Status.FAIL) {
            return PreflightFinding.REJECT_WITH_SPF_ALONE.of(domain);
        }
        boolean good = result.status() == DmarcResult.Status.PASS;
        Finding policy = (good ? PreflightFinding.DMARC : PreflightFinding.DMARC_COULD_BE_BETTER)
                .of(domain, result.applied().map(DmarcPolicy::word).orElse("-"));
        return mend == null ? policy : policy.withChange(mend);
    }

    /** Whether a policy from above holds, whose record is in order: what is amiss stands below it, and keeps nobody from reading it. */
    private static boolean isInherited(DmarcResult result) {
        DnsName above = result.policyDomain().orElse(null);
        return above != null
                && !above.equals(result.request().from())
                && result.applied().isPresent()
                && result.findings().stream()
                        .filter(each -> each.severity() == Severity.FAIL)
                        .noneMatch(each -> each.owner().equals("_dmarc." + above));
    }

    private static Finding noDmarc(DnsName domain, DmarcResult result) {
        for (Finding each : result.findings()) {
            if (each.kind() == DmarcFinding.MULTIPLE_RECORDS) {
                return PreflightFinding.DMARC_SEVERAL.of(domain, each.detail());
            }
        }
        String mistake = result.findings().stream()
                .filter(each -> each.severity() == Severity.FAIL)
                .findFirst()
                .map(Finding::detail)
                .orElse("");
        return result.isMissing() || mistake.isEmpty()
                ? PreflightFinding.NO_DMARC.of(domain)
                : PreflightFinding.DMARC_BROKEN.of(domain, mistake);
    }

    /** From must exist; a MAIL FROM domain must have a host for what comes back, or be a zone of its own. */
    static Finding resolves(DnsName domain, @Nullable DomainExistence existence, boolean mailFrom) {
        if (existence == null) {
            return noAnswer(domain);
        }
        return switch (existence.check().state()) {
            case CANNOT_TELL -> noAnswer(domain);
            case NO_SUCH_NAME -> PreflightFinding.NO_SUCH_NAME.of(domain);
            case TAKES_MAIL, ADDRESS_ONLY -> PreflightFinding.RESOLVES.of(domain);
            case NULL_MX -> (mailFrom ? PreflightFinding.NULL_MX : PreflightFinding.RESOLVES).of(domain);
            case NO_HOST ->
                switch (existence.zone()) {
                    case YES -> PreflightFinding.NO_HOST.of(domain);
                    case NO ->
                        PreflightFinding.NO_HOST.of(domain).withSeverity(mailFrom ? Severity.FAIL : Severity.WARN);
                    case CANNOT_TELL -> noAnswer(domain);
                };
        };
    }

    private static Finding noAnswer(DnsName domain) {
        return PreflightFinding.NO_ANSWER.of(domain);
    }
}
