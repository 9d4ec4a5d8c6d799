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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a checker was told. Changed only while {@link #with} makes a copy. */
final class CheckSettings {
    /** Whom to ask. */
    DnsResolver dns;

    /** How long one check may take. */
    Duration timeLimit;

    /** The keys by name; never shown. */
    final Map<String, String> keys;

    /** Zones, and names of registrations, for which the caller says that the operator agrees. */
    final Set<String> permitted;

    /** Zones whose silence leaves a gap. */
    final Set<String> required;

    /** Whether the caller earns by it. */
    boolean commercial;

    /** Whether private and other special addresses are asked about. */
    boolean asksSpecialAddresses;

    /** Whether even a single subject is one of many. */
    boolean bulk;

    /** How many questions of a bulk run may be under way. */
    int maxInFlight;

    /** Finds the registrable domain; empty for a public suffix. */
    Function<DnsName, Optional<DnsName>> registrable = RegistrableDomain::of;

    private @Nullable DnsblCatalog catalog;

    CheckSettings(DnsResolver dns, Duration timeLimit, int maxInFlight) {
        this.dns = dns;
        this.timeLimit = timeLimit;
        this.maxInFlight = maxInFlight;
        keys = new HashMap<>();
        permitted = new HashSet<>();
        required = new HashSet<>();
    }

    private CheckSettings(CheckSettings other) {
        dns = other.dns;
        timeLimit = other.timeLimit;
        keys = new HashMap<>(other.keys);
        permitted = new HashSet<>(other.permitted);
        required = new HashSet<>(other.required);
        commercial = other.commercial;
        asksSpecialAddresses = other.asksSpecialAddresses;
        bulk = other.bulk;
        maxInFlight = other.maxInFlight;
        registrable = other.registrable;
        catalog = other.catalog;
    }

    CheckSettings with(Consumer<CheckSettings> change) {
        CheckSettings copy = new CheckSettings(this);
        change.accept(copy);
        return copy;
    }

    void key(String name, String secret) {
        boolean label = !secret.isEmpty()
                && secret.length() <= DnsName.MAX_LABEL_LENGTH
                && secret.chars().allMatch(c -> c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
        if (!label) {
            throw new IllegalArgumentException("the key for " + name + " is not one label of letters and digits");
        }
        keys.put(name, secret);
    }

    void catalog(DnsblCatalog lists) {
        catalog = lists;
    }

    /** Where the default lists and twins with a key are found; the shipped one is not read before it is wanted. */
    DnsblCatalog catalog() {
        return catalog == null ? DnsblCatalog.shipped() : catalog;
    }

    boolean permits(DnsblList list) {
        return permitted.contains(list.zone())
                || list.terms().name().filter(permitted::contains).isPresent();
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return timeLimit + ", keys " + keys.keySet();
    }
}
