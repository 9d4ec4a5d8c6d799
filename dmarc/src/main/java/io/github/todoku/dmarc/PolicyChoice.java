package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which record applies to a From domain (RFC 9989 §4.10.1): its own; otherwise that of its organizational domain;
 * otherwise that of the public suffix above.
 *
 * @param domain whose record it is; null if there is none, or that is not known
 * @param record the record; null likewise
 * @param known whether it can be told
 */
record PolicyChoice(@Nullable DnsName domain, @Nullable DmarcRecord record, boolean known) {

    static PolicyChoice of(DmarcWalk walk) {
        DmarcWalk.Step own = walk.steps().get(0);
        if (own.record().isPresent()) {
            return of(Optional.of(own));
        }
        Optional<DnsName> organizational = walk.organizationalDomain();
        if (organizational.isEmpty()) {
            return new PolicyChoice(null, null, false);
        }
        return of(walk.at(organizational.get())
                .filter(step -> step.record().isPresent())
                .or(walk::publicSuffix));
    }

    private static PolicyChoice of(Optional<DmarcWalk.Step> step) {
        return new PolicyChoice(
                step.map(DmarcWalk.Step::domain).orElse(null),
                step.flatMap(DmarcWalk.Step::record).orElse(null),
                true);
    }

    boolean isOf(DnsName name) {
        return domain != null && domain.equals(name);
    }

    /** Without valid policies and without a place for reports, "the Mail Receiver applies no DMARC processing". */
    boolean isIgnored() {
        return record != null && !record.hasValidPolicies() && !record.hasReportUri();
    }

    /** A tag stands twice, and it matters whether a receiver discards the record (RFC 6376 §3.2) or reads on. */
    boolean isDisputed() {
        return record != null
                && record.hasDuplicateTags()
                && record.tags().stream()
                        .anyMatch(tag -> tag instanceof DmarcTag.Policy each && each.policy() != DmarcPolicy.NONE);
    }

    /** What the record asks for its own domain; empty where it asks for nothing that receivers agree on. */
    Optional<DmarcPolicy> forItself() {
        return record == null ? Optional.empty() : judged(record, record.policy("p"));
    }

    /** What it asks for a domain below it: sp, or np where the domain does not exist; p where they are missing. */
    Optional<DmarcPolicy> below(boolean exists) {
        if (record == null) {
            return Optional.empty();
        }
        Optional<DmarcPolicy> existing = record.policy("sp").or(() -> record.policy("p"));
        return judged(record, exists ? existing : record.policy("np").or(() -> existing));
    }

    private Optional<DmarcPolicy> judged(DmarcRecord judged, Optional<DmarcPolicy> written) {
        if (isIgnored() || isDisputed()) {
            return Optional.empty();
        }
        return judged.hasValidPolicies() ? written : Optional.of(DmarcPolicy.NONE); // "act as if ... p=none"
    }
}
