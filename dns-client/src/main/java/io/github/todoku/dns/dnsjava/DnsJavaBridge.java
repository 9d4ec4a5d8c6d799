package io.github.todoku.dns.dnsjava;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.internal.ForeignMessages;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;

/**
 * The one place where dnsjava's types meet ours, in both directions. With it, dnsjava's DNS-over-HTTPS and validating
 * resolvers work with every check of this library.
 *
 * <p>dnsjava's transport works as it always does: its timeouts are its own, so set them there. Safe for use by several
 * threads if the resolver given is.
 */
public final class DnsJavaBridge {
    private DnsJavaBridge() {}

    /**
     * {@return a resolver that asks through a dnsjava resolver} A question whose deadline passes while dnsjava still waits is
     * answered when dnsjava gives up: give it a timeout no longer than your deadlines.
     *
     * @param resolver asks a recursive server
     * @param executor runs dnsjava's work; never the common pool by accident
     */
    public static DnsResolver fromDnsJava(Resolver resolver, Executor executor) {
        return (question, deadline) -> {
            if (deadline.isOver()) {
                return CompletableFuture.completedFuture(new DnsAnswer.TempFail(
                        question, DnsAnswer.Reason.TIMEOUT, "the deadline was over before it was asked"));
            }
            CompletionStage<Message> reply;
            try {
                reply = resolver.sendAsync(ForeignMessages.query(question), executor);
            } catch (RuntimeException refused) { // whatever the user's resolver throws
                return CompletableFuture.completedFuture(ForeignMessages.failure(question, refused));
            }
            return reply.handle((message, failed) -> message != null
                    ? ForeignMessages.answer(question, message)
                    : ForeignMessages.failure(question, failed));
        };
    }

    /**
     * {@return a dnsjava resolver that asks through ours} It answers questions of class IN about the types this library
     * reads; others get NOTIMP. A failed question gets SERVFAIL or REFUSED, and one without an answer in time a timeout.
     *
     * @param resolver answers
     * @param timeout of one question, until {@link Resolver#setTimeout(Duration)} changes it
     */
    public static Resolver toDnsJava(DnsResolver resolver, Duration timeout) {
        return ForeignMessages.resolver(resolver, timeout);
    }
}
