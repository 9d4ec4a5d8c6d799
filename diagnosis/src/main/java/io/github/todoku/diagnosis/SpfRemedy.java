package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.ServiceSource;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.senders.ServiceFinder;
import io.github.todoku.senders.ServiceFound;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes the SPF record to publish and tries it out: the same checks with the record laid over the DNS. */
final class SpfRemedy {
    /** The remedies that are a new SPF record. */
    private static final Set<String> WRITES_SPF =
            Set.of("publish-spf", "merge-service", "merge-address", "merge-records", "add-ipv6", "replace-parked");

    /** The remedies that take something out of the record; they are advice even where no record can be written. */
    private static final Set<String> MENDS_SPF = Set.of("mend-include", "fewer-lookups", "mend-syntax");

    private static final String NAME_THE_SENDER = "name-the-sender";

    /** How many addresses are tried before and after. */
    static final int MAX_OUTLOOKS = 50;

    private final DnsRun dns;
    private final SendingProfile profile;
    private final ServiceCatalog services;

    SpfRemedy(DnsRun dns, SendingProfile profile, ServiceCatalog services) {
        this.dns = dns;
        this.profile = profile;
        this.services = services;
    }

    CompletableFuture<Prescription> write(String key, Inquiry inquiry, Evidence evidence) {
        boolean mends = MENDS_SPF.contains(key);
        if (!mends && !WRITES_SPF.contains(key)) {
            return CompletableFuture.completedFuture(Prescription.none(key));
        }
        DnsName domain = inquiry.facts().domain();
        InetAddress client = inquiry.facts().clientAddress();
        List<SpfSender> senders = client == null ? List.of() : senders(client, inquiry.facts(), service(evidence));
        if (domain == null || client == null || senders.isEmpty()) {
            return CompletableFuture.completedFuture(Prescription.none(mends ? key : NAME_THE_SENDER));
        }
        Duration left = dns.deadline().remaining();
        if (left.isZero()) {
            return CompletableFuture.completedFuture(Prescription.none("none", List.of("plan: time limit")));
        }
        List<String> notes = notes(client, inquiry, service(evidence));
        return SpfPlanner.using(dns)
                .withTimeLimit(left)
                .withOptions(SpfPlanOptions.mending().withKnown(services.senders()))
                .planAsync(domain, senders)
                .thenCompose(plan -> prescription(key, mends, plan, notes, client, inquiry.facts()));
    }

    private static @Nullable ServiceFound service(Evidence evidence) {
        ServiceFinder.Outcome outcome = evidence.of(ServiceSource.SOURCE);
        return outcome == null ? null : outcome.found();
    }

    private CompletableFuture<Prescription> prescription(
            String key, boolean mends, SpfPlan plan, List<String> notes, InetAddress client, CaseFacts facts) {
        RecordChange change = plan.change().orElse(null);
        SpfProof proof = plan.proof().orElse(null);
        if (change == null || proof == null || !plan.isReady()) {
            boolean stands = mends && proof != null; // the advice, without a record
            List<String> gaps = stands
                    ? List.of()
                    : plan.findings().stream()
                            .map(why -> "plan: " + why.text(Locale.ENGLISH))
                            .toList();
            return CompletableFuture.completedFuture(Prescription.none(stands ? key : "none", gaps, plan.obstacles()));
        }
        return prognosis(change, proof, facts, client).thenApply(prognosis -> {
            if (mends && !prognosis.allWillPass()) {
                return Prescription.none(key);
            }
            String remedy = prognosis.allWillPass() ? key : Remedy.DRAFT_ONLY;
            List<String> gaps = prognosis.complete() ? List.of() : List.of("forecast: time limit");
            return new Prescription(remedy, List.of(change), notes, List.of(), prognosis, change.overlay(), gaps);
        });
    }

    /**
     * Whom the record must allow: those the caller names, else the service found, else the address itself, if the receiver
     * quoted it and hosts on the public network can have it.
     */
    private List<SpfSender> senders(InetAddress client, CaseFacts facts, @Nullable ServiceFound service) {
        if (!profile.senders().isEmpty()) {
            return profile.senders();
        }
        boolean reachable = IpScope.isPublic(client) || IpScope.isDocumentation(client);
        if (!reachable) {
            return List.of();
        }
        if (service != null) {
            return List.of(new SpfSender.Include(service.include()));
        }
        return facts.clientFrom() == CaseFacts.Origin.QUOTED
                ? List.of(new SpfSender.Network(IpNetwork.of(client, 8 * client.getAddress().length)))
                : List.of();
    }

    private List<String> notes(InetAddress client, Inquiry inquiry, @Nullable ServiceFound service) {
        if (!profile.senders().isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        if (!inquiry.isSentFrom(client)) {
            notes.add(Remedy.CONFIRM_ADDRESS);
        }
        if (service != null) {
            notes.add("note.reverse-include");
        }
        return notes;
    }

    /** The bounced address, and of everybody wanted an address at either end of what it has, IPv4 and IPv6. */
    private CompletableFuture<Prognosis> prognosis(
            RecordChange change, SpfProof proof, CaseFacts facts, InetAddress client) {
        Set<InetAddress> clients = new LinkedHashSet<>(List.of(client));
        for (SpfProof.Sender sender : proof.senders()) {
            ends(sender).forEach(address -> {
                if (clients.size() < MAX_OUTLOOKS) {
                    clients.add(address);
                }
            });
        }
        SpfVerifier before = SpfVerifier.using(dns);
        SpfVerifier after = SpfVerifier.using(OverlayResolver.of(change.overlay(), dns));
        List<CompletableFuture<Prognosis.Outlook>> tries = new ArrayList<>();
        for (InetAddress each : clients) {
            String helo = facts.sendingHost() == null ? change.owner().toString() : facts.sendingHost();
            SpfRequest request = SpfRequest.from(each).helo(helo).mailFrom(Envelopes.postmaster(change.owner()));
            tries.add(before.checkAsync(request)
                    .thenCombine(after.checkAsync(request), (was, will) -> new Prognosis.Outlook(each, was, will)));
        }
        return CompletableFuture.allOf(tries.toArray(CompletableFuture[]::new))
                .thenApply(all -> new Prognosis(
                        tries.stream().map(CompletableFuture::join).toList(),
                        proof.senders(),
                        null,
                        List.of(),
                        !dns.deadline().isOver()));
    }

    /** Of each family the first address of the first network and the last of the last one: the proof has tried all between. */
    private static List<InetAddress> ends(SpfProof.Sender sender) {
        List<InetAddress> ends = new ArrayList<>();
        for (boolean ipv4 : new boolean[] {true, false}) {
            List<IpNetwork> networks = sender.networks().stream()
                    .filter(network -> network.isIpv4() == ipv4)
                    .toList();
            if (!networks.isEmpty()) {
                ends.add(Envelopes.address(networks.get(0)));
                ends.add(last(networks.get(networks.size() - 1)));
            }
        }
        return ends;
    }

    private static InetAddress last(IpNetwork network) {
        byte[] octets = network.octets();
        for (int bit = network.prefixLength(); bit < 8 * octets.length; bit++) {
            octets[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return Envelopes.address(IpNetwork.ofOctets(octets, 8 * octets.length));
    }
}
