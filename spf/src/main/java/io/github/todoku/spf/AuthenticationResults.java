package io.github.todoku.spf;

import io.github.todoku.finding.Finding;
import io.github.todoku.spf.internal.HeaderScanner;
import io.github.todoku.spf.internal.HeaderText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SPF part of the {@code Authentication-Results} header field (RFC 8601 §2): made from results, read from a message.
 * Immutable.
 *
 * <p>Values are escaped as in {@link ReceivedSpf}. A pass of HELO is written as {@code smtp.helo} and never as one of
 * MAIL FROM. When a field is read, methods other than {@code spf} are skipped; trust only fields with your own
 * {@code authserv-id} that your own border has not removed (RFC 8601 §5).
 *
 * @param authservId the host or organisation that checked
 * @param results what it found, in order
 */
public record AuthenticationResults(String authservId, List<Spf> results) implements Serializable {
    /** The field's name. */
    public static final String NAME = "Authentication-Results";

    /** The most results that are read from a field. */
    private static final int MAX_RESULTS = 50;

    /**
     * Copies the list.
     *
     * @param authservId the host or organisation that checked
     * @param results what it found, in order
     */
    public AuthenticationResults {
        results = List.copyOf(results);
    }

    /**
     * One {@code spf=} result.
     *
     * @param verdict the result
     * @param identity whose authorization it is; null if a field that was read does not say
     * @param value the domain, or what stands there in a field that was read
     * @param reason why; null if nothing is said
     */
    public record Spf(
            SpfVerdict verdict,
            @Nullable SpfIdentity identity,
            String value,
            @Nullable String reason) implements Serializable {}

    /**
     * {@return the field for one or more checks}
     *
     * @param authservId the name under which the checking host is known
     * @param results what came out, one for each identity
     */
    public static AuthenticationResults of(String authservId, SpfResult... results) {
        return new AuthenticationResults(
                authservId,
                Arrays.stream(results).map(AuthenticationResults::part).toList());
    }

    private static Spf part(SpfResult result) {
        Finding problem = result.problem();
        return new Spf(
                result.verdict(), result.identity(), result.trace().domain(), problem == null ? null : problem.id());
    }

    /** {@return the whole field, folded with CRLF, without one at its end} */
    public String toHeader() {
        List<String> pieces = new ArrayList<>();
        pieces.add(HeaderText.tokenOrQuoted(authservId) + ";");
        if (results.isEmpty()) {
            pieces.add("none"); // RFC 8601 §2.2: no-result
        }
        for (int i = 0; i < results.size(); i++) {
            Spf spf = results.get(i);
            List<String> part = new ArrayList<>();
            part.add("spf=" + spf.verdict().token());
            if (spf.reason() != null) {
                part.add("reason=" + HeaderText.tokenOrQuoted(spf.reason()));
            }
            if (spf.identity() != null) {
                part.add("smtp." + spf.identity().token() + "=" + HeaderText.tokenOrQuoted(spf.value()));
            }
            if (i < results.size() - 1) {
                int last = part.size() - 1;
                part.set(last, part.get(last) + ";");
            }
            pieces.addAll(part);
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
     * @return the field's SPF part; empty if the field has no {@code authserv-id}
     */
    public static Optional<AuthenticationResults> parse(String field) {
        boolean named = field.regionMatches(true, 0, NAME + ":", 0, NAME.length() + 1);
        HeaderScanner scanner = new HeaderScanner(named ? field.substring(NAME.length() + 1) : field);
        scanner.skipBlanks();
        String authservId = scanner.word(";");
        if (authservId.isEmpty()) {
            return Optional.empty();
        }
        List<Spf> results = new ArrayList<>();
        while (results.size() < MAX_RESULTS && scanner.nextPart()) {
            scanner.skipBlanks();
            String method = scanner.word("=/;").toLowerCase(Locale.ROOT);
            if (method.equals("spf")) {
                spf(scanner).ifPresent(results::add);
            }
        }
        return Optional.of(new AuthenticationResults(authservId, results));
    }

    /** The rest of a part behind {@code spf}: {@code = result [reason=…] *(ptype.property=value)}. */
    private static Optional<Spf> spf(HeaderScanner scanner) {
        scanner.skipBlanks();
        if (scanner.take('/')) {
            scanner.skipBlanks();
            scanner.word("=;"); // the method's version
            scanner.skipBlanks();
        }
        if (!scanner.take('=')) {
            return Optional.empty();
        }
        scanner.skipBlanks();
        Optional<SpfVerdict> verdict = SpfVerdict.parse(scanner.word(";"));
        SpfIdentity identity = null;
        String value = "";
        String reason = null;
        while (true) {
            scanner.skipBlanks();
            String key = scanner.word("=;").toLowerCase(Locale.ROOT);
            scanner.skipBlanks();
            if (key.isEmpty() || !scanner.take('=')) {
                break;
            }
            scanner.skipBlanks();
            String said = scanner.word(";");
            if (key.equals("reason")) {
                reason = said;
            } else if (key.equals("smtp.mailfrom") || (key.equals("smtp.helo") && identity == null)) {
                identity = key.equals("smtp.helo") ? SpfIdentity.HELO : SpfIdentity.MAIL_FROM;
                value = said;
            }
        }
        SpfIdentity whose = identity;
        String what = value;
        String why = reason;
        return verdict.map(v -> new Spf(v, whose, what, why));
    }
}
