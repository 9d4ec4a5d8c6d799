package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.LookupCounts;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.addresses.AddressRange;
import io.github.todoku.spf.publish.internal.BorderDns;
import io.github.todoku.spf.publish.internal.PlanWork;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a domain's record says of every address there is. The evaluator itself is asked at the lowest address and at every
 * border: where a network that some record names begins, and behind its end. Between two borders no client differs from
 * another, so what is true at the first address of a region is true of all of it. An answer may bring new borders; the work
 * is done when none is left.
 */
final class VerdictMap {
    /** The most regions of one map, both families together. */
    static final int MAX_REGIONS = 8192;

    /** The most octets of records that are read for one map, all checks together. */
    static final long MAX_OCTETS = 20_000_000;

    /** What it costs to compare two regions. */
    private static final long STEPS_A_REGION = 50;

    /** What one check costs beside the reading of records. */
    private static final int CHECK_STEPS = 2_000;

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final AddressRange MAPPED = AddressRange.of(IpNetwork.of("::ffff:0:0/96"));

    /** No limit stops these checks, so that one run tells the work as well as the verdict under every limit. */
    private static final SpfOptions UNLIMITED = SpfOptions.standard()
            .withMaxTerms(SpfOptions.HIGHEST_LIMIT)
            .withMaxVoidLookups(SpfOptions.HIGHEST_LIMIT)
            .withPrefetch(SpfOptions.Prefetch.ON);

    private final DnsName domain;
    private final BorderDns dns;
    private final SpfVerifier verifier;
    private final Map<Integer, NavigableMap<BigInteger, Region>> regions =
            Map.of(IPV4, new TreeMap<>(), IPV6, new TreeMap<>());
    private final PlanWork work;
    private boolean whole = true;

    private VerdictMap(DnsResolver dns, PlanWork work, DnsName domain) {
        this.domain = domain;
        this.work = work;
        this.dns = new BorderDns(dns, domain);
        this.verifier = SpfVerifier.using(this.dns).withOptions(UNLIMITED);
    }

    /** The map of {@code domain}, with borders also where the {@code wanted} networks begin and end. */
    static VerdictMap of(DnsResolver dns, PlanWork work, DnsName domain, List<IpNetwork> wanted) {
        VerdictMap map = new VerdictMap(dns, work, domain);
        map.fill(wanted);
        return map;
    }

    /**
     * What all addresses of a region get.
     *
     * @param verdict if no limit held
     * @param counts the work until then
     * @param problem why it is none or an error
     */
    record Region(
            SpfVerdict verdict,
            LookupCounts counts,
            @Nullable Finding problem) {
        /** The verdict with the limits of RFC 7208 §4.6.4: whoever counts higher has stopped there. */
        SpfVerdict under(VoidPolicy policy) {
            return limit(policy) == null ? verdict : SpfVerdict.PERMERROR;
        }

        /** Which limit is broken; null if none is. */
        @Nullable
        SpfFinding limit(VoidPolicy policy) {
            int voids = policy == VoidPolicy.PER_TERM ? counts.voidTerms() : counts.voidQueries();
            return counts.terms() > SpfOptions.MAX_TERMS
                    ? SpfFinding.TERM_LIMIT
                    : voids > SpfOptions.MAX_VOID_LOOKUPS ? SpfFinding.VOID_LIMIT : null;
        }

        boolean passes(VoidPolicy policy) {
            return under(policy) == SpfVerdict.PASS;
        }
    }

    private record Point(int octets, BigInteger number) {}

    private void fill(List<IpNetwork> wanted) {
        Set<Point> known =
                new LinkedHashSet<>(List.of(new Point(IPV4, BigInteger.ZERO), new Point(IPV6, BigInteger.ZERO)));
        wanted.forEach(network -> known.addAll(borders(network)));
        Deque<Point> todo = new ArrayDeque<>(known);
        while (!todo.isEmpty()) {
            if (known.size() - todo.size() >= MAX_REGIONS
                    || (known.size() - todo.size()) * dns.octets() >= MAX_OCTETS) {
                whole = false;
                return;
            }
            work.spend(CHECK_STEPS + dns.octets());
            Point point = todo.remove();
            regions(point.octets()).put(point.number(), check(point));
            for (IpNetwork network : dns.found()) {
                for (Point border : borders(network)) {
                    if (known.add(border)) {
                        todo.add(border);
                    }
                }
            }
        }
    }

