package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.VoidPolicy;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DNS work for a client that no term matches (RFC 7208 §4.6.4). What macros and {@code ptr} ask counts as a lookup; whether it
 * finds something is not known.
 *
 * @param lookups terms that ask the DNS; ten are allowed
 * @param ip4VoidTerms terms whose first question is void for an IPv4 client; two are allowed ({@link VoidPolicy})
 * @param ip6VoidTerms the same for an IPv6 client
 * @param ip4VoidQueries all void questions for an IPv4 client, as other evaluators count them
 * @param ip6VoidQueries the same for an IPv6 client
 */
public record SpfCost(int lookups, int ip4VoidTerms, int ip6VoidTerms, int ip4VoidQueries, int ip6VoidQueries)
        implements Serializable {
    /** Counts stop here: records can name each other in more ways than can be counted. */
    public static final int HIGHEST_COUNT = 1_000_000;

    static final SpfCost NONE = new SpfCost(0, 0, 0, 0, 0);

    /** Of a term itself, without the record it leads to, by what was answered for it; {@code mechanism} is null for redirect. */
    static SpfCost of(@Nullable Mechanism mechanism, List<DnsAnswer> answers) {
        int termVoid4 = 0;
        int termVoid6 = 0;
        int void4 = 0;
        int void6 = 0;
        boolean first = true;
        for (DnsAnswer answer : answers) {
            RecordType type = answer.question().type();
            boolean bothFamilies = !(mechanism instanceof Mechanism.A) && first;
            int for4 = answer.isVoid() && (bothFamilies || type == RecordType.A) ? 1 : 0;
            int for6 = answer.isVoid() && (bothFamilies || type == RecordType.AAAA) ? 1 : 0;
            if (first || mechanism instanceof Mechanism.A) {
                termVoid4 += for4;
                termVoid6 += for6;
            }
            void4 += for4;
            void6 += for6;
            first = false;
        }
        return new SpfCost(1, termVoid4, termVoid6, void4, void6);
    }

    SpfCost plus(SpfCost more) {
        return new SpfCost(
                sum(lookups, more.lookups),
                sum(ip4VoidTerms, more.ip4VoidTerms),
                sum(ip6VoidTerms, more.ip6VoidTerms),
                sum(ip4VoidQueries, more.ip4VoidQueries),
                sum(ip6VoidQueries, more.ip6VoidQueries));
    }

    private static int sum(int one, int other) {
        return Math.min(HIGHEST_COUNT, one + other);
    }
}
