package io.github.todoku.feedback.plan;

import io.github.todoku.feedback.summary.DomainSummary.Fate;
import io.github.todoku.finding.Finding;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Somebody who sent in a domain's name, as the reports tell. Immutable. */
public final class ReportedSender implements Serializable {
    private static final long serialVersionUID = 1;

    /** What it is. */
    public enum Role {
        /** The owner's own hosts. */
        OWN,
        /** A service, or a host, through which mail of the domain's owner is sent. */
        SENDER,
        /** Somebody who passes on mail of the domain's owner, or a reader's own gateway: never to be put into SPF. */
        FORWARDER,
        /** Nobody knows: a forger, or a server that was forgotten. */
        UNKNOWN
    }

    /** What tells who it is. */
    public enum Evidence {
        /** The owner named the network or the sender. */
        NAMED,
        /** Its own signature verified, or its own envelope passed SPF. */
        DOMAIN,
        /** An include of the domain's SPF record names it. */
        SPF_INCLUDE,
        /** Its address has a name that points back. */
        REVERSE_NAME,
        /** The domain's SPF record lets it send. */
        SPF_RECORD,
        /** Mail through it passes with the domain's own key. */
        OWN_KEY,
        /** Nothing but an address. */
        ADDRESS
    }

    private final String name;
    private final Role role;
    private final boolean confirmed;
    private final List<Evidence> evidence;
    private final @Nullable String service;
    private final SenderCounts counts;
    private final TreeMap<Long, Fate> days;
    private final TreeMap<String, Fate> receivers;
    private final List<String> addresses;
    private final List<Finding> findings;

    ReportedSender(
            String name,
            Role role,
            boolean confirmed,
            List<Evidence> evidence,
            @Nullable String service,
            SenderCounts counts,
            Map<Long, Fate> days,
            Map<String, Fate> receivers,
            List<String> addresses,
            List<Finding> findings) {
        this.name = name;
        this.role = role;
        this.confirmed = confirmed;
        this.evidence = List.copyOf(evidence);
        this.service = service;
        this.counts = counts;
        this.days = new TreeMap<>(days);
        this.receivers = new TreeMap<>(receivers);
        this.addresses = List.copyOf(addresses);
        this.findings = List.copyOf(findings);
    }

    ReportedSender withFindings(List<Finding> told) {
        return new ReportedSender(name, role, confirmed, evidence, service, counts, days, receivers, addresses, told);
    }

    /** {@return the service's name, the domain, or the network; from the network, not escaped} */
    public String name() {
        return name;
    }

    /** {@return what it is} */
    public Role role() {
        return role;
    }

    /** {@return whether it is the owner's: named so, or recognised and passing with the owner's own domain} */
    public boolean isConfirmed() {
        return confirmed;
    }

    /** {@return what tells who it is; two that agree are sure, an address alone is nothing} */
    public List<Evidence> evidence() {
        return evidence;
    }

    /** {@return its id in the catalogue of services; empty if it is none there} */
    public Optional<String> service() {
        return Optional.ofNullable(service);
    }

    /** {@return all its messages} */
    public long messages() {
        return counts.messages();
    }

    /** {@return messages whose SPF passed and is aligned} */
    public long spfAligned() {
        return counts.spfAligned();
    }

    /** {@return messages whose DKIM passed and is aligned} */
    public long dkimAligned() {
        return counts.dkimAligned();
    }

    /** {@return messages that passed DMARC} */
    public long passed() {
        return counts.passed();
    }

    /** {@return messages that failed DMARC and were not passed on by others} */
    public long failed() {
        return counts.failed();
    }

    /** {@return messages that failed DMARC and that somebody had passed on} */
    public long forwardedFailed() {
        return counts.forwardedFailed();
    }

    /** {@return the first day, counted from 1970 in UTC; empty if no report said} */
    public Optional<Long> firstDay() {
        return counts.firstDay() == Long.MAX_VALUE ? Optional.empty() : Optional.of(counts.firstDay());
    }

    /** {@return the last day} */
    public Optional<Long> lastDay() {
        return counts.lastDay() == Long.MIN_VALUE ? Optional.empty() : Optional.of(counts.lastDay());
    }

    /** {@return how its messages fared, by the day on which the report begins} */
    public Map<Long, Fate> days() {
        return new TreeMap<>(days);
    }

    /** {@return how they fared, by who reported} */
    public Map<String, Fate> receivers() {
        return new TreeMap<>(receivers);
    }

    /** {@return addresses of it, one of each kind of traffic, as written} */
    public List<String> addresses() {
        return addresses;
    }

    /** {@return why its mail fails, and what to do} */
    public List<Finding> findings() {
        return findings;
    }

    SenderCounts counts() {
        return counts;
    }

    /** {@return who and how many, for logs} */
    @Override
    public String toString() {
        return Printable.octets(name) + " " + role + " " + passed() + "/" + messages();
    }
}
