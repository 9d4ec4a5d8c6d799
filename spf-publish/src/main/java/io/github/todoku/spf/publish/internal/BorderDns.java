package io.github.todoku.spf.publish.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.DualCidr;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Looks over the shoulder of checks and notes each network by which a verdict could differ between two clients: those
 * written in the records that come by, and those that {@code a} and {@code mx} make of addresses.
 */
public final class BorderDns implements DnsResolver {
    /** The macros of §7.2 that differ between clients and senders; of those in a name d, v and o are left. */
    private static final String DIFFERING = "slihp";

    private final DnsResolver dns;
    private final DnsName domain;
    private final Set<DnsQuestion> asked = new HashSet<>();
    private final Set<InetAddress> addresses = new HashSet<>();
    private final Set<DualCidr> lengths = new HashSet<>(Set.of(DualCidr.WHOLE));
    private List<IpNetwork> found = new ArrayList<>();
    private final Set<DnsName> ledTo = new HashSet<>();
    private boolean leadsByMacro;
    private long octets;
    private boolean exact = true;

    public BorderDns(DnsResolver dns, DnsName domain) {
        this.dns = dns;
        this.domain = domain;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        return dns.resolve(question, deadline).thenApply(this::noted);
    }

    @Override
    public DnsClock clock() {
        return dns.clock();
    }

    private synchronized DnsAnswer noted(DnsAnswer answer) {
        if (asked.add(answer.question()) && answer instanceof DnsAnswer.Found records) {
            boolean own = answer.question().name().equals(domain);
            SpfRecord.textsIn(answer).forEach(text -> note(text, own));
            for (DnsRecord each : records.records()) {
                if (each instanceof DnsRecord.A a) {
                    note(a.address());
                } else if (each instanceof DnsRecord.Aaaa aaaa) {
                    note(aaaa.address());
                }
            }
        }
        return answer;
    }

    private void note(String text, boolean own) {
        octets += text.length();
        for (Term term : SpfRecord.parse(text).terms()) {
            if (term instanceof Directive directive) {
                note(directive.mechanism());
                if (directive.mechanism() instanceof Mechanism.Include include) {
                    lead(include.domain(), own);
                }
            } else if (term instanceof Modifier.Redirect redirect) {
                exact &= isSameForAll(redirect.value());
                lead(redirect.value(), own);
            }
        }
    }

    private void lead(MacroString spec, boolean own) {
        leadsByMacro |= spec.hasMacros();
        if (!own) {
            spec.asName().ifPresent(ledTo::add);
        }
    }

    private void note(Mechanism mechanism) {
        MacroString spec = mechanism.domain();
        exact &= !(mechanism instanceof Mechanism.Ptr) && (spec == null || isSameForAll(spec));
        IpNetwork network = mechanism.network();
        if (network != null) {
            found.add(network);
        } else if (mechanism instanceof Mechanism.A a) {
            note(a.cidr());
        } else if (mechanism instanceof Mechanism.Mx mx) {
            note(mx.cidr());
        }
    }

    /** Whether the name is the same whoever sends: the domain and the family of the address may stand in it. */
    private static boolean isSameForAll(MacroString spec) {
        return DIFFERING.chars().noneMatch(letter -> spec.uses((char) letter));
    }

    /** Which pair of address and length meet is not asked: a border too many costs one check and changes no verdict. */
    private void note(InetAddress address) {
        if (addresses.add(address)) {
            lengths.forEach(length -> found.add(network(address, length)));
        }
    }

    private void note(DualCidr length) {
        if (lengths.add(length)) {
            addresses.forEach(address -> found.add(network(address, length)));
        }
    }

    private static IpNetwork network(InetAddress address, DualCidr length) {
        return IpNetwork.of(address, address instanceof Inet4Address ? length.ip4() : length.ip6());
    }

    /** The networks noted since the last call. */
    public synchronized List<IpNetwork> found() {
        List<IpNetwork> news = found;
        found = new ArrayList<>();
        return news;
    }

    /** Whether the question came by. */
    public synchronized boolean asked(DnsQuestion question) {
        return asked.contains(question);
    }

    /** Whether a record other than the domain's own may lead to this name. */
    public synchronized boolean mayLeadTo(DnsName name) {
        return leadsByMacro || ledTo.contains(name);
    }

    /** Whether borders tell all: no name holds the client's address or name. */
    public synchronized boolean exact() {
        return exact;
    }

    /** The length of all records together. */
    public synchronized long octets() {
        return octets;
    }
}
