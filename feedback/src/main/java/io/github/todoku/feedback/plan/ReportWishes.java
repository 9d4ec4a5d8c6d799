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
    public static final ReportWishes NONE = new ReportWishes(List.of(), Set.of(), Set.of());

    private final List<IpNetwork> own;
    private final TreeSet<String> confirmed;
    private final TreeSet<String> foreign;

    private ReportWishes(List<IpNetwork> own, Set<String> confirmed, Set<String> foreign) {
        this.own = List.copyOf(own);
        this.confirmed = new TreeSet<>(confirmed);
        this.foreign = new TreeSet<>(foreign);
    }

    /**
     * {@return a copy with networks of the owner's}
     *
     * @param networks the networks
     */
    public ReportWishes withOwn(List<IpNetwork> networks) {
        return new ReportWishes(networks, confirmed, foreign);
    }

    /**
     * {@return a copy with senders that the owner says are theirs}
     *
     * @param names services by name or id, domains, or networks as the reports name them; in any case
     */
    public ReportWishes withConfirmed(List<String> names) {
        return new ReportWishes(own, lower(names), foreign);
    }

    /**
     * {@return a copy with senders that the owner says are not theirs} It is not waited for them before a policy becomes stricter.
     *
     * @param names as for {@link #withConfirmed}
     */
    public ReportWishes withForeign(List<String> names) {
        return new ReportWishes(own, confirmed, lower(names));
    }

    private static Set<String> lower(List<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.strip().toLowerCase(Locale.ROOT)));
        return lower;
    }

    /** {@return the owner's networks} */
    public List<IpNetwork> own() {
        return own;
    }

    /** {@return the senders that the owner confirmed, in lower case} */
    public Set<String> confirmed() {
        return new TreeSet<>(confirmed);
    }

    /** {@return the senders that the owner says are not theirs, in lower case} */
    public Set<String> foreign() {
        return new TreeSet<>(foreign);
    }

    boolean isForeign(String name) {
        return foreign.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean isConfirmed(String name) {
        return confirmed.contains(name.toLowerCase(Locale.ROOT));
    }

    /** {@return all of them, for logs} */
    @Override
    public String toString() {
        return own + " " + confirmed + (foreign.isEmpty() ? "" : " not " + foreign);
    }
}
