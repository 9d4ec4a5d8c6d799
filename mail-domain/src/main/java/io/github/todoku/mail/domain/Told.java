package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What every result of this module has in common. */
record Told(DnsName domain, List<Finding> findings, List<DnsAnswer.TempFail> gaps) implements Serializable {
    Told {
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
    }

    /** The same with more found. */
    Told and(List<Finding> more) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(more);
        return new Told(domain, all, gaps);
    }
}
