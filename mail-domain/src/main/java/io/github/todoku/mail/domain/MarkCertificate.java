package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a mark certificate holds for a domain: its dates, its names, and the mark in it (RFC 3709's logotype). Who issued it
 * is not judged here: the roots for marks are in no trust store of the JDK.
 */
final class MarkCertificate {
    /** Before its end, one is told for this long. */
    private static final Duration SOON = Duration.ofDays(30);

    private static final String LOGOTYPE = "1.3.6.1.5.5.7.1.12";
    private static final Pattern MARK = Pattern.compile("data:image/svg\\+xml[^,]{0,40};base64,([A-Za-z0-9+/=]+)");

    private MarkCertificate() {}

    static List<Finding> judge(
            DnsName owner, DnsName organization, DnsName domain, PolicyFetch evidence, PolicyFetch image, Instant at) {
        List<Finding> found = new ArrayList<>();
        X509Certificate leaf;
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(evidence.body()));
            if (all.isEmpty()) {
                return List.of(MailDomainFinding.BIMI_CERT.of(owner, "no certificate"));
            }
            leaf = (X509Certificate) all.iterator().next();
        } catch (CertificateException none) {
            return List.of(MailDomainFinding.BIMI_CERT.of(owner, "no certificate"));
        }
        Instant end = leaf.getNotAfter().toInstant();
        Instant begin = leaf.getNotBefore().toInstant();
        if (at.isAfter(end)) {
            found.add(MailDomainFinding.BIMI_CERT.of(owner, "ends " + end));
        } else if (at.isBefore(begin)) {
            found.add(MailDomainFinding.BIMI_CERT.of(owner, "begins " + begin));
        } else if (at.plus(SOON).isAfter(end)) {
            found.add(MailDomainFinding.BIMI_CERT.of(owner, "ends " + end).withSeverity(Severity.WARN));
        }
        if (!CertificateNames.match(leaf, domain) && !CertificateNames.match(leaf, organization)) {
            found.add(MailDomainFinding.BIMI_CERT.of(owner, "for " + String.join(", ", CertificateNames.of(leaf))));
        }
        if (image.outcome() == PolicyFetch.Outcome.ANSWERED && !holds(leaf, image.body())) {
            found.add(MailDomainFinding.BIMI_CERT.of(owner, "another mark"));
        }
        return found;
    }

    /** Whether the certificate holds the image, packed or not; one whose mark cannot be read is not said to hold another. */
    private static boolean holds(X509Certificate leaf, byte[] image) {
        byte[] logotype = leaf.getExtensionValue(LOGOTYPE);
        if (logotype == null) {
            return false;
        }
        Matcher mark = MARK.matcher(new String(logotype, StandardCharsets.ISO_8859_1));
        try {
            return !mark.find()
                    || Arrays.equals(
                            BimiSvg.unpacked(Base64.getDecoder().decode(mark.group(1))), BimiSvg.unpacked(image));
        } catch (IllegalArgumentException | IOException unreadable) {
            return true;
        }
    }
}
