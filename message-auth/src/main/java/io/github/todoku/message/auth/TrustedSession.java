package io.github.todoku.message.auth;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.message.MessageHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP session as a trusted host wrote it into the message: the topmost Received field, if that host wrote it, and the
 * Return-Path above it (RFC 5321 §4.4). What stands below may be anybody's and is never read.
 *
 * @param ip the client's address, as the host saw it
 * @param helo what the client said in HELO; empty if the field does not tell
 * @param mailFrom the reverse-path; null if the message does not tell
 */
record TrustedSession(InetAddress ip, String helo, @Nullable String mailFrom) {
    /**
     * {@code TCP-info} (RFC 5321 §4.4): a reverse name, perhaps, and the address; then a remark of Sendmail's, or what Exim adds of HELO.
     * A word before the address that says HELO announces what the client said.
     */
    private static final Pattern TCP_INFO = Pattern.compile(
            "(?!(?:helo|ehlo)\\s)(?:[^\\s\\[\\]()]++\\s++)?\\[(?:IPv6:)?([0-9A-F.:]{2,45})](?:\\s*+\\([a-z ]*+\\)|\\s++helo=(\\S*+))?",
            Pattern.CASE_INSENSITIVE);

    /**
     * Exim's {@code from [ADDRESS] (helo=NAME)}: the address that it saw, for want of a name. {@code [192.0.2.1]}, {@code
     * [IPv6:2001:db8::1]}, and without the tag, as Gmail writes it.
     */
    private static final Pattern EXIM_ADDRESS =
            Pattern.compile("\\[(?:IPv6:)?([0-9A-F.:]{2,45})]", Pattern.CASE_INSENSITIVE);

    private static final Pattern EXIM_HELO = Pattern.compile("helo=(\\S*+)", Pattern.CASE_INSENSITIVE);

    /**
     * What a server names for a client's session over SMTP (RFC 3848, RFC 6531 §4.3), Exim's {@code smtps} and {@code utf8esmtp} among
     * them. Those that end in A were logged in; HTTP, LMTP and their like are no way of mail from outside.
     */
    private static final Pattern SMTP = Pattern.compile("(?:UTF8)?E?SMTPS?", Pattern.CASE_INSENSITIVE);

    /** {@code (Authenticated sender: a)}, {@code (authenticated bits=0)}, {@code (AUTH: LOGIN a)}: one of the host's own users. */
    private static final Pattern LOGGED_IN = Pattern.compile("\\bauth(?:enticated)?\\b", Pattern.CASE_INSENSITIVE);

    /** That of a message; empty unless it can be told with certainty. */
    static Optional<TrustedSession> of(MessageHead head, String host) {
        List<Integer> fields = head.indexesOf("received");
        if (head.hasBareLineEnds() || fields.isEmpty()) {
            return Optional.empty();
        }
        int top = fields.get(0);
        Optional<ReceivedClauses> clauses = by(head, top, host);
        if (clauses.isPresent() && isHandedOver(clauses.get()) && fields.size() > 1) {
            top = fields.get(1);
            clauses = by(head, top, host);
        }
        String mailFrom = returnPath(head, top).orElse(null);
        return clauses.flatMap(told -> told(told, mailFrom));
    }

    private static Optional<ReceivedClauses> by(MessageHead head, int index, String host) {
        return ReceivedClauses.parse(head.value(index)).filter(clauses -> HostId.same(clauses.by(), host));
    }

    /**
     * Whether it tells of the way into a mailbox (RFC 2033), not of a session with a client: the host has written the next field when it
     * took the message in.
     */
    private static boolean isHandedOver(ReceivedClauses clauses) {
        return clauses.with().toUpperCase(Locale.ROOT).contains("LMTP");
    }

    /** The address and HELO, in a form that a server writes and no client can bring about. */
    private static Optional<TrustedSession> told(ReceivedClauses clauses, @Nullable String mailFrom) {
        List<String> comments = clauses.comments();
        boolean doubtful = comments.isEmpty()
                || comments.stream()
                        .skip(1)
                        .anyMatch(more -> more.indexOf('[') >= 0); // a certificate's names, an ident
        if (doubtful || !isFromOutside(clauses)) {
            return Optional.empty();
        }
        String first = comments.get(0).strip();
        Matcher info = TCP_INFO.matcher(first);
        if (info.matches()) {
            String helo = info.group(2) == null ? clauses.helo() : info.group(2);
            return session(info.group(1), helo, mailFrom);
        }
        Matcher address = EXIM_ADDRESS.matcher(clauses.helo());
        Matcher said = EXIM_HELO.matcher(first);
        return address.matches() && said.matches()
                ? session(address.group(1), said.group(1), mailFrom)
                : Optional.empty();
    }

    /** SPF is asked of a stranger over SMTP; a user who logged in is the host's own, and HTTP or LMTP is another way. */
    private static boolean isFromOutside(ReceivedClauses clauses) {
        return SMTP.matcher(clauses.with()).matches()
                && clauses.comments().stream()
                        .skip(1) // the first gives names, which may be anything
                        .noneMatch(more -> LOGGED_IN.matcher(more).find());
    }

    private static Optional<TrustedSession> session(String address, String helo, @Nullable String mailFrom) {
        return IpLiteral.parse(address)
                .filter(TrustedSession::isOutside)
                .map(ip -> new TrustedSession(ip, helo, mailFrom));
    }

    /** An address of a host's own network is that of a relay or a filter, which hides the client. */
    private static boolean isOutside(InetAddress ip) {
        return IpScope.isPublic(ip) || IpScope.isDocumentation(ip);
    }

    /** Only one above the host's field was written after it. */
    private static Optional<String> returnPath(MessageHead head, int received) {
        List<Integer> above = head.indexesOf("return-path").stream()
                .filter(index -> index < received)
                .toList();
        if (above.size() != 1) {
            return Optional.empty();
        }
        String path = head.value(above.get(0));
        boolean angles = path.startsWith("<") && path.endsWith(">");
        return angles ? Optional.of(path.substring(1, path.length() - 1)) : Optional.empty();
    }
}
