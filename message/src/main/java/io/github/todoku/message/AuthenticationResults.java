package io.github.todoku.message;

import io.github.todoku.message.internal.HeaderScanner;
import io.github.todoku.message.internal.HeaderText;
import io.github.todoku.message.internal.ServiceName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Authentication-Results} header field (RFC 8601 §2): made from results, read from a message. Immutable.
 *
 * <p>No value can begin a new line, a new result or a comment: what no header may contain is written as text ({@code \x0D}),
 * and values are cut at 320 characters, or at 640 with their escapes. Believe only fields whose {@code authserv-id} is your
 * own and that your own border has not removed (RFC 8601 §5).
 */
public final class AuthenticationResults implements Serializable {
    private static final long serialVersionUID = 1;

    /** The field's name. */
    public static final String NAME = "Authentication-Results";

    /** The most results that are read from a field. */
    private static final int MAX_RESULTS = 100;

    /** The most properties that are read of one result. */
    private static final int MAX_PROPERTIES = 50;

    private static final int MAX_VERSION_DIGITS = 9;

    private final String authservId;
    private final int version;
    private final List<MethodResult> results;

    private AuthenticationResults(String authservId, int version, List<MethodResult> results) {
        this.authservId = authservId;
        this.version = version;
        this.results = List.copyOf(results);
    }

    /**
     * {@return the field that reports checks}
     *
     * @param authservId the name under which the checking host is known
     * @param results what it found, in order; none is written as {@code none}
     */
    public static AuthenticationResults of(String authservId, List<MethodResult> results) {
        return new AuthenticationResults(authservId, 1, results);
    }

    /**
     * {@return the field that reports checks}
     *
     * @param authservId the name under which the checking host is known
     * @param results what it found, in order; none is written as {@code none}
     */
    public static AuthenticationResults of(String authservId, MethodResult... results) {
        return of(authservId, List.of(results));
    }

    /**
     * {@return what one host found, in all its fields together, in their order} Fields and results of another version than 1 are left
     * out: what they mean is not known here (RFC 8601 §2.6).
     *
     * @param fields the fields of a message from the top down; those of other hosts are ignored (RFC 8601 §5)
     * @param authservId the host, in any case and in U-labels or A-labels
     */
    public static AuthenticationResults merged(List<String> fields, String authservId) {
        List<MethodResult> results = new ArrayList<>();
        for (String field : fields) {
            parse(field)
                    .filter(each -> each.version() == 1 && ServiceName.same(each.authservId(), authservId))
                    .ifPresent(each -> each.results().stream()
                            .filter(result -> result.version() == 1)
                            .forEach(results::add));
        }
        return of(authservId, results);
    }

    /** {@return the host or organisation that checked} */
    public String authservId() {
        return authservId;
    }

    /** {@return the field's version; 1 unless it says otherwise (RFC 8601 §2.2)} */
    public int version() {
        return version;
    }

    /** {@return what it found, in order; at most 100 are read} */
    public List<MethodResult> results() {
        return results;
    }

    /**
     * {@return what it found by one method}
     *
     * @param method {@code spf}, {@code dkim} …, in any case
     */
    public List<MethodResult> results(String method) {
        return results.stream()
                .filter(result -> result.method().equalsIgnoreCase(method))
                .toList();
    }

    /** {@return the whole field, folded with CRLF, without one at its end} */
    public String toHeader() {
        List<String> pieces = new ArrayList<>();
        pieces.add(HeaderText.tokenOrQuoted(authservId) + (version == 1 ? ";" : ""));
        if (version != 1) {
            pieces.add(version + ";");
        }
        if (results.isEmpty()) {
            pieces.add("none"); // RFC 8601 §2.2: no-result
        }
        for (int i = 0; i < results.size(); i++) {
            pieces.addAll(results.get(i).pieces());
            if (i < results.size() - 1) {
                int last = pieces.size() - 1;
                pieces.set(last, pieces.get(last) + ";");
            }
        }
        return HeaderText.folded(NAME, pieces);
    }

