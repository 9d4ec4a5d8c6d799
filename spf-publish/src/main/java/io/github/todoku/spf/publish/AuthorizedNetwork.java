package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network that passes, and why. */
public final class AuthorizedNetwork implements Serializable {
    private static final long serialVersionUID = 1;

    private final IpNetwork network;
    private final List<DnsName> path;
    private final String term;
    private final int start;
    private final int end;
    private final @Nullable DnsName host;

    AuthorizedNetwork(IpNetwork network, List<DnsName> path, String term, int start, int end, @Nullable DnsName host) {
        this.network = network;
        this.path = List.copyOf(path);
        this.term = term;
        this.start = start;
        this.end = end;
        this.host = host;
    }

    /** {@return the network; {@code 0.0.0.0/0} and {@code ::/0} for an {@code all} that passes} */
    public IpNetwork network() {
        return network;
    }

    /** {@return the records that lead to it, from the walked domain to the one that names it} */
    public List<DnsName> path() {
        return path;
    }

    /** {@return the term that names it, as written} */
    public String term() {
        return term;
    }

    /** {@return where the term begins in the last record of the path} */
    public int start() {
        return start;
    }

    /** {@return where it ends, exclusive} */
    public int end() {
        return end;
    }

    /** {@return the host whose address it is; null for ip4, ip6 and all} */
    public @Nullable DnsName host() {
        return host;
    }

    @Override
    public String toString() {
        return network + " " + Printable.octets(term) + " " + path;
    }
}
