package io.github.todoku.mail.domain;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** One run of a check: its questions to the DNS, and its errands to other servers. All end by its deadline. */
final class Questions {
    private final DnsRun run;
    private final Errands errands;

    private Questions(DnsRun run) {
        this.run = run;
        this.errands = new Errands(run.deadline());
    }

    static Questions using(DnsResolver dns, Duration timeLimit, int most) {
        return new Questions(DnsRun.using(dns, timeLimit).withMaxQuestions(most));
    }

    /** The result, waited for: when the time is over or the thread is interrupted, with what is known. */
    <T> T await(CompletableFuture<T> result, Supplier<? extends T> nothingKnown) {
        return run.await(result, () -> {
            errands.giveUp();
            return Deadline.after(GRACE).await(result, nothingKnown);
        });
    }

    private static final Duration GRACE = Duration.ofMillis(500);

    /** The result, whose cancelling ends the run. */
    <T> CompletableFuture<T> endingWith(CompletableFuture<T> result) {
        var unused = result.whenComplete((value, failure) -> errands.giveUp());
        return run.endingWith(result);
    }

    CompletableFuture<DnsAnswer> ask(DnsName name, RecordType type) {
        return run.resolve(new DnsQuestion(name, type), run.deadline()).toCompletableFuture();
    }

    /** The answer for a name that may be too long to exist: then nothing is asked, and there is nothing. */
    CompletableFuture<DnsAnswer> ask(Optional<DnsName> name, DnsName instead, RecordType type) {
        return name.map(each -> ask(each, type))
                .orElseGet(() -> CompletableFuture.completedFuture(new DnsAnswer.NxDomain(
                        new DnsQuestion(instead, type), List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN)));
    }

    /** Both kinds of addresses of a host. */
    CompletableFuture<HostAddresses> addresses(DnsName host) {
        return ask(host, RecordType.A).thenCombine(ask(host, RecordType.AAAA), HostAddresses::new);
    }

    <T> CompletableFuture<T> errand(Supplier<? extends CompletionStage<T>> call, Function<String, T> failed) {
        return errands.send(call, failed);
    }

    Deadline deadline() {
        return run.deadline();
    }

    List<DnsAnswer.TempFail> gaps() {
        return run.gaps();
    }

    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> each) {
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    List<T> results = new ArrayList<>(each.size());
                    each.forEach(one -> results.add(one.join()));
                    return results;
                });
    }

    /** What the DNS says of a host's addresses. */
    record HostAddresses(DnsAnswer v4, DnsAnswer v6) {
        List<InetAddress> known() {
            List<InetAddress> known = new ArrayList<>();
            if (!v4.isFailure()) {
                v4.records(DnsRecord.A.class).forEach(a -> known.add(a.address()));
            }
            if (!v6.isFailure()) {
                v6.records(DnsRecord.Aaaa.class).forEach(a -> known.add(a.address()));
            }
            return known;
        }

        /** Whether nothing was found and something failed. */
        boolean isUnknown() {
            return known().isEmpty() && isPartial();
        }

        /** Whether something failed: there may be more addresses than are known. */
        boolean isPartial() {
            return v4.isFailure() || v6.isFailure();
        }

        /** The names that aliases led to. */
        List<DnsName> aliases() {
            return v4.aliases().isEmpty() ? v6.aliases() : v4.aliases();
        }

        /** As the one that has records; secure only if all that have some are. */
        Dnssec dnssec(boolean trusted) {
            if (v4 instanceof DnsAnswer.Found && v6 instanceof DnsAnswer.Found) {
                Dnssec first = Dnssec.of(v4, trusted);
                return first == Dnssec.of(v6, trusted) ? first : trusted ? Dnssec.INSECURE : Dnssec.UNKNOWN;
            }
            return Dnssec.of(v6 instanceof DnsAnswer.Found ? v6 : v4, trusted);
        }
    }
}
