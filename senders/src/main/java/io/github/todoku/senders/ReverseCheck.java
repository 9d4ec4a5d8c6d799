package io.github.todoku.senders;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.ReverseName;
import io.github.todoku.senders.internal.Waiting;
import java.io.Serializable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The reverse name of an address, and whether it points back: what mail people call FCrDNS.
 *
 * @param address the address
 * @param state what came out
 * @param names the names its PTR records give, at most {@value #MAX_NAMES}, chosen by whoever runs the reverse zone
 * @param confirmed those of them that have the address
 * @param failures answers that did not come, one line each
 */
public record ReverseCheck(
        InetAddress address, State state, List<DnsName> names, List<DnsName> confirmed, List<String> failures)
        implements Serializable {
    /** How many PTR names are looked at; the rest are ignored, as RFC 7208 §5.5 does. */
    public static final int MAX_NAMES = 10;

    /** What came out. */
    public enum State {
        /** A name points back to the address. */
        CONFIRMED,
        /** The address has no name. */
        NO_NAME,
        /** There are names, and none points back. */
        NOT_CONFIRMED,
        /** The DNS did not answer. */
        UNKNOWN
    }

    /**
     * Copies the lists.
     *
     * @param address the address
     * @param state what came out
     * @param names the names its PTR records give, at most {@value #MAX_NAMES}, chosen by whoever runs the reverse zone
     * @param confirmed those of them that have the address
     * @param failures answers that did not come, one line each
     */
    public ReverseCheck {
        names = List.copyOf(names);
        confirmed = List.copyOf(confirmed);
        failures = List.copyOf(failures);
    }

    /**
     * Asks and waits: one PTR question, then one address question for each name.
     *
     * @param address the address
     * @param dns the resolver to ask
     * @param deadline by when the result must be there
     * @return what came out
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static ReverseCheck of(InetAddress address, DnsResolver dns, Deadline deadline) throws InterruptedException {
        return Waiting.forResult(start(address, dns, deadline), deadline).orElseGet(() -> unknown(address, "deadline"));
    }

    /**
     * Asks without waiting.
     *
     * @param address the address
     * @param dns the resolver to ask
     * @param deadline by when the answers must be there
     * @return what came out
     */
    public static CompletableFuture<ReverseCheck> start(InetAddress address, DnsResolver dns, Deadline deadline) {
        DnsQuestion question = new DnsQuestion(ReverseName.of(address), RecordType.PTR);
        return dns.resolve(question, deadline)
                .thenCompose(answer -> confirm(address, answer, dns, deadline))
                .toCompletableFuture();
    }

    private static CompletableFuture<ReverseCheck> confirm(
            InetAddress address, DnsAnswer ptr, DnsResolver dns, Deadline deadline) {
        if (ptr instanceof DnsAnswer.TempFail failed) {
            return CompletableFuture.completedFuture(unknown(address, failed.question() + ": " + failed.reason()));
        }
        List<DnsName> names = ptr.records(DnsRecord.Ptr.class).stream()
                .map(DnsRecord.Ptr::target)
                .distinct()
                .limit(MAX_NAMES)
                .toList();
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new ReverseCheck(address, State.NO_NAME, names, List.of(), List.of()));
        }
        RecordType type = address instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
        List<CompletableFuture<DnsAnswer>> forward = new ArrayList<>();
        for (DnsName name : names) {
            forward.add(dns.resolve(new DnsQuestion(name, type), deadline).toCompletableFuture());
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
                    State state = !confirmed.isEmpty()
                            ? State.CONFIRMED
                            : failures.isEmpty() ? State.NOT_CONFIRMED : State.UNKNOWN;
                    return new ReverseCheck(address, state, names, confirmed, failures);
                });
    }

    private static boolean hasAddress(DnsAnswer answer, InetAddress address) {
        return answer.records(DnsRecord.A.class).stream()
                        .anyMatch(a -> a.address().equals(address))
                || answer.records(DnsRecord.Aaaa.class).stream()
                        .anyMatch(a -> a.address().equals(address));
    }

    private static ReverseCheck unknown(InetAddress address, String why) {
        return new ReverseCheck(address, State.UNKNOWN, List.of(), List.of(), List.of(why));
    }

    /**
     * Whether the name looks made up from the address, as providers name customers' lines: some receivers refuse those.
     * A guess: all four numbers of an IPv4 address stand in the name's first labels.
     *
     * @return whether the name looks made up from the address, as providers name customers' lines: some receivers refuse those
     */
    public boolean looksGeneric() {
        if (!(address instanceof Inet4Address) || confirmed.isEmpty()) {
            return false;
        }
        String name = confirmed.get(0).toString().toLowerCase(Locale.ROOT);
        String[] numbers = IpLiteral.format(address).split("\\.", -1);
        List<String> inName = List.of(name.split("[^0-9]+", -1));
        for (String number : numbers) {
            if (!inName.contains(number)) {
                return false;
            }
        }
        return true;
    }
}
