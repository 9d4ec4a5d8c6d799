package io.github.todoku.spf;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.internal.HeaderScanner;
import io.github.todoku.message.internal.HeaderText;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code Received-SPF} header field (RFC 7208 §9.1): made from a result, read from a message. Immutable.
 *
 * <p>What the client said is escaped: no value can begin a new line, a new pair or a comment. Characters that no header may
 * contain are written as text ({@code \x0D}), and values are cut at 320 characters, or at 640 with their escapes. Anybody who
 * handled a message may have written a field in it: trust only those above the first {@code Received} field of a host you
 * trust.
 *
 * @param verdict the result
 * @param comment what stands in the comment, for people; empty if there is none
 * @param pairs the key-value-list, in order
 */
public record ReceivedSpf(SpfVerdict verdict, String comment, List<Pair> pairs) implements Serializable {
    /** The field's name. */
    public static final String NAME = "Received-SPF";

    /** The most pairs that are read from a field. */
    private static final int MAX_PAIRS = 50;

    /**
     * Copies the list.
     *
     * @param verdict the result
     * @param comment the text of the comment
     * @param pairs the key-value-list, in order
     */
    public ReceivedSpf {
        pairs = List.copyOf(pairs);
    }

    /**
     * One of the key-value-list.
     *
     * @param key {@code client-ip}, {@code helo} …, lower case
     * @param value the value, without quotes and escapes
     */
    public record Pair(String key, String value) implements Serializable {
        /**
         * Refuses a key that is no {@code name} (RFC 7208 §4.6.1): a letter, then letters, digits, {@code -}, {@code _} and {@code .}.
         *
         * @param key as in the record
         * @param value as in the record
         */
        public Pair {
            if (!isName(key)) {
                throw new IllegalArgumentException("not a key of Received-SPF: \"" + Printable.octets(key) + "\"");
            }
        }

        private static boolean isName(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                boolean inside = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
                if (!letter && (i == 0 || !inside)) {
                    return false;
                }
            }
            return !text.isEmpty();
        }

        @Override
        public String toString() {
            return Printable.parts(this, key, value);
        }
    }

    /**
     * {@return the field for a check, without the name of the host that checked}
     *
     * @param result what came out
     * @param request what was asked
     */
    public static ReceivedSpf of(SpfResult result, SpfRequest request) {
        return of(result, request, "");
    }

    /**
     * {@return the field for a check}
     *
     * @param result what came out
     * @param request what was asked
     * @param receiver the host that checked; empty if the field does not name it
     */
    public static ReceivedSpf of(SpfResult result, SpfRequest request, String receiver) {
        List<Pair> pairs = new ArrayList<>();
        if (!receiver.isEmpty()) {
            pairs.add(new Pair("receiver", receiver));
        }
        pairs.add(new Pair("identity", result.identity().token()));
        pairs.add(new Pair("client-ip", IpLiteral.format(request.ip())));
        String mailFrom = request.mailFrom();
        if (mailFrom != null) {
            pairs.add(new Pair("envelope-from", mailFrom));
        }
        pairs.add(new Pair("helo", request.helo()));
        Finding problem = result.finding();
        if (problem == null) {
            pairs.add(new Pair("mechanism", mechanism(result.trace())));
        } else {
            pairs.add(new Pair("problem", problem.id() + ": " + problem.detail()));
        }
        String said = Messages.in(Locale.ROOT)
                .text(
                        "received." + result.verdict().token(),
                        Printable.octets(result.trace().domain()),
                        IpLiteral.format(request.ip()));
        return new ReceivedSpf(result.verdict(), receiver.isEmpty() ? said : receiver + ": " + said, pairs);
    }

    /** §9.1: "if no mechanisms matched, substitute the word "default"". */
    private static String mechanism(SpfTrace trace) {
        SpfTrace at = trace;
        while (true) {
            SpfTrace redirected = null;
            for (SpfTrace.Step step : at.steps()) {
                if (step.outcome() == SpfReason.Outcome.MATCH) {
                    return step.text();
                }
                redirected = step.reason() == SpfReason.REDIRECTED ? step.nested() : redirected;
            }
            if (redirected == null) {
                return "default";
            }
            at = redirected;
        }
    }

    /**
     * {@return the value of a pair}
     *
     * @param key the key, in any case
     */
    public Optional<String> value(String key) {
        return pairs.stream()
                .filter(pair -> pair.key().equalsIgnoreCase(key))
                .map(Pair::value)
                .findFirst();
    }

    /** {@return the whole field, folded with CRLF, without one at its end} */
    public String toHeader() {
        List<String> pieces = new ArrayList<>();
        pieces.add(verdict.token());
        if (!comment.isEmpty()) {
            pieces.add(HeaderText.comment(comment));
        }
        for (Pair pair : pairs) {
            pieces.add(pair.key() + "=" + HeaderText.dotAtomOrQuoted(pair.value()) + ";");
        }
        return HeaderText.folded(NAME, pieces);
    }

    /** {@return the whole field on one line, for logs; {@link #toHeader} folds it} */
    @Override
    public String toString() {
        return toHeader().replace("\r\n", "");
    }

    /**
     * Reads a field, with or without its name, folded or not.
     *
     * @param field what to read
     * @return the field; empty if it does not begin with one of the seven results
     */
    public static Optional<ReceivedSpf> parse(String field) {
        boolean named = field.regionMatches(true, 0, NAME + ":", 0, NAME.length() + 1);
        HeaderScanner scanner = new HeaderScanner(named ? field.substring(NAME.length() + 1) : field);
        scanner.skipBlanks();
        Optional<SpfVerdict> verdict = SpfVerdict.parse(scanner.word(";="));
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        String comment = scanner.skipBlanks();
        List<Pair> pairs = new ArrayList<>();
        do {
            scanner.skipBlanks();
            String key = scanner.word("=;").toLowerCase(Locale.ROOT);
            scanner.skipBlanks();
            if (Pair.isName(key) && scanner.take('=')) {
                scanner.skipBlanks();
                pairs.add(new Pair(key, scanner.word(";")));
            }
        } while (pairs.size() < MAX_PAIRS && scanner.nextPart());
        return Optional.of(new ReceivedSpf(verdict.get(), comment == null ? "" : comment, pairs));
    }
}
