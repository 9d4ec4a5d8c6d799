package io.github.todoku.feedback.internal;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RegistrableDomain;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Domains by their texts, and the registrable domain above each, each found out once while it is remembered. */
public final class NameCache {
    private static final int MAX_REMEMBERED = 1_024;
    private static final int MAX_LENGTH = 253;

    private final Function<DnsName, Optional<DnsName>> registrable;
    private final Map<String, Optional<DnsName>> names = remembered();
    private final Map<DnsName, DnsName> tops = remembered();

    public NameCache(Function<DnsName, Optional<DnsName>> registrable) {
        this.registrable = registrable;
    }

    public NameCache() {
        this(RegistrableDomain::of);
    }

    private static <K, V> Map<K, V> remembered() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    /** The name, in lower case, of A-labels; null if the text is none. */
    public @Nullable DnsName name(@Nullable String text) {
        if (text == null || text.length() > 4 * MAX_LENGTH) {
            return null;
        }
        return names.computeIfAbsent(text, NameCache::read).orElse(null);
    }

    private static Optional<DnsName> read(String text) {
        String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (bare.isEmpty()
                || bare.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == '@' || c == '|' || c == 0x7f)) {
            return Optional.empty();
        }
        boolean ascii = bare.chars().allMatch(c -> c < 0x80);
        return (ascii ? Optional.of(bare) : ALabels.of(bare))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.length() <= MAX_LENGTH)
                .flatMap(DnsName::parse);
    }

    /** The registrable domain at or above a name; the name itself if there is none. */
    public DnsName top(DnsName name) {
        DnsName known = tops.get(name);
        if (known == null) {
            known = registrable.apply(name).orElse(name);
            tops.put(name, known);
        }
        return known;
    }

    /** Whether an identifier is aligned with the author's domain (RFC 7489 §3.1). */
    public boolean isAligned(@Nullable DnsName identifier, @Nullable DnsName author, boolean strict) {
        if (identifier == null || author == null) {
            return false;
        }
        return identifier.equals(author) || (!strict && top(identifier).equals(top(author)));
    }
}
