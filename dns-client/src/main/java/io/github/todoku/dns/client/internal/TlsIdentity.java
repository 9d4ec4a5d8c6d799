package io.github.todoku.dns.client.internal;

import java.net.InetSocketAddress;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Who a server must prove to be before it is sent anything (RFC 8310 §8): by a certificate for this name, or for its address, from
 * an authority that the context trusts.
 *
 * @param context whom to trust
 * @param name the name in the certificate; null where that is the address
 */
public record TlsIdentity(SSLContext context, @Nullable String name) {
    /** The client's side of a connection, that takes no other certificate. Sessions are resumed for each server. */
    SSLEngine connect(InetSocketAddress server) {
        String subject = subject(server);
        SSLEngine engine = context.createSSLEngine(subject, server.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (name != null) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private String subject(InetSocketAddress server) {
        return name != null ? name : server.getAddress().getHostAddress();
    }

    /** What was wrong, in our words: what the JDK says quotes the stranger's certificate. */
    String whatFailed(Exception fault, InetSocketAddress server) {
        boolean certificate = false;
        boolean untrusted = false;
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof CertificateExpiredException) {
                return "the certificate has expired";
            }
            if (each instanceof CertificateNotYetValidException) {
                return "the certificate is not valid yet";
            }
            untrusted |= each instanceof CertPathBuilderException || each instanceof CertPathValidatorException;
            certificate |= each instanceof CertificateException;
        }
        if (untrusted) {
            return "nobody who is trusted vouches for the certificate";
        }
        if (certificate) {
            return "the certificate is not one for " + subject(server);
        }
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }
}
