package io.github.todoku.dns.client.internal;

import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/** The name servers this machine is set to use: resolv.conf, the registry on Windows. Search lists are not looked at. */
public final class SystemServers {
    private SystemServers() {}

    /** In the order to ask them, read anew; this machine's own where none are set. */
    public static List<InetSocketAddress> find() {
        ResolverConfig.refresh();
        return List.copyOf(ResolverConfig.getCurrentConfig().servers());
    }
}
