package io.github.todoku.mail.domain;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/**
 * Looks at one mail server: its greeting, whether it offers STARTTLS, and the certificate it shows. The seam that a test
 * replaces by a lambda; {@link io.github.todoku.mail.domain.net.SmtpMxProbe} is the one for the network.
 */
@FunctionalInterface
public interface MxProbe {

    /**
     * Which server to look at.
     *
     * @param host the name that the MX gives, told to the server in TLS
     * @param address where it is, by the DNS that the check asks
     */
    record Target(DnsName host, InetAddress address) implements Serializable {}

    /**
     * Looks. What goes wrong is told by the result; a stage that fails, or comes after the deadline, counts as a server that
     * could not be reached.
     *
     * @param target which server
     * @param deadline when it must be done
     * @return what was seen
     */
    CompletionStage<MxProbeResult> probe(Target target, Deadline deadline);
}
