package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whose keys to look at.
 *
 * @param domain the signing domain, {@code d=}
 * @param selectors the selectors to ask for; may be empty, which asks only whether there can be any; at most
 *     {@value #MAX_SELECTORS}
 */
public record DkimRequest(DnsName domain, List<DkimSelector> selectors) implements Serializable {
    /** The most selectors of one request. */
    public static final int MAX_SELECTORS = 200;

    /**
     * Copies the list.
     *
     * @param domain the signing domain
     * @param selectors the selectors to ask for
     * @throws IllegalArgumentException if there are too many
     */
    public DkimRequest {
        Objects.requireNonNull(domain, "domain");
        selectors = List.copyOf(selectors);
        if (selectors.size() > MAX_SELECTORS) {
            throw new IllegalArgumentException(selectors.size() + " selectors are more than " + MAX_SELECTORS);
        }
    }

    /**
     * {@return a request for a domain, without selectors}
     *
     * @param domain the signing domain
     */
    public static DkimRequest of(DnsName domain) {
        return new DkimRequest(domain, List.of());
    }

    /**
     * {@return the same with one selector more; one that is there already stays once}
     *
     * @param name the selector
     * @param source who names it
     */
    public DkimRequest selector(DnsName name, DkimSelector.Source source) {
        if (selectors.stream().anyMatch(s -> s.name().equals(name))) {
            return this;
        }
        List<DkimSelector> more = new ArrayList<>(selectors);
        more.add(new DkimSelector(name, source));
        return new DkimRequest(domain, more);
    }

    /**
     * {@return the same with one selector more that the caller knows}
     *
     * @param name the selector as a literal: {@code s1}
     * @throws IllegalArgumentException if it is no name
     */
    public DkimRequest selector(String name) {
        return selector(DnsName.of(name), DkimSelector.Source.CALLER);
    }
}
