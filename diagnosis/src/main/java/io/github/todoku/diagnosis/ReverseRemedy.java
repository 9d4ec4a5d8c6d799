package io.github.todoku.diagnosis;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.dns.ReverseName;
import io.github.todoku.senders.ReverseCheck;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines that give an address a reverse name, and the name that address: the first for whoever owns the address, the
 * second for the zone of the name. A bounce vouches for no address: unless the sender does, whose it is has to be confirmed.
 * Costs up to {@code 1 + MAIL_LABELS.size()} questions.
 */
final class ReverseRemedy {
    /** What the lines propose as TTL; whoever runs the zone may choose another. */
    static final int TTL_SECONDS = 3600;

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

    private final DnsResolver dns;
    private final Deadline deadline;

    ReverseRemedy(DnsResolver dns, Deadline deadline) {
        this.dns = dns;
        this.deadline = deadline;
    }

    static boolean writes(String key) {
        return WRITES_NAMES.contains(key);
    }

    Prescription write(String key, CaseFacts facts, Findings findings) throws InterruptedException {
        InetAddress client = facts.clientAddress();
        ReverseCheck today = findings.reverse;
        if (client == null || today == null) {
            return Prescription.none(key);
        }
        List<String> notes = new ArrayList<>();
        if (!findings.isVouchedFor(client)) {
            notes.add(Remedy.CONFIRM_ADDRESS);
        }
        if (key.equals(MEND_FORWARD_NAME)) {
            Optional<DnsName> ours = today.names().stream()
                    .filter(name -> domain(facts).filter(name::isWithin).isPresent())
                    .findFirst();
            if (ours.isPresent()) {
                return new Prescription(key, List.of(forward(ours.get(), client)), notes, Prognosis.NONE, null);
            }
        }
        Name name = name(facts, client, key.equals("own-reverse-name"));
        if (name == null) {
            return Prescription.none(key);
        }
        List<Remedy.RecordChange> records = new ArrayList<>(List.of(reverse(client, today.names(), name.host())));
        if (!name.hasAddress()) {
            records.add(forward(name.host(), client));
        }
        notes.add(ADDRESS_OWNER);
        if (name.guessed()) {
            notes.add(NAME_IS_GUESS);
        }
        return new Prescription(key, records, notes, Prognosis.NONE, null);
    }

    /** The name that the host says in HELO, sure if it has the address; else a usual one below the sender's domain. */
    private @Nullable Name name(CaseFacts facts, InetAddress client, boolean own) throws InterruptedException {
        Optional<DnsName> domain = domain(facts);
        Optional<DnsName> host = facts.sendersHost()
                .filter(name -> !own || domain.filter(name::isWithin).isPresent());
        if (host.isPresent()) {
            boolean has = hasAddress(host.get(), client);
            return new Name(host.get(), has, !has);
        }
        for (String label : domain.isPresent() ? MAIL_LABELS : List.<String>of()) {
            DnsName mail = DnsName.of(label).below(domain.get()).orElse(null);
            DnsAnswer today = mail == null ? null : dns.lookup(new DnsQuestion(mail, addressType(client)), deadline);
            if (mail != null && today != null && today.isVoid()) { // where something stands, it is another host
                return new Name(mail, false, true);
            }
        }
        return null;
    }

    /** The domain that the sender registered, by MAIL FROM or else by the From field. */
    private static Optional<DnsName> domain(CaseFacts facts) {
        DnsName sender = facts.mailFromDomain() != null ? facts.mailFromDomain() : facts.fromDomain();
        return sender == null ? Optional.empty() : RegistrableDomain.of(sender);
    }

    private boolean hasAddress(DnsName host, InetAddress client) throws InterruptedException {
        DnsAnswer answer = dns.lookup(new DnsQuestion(host, addressType(client)), deadline);
        return answer.records(DnsRecord.A.class).stream()
                        .anyMatch(a -> a.address().equals(client))
                || answer.records(DnsRecord.Aaaa.class).stream()
                        .anyMatch(a -> a.address().equals(client));
    }

    private static RecordType addressType(InetAddress client) {
        return client instanceof Inet6Address ? RecordType.AAAA : RecordType.A;
    }

    private static Remedy.RecordChange reverse(InetAddress client, List<DnsName> today, DnsName host) {
        DnsName owner = ReverseName.of(client);
        List<String> before = today.stream().map(name -> name + ".").toList();
        List<Remedy.DiffPart> diff = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String name : before) {
            diff.add(new Remedy.DiffPart(Remedy.Change.REMOVE, name));
            lines.add("; remove: " + line(owner, RecordType.PTR, name));
        }
        String text = host + ".";
        diff.add(new Remedy.DiffPart(Remedy.Change.ADD, text));
        lines.add(line(owner, RecordType.PTR, text));
        return new Remedy.RecordChange(owner, RecordType.PTR, before, text, List.of(text), diff, lines, List.of());
    }

    /** One address more: those that stand there stay. */
    private static Remedy.RecordChange forward(DnsName host, InetAddress client) {
        RecordType type = addressType(client);
        String text = IpLiteral.format(client);
        return new Remedy.RecordChange(
                host,
                type,
                List.of(),
                text,
                List.of(text),
                List.of(new Remedy.DiffPart(Remedy.Change.ADD, text)),
                List.of(line(host, type, text)),
                List.of());
    }

    private static String line(DnsName owner, RecordType type, String text) {
        return owner + ". " + TTL_SECONDS + " IN " + type + " " + text;
    }
}
