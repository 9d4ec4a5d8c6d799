package io.github.todoku.bounce;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why, what to do, and what that rests on. Immutable.
 *
 * @param cause why the mail was not delivered
 * @param advice what to do; the cause's own unless the rule or a temporary code says otherwise
 * @param details for {@link Cause#AUTHENTICATION}: which checks, in the order of the enum
 * @param evidence the words and rules it rests on, the one that decided first; empty only when there were no words at
 *     all
 * @param facts what else the reply says
 */
public record Classification(
        Cause cause, Advice advice, Set<AuthenticationMethod> details, List<Evidence> evidence, ReplyFacts facts)
        implements Serializable {

    /**
     * Copies the collections.
     *
     * @param advice as in the record
     * @param cause as in the record
     * @param details as in the record
     * @param evidence as in the record
     * @param facts as in the record
     */
    public Classification {
        details = details.isEmpty() ? Collections.emptySet() : Collections.unmodifiableSet(new TreeSet<>(details));
        evidence = List.copyOf(evidence);
    }

    /** {@return for when nothing readable was said} */
    public static Classification unknown() {
        return new Classification(Cause.UNKNOWN, Cause.UNKNOWN.defaultAdvice(), Set.of(), List.of(), ReplyFacts.NONE);
    }
}
