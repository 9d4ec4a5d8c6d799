package io.github.todoku.dmarc;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a domain asks receivers to do with mail that fails DMARC, from mild to strict (RFC 9989 §4.7). */
public enum DmarcPolicy {
    /** Nothing: deliver it as if there were no policy. */
    NONE,
    /** Treat it as suspicious. */
    QUARANTINE,
    /** Reject it. */
    REJECT;

    /** The tags that hold one. */
    static final Set<String> TAGS = Set.of("p", "sp", "np");

    /** {@return the word in a record: {@code quarantine}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the policy one step milder, as {@code t=y} asks; none stays none} */
    public DmarcPolicy milder() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    /** The policy that a misspelt word was meant as: {@code rejct}, {@code quarantined}; empty if that cannot be told. */
    static Optional<DmarcPolicy> meant(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        for (DmarcPolicy each : values()) { // of several the mildest: a guess does not make it stricter
            if (lower.contains(each.word())) {
                return Optional.of(each);
            }
        }
        for (DmarcPolicy each : values()) {
            boolean cut = lower.length() > 3 && each.word().startsWith(lower);
            if (cut || isOneStepFrom(each.word(), lower)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** One letter too few, too many or wrong, or two in the wrong order. */
    private static boolean isOneStepFrom(String word, String written) {
        int same = 0;
        int shorter = Math.min(word.length(), written.length());
        while (same < shorter && word.charAt(same) == written.charAt(same)) {
            same++;
        }
        String rest = word.substring(same);
        String other = written.substring(same);
        if (rest.length() == other.length()) {
            boolean swapped = rest.length() > 1
                    && rest.charAt(0) == other.charAt(1)
                    && rest.charAt(1) == other.charAt(0)
                    && rest.substring(2).equals(other.substring(2));
            return swapped || (!rest.isEmpty() && rest.substring(1).equals(other.substring(1)));
        }
        String more = rest.length() > other.length() ? rest : other;
        return more.substring(1).equals(rest.length() > other.length() ? other : rest);
    }

    static Optional<DmarcPolicy> parse(String word) {
        for (DmarcPolicy each : values()) {
            if (each.word().equalsIgnoreCase(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
