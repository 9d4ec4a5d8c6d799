package io.github.todoku.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Zone} as a resolver: the DNS of a unit test, with faults and a log of what was asked.
 *
 * <pre>{@code
 * DnsResolver dns = InMemoryDns.zone("""
 *         example.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
 *         """).fault("slow.example", RecordType.TXT, Fault.timeout());
 * }</pre>
 *
 * <p>It answers as a recursive resolver would: aliases are followed (at most {@value #MAX_ALIASES}), wildcards and
 * empty non-terminals are as RFC 4592 wants them, a name that is not in the text does not exist (except in an
 * {@linkplain #authoritative authoritative} one). Answers come at once and on the calling thread, except those with a
 * {@link Fault#delay}. Safe for use by several threads.
 */
public final class InMemoryDns implements DnsResolver {
    /** How many CNAMEs in a row are followed before the answer is an ALIAS_LOOP. */
    public static final int MAX_ALIASES = 8;

    /** How many questions {@link #queries} keeps. */
    public static final int MAX_QUERIES = 100_000;

    private final Zone zone;
    private final ZoneIndex index;
    private final Map<DnsQuestion, Fault> faults;
    private final Set<DnsName> served;
    private final Map<DnsQuestion, AtomicInteger> failed = new HashMap<>();
    private final ConcurrentLinkedQueue<DnsQuestion> log = new ConcurrentLinkedQueue<>();
    private final AtomicInteger logged = new AtomicInteger();
    private final DnsClock clock;

    /** Null where the text is the whole world. */
    private final @Nullable ZoneTops tops;

    private InMemoryDns(
            Zone zone, Map<DnsQuestion, Fault> faults, Set<DnsName> served, DnsClock clock, @Nullable ZoneTops tops) {
        this.zone = zone;
        this.index = new ZoneIndex(zone);
        this.faults = faults;
        this.served = served;
        this.clock = clock;
        this.tops = tops;
        faults.keySet().forEach(question -> failed.put(question, new AtomicInteger()));
    }

    /**
     * {@return the world that this zone text describes} A text that says it is a recording, or what {@code dig},
     * {@code host} or {@code nslookup} printed, answers only what was recorded.
     *
     * @param text what to read
     * @throws ZoneSyntaxException if it cannot be read, naming line and column
     */
    public static InMemoryDns zone(String text) {
        return of(Zone.of(text));
    }

    /**
     * {@return the world of these records; the zone's own failures are its faults} What a {@linkplain Zone.Scope#RECORDED
     * recording} does not have is a TempFail with {@link DnsAnswer.Reason#OUTSIDE_ZONE}.
     *
     * @param zone the records
     */
    public static InMemoryDns of(Zone zone) {
        ZoneTops tops = zone.scope() == Zone.Scope.RECORDED ? ZoneTops.none() : null;
        return new InMemoryDns(zone, faults(zone), Set.of(), DnsClock.system(), tops);
    }

    /**
     * {@return these records as a file about some domains, not as the whole world} At and below the top of a zone (the owner
     * of an SOA), the file is the truth: what it does not contain does not exist. Everywhere else, and below NS records that
     * delegate part of a zone, absence would be an invention: the answer is a TempFail with
     * {@link DnsAnswer.Reason#OUTSIDE_ZONE}. A file that says {@code ;! WORLD} in its first line, or has an SOA of the root,
     * is the whole world.
     *
     * @param zone the records; its own failures are faults
     */
    public static InMemoryDns authoritative(Zone zone) {
        ZoneTops tops = switch (zone.scope()) {
            case DECLARED -> ZoneTops.of(zone);
            case RECORDED -> ZoneTops.none();
            case WORLD -> null;
        };
        return new InMemoryDns(zone, faults(zone), Set.of(), DnsClock.system(), tops);
    }

    private static Map<DnsQuestion, Fault> faults(Zone zone) {
        Map<DnsQuestion, Fault> faults = new HashMap<>();
        zone.failures().forEach(f -> faults.put(f.question(), Fault.recorded(f.reason())));
        return faults;
    }

    /**
     * {@return this world with a fault in it; this object is unchanged} The new one starts with an empty log.
     *
     * @param name the name to ask at
     * @param type the type
     * @param fault what goes wrong
     * @throws IllegalArgumentException if {@code name} is no domain name
     */
    public InMemoryDns fault(String name, RecordType type, Fault fault) {
        Map<DnsQuestion, Fault> more = new HashMap<>(faults);
        more.put(DnsQuestion.of(name, type), fault);
        return new InMemoryDns(zone, more, served, clock, tops);
    }

    /**
     * {@return this world as an authoritative server of these zones} It refuses what lies outside them, follows no alias, and
     * answers what lies at or below NS records inside a zone with a referral: {@link DnsAnswer.NoData} that is not
     * authoritative and names the servers, with glue where the text has it.
     *
     * @param zones the names of the zones' tops
     * @throws IllegalArgumentException if one is no domain name
     */
    public InMemoryDns serving(String... zones) {
        Set<DnsName> served = new HashSet<>();
        for (String top : zones) {
            served.add(DnsName.of(top));
        }
        return new InMemoryDns(zone, faults, served, clock, null);
    }

    /**
     * {@return this world by another clock} Delays, and the limits of the checks that ask it, are counted by that clock.
     *
     * @param other a {@link HandClock}, so that a test need not wait
     */
    @Override
    public InMemoryDns withClock(DnsClock other) {
        return new InMemoryDns(zone, faults, served, other, tops);
    }

    @Override
    public DnsClock clock() {
        return clock;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    /** {@return the records it answers from} */
    public Zone zone() {
        return zone;
    }

    /**
     * {@return what was asked so far, in order, each question as often as it was asked; the first {@value #MAX_QUERIES}, so that a
     * zone may answer for a run that does not end}
     */
    public List<DnsQuestion> queries() {
        return List.copyOf(log);
    }

    private void log(DnsQuestion question) {
        if (logged.get() < MAX_QUERIES && logged.getAndIncrement() < MAX_QUERIES) {
            log.add(question);
        }
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        log(question);
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
        DnsAnswer slow = new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "slower than the deadline");
        var unused = clock.after(late ? left : delay, () -> stage.complete(late ? slow : answer(question)));
        return stage;
    }

    private DnsAnswer answer(DnsQuestion question) {
        if (!served.isEmpty()) {
            return serve(question);
        }
        List<DnsName> aliases = new ArrayList<>();
        DnsName name = question.name();
        long ttl = Integer.MAX_VALUE;
        while (true) {
            List<Zone.Entry> wanted = index.at(name, question.type());
            if (!wanted.isEmpty()) {
                return found(question, wanted, aliases, ttl, name);
            }
            List<Zone.Entry> alias = index.at(name, RecordType.CNAME);
            if (alias.isEmpty()) {
                return nothing(question, aliases, name);
            }
            ttl = Math.min(ttl, alias.get(0).ttlSeconds());
            name = ((DnsRecord.Cname) alias.get(0).data()).target();
            if (aliases.size() == MAX_ALIASES || name.equals(question.name()) || aliases.contains(name)) {
                return new DnsAnswer.TempFail(question, DnsAnswer.Reason.ALIAS_LOOP, "at " + name);
            }
            aliases.add(name);
            DnsQuestion onTheWay = new DnsQuestion(name, question.type());
            Fault fault = faults.get(onTheWay);
            if (fault != null && failsNow(onTheWay, fault)) {
                return fault.answer(question);
            }
        }
    }

    /** As one of the zones' own servers answers (RFC 1034 §4.3.2). */
    private DnsAnswer serve(DnsQuestion question) {
        DnsName name = question.name();
        DnsName top = null;
        for (DnsName at = name; top == null; at = at.parent().orElseThrow()) {
            if (served.contains(at)) {
                top = at;
            } else if (at.isRoot()) {
                return new DnsAnswer.TempFail(question, DnsAnswer.Reason.REFUSED, "no zone of this server");
            }
        }
        for (int labels = top.labelCount() + 1; labels <= name.labelCount(); labels++) {
            DnsName cut = name.suffix(labels);
            if (!index.at(cut, RecordType.NS).isEmpty()) {
                DnsAnswer.Origin referral = new DnsAnswer.Origin(false, false, index.nameServers(cut));
                return new DnsAnswer.NoData(question, List.of(), Duration.ZERO, referral);
            }
        }
        List<Zone.Entry> wanted = index.at(name, question.type());
        if (!wanted.isEmpty()) {
            return found(question, wanted, List.of(), Integer.MAX_VALUE, name);
        }
        List<Zone.Entry> alias = index.at(name, RecordType.CNAME);
        if (alias.isEmpty()) {
            return nothing(question, List.of(), name);
        }
        DnsName target = ((DnsRecord.Cname) alias.get(0).data()).target();
        return new DnsAnswer.NoData(question, List.of(target), Duration.ZERO, origin(name));
    }

    private DnsAnswer found(
            DnsQuestion question, List<Zone.Entry> wanted, List<DnsName> aliases, long aliasTtl, DnsName owner) {
        long ttl = aliasTtl;
        List<DnsRecord> records = new ArrayList<>(wanted.size());
        for (Zone.Entry entry : wanted) {
            ttl = Math.min(ttl, entry.ttlSeconds());
            records.add(entry.data());
        }
        return new DnsAnswer.Found(question, records, aliases, Duration.ofSeconds(ttl), origin(owner));
    }

    private DnsAnswer nothing(DnsQuestion question, List<DnsName> aliases, DnsName name) {
        Duration ttl = index.negativeTtl(name);
        if (index.isDenied(name)) {
            return new DnsAnswer.NxDomain(question, aliases, ttl, origin(name));
        }
        boolean known = tops == null || tops.cover(name) || index.isWithout(name, question.type());
        if (!known) {
            return new DnsAnswer.TempFail(
                    question, DnsAnswer.Reason.OUTSIDE_ZONE, name + " is not in the records given");
        }
        return index.exists(name)
                ? new DnsAnswer.NoData(question, aliases, ttl, origin(name))
                : new DnsAnswer.NxDomain(question, aliases, ttl, origin(name));
    }

    private DnsAnswer.Origin origin(DnsName name) {
        return new DnsAnswer.Origin(true, false, index.nameServers(name));
    }
}
