package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names a certificate is for: DNS-IDs only, a wildcard as the whole leftmost label (RFC 8461 §3.3, RFC 6125). */
public final class CertificateNames {
    private static final Integer DNS_NAME = 2;
    private static final String WILDCARD = "*.";

    private CertificateNames() {}

    /**
     * {@return its DNS names as written; none where they cannot be read}
     *
     * @param certificate a server's certificate
     */
    public static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> each : all) {
                    if (DNS_NAME.equals(each.get(0)) && each.get(1) instanceof String name) {
                        names.add(name);
                    }
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of(); // a certificate whose names cannot be read has none
        }
        return names;
    }

    /**
     * {@return whether a certificate is for a host}
     *
     * @param certificate a server's certificate
     * @param host its name
     */
    public static boolean match(X509Certificate certificate, DnsName host) {
        return of(certificate).stream().anyMatch(pattern -> matches(pattern, host));
    }

    /**
     * {@return whether a name, or a pattern with a wildcard for one label, covers a host}
     *
     * @param pattern a name in a certificate, or in an MTA-STS policy (RFC 8461 §4.1)
     * @param host a host's name
     */
    public static boolean matches(String pattern, DnsName host) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (!wanted.startsWith(WILDCARD)) {
            return DnsName.parse(wanted).filter(host::equals).isPresent();
        }
        Optional<DnsName> parent = DnsName.parse(wanted.substring(WILDCARD.length()));
        return parent.isPresent() && !parent.get().isRoot() && host.parent().equals(parent);
    }
}
