package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.MessageHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the signatures that are tried where there are more than the limit: those at the From domain, above or below it, come
 * first, as they alone can count for DMARC; then from the top down.
 *
 * @param from the From domain; null if there is not exactly one
 */
record TriedFirst(@Nullable DnsName from) {
    private static TriedFirst of(MessageHead head) {
        List<Integer> fields = head.indexesOf("from");
        if (fields.size() != 1) {
            return new TriedFirst(null);
        }
        Optional<DnsName> domain = AddressList.parse(head.value(fields.get(0))).addresses().stream()
                .findFirst()
                .flatMap(address -> address.domainName());
        return new TriedFirst(domain.orElse(null));
    }

    /** The signatures to try, in no order that matters. */
    static <S> List<S> choose(
            MessageHead head, List<S> signatures, Predicate<S> readable, Function<S, @Nullable SignatureFacts> facts) {
        boolean few = signatures.size() <= DkimLimits.MAX_ED25519_TRIED;
        return few ? signatures.stream().filter(readable).toList() : of(head).choose(signatures, readable, facts);
    }

    private <S> List<S> choose(List<S> signatures, Predicate<S> readable, Function<S, @Nullable SignatureFacts> facts) {
        List<S> order = new ArrayList<>();
        for (boolean near : new boolean[] {true, false}) {
            for (S each : signatures) {
                if (readable.test(each) && isNear(facts.apply(each)) == near) {
                    order.add(each);
                }
            }
        }
        List<S> chosen = new ArrayList<>();
        int ed25519 = 0;
        for (S each : order) {
            SignatureFacts read = facts.apply(each);
            boolean slow = read != null && read.algorithm() == DkimAlgorithm.ED25519_SHA256;
            boolean within = chosen.size() < DkimLimits.MAX_SIGNATURES_TRIED
                    && (!slow || ed25519++ < DkimLimits.MAX_ED25519_TRIED);
            if (within) {
                chosen.add(each);
            }
        }
        return chosen;
    }

    private boolean isNear(@Nullable SignatureFacts facts) {
        return from != null
                && facts != null
                && (from.isWithin(facts.domain()) || facts.domain().isWithin(from));
    }
}