    /**
     * Reads a field, with or without its name, folded or not. A malformed result is ignored. A field that begins with a result at once
     * has the empty {@code authserv-id}: it is nobody's.
     *
     * @param field what to read
     * @return the field; empty if it has no {@code authserv-id}, a comment or quoted string in it never ends, or it says
     *     {@code none} beside a result
     */
    public static Optional<AuthenticationResults> parse(String field) {
        boolean named = field.regionMatches(true, 0, NAME + ":", 0, NAME.length() + 1);
        String text = named ? field.substring(NAME.length() + 1) : field;
        HeaderScanner scanner = new HeaderScanner(text);
        scanner.skipBlanks();
        boolean quoted = scanner.peek() == '"';
        String authservId = scanner.word(";");
        if (authservId.isEmpty() && !quoted) {
            return Optional.empty();
        }
        List<MethodResult> results = new ArrayList<>();
        int version = 1;
        boolean none = false;
        boolean more;
        scanner.skipBlanks();
        String second = scanner.word(";");
        scanner.skipBlanks();
        if ((!quoted && authservId.indexOf('=') >= 0) || isOfResult(authservId, second, scanner.peek())) {
            // no token has that: the results begin at once, as Exchange Online writes them
            authservId = "";
            scanner = new HeaderScanner(text);
            more = true;
        } else {
            version = version(second);
            more = scanner.nextPart();
        }
        for (; more && results.size() < MAX_RESULTS; more = scanner.nextPart()) {
            none |= isNone(scanner);
            MethodResult result = result(scanner);
            if (result != null) {
                results.add(result);
            }
        }
        if (scanner.isTorn() || (none && !results.isEmpty())) {
            return Optional.empty(); // who knows what its end meant
        }
        return Optional.of(new AuthenticationResults(authservId, version, results));
    }

    /** Whether the first word is a method, with blanks or comments before {@code =}, or around the {@code /} of its version. */
    private static boolean isOfResult(String first, String second, char next) {
        return second.startsWith("=")
                || second.startsWith("/")
                || next == '='
                || (first.endsWith("/") && second.indexOf('=') >= 0);
    }

    /** {@code no-result}: the word {@code none} alone. */
    private static boolean isNone(HeaderScanner scanner) {
        scanner.skipBlanks();
        return scanner.isPart("none");
    }

    /** {@code 1*DIGIT}; 1 where none stands, 0 where no such version can be. */
    private static int version(String word) {
        boolean digits = word.length() <= MAX_VERSION_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return word.isEmpty() ? 1 : digits ? Integer.parseInt(word) : 0;
    }

    /** {@code methodspec [reasonspec] *propspec}; null if it is none, as {@code none} is. */
    private static @Nullable MethodResult result(HeaderScanner scanner) {
        scanner.skipBlanks();
        String method = scanner.word("=/;");
        scanner.skipBlanks();
        int version = 1;
        if (scanner.take('/')) {
            scanner.skipBlanks();
            version = version(scanner.word("=;"));
            scanner.skipBlanks();
        }
        if (!MethodResult.isKeyword(method) || !scanner.take('=')) {
            return null;
        }
        scanner.skipBlanks();
        String result = scanner.word(";");
        if (!MethodResult.isKeyword(result)) {
            return null;
        }
        MethodResult found =
                MethodResult.of(method, result).withVersion(version).withComment(scanner.skipBlanks());
        return properties(scanner, found);
    }

    private static MethodResult properties(HeaderScanner scanner, MethodResult result) {
        MethodResult found = result;
        int count = 0;
        while (true) {
            scanner.skipBlanks();
            String key = scanner.word("=;.");
            String name = "";
            scanner.skipBlanks();
            if (scanner.take('.')) {
                scanner.skipBlanks();
                name = scanner.word("=;");
                scanner.skipBlanks();
            }
            if (key.isEmpty() || !scanner.take('=') || count++ == MAX_PROPERTIES) {
                return found;
            }
            scanner.skipBlanks();
            String value = value(scanner);
            if (key.equalsIgnoreCase("reason") && name.isEmpty()) {
                found = found.withReason(value);
            } else if (MethodResult.isKeyword(key) && MethodResult.isKeyword(name)) {
                found = found.with(key, name, value);
            }
        }
    }

    /** A {@code pvalue}: the quotes of a local part belong to it, those of a value as a whole do not. */
    private static String value(HeaderScanner scanner) {
        if (scanner.peek() != '"') {
            return scanner.word(";");
        }
        String quoted = scanner.quotedString();
        String rest = scanner.word(";");
        return rest.startsWith("@") ? HeaderText.quotedLocalPart(quoted) + rest : quoted + rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthenticationResults that
                && authservId.equals(that.authservId)
                && version == that.version
                && results.equals(that.results);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * authservId.hashCode() + version) + results.hashCode();
    }

    /** {@return the field on one line, addresses masked, for logs} */
    @Override
    public String toString() {
        List<MethodResult> safe = results.stream().map(MethodResult::masked).toList();
        return new AuthenticationResults(Masking.mask(authservId), version, safe)
                .toHeader()
                .replace("\r\n", "");
    }
}
