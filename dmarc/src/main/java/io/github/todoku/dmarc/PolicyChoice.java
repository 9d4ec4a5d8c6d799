package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which record's policy holds for a From domain: its own; else that of its organizational domain; else that of the public
 * suffix above.
 *
 * @param step where the record stands; null if there is none, or it cannot be told
 * @param known whether it can be told
 */
record PolicyChoice(DmarcWalk.@Nullable Step step, boolean known) {

    static PolicyChoice of(DmarcWalk walk) {
        DmarcWalk.Step own = walk.steps().get(0);
        if (own.record() != null) {
            return new PolicyChoice(own, true);
        }
        Optional<DnsName> organizational = walk.organizationalDomain();
        if (organizational.isEmpty()) {
            return new PolicyChoice(null, false);
        }
        return new PolicyChoice(
                walk.at(organizational.get())
                        .filter(step -> step.record() != null)
                        .or(walk::publicSuffix)
                        .orElse(null),
                true);
    }

    /** What the record asks for: p for its own domain, sp below it, np for names that do not exist. */
    static DmarcPolicy published(DmarcRecord record, boolean own, boolean exists) {
        Optional<DmarcPolicy> policy = record.policy("p");
        if (!own) {
            policy = record.policy("sp").or(() -> record.policy("p"));
            if (!exists) {
                Optional<DmarcPolicy> below = policy;
                policy = record.policy("np").or(() -> below);
            }
        }
        return policy.orElse(DmarcPolicy.NONE);
    }
}
