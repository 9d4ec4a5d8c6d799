package io.github.todoku.dmarc;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** What was pasted or typed before the word: quotation marks, brackets, the tag once more. */
    private static final Pattern BEFORE = Pattern.compile("^(?:[^a-z0-9!~-]|[sn]?p\\s{0,5}=)*+");

    /** {@code noreject}, {@code not reject}, {@code don't quarantine}, {@code reject=off}. */
    private static final Pattern NEGATION = Pattern.compile(
            "(?:^|[^a-z])(?:no|non|not|nope|nothing|never|off|false|disabled?|without|don.{0,3}t)(?![a-z])"
                    + "|(?:^|[^a-z])(?:no|non|not|dont|un|never)[^a-z]{0,3}(?=rej|qua)"
                    + "|^[!~-]");

    /** {@return the word in a record: {@code quarantine}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the policy one step milder, as {@code t=y} asks; none stays none} */
    public DmarcPolicy milder() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    /** The same for a tag: where {@code sp} or {@code np} says no to something, that is none, and not what {@code p} says. */
    static Optional<DmarcPolicy> meant(String tag, String word) {
        Optional<DmarcPolicy> meant = meant(word);
        return meant.isEmpty()
                        && !tag.equals("p")
                        && isNegated(word.toLowerCase(Locale.ROOT).strip())
                ? Optional.of(NONE)
                : meant;
    }

    private static boolean isNegated(String lower) {
        return NEGATION.matcher(lower).find();
    }

    /** The policy that a misspelt word was meant as: {@code rejct}, {@code quarantined}; empty if that cannot be told. */
    static Optional<DmarcPolicy> meant(String word) {
        String lower =
                BEFORE.matcher(word.toLowerCase(Locale.ROOT)).replaceFirst("").strip();
        boolean quarantine = lower.contains(QUARANTINE.word());
        boolean reject = lower.contains(REJECT.word());
        if (lower.contains(NONE.word()) || ((quarantine || reject) && isNegated(lower))) {
            return Optional.of(NONE);
        }
        if (lower.startsWith(QUARANTINE.word()) || lower.startsWith(REJECT.word())) {
            return Optional.of(
                    quarantine ? QUARANTINE : REJECT); // of several the mildest: a guess makes nothing stricter
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
