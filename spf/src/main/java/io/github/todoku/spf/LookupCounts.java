package io.github.todoku.spf;

import java.io.Serializable;

/**
 * How much DNS work a check took (RFC 7208 §4.6.4). The term or void lookup that broke a limit is counted. What
 * {@code exp=} asks counts only as a question.
 *
 * @param terms include, a, mx, ptr, exists and redirect terms that were reached
 * @param voids the void lookups that count against the limit, by the policy of the check
 * @param voidTerms terms whose own first question was void ({@link VoidPolicy#PER_TERM})
 * @param voidQueries questions whose answer was void ({@link VoidPolicy#PER_QUERY})
 * @param questions the different questions that went to the resolver, including those that a prefetch asked in vain
 */
public record LookupCounts(int terms, int voids, int voidTerms, int voidQueries, int questions)
        implements Serializable {
    static final LookupCounts NONE = new LookupCounts(0, 0, 0, 0, 0);
}
