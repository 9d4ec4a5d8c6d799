package io.github.todoku.feedback.plan;

import io.github.todoku.dns.IpNetwork;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a domain's owner knows of who sends. Immutable. */
public final class ReportWishes implements Serializable {
    private static final long serialVersionUID = 1;

    /** Nothing is known. */
    public static final ReportWishes NONE = new ReportWishes(List.of(), Set.of());

    private final List<IpNetwork> own;
    private final TreeSet<String> confirmed;

    private ReportWishes(List<IpNetwork> own, Set<String> confirmed) {
        this.own = List.copyOf(own);
        this.confirmed = new TreeSet<>(confirmed);
    }

    /**
     * {@return a copy with networks of the owner's}
     *
     * @param networks the networks
     */
    public ReportWishes withOwn(List<IpNetwork> networks) {
        return new ReportWishes(networks, confirmed);
    }

    /**
     * {@return a copy with senders that the owner says are theirs}
     *
     * @param names services by name or id, domains, or networks as the reports name them; in any case
     */
    public ReportWishes withConfirmed(List<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.strip().toLowerCase(Locale.ROOT)));
        return new ReportWishes(own, lower);
    }

    /** {@return the owner's networks} */
    public List<IpNetwork> own() {
        return own;
    }

    /** {@return the senders that the owner confirmed, in lower case} */
    public Set<String> confirmed() {
        return new TreeSet<>(confirmed);
    }

    boolean isConfirmed(String name) {
        return confirmed.contains(name.toLowerCase(Locale.ROOT));
    }

    /** {@return both, for logs} */
    @Override
    public String toString() {
        return own + " " + confirmed;
    }
}
