package io.github.todoku.feedback.plan;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.feedback.plan.ReportedSender.Evidence;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.DomainSummary.Fate;
import io.github.todoku.feedback.summary.SenderId;
import io.github.todoku.feedback.summary.Traffic;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.senders.TrafficCatalog;
import io.github.todoku.senders.TrafficSource;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Traffic of one sender, while it is found out who that is. */
final class SenderGroup {
    private static final int MAX_ADDRESSES = 10;

    private final SenderId id;
    private final List<Traffic> traffic = new ArrayList<>();
    private final List<SenderId> ids = new ArrayList<>();
    private String name;
    private @Nullable TrafficSource source;
    private @Nullable SendingService service;
    private boolean reverse;
    private boolean included;

    /** The networks that an include covers already. */
    private final Set<String> includedNetworks = new TreeSet<>();

    SenderGroup(SenderId id) {
        this.id = id;
        this.name = id.name();
        ids.add(id);
        if (id.kind() == SenderId.Kind.SERVICE || id.kind() == SenderId.Kind.FORWARDER) {
            TrafficCatalog.shipped().sources().stream()
                    .filter(each -> each.name().equals(id.name()))
                    .findFirst()
                    .ifPresent(each -> is(each));
        }
    }

    private void is(TrafficSource known) {
        source = known;
        name = known.name();
        service = known.service(ServiceCatalog.shipped()).orElse(null);
    }

    void add(Traffic more) {
        traffic.add(more);
    }

    /** Whether a reverse name could tell more. */
    boolean isOnlyAnAddress() {
        return id.kind() == SenderId.Kind.NETWORK;
    }

    /** An address of the heaviest traffic. */
    Optional<InetAddress> address() {
        return traffic.stream()
                .map(Traffic::address)
                .filter(each -> each != null)
                .findFirst()
                .flatMap(IpLiteral::parse);
    }

    /** Takes the name of the include that covers the address, if the domain's SPF record has one. */
    void included(IncludedSenders includes) {
        Optional<IncludedSenders.Include> found =
                isOnlyAnAddress() ? address().flatMap(includes::covering) : Optional.empty();
        found.ifPresent(include -> {
            included = true;
            includedNetworks.addAll(networks());
            service = include.service();
            name = include.name();
        });
    }

    /** Takes the name that the address's reverse name gives, if it points back; whom the domain itself names is known better. */
    void reverse(ReverseCheck check) {
        if (included) {
            reverse = check.confirmed().stream().anyMatch(this::leadsHere);
            return;
        }
        for (DnsName host : check.confirmed()) {
            Optional<TrafficCatalog.Match> match = TrafficCatalog.shipped().reverse(host);
            if (match.isPresent()) {
                is(match.orElseThrow().source());
                reverse = true;
                return;
            }
            Optional<SendingService> known = ServiceCatalog.shipped().ofHost(host);
            if (known.isPresent()) {
                service = known.orElseThrow();
                name = known.orElseThrow().name();
                reverse = true;
                return;
            }
        }
        if (!check.confirmed().isEmpty()) {
            DnsName host = check.confirmed().get(0);
            name = io.github.todoku.dns.RegistrableDomain.of(host).orElse(host).toString();
            reverse = true;
        }
    }

    private boolean leadsHere(DnsName host) {
        SendingService known = service;
        return known != null
                ? ServiceCatalog.shipped()
                        .ofHost(host)
                        .filter(each -> each.id().equals(known.id()))
                        .isPresent()
                : DnsName.parse(name).filter(host::isWithin).isPresent();
    }

    /** Takes in another group that turned out to be the same. */
    void take(SenderGroup other) {
        traffic.addAll(other.traffic);
        ids.addAll(other.ids);
        reverse |= other.reverse;
        included |= other.included;
        includedNetworks.addAll(other.includedNetworks);
        source = source == null ? other.source : source;
        service = service == null ? other.service : service;
    }

    String name() {
        return name;
    }

    SenderId id() {
        return id;
    }

    Optional<SendingService> service() {
        return Optional.ofNullable(service);
    }

    Optional<TrafficSource.Role> role() {
        return Optional.ofNullable(source).map(TrafficSource::role);
    }

    /** Whether its address leads to who it is: by a reverse name or by an include. */
    boolean isFound() {
        return reverse || included;
    }

    /** Whether an include of the domain covers that network of it. */
    boolean isIncluded(String network) {
        return includedNetworks.contains(network);
    }

    /** The networks that it sends from, where only those are known. */
    List<String> networks() {
        return ids.stream()
                .filter(each -> each.kind() == SenderId.Kind.NETWORK || each.kind() == SenderId.Kind.OWN)
                .map(SenderId::name)
                .toList();
    }

    SenderCounts counts() {
        SenderCounts counts = new SenderCounts();
        traffic.forEach(counts::add);
        return counts;
    }

    List<Traffic> traffic() {
        return traffic;
    }

    List<String> addresses() {
        TreeSet<String> addresses = new TreeSet<>();
        for (Traffic each : traffic) {
            String address = each.address();
            if (address != null && addresses.size() < MAX_ADDRESSES) {
                addresses.add(address);
            }
        }
        return List.copyOf(addresses);
    }

    Map<Long, Fate> days(DomainSummary summary) {
        TreeMap<Long, Fate> sum = new TreeMap<>();
        ids.forEach(each -> summary.daysOf(each).forEach((day, fate) -> sum.merge(day, fate, Fate::plus)));
        return sum;
    }

    Map<String, Fate> receivers(DomainSummary summary) {
        TreeMap<String, Fate> sum = new TreeMap<>();
        ids.forEach(each -> summary.receiversOf(each).forEach((who, fate) -> sum.merge(who, fate, Fate::plus)));
        return sum;
    }

    List<Evidence> evidence(boolean named, SenderCounts counts) {
        List<Evidence> evidence = new ArrayList<>();
        if (named) {
            evidence.add(Evidence.NAMED);
        }
        switch (id.kind()) {
            case SERVICE, FORWARDER, DOMAIN -> evidence.add(Evidence.DOMAIN);
            default -> {}
        }
        if (included) {
            evidence.add(Evidence.SPF_INCLUDE);
        }
        if (reverse) {
            evidence.add(Evidence.REVERSE_NAME);
        }
        if (counts.spfAligned() > 0) {
            evidence.add(Evidence.SPF_RECORD);
        }
        if (counts.dkimAligned() > 0) {
            evidence.add(Evidence.OWN_KEY);
        }
        if (evidence.isEmpty()) {
            evidence.add(Evidence.ADDRESS);
        }
        return evidence;
    }
}
