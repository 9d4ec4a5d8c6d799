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

/**
 * A zone laid over another resolver: "what if I published this?", asked before anything is published.
 *
 * <pre>{@code
 * Zone change = Zone.of("example.com. TXT \"v=spf1 mx -all\"");
 * DnsAnswer then = dns.with(OverlayResolver.layer(change)).lookup("example.com", RecordType.TXT);
 * }</pre>
 *
 * <p>Where the overlay has records of the wanted type at the name, they are the whole answer and nothing is asked beneath:
 * an overlay that changes one TXT record must bring the other TXT records of that name along. Where it has none, the answer
 * beneath is used, except that a name which the overlay gives records to does exist. Aliases lead through the overlay in
 * both directions. Wildcards in the overlay are taken literally. Safe for use by several threads.
 */
public final class OverlayResolver implements DnsResolver {
    private final Map<DnsQuestion, List<Zone.Entry>> overlay = new HashMap<>();
    private final Set<DnsName> existing = new HashSet<>();
    private final DnsResolver beneath;

    private OverlayResolver(Zone zone, DnsResolver beneath) {
        this.beneath = beneath;
        for (Zone.Entry entry : zone.entries()) {
            RecordType.ofCode(entry.data().typeCode())
                    .ifPresent(type -> overlay.computeIfAbsent(
                                    new DnsQuestion(entry.owner(), type), q -> new ArrayList<>())
                            .add(entry));
            for (DnsName name = entry.owner(); existing.add(name) && !name.isRoot(); ) {
                name = name.parent().orElseThrow();
            }
        }
        overlay.values().forEach(ZoneIndex::suppressCopies);
    }

    /**
     * {@code overlay} laid over {@code beneath}.
     *
     * @param overlay the records to lay over
     * @param beneath the resolver to ask where the overlay has nothing
     * @return the resolver that answers from both
     */
    public static OverlayResolver of(Zone overlay, DnsResolver beneath) {
        return new OverlayResolver(overlay, beneath);
    }

    /**
     * {@return a zone file laid over another resolver, and the truth about the zones that it declares} Where the file has an
     * answer ({@link InMemoryDns#authoritative}), absence and wildcards included, nothing is asked beneath.
     *
     * @param file the records to lay over
     * @param beneath what is asked where the file does not know
     */
    public static DnsResolver authoritative(Zone file, DnsResolver beneath) {
        InMemoryDns known = InMemoryDns.authoritative(file);
        OverlayResolver laid = of(file, beneath);
        return new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
                return known.resolve(question, deadline)
                        .thenCompose(answer -> answer instanceof DnsAnswer.TempFail failed
                                        && failed.reason() == DnsAnswer.Reason.OUTSIDE_ZONE
                                ? laid.resolve(question, deadline)
                                : CompletableFuture.completedFuture(answer));
            }

            @Override
            public DnsClock clock() {
                return beneath.clock();
            }

            @Override
            public boolean isLive() {
                return beneath.isLive();
            }
        };
    }

    /**
     * {@return the overlay as a layer: {@code dns.with(OverlayResolver.layer(change))}}
     *
     * @param overlay the records to lay over
     */
    public static Layer layer(Zone overlay) {
        return beneath -> of(overlay, beneath);
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        return resolve(question, question.name(), List.of(), deadline);
    }

    /** Answers {@code question} from {@code name} on, to which {@code aliases} have led. */
    private CompletionStage<DnsAnswer> resolve(
            DnsQuestion question, DnsName name, List<DnsName> aliases, Deadline deadline) {
        if (aliases.size() > InMemoryDns.MAX_ALIASES) {
            return CompletableFuture.completedFuture(
                    new DnsAnswer.TempFail(question, DnsAnswer.Reason.ALIAS_LOOP, "at " + name));
        }
        List<Zone.Entry> laid = overlay.getOrDefault(new DnsQuestion(name, question.type()), List.of());
        if (!laid.isEmpty()) {
            return CompletableFuture.completedFuture(found(question, laid, aliases));
        }
        List<Zone.Entry> alias = overlay.getOrDefault(new DnsQuestion(name, RecordType.CNAME), List.of());
        if (!alias.isEmpty()) {
            DnsName target = ((DnsRecord.Cname) alias.get(0).data()).target();
            return resolve(question, target, and(aliases, target), deadline);
        }
        return Outcome.ask(beneath, new DnsQuestion(name, question.type()), deadline)
                .thenCompose(answer -> overlaid(question, answer, aliases, deadline));
    }

    private CompletionStage<DnsAnswer> overlaid(
            DnsQuestion question, DnsAnswer answer, List<DnsName> aliases, Deadline deadline) {
        List<DnsName> path = aliases;
        for (DnsName alias : answer.aliases()) {
            path = and(path, alias);
            boolean laid = overlay.containsKey(new DnsQuestion(alias, question.type()))
                    || overlay.containsKey(new DnsQuestion(alias, RecordType.CNAME));
            if (laid) {
                return resolve(question, alias, path, deadline);
            }
        }
        return CompletableFuture.completedFuture(restated(question, answer, path));
    }

    /** The answer from beneath as an answer to the question asked here. */
    private DnsAnswer restated(DnsQuestion question, DnsAnswer answer, List<DnsName> path) {
        return answer.fold(
                found -> new DnsAnswer.Found(question, found.records(), path, found.ttl(), found.origin()),
                empty -> {
                    DnsName last = path.isEmpty() ? question.name() : path.get(path.size() - 1);
                    boolean exists = empty instanceof DnsAnswer.NoData || existing.contains(last);
                    return exists
                            ? new DnsAnswer.NoData(question, path, empty.ttl(), empty.origin())
                            : new DnsAnswer.NxDomain(question, path, empty.ttl(), empty.origin());
                },
                failed -> new DnsAnswer.TempFail(question, failed.reason(), failed.detail()));
    }

    private static DnsAnswer found(DnsQuestion question, List<Zone.Entry> laid, List<DnsName> aliases) {
        long ttl = laid.stream().mapToLong(Zone.Entry::ttlSeconds).min().orElse(0);
        List<DnsRecord> records = laid.stream().map(Zone.Entry::data).toList();
        return new DnsAnswer.Found(question, records, aliases, Duration.ofSeconds(ttl), DnsAnswer.Origin.UNKNOWN);
    }

    private static List<DnsName> and(List<DnsName> names, DnsName one) {
        List<DnsName> more = new ArrayList<>(names);
        more.add(one);
        return more;
    }

    @Override
    public DnsClock clock() {
        return beneath.clock();
    }

    @Override
    public boolean isLive() {
        return beneath.isLive();
    }
}
