package io.github.todoku.finding.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.dns.Zone;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The records that a name has from a wildcard alone. As soon as anything is published at the name, or below it, the wildcard
 * answers for it no more, for no type (RFC 4592 §2.2.1, §2.2.2): a TXT record takes away the MX.
 *
 * <p>A wildcard is at work where a name beside it that nobody uses has the same records, and a name below it has them, too:
 * below a name that exists no wildcard beside it reaches (§3.3.1).
 *
 * <p>With the name those between it and the wildcard come to be, and have nothing: their records are found, too, up to
 * {@value #MAX_NAMES} names; whether there are more is then left open. Names below them lose the same; nobody can tell which of those are used.
 *
 * <p>Costs one lookup at the top of a zone, two where nothing is below the name, at most {@value #MAX_QUESTIONS} for each name.
 * Immutable.
 */
public final class HiddenRecords implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most questions that are asked for a name. */
    public static final int MAX_QUESTIONS = 13;

    /** The most names that are looked at: the name, and those above it that a wildcard gives their records, too. */
    public static final int MAX_NAMES = 3;

    /** The name has no records, or has them for itself. */
    public static final HiddenRecords NONE = new HiddenRecords(false, List.of());

    private static final HiddenRecords UNKNOWN = new HiddenRecords(true, List.of());

    /** A name that nobody uses. */
    private static final DnsName NOBODY = DnsName.of("todoku-wildcard-probe");

    /** What mail depends on. */
    private static final List<RecordType> TYPES = List.of(RecordType.TXT, RecordType.MX, RecordType.A, RecordType.AAAA);

    private final boolean unknown;
    private final List<Zone.Entry> records;

    private HiddenRecords(boolean unknown, List<Zone.Entry> records) {
        this.unknown = unknown;
        this.records = List.copyOf(records);
    }

    /**
     * {@return what a record at this name, or below it, would hide} No trouble with the DNS fails the future.
     *
     * @param name where something is to be published
     * @param dns whom to ask
     * @param deadline when everything must be answered
     */
    public static CompletableFuture<HiddenRecords> at(DnsName name, DnsResolver dns, Deadline deadline) {
        return upwards(name, dns, deadline, MAX_NAMES);
    }

    private static CompletableFuture<HiddenRecords> upwards(
            DnsName name, DnsResolver dns, Deadline deadline, int names) {
        DnsName above = name.parent()
                .filter(parent -> RegistrableDomain.of(parent)
                        .filter(top -> !top.equals(parent))
                        .isPresent())
                .orElse(null);
        return ofName(name, dns, deadline)
                .thenCompose(found -> found.records.isEmpty() || above == null
                        ? CompletableFuture.completedFuture(found)
                        : names == 1
                                ? CompletableFuture.completedFuture(new HiddenRecords(true, found.records))
                                : upwards(above, dns, deadline, names - 1).thenApply(found::with));
    }

    private HiddenRecords with(HiddenRecords above) {
        List<Zone.Entry> all = new ArrayList<>(records);
        all.addAll(above.records);
        return above.unknown && above.records.isEmpty() ? UNKNOWN : new HiddenRecords(above.unknown, all);
    }

    private static CompletableFuture<HiddenRecords> ofName(DnsName name, DnsResolver dns, Deadline deadline) {
        DnsName below = NOBODY.below(name).orElse(null);
        DnsName beside = name.parent()
                .filter(parent -> !parent.isRoot())
                .flatMap(NOBODY::below)
                .orElse(null);
        if (below == null || beside == null) {
            return CompletableFuture.completedFuture(NONE);
        }
        return ask(dns, deadline, name, RecordType.SOA).thenCompose(soa -> {
            boolean top = !soa.isFailure()
                    && soa.aliases().isEmpty()
                    && !soa.records(DnsRecord.Soa.class).isEmpty();
            return top
                    ? CompletableFuture.completedFuture(NONE)
                    : ask(dns, deadline, below, RecordType.TXT)
                            .thenCompose(txt -> isMissing(txt)
                                    ? CompletableFuture.completedFuture(NONE)
                                    : compared(dns, deadline, name, List.of(name, below, beside)));
        });
    }

    /** The zone of a domain that somebody registered begins there, also where nobody answers for its SOA. */
    private static CompletableFuture<HiddenRecords> compared(
            DnsResolver dns, Deadline deadline, DnsName name, List<DnsName> names) {
        Map<RecordType, List<CompletableFuture<DnsAnswer>>> asked = new EnumMap<>(RecordType.class);
        for (RecordType type : TYPES) {
            asked.put(
                    type,
                    names.stream().map(each -> ask(dns, deadline, each, type)).toList());
        }
        boolean registered = RegistrableDomain.of(name).filter(name::equals).isPresent();
        return CompletableFuture.allOf(
                        asked.values().stream().flatMap(List::stream).toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    HiddenRecords found = judged(name, asked);
                    return found.unknown && registered ? NONE : found;
                });
    }

    /** One type that tells the names apart is enough. */
    private static HiddenRecords judged(DnsName name, Map<RecordType, List<CompletableFuture<DnsAnswer>>> asked) {
        boolean unknown = false;
        List<Zone.Entry> records = new ArrayList<>();
        for (RecordType type : TYPES) {
            List<DnsAnswer> answers = Objects.requireNonNull(asked.get(type)).stream()
                    .map(CompletableFuture::join)
                    .toList();
            DnsAnswer here = answers.get(0);
            unknown |= answers.stream().anyMatch(DnsAnswer::isFailure);
            if (answers.stream().anyMatch(each -> isMissing(each) || differ(here, each, type))) {
                return NONE;
            }
            entries(name, here).stream()
                    .filter(entry -> !records.contains(entry))
                    .forEach(records::add);
        }
        return unknown ? UNKNOWN : records.isEmpty() ? NONE : new HiddenRecords(false, records);
    }

    /** Addresses may take turns from question to question: of them it counts that there are some. */
    private static boolean differ(DnsAnswer here, DnsAnswer other, RecordType type) {
        if (here.isFailure() || other.isFailure()) {
            return false;
        }
        Set<String> ours = said(here);
        Set<String> theirs = said(other);
        boolean aliased = !here.aliases().isEmpty() || !other.aliases().isEmpty();
        boolean address = type == RecordType.A || type == RecordType.AAAA;
        if (address && !aliased) {
            return ours.isEmpty() != theirs.isEmpty();
        }
        return !ours.equals(theirs);
    }

    private static Set<String> said(DnsAnswer answer) {
        Set<String> said = new HashSet<>();
        entries(answer.question().name(), answer)
                .forEach(entry -> said.add(entry.data().toText()));
        return said;
    }

    /** What stands at the name: an alias, or the records. */
    private static List<Zone.Entry> entries(DnsName name, DnsAnswer answer) {
        if (answer.isFailure()) {
            return List.of();
        }
        List<DnsRecord> data = answer.aliases().isEmpty()
                ? answer.records(DnsRecord.class)
                : List.of(new DnsRecord.Cname(answer.aliases().get(0)));
        return data.stream()
                .map(each -> new Zone.Entry(name, Zone.DEFAULT_TTL_SECONDS, each))
                .toList();
    }

    /** Whether the very name is denied, and not the end of its aliases. */
    private static boolean isMissing(DnsAnswer answer) {
        return answer instanceof DnsAnswer.NxDomain && answer.aliases().isEmpty();
    }

    private static CompletableFuture<DnsAnswer> ask(DnsResolver dns, Deadline deadline, DnsName name, RecordType type) {
        return dns.resolve(new DnsQuestion(name, type), deadline).toCompletableFuture();
    }

    /** {@return whether the DNS did not say whether a wildcard is at work, or, with records, whether at more names than were looked at} */
    public boolean cannotTell() {
        return unknown;
    }

    /** {@return the records of the name and of those above it, to be published along with any other; empty if none are hidden} */
    public List<Zone.Entry> records() {
        return records;
    }

    /** The records, for logs. */
    @Override
    public String toString() {
        return unknown && records.isEmpty() ? "cannot tell" : records + (unknown ? " and perhaps more" : "");
    }
}
