package io.github.todoku.bounce;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * How a sender hides the recipient in its envelope sender (variable envelope return path), so that a report tells whom the
 * mail was sent to, even where it names nobody, or only the address that the mail was forwarded to:
 * {@code bounces+{local}={domain}@example.com}. Immutable.
 *
 * @param prefix what comes before the local part
 * @param middle what comes between local part and domain
 * @param suffix what follows the domain
 */
public record VerpPattern(String prefix, String middle, String suffix) implements Serializable {
    private static final String LOCAL = "{local}";
    private static final String DOMAIN = "{domain}";

    /**
     * Refuses a pattern in which the local part would not end.
     *
     * @param middle as in the record
     * @param prefix as in the record
     * @param suffix as in the record
     */
    public VerpPattern {
        if (middle.isEmpty()) {
            throw new IllegalArgumentException("nothing divides {local} from {domain}");
        }
    }

    /**
     * {@return the pattern in {@code text}, with {@code {local}} followed by {@code {domain}}, once each}
     *
     * @param text the text to read
     * @throws IllegalArgumentException unless it has both, in this order, with something between them
     * @see #parse
     */
    public static VerpPattern of(String text) {
        int local = text.indexOf(LOCAL);
        int domain = text.indexOf(DOMAIN);
        if (local < 0 || domain < local) {
            throw new IllegalArgumentException("no {local} and then {domain} in \"" + Printable.octets(text) + "\"");
        }
        return new VerpPattern(
                text.substring(0, local),
                text.substring(local + LOCAL.length(), domain),
                text.substring(domain + DOMAIN.length()));
    }

    /**
     * {@return the pattern in a text that somebody typed; empty if it is not one}
     *
     * @param text the text to read
     */
    public static Optional<VerpPattern> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException none) { // the answer
            return Optional.empty();
        }
    }

    /**
     * The recipient hidden in an address; empty if the address is not of this pattern. Case is ignored.
     *
     * @param address the address
     * @return what is said above
     */
    public Optional<String> recover(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        String end = suffix.toLowerCase(Locale.ROOT);
        boolean fits = lower.length() == address.length()
                && lower.startsWith(prefix.toLowerCase(Locale.ROOT))
                && lower.endsWith(end)
                && address.length() > prefix.length() + middle.length() + end.length();
        int to = address.length() - end.length();
        int divide = fits ? lower.lastIndexOf(middle.toLowerCase(Locale.ROOT), to - 1) : -1;
        if (divide <= prefix.length() || divide + middle.length() >= to) {
            return Optional.empty();
        }
        return Optional.of(
                address.substring(prefix.length(), divide) + "@" + address.substring(divide + middle.length(), to));
    }

    /** As it was written, on one line, what does not print escaped. */
    @Override
    public String toString() {
        return Printable.line(prefix + LOCAL + middle + DOMAIN + suffix);
    }
}
