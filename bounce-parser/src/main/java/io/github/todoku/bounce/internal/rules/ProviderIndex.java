package io.github.todoku.bounce.internal.rules;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which providers a reply may come from: by host, by the recipient's domain, by the phrases in it. Immutable. */
final class ProviderIndex {
    /** Longer is no host name (RFC 1035 §2.3.4). */
    private static final int MAX_HOST = 255;

    private final List<Provider> providers;
    private final Map<String, BitSet> byHost = new HashMap<>();
    private final Map<String, BitSet> byDomain = new HashMap<>();
    private final int[][] signs;
    private final BitSet allSigns = new BitSet();

    ProviderIndex(List<Provider> providers, PhraseBook phrases) {
        this.providers = providers;
        this.signs = new int[providers.size()][];
        for (int i = 0; i < signs.length; i++) {
            int number = i;
            Provider provider = providers.get(i);
            if (number(provider.id(), provider.id()) != i) {
                throw new IllegalArgumentException("two receivers are called \"" + provider.id() + "\"");
            }
            provider.hosts()
                    .forEach(h ->
                            byHost.computeIfAbsent(h, unused -> new BitSet()).set(number));
            provider.domains()
                    .forEach(d ->
                            byDomain.computeIfAbsent(d, unused -> new BitSet()).set(number));
            signs[i] = CompiledRule.numbers(provider.signs(), phrases);
            for (int sign : signs[i]) {
                allSigns.set(sign);
            }
        }
    }

    /** The numbers of those named; {@code rule} is who asks. */
    BitSet numbers(Iterable<String> names, String rule) {
        BitSet numbers = new BitSet();
        for (String name : names) {
            numbers.set(number(name, rule));
        }
        return numbers;
    }

    private int number(String name, String rule) {
        for (int i = 0; i < providers.size(); i++) {
            if (providers.get(i).id().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("rule \"" + rule + "\": no provider \"" + name + "\"");
    }

    /** The numbers of those that may have said these words, in which {@code found} stand. */
    BitSet receivers(ReplyCase words, BitSet found) {
        BitSet receivers = new BitSet(signs.length);
        String host = words.remoteHost();
        if (host != null && host.length() <= MAX_HOST) {
            addHosts(host.toLowerCase(Locale.ROOT), receivers);
        }
        add(byDomain.get(words.recipientDomain()), receivers);
        if (allSigns.intersects(found)) {
            for (int i = 0; i < signs.length; i++) {
                if (CompiledRule.hasAny(signs[i], found)) {
                    receivers.set(i);
                }
            }
        }
        return receivers;
    }

    /** The host itself, and each domain it stands in. */
    private void addHosts(String host, BitSet receivers) {
        add(byHost.get(host), receivers);
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            add(byHost.get(host.substring(dot + 1)), receivers);
        }
    }

    private static void add(@Nullable BitSet some, BitSet receivers) {
        if (some != null) {
            receivers.or(some);
        }
    }
}
