package io.github.todoku.springboot;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.preflight.Preflight;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client for the whole service, with its cache, closed with the context; checkers are cheap and may be shared. */
@Configuration
class DnsBeans {
    @Bean
    DnsClient dns(DnsProperties settings, MeterRegistry meters) {
        DnsClient.Builder builder =
                DnsClient.builder().timeout(settings.timeout()).listener(new MeteredDns(meters));
        return settings.server().equals("system")
                ? builder.build()
                : builder.server(settings.server()).build();
    }

    @Bean
    Preflight preflight(DnsResolver dns, DnsProperties settings) {
        return Preflight.using(dns).withTimeLimit(settings.limit());
    }
}
