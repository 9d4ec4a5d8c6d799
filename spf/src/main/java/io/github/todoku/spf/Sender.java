package io.github.todoku.spf;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.internal.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * The identity under check, taken apart (RFC 7208 §4.1, §4.3).
 *
 * @param identity which of the two it is
 * @param mailbox the reverse-path without brackets and source route; empty for HELO and the null sender
 * @param domain what stands behind it, as A-labels
 * @param name the domain as a name; null if it cannot be checked
 * @param problem why it cannot be checked; null if it can
 */
record Sender(
        SpfIdentity identity,
        String mailbox,
        String domain,
        @Nullable DnsName name,
        @Nullable Finding problem) {

    private static final String POSTMASTER = "postmaster";

    static Sender of(SpfRequest request) {
        String mailFrom = request.mailFrom();
        if (mailFrom == null) {
            return of(SpfIdentity.HELO, "", request.helo());
        }
        String path = mailFrom.startsWith("<") && mailFrom.endsWith(">")
                ? mailFrom.substring(1, mailFrom.length() - 1)
                : mailFrom;
        if (path.isEmpty()) {
            return of(SpfIdentity.MAIL_FROM, "", request.helo()); // §2.4
        }
        int routeEnd = path.startsWith("@") ? path.indexOf(':') : -1;
        if (routeEnd > 0 && path.indexOf('@', routeEnd) > 0) {
            path = path.substring(routeEnd + 1); // a source route, "SHOULD be ignored" (RFC 5321 §4.1.1.3)
        }
        return of(SpfIdentity.MAIL_FROM, path, path.substring(lastAt(path) + 1));
    }

    /** A quoted local-part may hold at signs, a domain may not. */
    private static int lastAt(String mailbox) {
        return mailbox.lastIndexOf('@');
    }

    /** What stands before the last at sign; {@code postmaster} if nothing does. Cut out for the few that ask. */
    String localPart() {
        int at = lastAt(mailbox);
        return at <= 0 ? POSTMASTER : mailbox.substring(0, at);
    }

    private static Sender of(SpfIdentity identity, String mailbox, String domain) {
        String ascii = ascii(domain);
        if (ascii == null) {
            return new Sender(identity, mailbox, domain, null, Finding.of(SpfFinding.IDN_REFUSED, domain, domain));
        }
        boolean addressLiteral = ascii.startsWith("["); // RFC 5321 §4.1.3; its dots would make it look like a name
        DnsName name = addressLiteral ? null : DnsName.parse(ascii).orElse(null);
        if (name == null) {
            return new Sender(identity, mailbox, ascii, null, Finding.of(SpfFinding.DOMAIN_MALFORMED, ascii, ascii));
        }
        if (name.labelCount() < 2) {
            return new Sender(
                    identity, mailbox, ascii, null, Finding.of(SpfFinding.DOMAIN_NOT_MULTI_LABEL, ascii, ascii));
        }
        return new Sender(identity, mailbox, withoutRoot(ascii), name, null);
    }

    /** The domain as A-labels (RFC 8616 §4); null if it has a label that is refused. */
    static @Nullable String ascii(String domain) {
        return Ascii.isAscii(domain) ? domain : ALabels.of(domain).orElse(null);
    }

    private static String withoutRoot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }
}
