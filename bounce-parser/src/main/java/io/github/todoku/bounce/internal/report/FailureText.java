package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.AuthFailure;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failure report in plain text, without a part for programs, as gateways on Exim and Baruwa write it. */
final class FailureText {
    private static final String CLAIM = "A message claiming to be from you has failed";

    private static final int MAX_VALUE = 300;

    private FailureText() {}

    /** What the text says; null if it is none. */
    static @Nullable Complaint read(String text) {
        int at = text.indexOf(CLAIM);
        if (at < 0) {
            return null;
        }
        String facts = text.substring(at, Math.min(text.length(), at + 4_000));
        InetAddress source = address(value(facts, "Sender IP Address"));
        String domain = value(facts, "Sender Domain");
        if (source == null && domain == null) {
            return null;
        }
        String result = value(facts, "DMARC Results");
        return Complaint.of(
                "auth-failure",
                null,
                source,
                null,
                null,
                lower(domain),
                value(facts, "Received Date"),
                null,
                new AuthFailure("dmarc", alignment(facts), lower(result), null, null, null, null));
    }

    private static @Nullable String alignment(String facts) {
        String spf = value(facts, "SPF Alignment");
        String dkim = value(facts, "DKIM Alignment");
        if (spf == null && dkim == null) {
            return null;
        }
        boolean spfAligned = "yes".equalsIgnoreCase(spf);
        boolean dkimAligned = "yes".equalsIgnoreCase(dkim);
        return dkimAligned ? spfAligned ? "dkim, spf" : "dkim" : spfAligned ? "spf" : "none";
    }

    /** What stands behind a name and a colon on a line of its own. */
    private static @Nullable String value(String facts, String name) {
        return facts.lines()
                .map(String::strip)
                .filter(line ->
                        line.length() < MAX_VALUE && line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** An address alone, or with a name in parentheses behind it as OpenDMARC writes it. */
    static @Nullable InetAddress address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int parenthesis = text.indexOf('(');
        String bare = parenthesis < 0 ? text : text.substring(0, parenthesis);
        return IpLiteral.parse(bare.strip()).orElse(null);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
