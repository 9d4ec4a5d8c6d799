package io.github.todoku.senders;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.ReverseName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for the reverse name of an address, and whether it points back.
 *
 * <pre>{@code
 * ReverseCheck reverse = ReverseChecker.using(dns).check(ip);
 * }</pre>
 *
 * <p>Costs one PTR question, then one address question for each of at most {@value ReverseCheck#MAX_NAMES} names. Immutable,
 * and safe for use by several threads if the resolver is.
 */
public final class ReverseChecker {
    /** How long one check may take, unless set otherwise. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(8);

    private final DnsResolver dns;
    private final Duration timeLimit;

    private ReverseChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static ReverseChecker using(DnsResolver dns) {
        return new ReverseChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public ReverseChecker withTimeLimit(Duration limit) {
        return new ReverseChecker(dns, limit);
    }

    /**
     * {@return the reverse name of an address, waited for} An interrupted thread stops waiting and keeps its interrupt
     * flag.
     *
     * @param address the address
     */
    public ReverseCheck check(InetAddress address) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.await(ask(address, run), () -> ReverseCheck.unknown(address, "time limit"));
    }

    /**
     * {@return the reverse name of an address} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param address the address
     */
    public CompletableFuture<ReverseCheck> checkAsync(InetAddress address) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.endingWith(ask(address, run));
    }

    private static CompletableFuture<ReverseCheck> ask(InetAddress address, DnsRun run) {
        DnsQuestion question = new DnsQuestion(ReverseName.of(address), RecordType.PTR);
        return run.resolve(question, run.deadline())
                .toCompletableFuture()
                .thenCompose(ptr -> confirm(address, ptr, run));
    }

    private static CompletableFuture<ReverseCheck> confirm(InetAddress address, DnsAnswer ptr, DnsRun run) {
        if (ptr instanceof DnsAnswer.TempFail failed) {
            return CompletableFuture.completedFuture(
                    ReverseCheck.unknown(address, failed.question() + ": " + failed.reason()));
        }
        List<DnsName> names = ptr.records(DnsRecord.Ptr.class).stream()
                .map(DnsRecord.Ptr::target)
                .distinct()
                .limit(ReverseCheck.MAX_NAMES)
                .toList();
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new ReverseCheck(address, ReverseCheck.State.NO_NAME, names, List.of(), List.of()));
        }
        RecordType type = address instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
        List<CompletableFuture<DnsAnswer>> forward = new ArrayList<>();
        for (DnsName name : names) {
            forward.add(run.resolve(new DnsQuestion(name, type), run.deadline()).toCompletableFuture());
        }
        return CompletableFuture.allOf(forward.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    List<DnsName> confirmed = new ArrayList<>();
                    List<String> failures = new ArrayList<>();
                    for (int i = 0; i < names.size(); i++) {
                        DnsAnswer answer = forward.get(i).join();
                        if (answer instanceof DnsAnswer.TempFail failed) {
                            failures.add(failed.question() + ": " + failed.reason());
                        } else if (hasAddress(answer, address)) {
                            confirmed.add(names.get(i));
                        }
                    }
                    ReverseCheck.State state = !confirmed.isEmpty()
                            ? ReverseCheck.State.CONFIRMED
                            : failures.isEmpty() ? ReverseCheck.State.NOT_CONFIRMED : ReverseCheck.State.CANNOT_TELL;
                    return new ReverseCheck(address, state, names, confirmed, failures);
                });
    }

    private static boolean hasAddress(DnsAnswer answer, InetAddress address) {
        return answer.records(DnsRecord.A.class).stream()
                        .anyMatch(a -> a.address().equals(address))
                || answer.records(DnsRecord.Aaaa.class).stream()
                        .anyMatch(a -> a.address().equals(address));
    }
}