    private Region check(Point point) {
        SpfResult result = verifier.check(SpfRequest.from(AddressRange.address(point.octets(), point.number()))
                .helo(domain.toString())
                .mailFrom("postmaster@" + domain));
        return new Region(result.verdict(), result.counts(), result.finding());
    }

    private static List<Point> borders(IpNetwork network) {
        AddressRange range = AddressRange.of(network);
        List<Point> borders = new ArrayList<>();
        for (BigInteger number : List.of(range.first(), range.last().add(BigInteger.ONE))) {
            // an address within ::ffff:0:0/96 is an IPv4 client (RFC 7208 §5): no IPv6 client comes from there
            boolean mapped = range.octets() == IPV6
                    && number.compareTo(MAPPED.first()) >= 0
                    && number.compareTo(MAPPED.last()) <= 0;
            if (!mapped && number.compareTo(AddressRange.highest(range.octets())) <= 0) {
                borders.add(new Point(range.octets(), number));
            }
        }
        return borders;
    }

    private NavigableMap<BigInteger, Region> regions(int octets) {
        return Objects.requireNonNull(regions.get(octets));
    }

    /** Whether what the map says is true of every address, not only of those that were asked. */
    boolean isWhole() {
        return whole && dns.exact();
    }

    /** Whether all borders were come to. */
    boolean isComplete() {
        return whole;
    }

    boolean asked(DnsQuestion question) {
        return dns.asked(question);
    }

    /** Whether a record other than the domain's own may lead to the one at {@code name}. */
    boolean mayLeadTo(DnsName name) {
        return dns.mayLeadTo(name);
    }

    /** All regions, of both families. */
    List<Region> regions() {
        List<Region> all = new ArrayList<>(regions(IPV4).values());
        all.addAll(regions(IPV6).values());
        return all;
    }

    boolean any(Predicate<Region> wanted) {
        return regions().stream().anyMatch(wanted);
    }

    /** Whether all of a family passes: no region of it does not. */
    boolean letsEverybodyPass() {
        return regions.values().stream()
                .anyMatch(family -> !family.isEmpty()
                        && family.values().stream().allMatch(region -> region.passes(VoidPolicy.PER_TERM)));
    }

    /** The families, by the octets of their addresses, of which more than half may pass: no sender has as many. */
    Set<Integer> open() {
        Map<Integer, BigInteger> passing = new HashMap<>();
        for (AddressRange range : passing()) {
            BigInteger size = range.last().subtract(range.first()).add(BigInteger.ONE);
            passing.merge(range.octets(), size, BigInteger::add);
        }
        Set<Integer> open = new HashSet<>();
        regions.forEach((octets, family) -> {
            BigInteger half = AddressRange.highest(octets).shiftRight(1);
            boolean all = !family.isEmpty()
                    && family.values().stream().allMatch(region -> region.passes(VoidPolicy.PER_TERM));
            if (all || passing.getOrDefault(octets, BigInteger.ZERO).compareTo(half) > 0) {
                open.add(octets);
            }
        });
        return open;
    }

    boolean letsNobodyPass() {
        return isWhole()
                && !any(region -> region.passes(VoidPolicy.PER_TERM) || region.verdict() == SpfVerdict.TEMPERROR);
    }

