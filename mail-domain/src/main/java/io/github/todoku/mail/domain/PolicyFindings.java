package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an MTA-STS policy says, held against the MX (RFC 8461 §4.1). */
final class PolicyFindings {
    /** After this time a trial has lasted long enough. */
    static final Duration LONG_TRIAL = Duration.ofDays(90);

    private PolicyFindings() {}

    static List<Finding> of(DnsName host, MtaStsPolicy policy, MxReport mx) {
        List<Finding> found = new ArrayList<>();
        policy.findings().forEach(each -> found.add(each.in(host.toString())));
        if (policy.mode().filter(MtaStsPolicy.Mode.NONE::equals).isPresent()) {
            found.add(MailDomainFinding.STS_REMOVE.of(host));
            return found;
        }
        if (policy.isValid()) {
            found.add(
                    0,
                    MailDomainFinding.STS_POLICY.of(
                            host, policy.mode().map(MtaStsPolicy.Mode::word).orElse("")));
        }
        boolean enforced =
                policy.mode().filter(MtaStsPolicy.Mode.ENFORCE::equals).isPresent();
        for (MxHost each : mx.hosts()) {
            if (!policy.mx().isEmpty() && !policy.covers(each.name())) {
                found.add(MailDomainFinding.STS_MX_UNCOVERED
                        .of(host, each.name().toString())
                        .withSeverity(enforced ? Severity.FAIL : Severity.WARN));
            }
        }
        if (mx.hosts().isEmpty() || mx.hosts().size() == MxChecker.MAX_HOSTS) {
            return found; // not all hosts are known
        }
        for (String pattern : policy.mx()) {
            if (mx.hosts().stream().noneMatch(each -> CertificateNames.matches(pattern, each.name()))) {
                found.add(MailDomainFinding.STS_MX_IDLE.of(host, pattern));
            }
        }
        return found;
    }
}
