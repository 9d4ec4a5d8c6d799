package io.github.todoku.springboot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands in {@code application.properties}.
 *
 * @param server an address, or {@code system} for the servers of the machine
 * @param timeout of one try
 * @param limit of one check of a domain
 */
@ConfigurationProperties("todoku.dns")
public record DnsProperties(
        @DefaultValue("system") String server,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("20s") Duration limit) {}
