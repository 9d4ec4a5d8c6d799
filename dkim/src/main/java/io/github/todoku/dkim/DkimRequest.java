package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose keys to look up:
 *
 * <pre>{@code
 * DkimRequest.of(DnsName.of("example.com")).selector("s1").selector("s2")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class DkimRequest implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most selectors of one request. */
    public static final int MAX_SELECTORS = 200;

    private final DnsName domain;
    private final List<DkimSelector> selectors;

    private DkimRequest(DnsName domain, List<DkimSelector> selectors) {
        this.domain = domain;
        this.selectors = List.copyOf(selectors);
    }

    /**
     * {@return a request without selectors, which asks only whether the domain can have keys}
     *
     * @param domain the signing domain, {@code d=}
     */
    public static DkimRequest of(DnsName domain) {
        return new DkimRequest(Objects.requireNonNull(domain, "domain"), List.of());
    }

    /**
     * {@return the request with one more selector; one that is already in it is not added again}
     *
     * @param name the selector
     * @param source who names it
     * @throws IllegalArgumentException if there are already {@value #MAX_SELECTORS}
     */
    public DkimRequest selector(DnsName name, DkimSelector.Source source) {
        DkimSelector selector = new DkimSelector(name, source);
        if (selectors.stream().anyMatch(each -> each.name().equals(name))) {
            return this;
        }
        if (selectors.size() == MAX_SELECTORS) {
            throw new IllegalArgumentException("more than " + MAX_SELECTORS + " selectors");
        }
        List<DkimSelector> more = new ArrayList<>(selectors);
        more.add(selector);
        return new DkimRequest(domain, more);
    }

    /**
     * {@return the request with one more selector that the caller knows to be in use}
     *
     * @param name the selector as a literal: {@code s1}
     * @throws IllegalArgumentException if it is not a domain name, or there are already {@value #MAX_SELECTORS}
     */
    public DkimRequest selector(String name) {
        return selector(DnsName.of(name), DkimSelector.Source.CALLER);
    }

    /** {@return the signing domain, {@code d=}} */
    public DnsName domain() {
        return domain;
    }

    /** {@return the selectors to look up, in the order given} */
    public List<DkimSelector> selectors() {
        return selectors;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DkimRequest that && domain.equals(that.domain) && selectors.equals(that.selectors);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, selectors);
    }

    /** {@code example.com [s1, s2]}, for logs. */
    @Override
    public String toString() {
        return domain + " " + selectors.stream().map(DkimSelector::name).toList();
    }
}
