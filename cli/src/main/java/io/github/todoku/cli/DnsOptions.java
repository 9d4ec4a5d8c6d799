package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.ZoneSyntaxException;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dns.client.DnsClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which DNS answers, and how long it may take: the same options for every command that asks. */
final class DnsOptions {
    private static final String ZONE = "zone:";
    private static final long MAX_ZONE_BYTES = Zone.MAX_TEXT_LENGTH;

    @Option(
            names = "--dns",
            paramLabel = "system|HOST[:PORT]|zone:FILE",
            defaultValue = "system",
            description = "Who answers: the system's servers, the server at an IP address, or a zone file; what lies"
                    + " outside a file's zones is \"not in this file\", never missing (default: ${DEFAULT-VALUE}).")
    String dns = "system";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "The time limit of all that is asked, reading the input not counted (default: ${DEFAULT-VALUE}).")
    int timeoutSeconds = 30;

    /** Whether a file answers: a world of one's own. */
    boolean isZone() {
        return dns.startsWith(ZONE);
    }

    /** The time limit from now on. */
    Deadline deadline() {
        return Deadline.after(timeout());
    }

    Duration timeout() {
        if (timeoutSeconds < 1 || timeoutSeconds > 3600) {
            throw new Failure(ExitCode.USAGE, "usage.timeout", timeoutSeconds);
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** The resolver asked for; close it. */
    OpenDns open() {
        if (isZone()) {
            return new OpenDns(
                    InMemoryDns.authoritative(zone(Path.of(dns.substring(ZONE.length())))), dns, null, () -> {});
        }
        DnsClient client = client();
        return new OpenDns(
                client,
                dns.equals("system") ? "system " + client.servers() : dns,
                AuthoritativeServers.using(client),
                client::close);
    }

    /** The client asked for, where a zone file will not do; close it. */
    DnsClient client() {
        if (dns.equals("system")) {
            return DnsClient.system();
        }
        try {
            return DnsClient.builder().server(dns).build();
        } catch (IllegalArgumentException noAddress) {
            throw new Failure(ExitCode.USAGE, "usage.dns", dns);
        }
    }

    static Zone zone(Path file) {
        String text;
        try {
            if (Files.size(file) > MAX_ZONE_BYTES) {
                throw new Failure(ExitCode.BAD_INPUT, "input.zone", file, "more than " + MAX_ZONE_BYTES + " bytes");
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
        try {
            return Zone.of(text);
        } catch (ZoneSyntaxException wrong) {
            throw new Failure(ExitCode.BAD_INPUT, "input.zone", file, String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * A resolver in use.
     *
     * @param resolver answers
     * @param description for the reader: which DNS this is
     * @param servers asks each of a domain's own servers; null where the DNS is a file
     * @param closing gives back what it holds
     */
    record OpenDns(
            DnsResolver resolver,
            String description,
            @Nullable AuthoritativeServers servers,
            Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}
