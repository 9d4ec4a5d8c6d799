package io.github.todoku.message.auth;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcResult;
import java.util.Optional;

/** The policy that a receiver applies, whatever stands in the record (RFC 9989 §4.10.1). */
final class AppliedPolicy {
    private AppliedPolicy() {}

    /** The policy, one step milder under {@code t=y}; empty where DMARC is not applied, or the DNS did not say. */
    static Optional<DmarcPolicy> of(DmarcResult result) {
        DmarcRecord record = result.record().orElse(null);
        if (record == null || result.policy().isEmpty() || hasValidPolicies(record)) {
            return result.applied();
        }
        // "act as if a record containing p=none was retrieved" if there is a valid reporting URI; else "no DMARC
        // processing"
        boolean reports = record.reportUris("rua").stream().anyMatch(uri -> uri.host() != null);
        return reports ? Optional.of(DmarcPolicy.NONE) : Optional.empty();
    }

    private static boolean hasValidPolicies(DmarcRecord record) {
        return record.policy("p").isPresent() && isAbsentOrValid(record, "sp") && isAbsentOrValid(record, "np");
    }

    private static boolean isAbsentOrValid(DmarcRecord record, String name) {
        return record.policy(name).isPresent()
                || record.tags().stream().noneMatch(tag -> tag.name().equals(name));
    }
}
