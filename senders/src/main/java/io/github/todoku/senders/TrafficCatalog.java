package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose traffic it is that a report tells of, by the domains that its SPF and DKIM results name, or by a reverse name. Asks the
 * DNS nothing. Immutable; any thread may read it.
 *
 * <pre>{@code
 * TrafficCatalog.shipped().reverse(domain).ifPresent(match -> out.println(match.source().name()));
 * }</pre>
 */
public final class TrafficCatalog {
    private static final Set<String> FIELDS = Set.of(
            "Traffic",
            "Service",
            "Kind",
            "Role",
            "Dkim",
            "Mail-From",
            "Reverse",
            "Hint-Dkim",
            "Hint-Mail-From",
            "Hint-Reverse",
            "Source",
            "As-of");

    private final List<TrafficSource> sources = new ArrayList<>();
    private final Names dkim = new Names();
    private final Names mailFrom = new Names();
    private final Names reverse = new Names();

    /**
     * Somebody who was recognised.
     *
     * @param source who
     * @param known whether vendors' pages, published zones or reports tell it; false for general knowledge, which decides
     *     nothing alone
     */
    public record Match(TrafficSource source, boolean known) {}

    private TrafficCatalog(List<Stanza> stanzas) {
        for (Stanza stanza : stanzas) {
            stanza.allowOnly(FIELDS);
            stanza.required("Source");
            stanza.required("As-of");
            add(stanza);
        }
    }

    private void add(Stanza stanza) {
        TrafficSource source = new TrafficSource(
                stanza.required("Traffic"),
                stanza.optional("Service").orElse(null),
                stanza.required("Kind"),
                TrafficSource.Role.valueOf(stanza.required("Role").toUpperCase(Locale.ROOT)));
        sources.add(source);
        add(stanza, "Dkim", dkim, false, source);
        add(stanza, "Mail-From", mailFrom, true, source);
        add(stanza, "Reverse", reverse, true, source);
    }

    private static void add(Stanza stanza, String field, Names names, boolean below, TrafficSource source) {
        stanza.all(field).forEach(value -> names.add(value, below, new Match(source, true)));
        stanza.all("Hint-" + field).forEach(value -> names.add(value, below, new Match(source, false)));
    }

    /** {@return the catalogue of this library; its data stand in {@code traffic.txt}} */
    public static TrafficCatalog shipped() {
        return Holder.SHIPPED;
    }

    /** {@return all that is known, in the order of their names} */
    public List<TrafficSource> sources() {
        return List.copyOf(sources);
    }

    /**
     * {@return whose signature it is; only one that verified proves anything}
     *
     * @param domain the signature's {@code d=}
     */
    public Optional<Match> signedBy(DnsName domain) {
        return dkim.find(domain);
    }

    /**
     * {@return whose envelope it is; only a domain that passed SPF proves anything}
     *
     * @param domain the domain of MAIL FROM
     */
    public Optional<Match> mailFrom(DnsName domain) {
        return mailFrom.find(domain);
    }

    /**
     * {@return whose host it is; proves something only if the name points back to the address}
     *
     * @param host a reverse name
     */
    public Optional<Match> reverse(DnsName host) {
        return reverse.find(host);
    }

    /** Names as the file writes them: exact, with all below, or with a star in the middle. */
    private static final class Names {
        private final Map<String, Match> exact = new HashMap<>();
        private final Map<String, Match> below = new HashMap<>();
        private final Map<Pattern, Match> globs = new HashMap<>();

        /** What is known takes the place of a hint. */
        void add(String value, boolean withBelow, Match match) {
            String name = value.toLowerCase(Locale.ROOT);
            boolean suffix = name.startsWith("*.");
            String rest = suffix ? name.substring(2) : name;
            if (rest.indexOf('*') >= 0) {
                globs.put(Pattern.compile(name.replace(".", "\\.").replace("*", "[^.]*")), match);
                return;
            }
            if (suffix || withBelow) {
                below.merge(rest, match, Names::better);
            }
            if (!suffix || withBelow) {
                exact.merge(rest, match, Names::better);
            }
        }

        private static Match better(Match one, Match other) {
            return one.known() || !other.known() ? one : other;
        }

        Optional<Match> find(DnsName wanted) {
            String name = wanted.toString().toLowerCase(Locale.ROOT);
            Match match = exact.get(name);
            int dot = name.indexOf('.');
            while (match == null && dot >= 0) {
                match = below.get(name.substring(dot + 1));
                dot = name.indexOf('.', dot + 1);
            }
            return Optional.ofNullable(match == null ? glob(name) : match);
        }

        private @Nullable Match glob(String name) {
            for (Map.Entry<Pattern, Match> each : globs.entrySet()) {
                if (each.getKey().matcher(name).matches()) {
                    return each.getValue();
                }
            }
            return null;
        }
    }

    /** Read when first used; immutable. */
    private static final class Holder {
        static final TrafficCatalog SHIPPED = new TrafficCatalog(
                StanzaReader.resource("traffic.txt", TrafficCatalog.class.getResourceAsStream("traffic.txt")));
    }
}
