package io.github.todoku.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A {@link Zone} as a resolver: the DNS of a unit test, with faults and a log of what was asked.
 *
 * <pre>{@code
 * DnsResolver dns = InMemoryDns.zone("""
 *         example.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
 *         """).fault("slow.example", RecordType.TXT, Fault.timeout());
 * }</pre>
 *
 * <p>It answers as a recursive resolver would: aliases are followed (at most {@value #MAX_ALIASES}), wildcards and empty
 * non-terminals are as RFC 4592 wants them, a name that is not in the text does not exist. Answers come at once and on the
 * calling thread, save those with a {@link Fault#delay}. Safe for use by several threads.
 */
public final class InMemoryDns implements DnsResolver {
    /** How many CNAMEs in a row are followed before the answer is an ALIAS_LOOP. */
    public static final int MAX_ALIASES = 8;

    private static final DnsName WILDCARD = DnsName.of("*");

    private final Zone zone;
    private final Map<DnsName, Map<Integer, List<Zone.Entry>>> nodes = new HashMap<>();
    private final Set<DnsName> existing = new HashSet<>();
    private final Map<DnsQuestion, Fault> faults;
    private final Map<DnsQuestion, AtomicInteger> failed = new HashMap<>();
    private final ConcurrentLinkedQueue<DnsQuestion> log = new ConcurrentLinkedQueue<>();

    private InMemoryDns(Zone zone, Map<DnsQuestion, Fault> faults) {
        this.zone = zone;
        this.faults = faults;
        faults.keySet().forEach(question -> failed.put(question, new AtomicInteger()));
        for (Zone.Entry entry : zone.entries()) {
            nodes.computeIfAbsent(entry.owner(), owner -> new LinkedHashMap<>())
                    .computeIfAbsent(entry.data().typeCode(), type -> new ArrayList<>())
                    .add(entry);
            markExisting(entry.owner());
        }
    }

    private void markExisting(DnsName owner) {
        for (DnsName name = owner; existing.add(name) && !name.isRoot(); ) {
            name = name.parent().orElseThrow();
        }
    }

    /**
     * {@return the world that this zone text describes}
     *
     * @param text what to read
     * @throws ZoneSyntaxException if it cannot be read, naming line and column
     */
    public static InMemoryDns zone(String text) {
        return of(Zone.of(text));
    }

    /**
     * {@return the world of these records; the zone's own failures are its faults}
     *
     * @param zone the records
     */
    public static InMemoryDns of(Zone zone) {
        Map<DnsQuestion, Fault> faults = new HashMap<>();
        zone.failures().forEach(f -> faults.put(f.question(), Fault.fail(f.reason())));
        return new InMemoryDns(zone, faults);
    }

    /**
     * {@return this world with a fault in it; this one stays as it is} The new one starts with an empty log.
     *
     * @param name the name to ask at
     * @param type the type
     * @param fault what goes wrong
     * @throws IllegalArgumentException if {@code name} is no domain name
     */
    public InMemoryDns fault(String name, RecordType type, Fault fault) {
        Map<DnsQuestion, Fault> more = new HashMap<>(faults);
        more.put(DnsQuestion.of(name, type), fault);
        return new InMemoryDns(zone, more);
    }

    /** {@return the records it answers from} */
    public Zone zone() {
        return zone;
    }

    /** {@return what was asked so far, in order, each question as often as it came} */
    public List<DnsQuestion> queries() {
        return List.copyOf(log);
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        log.add(question);
        Fault fault = faults.get(question);
        if (fault == null) {
            return CompletableFuture.completedFuture(answer(question));
        }
        if (failsNow(question, fault)) {
            return CompletableFuture.completedFuture(fault.answer(question));
        }
        return delayed(question, fault.delay(), deadline);
    }

    private boolean failsNow(DnsQuestion question, Fault fault) {
        AtomicInteger soFar = failed.get(question);
        return soFar != null && soFar.getAndUpdate(n -> Math.min(n + 1, Fault.ALWAYS - 1)) < fault.times();
    }

    private CompletionStage<DnsAnswer> delayed(DnsQuestion question, Duration delay, Deadline deadline) {
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(answer(question));
        }
        Duration left = deadline.remaining();
        boolean late = delay.compareTo(left) > 0;
        CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
        CompletableFuture.delayedExecutor((late ? left : delay).toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(() -> stage.complete(
                        late
                                ? new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "slower than the deadline")
                                : answer(question)));
        return stage;
    }

    private DnsAnswer answer(DnsQuestion question) {
        List<DnsName> aliases = new ArrayList<>();
        DnsName name = question.name();
        long ttl = Integer.MAX_VALUE;
        while (true) {
            Map<Integer, List<Zone.Entry>> node = node(name);
            List<Zone.Entry> wanted = node.getOrDefault(question.type().code(), List.of());
            if (!wanted.isEmpty()) {
                for (Zone.Entry entry : wanted) {
                    ttl = Math.min(ttl, entry.ttlSeconds());
                }
                List<DnsRecord> records = wanted.stream().map(Zone.Entry::data).toList();
                return new DnsAnswer.Found(question, records, aliases, Duration.ofSeconds(ttl), origin(name));
            }
            List<Zone.Entry> alias = node.getOrDefault(RecordType.CNAME.code(), List.of());
            if (alias.isEmpty()) {
                return nothing(question, aliases, name);
            }
            ttl = Math.min(ttl, alias.get(0).ttlSeconds());
            name = ((DnsRecord.Cname) alias.get(0).data()).target();
            if (aliases.size() == MAX_ALIASES || name.equals(question.name()) || aliases.contains(name)) {
                return new DnsAnswer.TempFail(question, DnsAnswer.Reason.ALIAS_LOOP, "at " + name);
            }
            aliases.add(name);
        }
    }

    private DnsAnswer nothing(DnsQuestion question, List<DnsName> aliases, DnsName name) {
        Duration ttl = negativeTtl(name);
        return exists(name)
                ? new DnsAnswer.NoData(question, aliases, ttl, origin(name))
                : new DnsAnswer.NxDomain(question, aliases, ttl, origin(name));
    }

    private boolean exists(DnsName name) {
        return existing.contains(name) || !node(name).isEmpty();
    }

    /** The records at a name: its own, or those of the wildcard below the closest name that exists (RFC 4592 §3.3.1). */
    private Map<Integer, List<Zone.Entry>> node(DnsName name) {
        if (existing.contains(name)) {
            return nodes.getOrDefault(name, Map.of());
        }
        DnsName closest = name;
        while (!existing.contains(closest) && !closest.isRoot()) {
            closest = closest.parent().orElseThrow();
        }
        return WILDCARD.below(closest)
                .map(wildcard -> nodes.getOrDefault(wildcard, Map.of()))
                .orElse(Map.of());
    }

    /** The SOA's word on negative answers (RFC 2308 §5); zero where the text has no SOA. */
    private Duration negativeTtl(DnsName name) {
        for (Zone.Entry soa : above(name, RecordType.SOA)) {
            long minimum = ((DnsRecord.Soa) soa.data()).minimum();
            return Duration.ofSeconds(Math.min(minimum, soa.ttlSeconds()));
        }
        return Duration.ZERO;
    }

    private DnsAnswer.Origin origin(DnsName name) {
        List<DnsAnswer.NameServer> servers = new ArrayList<>();
        for (Zone.Entry entry : above(name, RecordType.NS)) {
            DnsName host = ((DnsRecord.Ns) entry.data()).host();
            servers.add(new DnsAnswer.NameServer(entry.owner(), host, glue(host)));
        }
        return new DnsAnswer.Origin(true, false, servers);
    }

    private List<InetAddress> glue(DnsName host) {
        List<InetAddress> addresses = new ArrayList<>();
        Map<Integer, List<Zone.Entry>> node = nodes.getOrDefault(host, Map.of());
        node.getOrDefault(RecordType.A.code(), List.of())
                .forEach(e -> addresses.add(((DnsRecord.A) e.data()).address()));
        node.getOrDefault(RecordType.AAAA.code(), List.of())
                .forEach(e -> addresses.add(((DnsRecord.Aaaa) e.data()).address()));
        return addresses;
    }

    /** The records of a type at the name or the closest name above that has some. */
    private List<Zone.Entry> above(DnsName name, RecordType type) {
        for (DnsName at = name; ; at = at.parent().orElseThrow()) {
            List<Zone.Entry> entries = nodes.getOrDefault(at, Map.of()).getOrDefault(type.code(), List.of());
            if (!entries.isEmpty() || at.isRoot()) {
                return entries;
            }
        }
    }
}
