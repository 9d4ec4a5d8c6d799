package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimFinding;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.preflight.PreflightReport.Cell;
import io.github.todoku.preflight.PreflightReport.Status;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfTree;
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
record DomainFindings(Cell spf, Cell dkim, Cell keySize, Cell dmarc, Cell resolves) {

    /** The domain's record as such: it may fail everybody; whether it lets a sender pass, only a sender can show. */
    static Cell spf(DnsName domain, @Nullable SpfTree tree) {
        if (tree == null) {
            return noAnswer(domain);
        }
        Cell broken = broken(tree);
        if (broken != null) {
            return broken;
        }
        boolean nobody = !tree.cannotTell()
                && tree.isCounted()
                && tree.unresolved().isEmpty()
                && tree.passing().isEmpty();
        return nobody
                ? Cell.of(Status.FAIL, "lets-nobody", domain)
                : Cell.of(Status.NOT_RUN, "record-no-sender", domain);
    }

    /** What keeps everybody from passing; null if nothing does. */
    static @Nullable Cell broken(SpfTree tree) {
        SpfTree.Node root = tree.root();
        if (root.answer().isFailure()) {
            return noAnswer(tree.domain());
        }
        if (root.texts().size() > 1) {
            return Cell.of(
                    Status.FAIL, "two-records", tree.domain(), root.texts().size());
        }
        if (root.record() == null) {
            return Cell.of(Status.FAIL, "no-record", tree.domain());
        }
        if (!root.record().isValid()) {
            return Cell.of(
                    Status.FAIL,
                    "broken",
                    tree.domain(),
                    root.record().findings().get(0).detail());
        }
        int lookups = tree.cost().lookups();
        return lookups > SpfOptions.MAX_TERMS ? Cell.of(Status.FAIL, "too-many-lookups", tree.domain(), lookups) : null;
    }

    static Cell dkim(DnsName domain, @Nullable DkimReport report) {
        if (report == null) {
            return noAnswer(domain);
        }
        return switch (report.status()) {
            case PASS -> Cell.of(Status.PASS, "dkim", domain);
            case WARN -> Cell.of(Status.WARN, "dkim-weak", domain);
            case FAIL ->
                Cell.of(Status.FAIL, report.anywhere() == DkimReport.Anywhere.NONE ? "no-dkim" : "dkim-fails", domain);
            case SELECTOR_UNKNOWN -> Cell.of(Status.NOT_RUN, "dkim-selector-unknown");
            case CANNOT_TELL -> noAnswer(domain);
        };
    }

    /** A rule for keys says nothing of a domain that has none: whether it must have one, other rules say. */
    static Cell keySize(DnsName domain, @Nullable DkimReport report) {
        if (report == null) {
            return noAnswer(domain);
        }
        for (DkimKey key : report.keys()) {
            Optional<Finding> tooShort = key.findings().stream()
                    .filter(each -> each.kind() == DkimFinding.KEY_TOO_SHORT)
                    .findFirst();
            if (tooShort.isPresent()) {
                return Cell.of(
                        Status.FAIL,
                        "key-too-short",
                        key.owner(),
                        tooShort.get().detail());
            }
        }
        if (report.hasUsableKey()) {
            return Cell.of(Status.PASS, "key-long-enough", domain);
        }
        if (report.anywhere() == DkimReport.Anywhere.NONE) {
            return Cell.of(Status.NOT_RUN, PreflightReport.NOT_FOR + "no-key", domain);
        }
        return report.status() == DkimReport.Status.CANNOT_TELL
                ? noAnswer(domain)
                : Cell.of(Status.NOT_RUN, "dkim-selector-unknown");
    }

    static Cell dmarc(DnsName domain, @Nullable DmarcResult result) {
        if (result == null || result.status() == DmarcResult.Status.CANNOT_TELL) {
            return noAnswer(domain);
        }
        if (result.isMissing()) {
            return Cell.of(Status.FAIL, "no-dmarc", domain);
        }
        if (result.status() == DmarcResult.Status.FAIL) {
            return Cell.of(Status.FAIL, "dmarc-broken", domain);
        }
        boolean good = result.status() == DmarcResult.Status.PASS;
        return Cell.of(
                good ? Status.PASS : Status.WARN,
                good ? "dmarc" : "dmarc-could-be-better",
                domain,
                result.applied().map(DmarcPolicy::word).orElse("-"));
    }

    /** From must exist; a MAIL FROM domain must have a host for what comes back, or be a zone of its own. */
    static Cell resolves(DnsName domain, @Nullable DomainExistence existence, boolean mailFrom) {
        if (existence == null) {
            return noAnswer(domain);
        }
        return switch (existence.check().state()) {
            case UNKNOWN -> noAnswer(domain);
            case NO_SUCH_NAME -> Cell.of(Status.FAIL, "no-such-name", domain);
            case TAKES_MAIL, ADDRESS_ONLY -> Cell.of(Status.PASS, "resolves", domain);
            case NULL_MX -> Cell.of(mailFrom ? Status.WARN : Status.PASS, mailFrom ? "null-mx" : "resolves", domain);
            case NO_HOST ->
                switch (existence.zone()) {
                    case YES -> Cell.of(Status.WARN, "no-host", domain);
                    case NO -> Cell.of(mailFrom ? Status.FAIL : Status.WARN, "no-host", domain);
                    case UNKNOWN -> noAnswer(domain);
                };
        };
    }

    private static Cell noAnswer(DnsName domain) {
        return Cell.of(Status.NOT_RUN, "no-answer", domain);
    }
}
