package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a TLSA record means to a client of SMTP (RFC 7672 §3.1), and whether a chain of certificates matches it. */
final class Tlsas {
    static final int DANE_TA = 2;
    static final int DANE_EE = 3;
    static final int CERTIFICATE = 0;
    static final int PUBLIC_KEY = 1;
    static final int FULL = 0;
    static final int SHA_256 = 1;
    static final int SHA_512 = 2;

    private Tlsas() {}

    static boolean isUsable(DnsRecord.Tlsa record) {
        boolean usage = record.usage() == DANE_TA || record.usage() == DANE_EE;
        boolean selector = record.selector() == CERTIFICATE || record.selector() == PUBLIC_KEY;
        return usage && selector && record.matchingType() <= SHA_512 && isOfRightLength(record);
    }

    static boolean isOfRightLength(DnsRecord.Tlsa record) {
        int octets = record.data().length() / 2;
        return switch (record.matchingType()) {
            case SHA_256 -> octets == 32;
            case SHA_512 -> octets == 64;
            default -> octets > 0;
        };
    }

    static boolean isBest(DnsRecord.Tlsa record) {
        return record.usage() == DANE_EE && record.selector() == PUBLIC_KEY && record.matchingType() == SHA_256;
    }

    /**
     * Whether a chain satisfies a record. DANE-EE: the server's own certificate, whatever its names and times (RFC 7672 §3.1.1).
     * DANE-TA: an anchor in the chain that signed down to it, all of them valid today, and a name that fits (§3.1.2, §3.2.2).
     */
    static boolean matches(DnsRecord.Tlsa record, List<X509Certificate> chain, List<DnsName> names, Instant at) {
        if (!isUsable(record) || chain.isEmpty()) {
            return false;
        }
        if (record.usage() == DANE_EE) {
            return isOf(record, chain.get(0));
        }
        X509Certificate leaf = chain.get(0);
        if (names.stream().noneMatch(name -> CertificateNames.match(leaf, name)) || !isValid(leaf, at)) {
            return false;
        }
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate issuer = chain.get(i);
            if (!isSignedBy(chain.get(i - 1), issuer) || !isValid(issuer, at) || issuer.getBasicConstraints() < 0) {
                return false;
            }
            if (isOf(record, issuer)) {
                return true;
            }
        }
        return isSignedBy(leaf, leaf) && isOf(record, leaf);
    }

    private static boolean isOf(DnsRecord.Tlsa record, X509Certificate certificate) {
        return record.data().equals(data(certificate, record.selector(), record.matchingType()));
    }

    /** The association data of a certificate (RFC 6698 §2.1.4); null if there is none. */
    static @Nullable String data(X509Certificate certificate, int selector, int matchingType) {
        try {
            byte[] octets = selector == CERTIFICATE
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            return HexFormat.of()
                    .formatHex(
                            switch (matchingType) {
                                case SHA_256 -> digest("SHA-256", octets);
                                case SHA_512 -> digest("SHA-512", octets);
                                default -> octets;
                            });
        } catch (CertificateEncodingException unreadable) {
            return null;
        }
    }

    private static byte[] digest(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException impossible) { // every JDK has both
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    private static boolean isValid(X509Certificate certificate, Instant at) {
        try {
            certificate.checkValidity(Date.from(at));
            return true;
        } catch (GeneralSecurityException otherTime) {
            return false;
        }
    }
}
