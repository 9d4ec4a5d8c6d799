package io.github.todoku.bounce;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * How a sender hides the recipient in its envelope sender (variable envelope return path), so that a report tells whom the
 * mail was sent to, even where it names nobody, or only the address that the mail was forwarded to:
 * {@code bounces+{local}={domain}@example.com}. A {@code *} stands for what differs from mail to mail, as the number in
 * {@code list-return-*-{local}={domain}@example.com}; it ends at the first character that the pattern has behind it. What signs
 * or forwards an envelope sender and writes itself around it (BATV, SRS) is taken off first. Immutable.
 *
 * @param prefix what comes before the local part; a {@code *} in it, for one character or more, does not touch the local part
 * @param middle what comes between local part and domain, without {@code *}
 * @param suffix what follows the domain; as for {@code prefix}
 */
public record VerpPattern(String prefix, String middle, String suffix) implements Serializable {
    private static final String LOCAL = "{local}";
    private static final String DOMAIN = "{domain}";
    private static final String ANY = "*";

    /**
     * Refuses a pattern in which the local part would not begin or end.
     *
     * @param middle as in the record
     * @param prefix as in the record
     * @param suffix as in the record
     */
    public VerpPattern {
        if (middle.isEmpty()) {
            throw new IllegalArgumentException("nothing divides {local} from {domain}");
        }
        if (middle.contains(ANY)) {
            throw new IllegalArgumentException("a * between {local} and {domain}");
        }
        if (prefix.endsWith(ANY) || suffix.startsWith(ANY) || prefix.contains("**") || suffix.contains("**")) {
            throw new IllegalArgumentException("nothing divides * from what is beside it");
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
        Optional<String> written = hiddenIn(address);
        return written.isPresent() ? written : WrappedSender.within(address).flatMap(this::hiddenIn);
    }

    private Optional<String> hiddenIn(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int from = lower.length() == address.length() ? localStart(lower) : -1;
        int to = from < 0 ? -1 : domainEnd(lower);
        int divide = to < 0 ? -1 : lower.lastIndexOf(middle.toLowerCase(Locale.ROOT), to - 1);
        if (divide <= from || divide + middle.length() >= to) {
            return Optional.empty();
        }
        return Optional.of(address.substring(from, divide) + "@" + address.substring(divide + middle.length(), to));
    }

    /** Where the local part begins; -1 if what stands before it is not of this pattern. */
    private int localStart(String lower) {
        String[] pieces = pieces(prefix);
        int at = lower.startsWith(pieces[0]) ? pieces[0].length() : -1;
        for (int i = 1; i < pieces.length && at >= 0; i++) {
            int found = lower.indexOf(pieces[i], at + 1);
            at = found < 0 ? -1 : found + pieces[i].length();
        }
        return at;
    }

    /** Where the domain ends; -1 if what stands behind it is not of this pattern. */
    private int domainEnd(String lower) {
        String[] pieces = pieces(suffix);
        String last = pieces[pieces.length - 1];
        int at = lower.endsWith(last) ? lower.length() - last.length() : -1;
        for (int i = pieces.length - 2; i >= 0 && at > 0; i--) {
            at = lower.lastIndexOf(pieces[i], at - 1 - pieces[i].length());
        }
        return at;
    }

    private static String[] pieces(String part) {
        return part.toLowerCase(Locale.ROOT).split("\\*", -1);
    }

    /** As it was written, on one line, what does not print escaped. */
    @Override
    public String toString() {
        return Printable.line(prefix + LOCAL + middle + DOMAIN + suffix);
    }
}