    /**
     * Of the map of a term that lets nobody pass: what keeps it from that, if it is a fault that can be mended where the term leads;
     * which is all but a name of its own that has no record, and a way that never ends.
     */
    Optional<String> fault(String term) {
        for (Region region : regions()) {
            SpfFinding limit = region.limit(VoidPolicy.PER_TERM);
            Finding problem = region.problem();
            if (region.verdict() == SpfVerdict.PASS && limit != null) {
                return Optional.of(limit.id());
            }
            if (region.verdict() == SpfVerdict.PERMERROR
                    && problem != null
                    && problem.kind() != SpfFinding.TERM_LIMIT
                    && !isAbsent(problem, term)) {
                return Optional.of(problem.id() + ": " + problem.detail());
            }
        }
        return Optional.empty();
    }

    /** Of the map of a term that lets nobody pass: whether the name it has itself is why, and has no record or no host. */
    boolean isAbsent(String term) {
        return regions().stream().anyMatch(region -> {
            Finding problem = region.problem();
            return region.verdict() == SpfVerdict.PERMERROR
                    ? problem != null && isAbsent(problem, term)
                    : region.counts().voidTerms() > 0 && region.counts().terms() == 1;
        });
    }

    private static boolean isAbsent(Finding problem, String term) {
        String own = name(term);
        return (problem.kind() == SpfFinding.INCLUDE_WITHOUT_RECORD && own.endsWith(":" + name(problem.detail())))
                || (problem.kind() == SpfFinding.REDIRECT_WITHOUT_RECORD && own.endsWith("=" + name(problem.detail())));
    }

    private static String name(String text) {
        return (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
    }

    /** The regions that have addresses of {@code range}. */
    List<Region> regions(AddressRange range) {
        NavigableMap<BigInteger, Region> family = regions(range.octets());
        return List.copyOf(family.subMap(family.floorKey(range.first()), true, range.last(), true)
                .values());
    }

    /** What passes, in order, neighbours joined. */
    List<AddressRange> passing() {
        List<AddressRange> joined = new ArrayList<>();
        where(this, (region, same) -> region.passes(VoidPolicy.PER_TERM))
                .forEach(piece -> AddressRange.join(joined, piece));
        return joined;
    }

    /**
     * The addresses for which two maps together have a property, in pieces from border to border, in order. Of a map that was cut short only the borders it
     * came to are compared, each for itself.
     */
    List<AddressRange> where(VerdictMap other, BiPredicate<Region, Region> wanted) {
        List<AddressRange> ranges = new ArrayList<>();
        work.spend(STEPS_A_REGION * (regions().size() + other.regions().size()));
        for (int octets : new int[] {IPV4, IPV6}) {
            NavigableMap<BigInteger, Region> mine = regions(octets);
            NavigableMap<BigInteger, Region> others = other.regions(octets);
            NavigableSet<BigInteger> borders = new TreeSet<>(mine.keySet());
            if (whole && other.whole) {
                borders.addAll(others.keySet());
            } else {
                borders.retainAll(others.keySet());
            }
            for (BigInteger from : borders) {
                boolean has = wanted.test(
                        mine.floorEntry(from).getValue(),
                        others.floorEntry(from).getValue());
                if (has) {
                    BigInteger next = whole && other.whole ? borders.higher(from) : from.add(BigInteger.ONE);
                    BigInteger last = next == null ? AddressRange.highest(octets) : next.subtract(BigInteger.ONE);
                    ranges.add(new AddressRange(octets, from, last));
                }
            }
        }
        return ranges;
    }

    /** Whether ten terms and two voids, however counted, suffice for every client. */
    boolean withinLimits() {
        return cost().withinLimits();
    }

    SpfProof.Cost cost() {
        return new SpfProof.Cost(cost(true), cost(false));
    }

    /** The most work that a client of the family can cause. */
    LookupCounts cost(boolean ipv4) {
        int terms = 0;
        int voidTerms = 0;
        int voidQueries = 0;
        for (Region region : regions(ipv4 ? IPV4 : IPV6).values()) {
            terms = Math.max(terms, region.counts().terms());
            voidTerms = Math.max(voidTerms, region.counts().voidTerms());
            voidQueries = Math.max(voidQueries, region.counts().voidQueries());
        }
        return new LookupCounts(terms, voidTerms, voidTerms, voidQueries, 0);
    }
}
