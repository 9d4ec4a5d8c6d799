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

    /** What a record asks for its own domain. */
    static DmarcPolicy forItself(DmarcRecord record) {
        return record.policy("p").orElse(DmarcPolicy.NONE);
    }

    /** What a record asks for a domain below it: sp, or np where the domain does not exist; p where they are missing. */
    static DmarcPolicy below(DmarcRecord record, boolean exists) {
        Optional<DmarcPolicy> existing = record.policy("sp").or(() -> record.policy("p"));
        Optional<DmarcPolicy> policy = exists ? existing : record.policy("np").or(() -> existing);
        return policy.orElse(DmarcPolicy.NONE);
    }
}
