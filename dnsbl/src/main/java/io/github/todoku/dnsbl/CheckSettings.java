package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a checker was told. Immutable.
 *
 * @param dns whom to ask
 * @param perList how long one list may take
 * @param keys the keys by name; never shown
 * @param permitted zones, and names of registrations, for which the caller says that the operator agrees
 * @param commercial whether the caller earns by it
 * @param required zones whose silence leaves a gap
 * @param asksSpecialAddresses whether private and documentation addresses are asked about
 * @param registrable finds the registrable domain; empty for a public suffix
 * @param catalog where twins with a key are found
 * @param maxInFlight how many questions of a bulk run may be under way
 * @param nanos the clock for what expires
 */
record CheckSettings(
        DnsResolver dns,
        Duration perList,
        Map<String, String> keys,
        Set<String> permitted,
        boolean commercial,
        Set<String> required,
        boolean asksSpecialAddresses,
        Function<DnsName, Optional<DnsName>> registrable,
        DnsblCatalog catalog,
        int maxInFlight,
        LongSupplier nanos) {

    CheckSettings {
        keys = Map.copyOf(keys);
        permitted = Set.copyOf(permitted);
        required = Set.copyOf(required);
    }

    boolean permits(DnsblList list) {
        String name = list.terms().name();
        return permitted.contains(list.zone()) || (name != null && permitted.contains(name));
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "CheckSettings[" + perList + ", keys " + keys.keySet() + "]";
    }
}
