package io.github.todoku.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks a resolver that may be anybody's: one that breaks the contract by throwing gives a failed question, not a crash. */
final class Asking {
    private Asking() {}

    static CompletionStage<DnsAnswer> ask(DnsResolver resolver, DnsQuestion question, Deadline deadline) {
        try {
            return resolver.resolve(question, deadline)
                    .handle((answer, broken) -> answer != null ? answer : broken(question, broken));
        } catch (RuntimeException broken) { // the user's resolver
            return CompletableFuture.completedFuture(broken(question, broken));
        }
    }

    private static DnsAnswer broken(DnsQuestion question, Throwable broken) {
        return new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "the resolver failed: " + broken);
    }

    static DnsAnswer timeout(DnsQuestion question, String detail) {
        return new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, detail);
    }
}
