package io.github.todoku.diagnosis;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.senders.ServiceFound;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.senders.internal.Waiting;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writes the SPF record to publish and tries it out: the same checks with the record laid over the DNS. */
final class SpfRemedy {
    /** The remedies that are a new SPF record. */
    private static final Set<String> WRITES_SPF =
            Set.of("publish-spf", "merge-service", "merge-address", "merge-records", "add-ipv6", "replace-parked");

    /** The remedies that take something out of the record; they are advice even where no record can be written. */
    private static final Set<String> MENDS_SPF = Set.of("mend-include", "fewer-lookups");

    private static final String NAME_THE_SENDER = "name-the-sender";

    /** How many addresses are tried before and after. */
    static final int MAX_OUTLOOKS = 50;

    private final DnsResolver dns;
    private final SpfVerifier verifier;
    private final Deadline deadline;
    private final SendingProfile profile;

    SpfRemedy(DnsResolver dns, SpfVerifier verifier, Deadline deadline, SendingProfile profile) {
        this.dns = dns;
        this.verifier = verifier;
        this.deadline = deadline;
        this.profile = profile;
    }

    Prescription write(String key, CaseFacts facts, Findings findings) throws InterruptedException {
        boolean mends = MENDS_SPF.contains(key);
        if (!mends && !WRITES_SPF.contains(key)) {
            return Prescription.none(key);
        }
        DnsName domain = facts.domain();
        InetAddress client = facts.clientAddress();
        List<SpfSender> senders = client == null ? List.of() : senders(client, facts, findings);
        if (domain == null || client == null || senders.isEmpty()) {
            return Prescription.none(mends ? key : NAME_THE_SENDER);
        }
        SpfPlanOptions options = mends
                ? SpfPlanOptions.standard()
                        .withDeadTerms(SpfPlanOptions.DeadTerms.DROP)
                        .withTidy(SpfPlanOptions.Tidy.ALWAYS)
                : SpfPlanOptions.standard();
        SpfPlan plan = SpfPlanner.using(dns).withOptions(options).plan(domain, senders);
        RecordChange change = plan.change().orElse(null);
        SpfProof proof = plan.proof().orElse(null);
        if (change == null || proof == null) {
            plan.findings().forEach(why -> findings.gap("plan: " + why.text(Locale.ENGLISH)));
            return Prescription.none("none");
        }
        Prognosis prognosis = prognosis(change, proof, facts, client, findings);
        boolean promised = prognosis.allWillPass() && losesNobody(proof);
        if (mends && !(promised && proof.after().withinLimits())) {
            return Prescription.none(key);
        }
        String remedy = promised ? key : Remedy.DRAFT_ONLY;
        return new Prescription(remedy, List.of(record(change)), notes(client, findings), prognosis, change.overlay());
    }

    /** Whether everybody who passes today passes by the new record too, and that for certain. */
    private static boolean losesNobody(SpfProof proof) {
        return proof.lost().isEmpty() && proof.unknown().isEmpty();
    }

    /**
     * Whom the record must allow: those the caller names, else the service found, else the address itself, if the receiver
     * quoted it and hosts on the public network can have it.
     */
    private List<SpfSender> senders(InetAddress client, CaseFacts facts, Findings findings) {
        if (!profile.senders().isEmpty()) {
            return profile.senders();
        }
        boolean reachable = IpScope.isPublic(client) || IpScope.isDocumentation(client);
        if (!reachable) {
            return List.of();
        }
        ServiceFound service = findings.service;
        if (service != null) {
            return List.of(new SpfSender.Include(service.include()));
        }
        return facts.clientFrom() == CaseFacts.Origin.QUOTED
                ? List.of(new SpfSender.Network(IpNetwork.of(client, 8 * client.getAddress().length)))
                : List.of();
    }

    private List<String> notes(InetAddress client, Findings findings) {
        if (!profile.senders().isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        if (!findings.isSentFrom(client)) {
            notes.add(Remedy.CONFIRM_ADDRESS);
        }
        if (findings.service != null) {
            notes.add("note.reverse-include");
        }
        return notes;
    }

    private static Remedy.RecordChange record(RecordChange change) {
        return new Remedy.RecordChange(
                change.owner(),
                RecordType.TXT,
                change.before(),
                change.after(),
                change.strings(),
                change.diff().stream()
                        .map(part -> new Remedy.DiffPart(
                                Remedy.Change.valueOf(part.op().name()), part.text()))
                        .toList(),
                change.zoneLines(),
                change.findings().stream()
                        .<Remedy.Warning>map(Remedy.Warning.OfSpf::new)
                        .toList());
    }

    /** The bounced address, and of everybody wanted an address at either end of what it has, IPv4 and IPv6. */
    private Prognosis prognosis(
            RecordChange change, SpfProof proof, CaseFacts facts, InetAddress client, Findings findings)
            throws InterruptedException {
        List<SpfProof.Sender> wanted = proof.senders();
        Set<InetAddress> clients = new LinkedHashSet<>(List.of(client));
        for (SpfProof.Sender sender : wanted) {
            ends(sender).forEach(address -> {
                if (clients.size() < MAX_OUTLOOKS) {
                    clients.add(address);
                }
            });
        }
        SpfVerifier after = SpfVerifier.using(OverlayResolver.of(change.overlay(), dns));
        List<CompletableFuture<Prognosis.Outlook>> tries = new ArrayList<>();
        for (InetAddress each : clients) {
            String helo = facts.sendingHost() == null ? change.owner().toString() : facts.sendingHost();
            SpfRequest request = SpfRequest.from(each).helo(helo).mailFrom(Envelopes.postmaster(change.owner()));
            CompletableFuture<SpfResult> today = verifier.checkAsync(request);
            tries.add(today.thenCombine(
                    after.checkAsync(request), (was, will) -> new Prognosis.Outlook(each, was, will)));
        }
        List<Prognosis.Outlook> outlooks = new ArrayList<>();
        for (CompletableFuture<Prognosis.Outlook> each : tries) {
            Optional<Prognosis.Outlook> outlook =
                    Waiting.forResult(each, deadline, broken -> findings.gap("forecast: " + broken));
            outlook.ifPresentOrElse(outlooks::add, () -> findings.gap("forecast: time limit"));
        }
        return new Prognosis(outlooks, wanted, null, List.of(), outlooks.size() == clients.size());
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
