package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.ReverseSource;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.ReverseName;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.senders.ReverseCheck;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Writes the lines that give an address a reverse name, and the name that address: the first for whoever owns the address, the
 * second for the zone of the name. A bounce vouches for no address: unless the sender does, whose it is has to be confirmed.
 * Costs up to {@code 1 + MAIL_LABELS.size()} questions.
 */
final class ReverseRemedy {
    private static final String MEND_FORWARD_NAME = "mend-forward-name";

    /** The remedies that are a reverse name, or the address of one. */
    private static final Set<String> WRITES_NAMES = Set.of("set-reverse-name", "own-reverse-name", MEND_FORWARD_NAME);

    /** Note: the PTR record is for the owner of the address. */
    static final String ADDRESS_OWNER = "note.address-owner";

    /** Note: the name is a proposal, for nothing says what the host is called. */
    static final String NAME_IS_GUESS = "note.name-is-guess";

    /** What mail hosts are usually called, for a proposal: the first that has no address yet. */
    private static final List<String> MAIL_LABELS = List.of("mail", "mailout", "smtp-out");

    /** A name to give, and whether it is the host's own for certain. */
    private record Name(DnsName host, boolean hasAddress, boolean guessed) {}

    private final DnsRun dns;
    private final Function<DnsName, Optional<DnsName>> registrable;

    ReverseRemedy(DnsRun dns, Function<DnsName, Optional<DnsName>> registrable) {
        this.dns = dns;
        this.registrable = registrable;
    }

    static boolean writes(String key) {
        return WRITES_NAMES.contains(key);
    }

    CompletableFuture<Prescription> write(String key, Inquiry inquiry, Evidence evidence) {
        CaseFacts facts = inquiry.facts();
        InetAddress client = facts.clientAddress();
        ReverseCheck today = evidence.of(ReverseSource.SOURCE);
        if (client == null || today == null) {
            return CompletableFuture.completedFuture(Prescription.none(key));
        }
        List<String> notes = new ArrayList<>();
        if (!inquiry.isVouchedFor(client)) {
            notes.add(Remedy.CONFIRM_ADDRESS);
        }
        if (key.equals(MEND_FORWARD_NAME)) {
            Optional<DnsName> ours = today.names().stream()
                    .filter(name -> domain(facts).filter(name::isWithin).isPresent())
                    .findFirst();
            if (ours.isPresent()) {
                return CompletableFuture.completedFuture(
                        prescription(key, List.of(forward(ours.get(), client)), notes));
            }
        }
        return name(facts, client, key.equals("own-reverse-name"))
                .thenApply(name -> name.map(host -> prescription(key, host, today, client, notes))
                        .orElseGet(() -> Prescription.none(key)));
    }

    private static Prescription prescription(
            String key, Name name, ReverseCheck today, InetAddress client, List<String> notes) {
        List<RecordChange> records = new ArrayList<>(List.of(reverse(client, today.names(), name.host())));
        if (!name.hasAddress()) {
            records.add(forward(name.host(), client));
        }
        List<String> more = new ArrayList<>(notes);
        more.add(ADDRESS_OWNER);
        if (name.guessed()) {
            more.add(NAME_IS_GUESS);
        }
        return prescription(key, records, more);
    }

    private static Prescription prescription(String key, List<RecordChange> records, List<String> notes) {
        return new Prescription(key, records, notes, List.of(), Prognosis.NONE, null, List.of());
    }

    /** The name that the host says in HELO, sure if it has the address; else a usual one below the sender's domain. */
    private CompletableFuture<Optional<Name>> name(CaseFacts facts, InetAddress client, boolean own) {
        Optional<DnsName> domain = domain(facts);
        Optional<DnsName> host = facts.sendersHost()
                .filter(name -> !own || domain.filter(name::isWithin).isPresent());
        if (host.isPresent()) {
            return ask(host.get(), client).thenApply(answer -> {
                boolean has = !answer.isFailure() && hasAddress(answer, client);
                // without an answer nothing is added to what may stand there
                return Optional.of(new Name(host.get(), has || answer.isFailure(), !has));
            });
        }
        List<DnsName> usual = new ArrayList<>();
        for (String label : domain.isPresent() ? MAIL_LABELS : List.<String>of()) {
            DnsName.of(label).below(domain.get()).ifPresent(usual::add);
        }
        return firstFree(usual, client);
    }

    /** Where something stands, it is another host. */
    private CompletableFuture<Optional<Name>> firstFree(List<DnsName> names, InetAddress client) {
        return names.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : ask(names.get(0), client)
                        .thenCompose(answer -> answer.isVoid()
                                ? CompletableFuture.completedFuture(Optional.of(new Name(names.get(0), false, true)))
                                : firstFree(names.subList(1, names.size()), client));
    }

    /** The domain that the sender registered, by MAIL FROM or else by the From field. */
    private Optional<DnsName> domain(CaseFacts facts) {
        DnsName sender = facts.mailFromDomain() != null ? facts.mailFromDomain() : facts.fromDomain();
        return sender == null ? Optional.empty() : registrable.apply(sender);
    }

    private CompletableFuture<DnsAnswer> ask(DnsName host, InetAddress client) {
        return dns.resolve(new DnsQuestion(host, addressType(client)), dns.deadline())
                .toCompletableFuture();
    }

    private static boolean hasAddress(DnsAnswer answer, InetAddress client) {
        return answer.records(DnsRecord.A.class).stream()
                        .anyMatch(a -> a.address().equals(client))
                || answer.records(DnsRecord.Aaaa.class).stream()
                        .anyMatch(a -> a.address().equals(client));
    }

    private static RecordType addressType(InetAddress client) {
        return client instanceof Inet6Address ? RecordType.AAAA : RecordType.A;
    }

    private static RecordChange reverse(InetAddress client, List<DnsName> today, DnsName host) {
        List<String> before = today.stream().map(name -> name + ".").toList();
        return RecordChange.of(ReverseName.of(client), RecordType.PTR, before, host + ".");
    }

    /** One address more: those that stand there stay. */
    private static RecordChange forward(DnsName host, InetAddress client) {
        return RecordChange.of(host, addressType(client), List.of(), IpLiteral.format(client));
    }
}
