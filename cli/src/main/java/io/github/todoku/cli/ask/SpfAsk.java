package io.github.todoku.cli.ask;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfLinter;
import java.time.Duration;

/** What is wrong with a domain's SPF. */
public final class SpfAsk {
    private SpfAsk() {}

    /**
     * {@return what finds it out, and calls services by their names}
     *
     * @param dns whom to ask
     * @param services the sending services that are known
     * @param limit how long it may take
     */
    public static SpfLinter linter(DnsResolver dns, ServiceCatalog services, Duration limit) {
        return SpfLinter.using(dns)
                .withTimeLimit(limit)
                .withNaming(include -> services.ofInclude(include).map(SendingService::name))
                .withForwarders(host -> services.ofHost(host)
                        .filter(SendingService::isForwarding)
                        .map(SendingService::name));
    }
}
