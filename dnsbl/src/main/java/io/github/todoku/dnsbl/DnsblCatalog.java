package io.github.todoku.dnsbl;

import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The known lists, and what is known of each.
 *
 * <pre>{@code
 * DnsblCatalog mine = DnsblCatalog.shipped().with("Zone: bl.example\nName: Our list");
 * DnsblReport lists = DnsblChecker.using(dns).check(ip, mine.defaults());
 * }</pre>
 *
 * <p>The shipped catalogue is compiled from what operators and users of the lists publish; each entry names its source, the
 * date it was checked, and what is in doubt. {@link #with} lays the caller's own knowledge over it. Immutable.
 */
public final class DnsblCatalog implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String RESOURCE = "dnsbl-catalog.txt";

    /** By zone, in the order of the text. */
    private final LinkedHashMap<String, DnsblList> lists;

    private DnsblCatalog(Collection<DnsblList> lists) {
        this.lists = new LinkedHashMap<>();
        lists.forEach(list -> this.lists.put(list.zone(), list));
    }

    /** Read when it is first wanted, once (JLS §12.4.2). */
    private static final class Shipped {
        static final DnsblCatalog CATALOG = new DnsblCatalog(
                read(StanzaReader.resource(RESOURCE, DnsblCatalog.class.getResourceAsStream(RESOURCE)), Map.of()));
    }

    /** {@return the catalogue that comes with the library} It is read once, when first needed. */
    public static DnsblCatalog shipped() {
        return Shipped.CATALOG;
    }

    /**
     * {@return the catalogue written in {@code text}: stanzas of {@code Field: value}; {@code docs/dnsbl-catalog.md}
     * describes them}
     *
     * @param text the text to read
     * @throws IllegalArgumentException if it cannot be read, naming the line
     */
    public static DnsblCatalog of(String text) {
        return new DnsblCatalog(read(StanzaReader.read("catalogue", text), Map.of()));
    }

    /**
     * {@return this catalogue with the caller's own stanzas laid over it} A stanza for a zone that is in it replaces the
     * fields it names; one for another zone adds a list; {@code Status: disabled} switches a list off.
     *
     * @param overlay stanzas of the caller's own
     * @throws IllegalArgumentException if the text cannot be read, naming the line
     */
    public DnsblCatalog with(String overlay) {
        Map<String, DnsblList> merged = new LinkedHashMap<>(lists);
        read(StanzaReader.read("overlay", overlay), lists).forEach(list -> merged.put(list.zone(), list));
        return new DnsblCatalog(merged.values());
    }

    private static Collection<DnsblList> read(List<Stanza> stanzas, Map<String, DnsblList> known) {
        Map<String, DnsblList> lists = new LinkedHashMap<>();
        for (Stanza stanza : stanzas) {
            DnsblList list = ListFields.read(stanza, known);
            if (lists.put(list.zone(), list) != null) {
                throw stanza.wrong("a second stanza for " + list.zone());
            }
        }
        return lists.values();
    }

    /** {@return every list, the dead ones too, in the order of the catalogue} */
    public List<DnsblList> all() {
        return List.copyOf(lists.values());
    }

    /** {@return the lists that are asked when the caller asks for all: alive and beyond doubt} */
    public List<DnsblList> active() {
        return lists.values().stream().filter(DnsblList::isActive).toList();
    }

    /** {@return the small set that is asked when the caller names none} */
    public List<DnsblList> defaults() {
        return lists.values().stream()
                .filter(list -> list.isDefault() && list.isActive())
                .toList();
    }

    /**
     * {@return the list with this zone or name, in any case}
     *
     * @param zoneOrName a zone, with or without the last dot, or a name
     */
    public Optional<DnsblList> find(String zoneOrName) {
        String key = zoneOrName.toLowerCase(Locale.ROOT);
        String zone = key.endsWith(".") ? key.substring(0, key.length() - 1) : key;
        DnsblList byZone = lists.get(zone);
        if (byZone != null) {
            return Optional.of(byZone);
        }
        return lists.values().stream()
                .filter(list -> list.name().toLowerCase(Locale.ROOT).equals(key))
                .findFirst();
    }

    /**
     * {@return the lists that a mail server's reply names, by zone ({@code blocked using bl.spamcop.net}) or by the site it
     * links to ({@code https://check.spamhaus.org/})} The cost grows only with the length of the text.
     *
     * @param reply the text of the reply
     */
    public List<DnsblList> namedIn(String reply) {
        Set<DnsblList> named = new LinkedHashSet<>();
        for (String host : hostsIn(reply)) {
            namedBy(host).ifPresent(named::add);
        }
        return List.copyOf(named);
    }

    /** The list whose zone the host is or lies in, or whose site it is; the longest match. */
    private Optional<DnsblList> namedBy(String host) {
        for (String name = host; name.indexOf('.') > 0; name = name.substring(name.indexOf('.') + 1)) {
            DnsblList list = lists.get(name);
            if (list != null) {
                return Optional.of(list);
            }
        }
        return lists.values().stream()
                .filter(list -> list.named().contains(host))
                .findFirst();
    }

    private static List<String> hostsIn(String reply) {
        List<String> hosts = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = Math.min(reply.length(), MAX_REPLY_LENGTH);
        for (int i = 0; i <= end; i++) {
            char c = i == end ? ' ' : reply.charAt(i);
            boolean part =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (part && word.length() < MAX_HOST_LENGTH) {
                word.append(c);
            } else if (!part) {
                while (word.length() > 0 && word.charAt(word.length() - 1) == '.') {
                    word.setLength(word.length() - 1);
                }
                if (word.indexOf(".") > 0) {
                    hosts.add(word.toString().toLowerCase(Locale.ROOT));
                }
                word.setLength(0);
            }
        }
        return hosts;
    }

    /** How much of a reply {@link #namedIn} looks at, in characters. */
    static final int MAX_REPLY_LENGTH = 64 << 10;

    private static final int MAX_HOST_LENGTH = 255;
}
