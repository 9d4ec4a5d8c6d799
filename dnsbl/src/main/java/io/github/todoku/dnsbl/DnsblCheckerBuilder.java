package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RegistrableDomain;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Sets a checker up. Not for use by several threads. */
public final class DnsblCheckerBuilder {
    /** The longest key, in characters: it is one label. */
    private static final int MAX_KEY_LENGTH = DnsName.MAX_LABEL_LENGTH;

    private final DnsResolver dns;
    private final Map<String, String> keys = new HashMap<>();
    private final Set<String> permitted = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private Duration perList = DnsblChecker.DEFAULT_DEADLINE;
    private boolean commercial;
    private boolean special;
    private int maxInFlight = DnsblChecker.DEFAULT_MAX_IN_FLIGHT;
    private Function<DnsName, Optional<DnsName>> registrable = RegistrableDomain::of;
    private DnsblCatalog catalog = DnsblCatalog.of("");
    private LongSupplier nanos = System::nanoTime;

    DnsblCheckerBuilder(DnsResolver dns) {
        this.dns = dns;
    }

    /**
     * How long one list may take, its test and its reason included.
     *
     * @param perList the time for one list
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public DnsblCheckerBuilder deadline(Duration perList) {
        if (perList.isNegative() || perList.isZero()) {
            throw new IllegalArgumentException("deadline " + perList + " is not positive");
        }
        this.perList = perList;
        return this;
    }

    /**
     * A key, for the lists whose {@link UseTerms#name()} is {@code name}. It is never logged or shown.
     *
     * @param name the name of the key
     * @param secret the key, one label
     * @return this
     * @throws IllegalArgumentException if it is not one label of letters, digits and hyphens; the message does not hold it
     */
    public DnsblCheckerBuilder key(String name, String secret) {
        boolean label = !secret.isEmpty()
                && secret.length() <= MAX_KEY_LENGTH
                && secret.chars().allMatch(c -> c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
        if (!label) {
            throw new IllegalArgumentException("the key for " + name + " is not one label of letters and digits");
        }
        keys.put(name, secret);
        return this;
    }

    /**
     * The caller says that the operator agrees: to bulk or commercial use, or that the resolver is registered.
     *
     * @param list the list
     * @return this
     */
    public DnsblCheckerBuilder permitted(DnsblList list) {
        permitted.add(list.zone());
        return this;
    }

    /**
     * The caller is registered under this name ({@link UseTerms#name()}), for all lists it stands for.
     *
     * @param name the name of the registration
     * @return this
     */
    public DnsblCheckerBuilder registered(String name) {
        permitted.add(name);
        return this;
    }

    /**
     * The caller earns by it: lists that are free for others only are not asked without a key or permission.
     *
     * @return this
     */
    public DnsblCheckerBuilder commercialUse() {
        commercial = true;
        return this;
    }

    /**
     * This list's silence, for whatever reason, leaves the report incomplete.
     *
     * @param list the list
     * @return this
     */
    public DnsblCheckerBuilder require(DnsblList list) {
        required.add(list.zone());
        return this;
    }

    /**
     * Private, documentation and other special addresses are asked about too; for tests and lists of one's own.
     *
     * @return this
     */
    public DnsblCheckerBuilder askSpecialAddresses() {
        special = true;
        return this;
    }

    /**
     * How the registrable domain is found, empty for a public suffix; for those who have the public suffix list. Without
     * it a short rule is used: one label below a top-level domain, two below {@code co.uk} and its like.
     *
     * @param rule from a name to the domain above it that somebody registered
     * @return this
     */
    public DnsblCheckerBuilder registrableDomain(Function<DnsName, Optional<DnsName>> rule) {
        registrable = rule;
        return this;
    }

    /**
     * The catalogue in which a list's twin for key holders is found, so that a key is used where there is one.
     *
     * @param catalog the catalogue
     * @return this
     */
    public DnsblCheckerBuilder catalog(DnsblCatalog catalog) {
        this.catalog = catalog;
        return this;
    }

    /**
     * How many questions of a bulk run may be under way; {@value DnsblChecker#DEFAULT_MAX_IN_FLIGHT}.
     *
     * @param questions how many, at least one
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public DnsblCheckerBuilder maxInFlight(int questions) {
        if (questions <= 0) {
            throw new IllegalArgumentException(questions + " questions in flight");
        }
        maxInFlight = questions;
        return this;
    }

    /** The clock, for tests. */
    DnsblCheckerBuilder nanos(LongSupplier clock) {
        nanos = clock;
        return this;
    }

    /** {@return the checker} */
    public DnsblChecker build() {
        return new DnsblChecker(new CheckSettings(
                dns,
                perList,
                keys,
                permitted,
                commercial,
                required,
                special,
                registrable,
                catalog,
                maxInFlight,
                nanos));
    }
}
