package io.github.todoku.mail.domain;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Fetches one file by HTTPS: an MTA-STS policy, or what a BIMI record points to. The seam that a test replaces by a lambda;
 * {@link io.github.todoku.mail.domain.net.HttpsPolicyFetcher} is the one for the network.
 */
@FunctionalInterface
public interface PolicyFetcher {

    /**
     * What to fetch.
     *
     * @param host the name that the certificate must hold
     * @param path the path on it, with its query, as it stands in a request line
     * @param addresses where the host is, by the DNS that the check asks; the fetcher asks no DNS of its own
     * @param maxOctets the most octets of the body that are read
     */
    record Request(DnsName host, String path, List<InetAddress> addresses, int maxOctets) implements Serializable {
        /**
         * Copies the list.
         *
         * @param host the name that the certificate must hold
         * @param path the path on it
         * @param addresses where the host is
         * @param maxOctets the most octets of the body that are read
         */
        public Request {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Fetches. What goes wrong is told by the result; a stage that fails, or comes after the deadline, counts as no answer.
     *
     * @param request what to fetch
     * @param deadline when it must be done
     * @return what came of it
     */
    CompletionStage<PolicyFetch> fetch(Request request, Deadline deadline);
}
