package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.OverlayResolver;
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
    private static final String WORLD = "world:";
    private static final String TLS = "tls://";
    private static final String SYSTEM = "system";
    private static final long MAX_ZONE_BYTES = Zone.MAX_TEXT_LENGTH;

    @Option(
            names = "--dns",
            paramLabel = "system|HOST[:PORT]|tls://HOST[:PORT][#NAME]|zone:FILE[,system|,HOST]|world:FILE",
            defaultValue = SYSTEM,
            description = "Where answers come from: the system's servers; the server at an IP address, with tls:// "
                    + "over TLS and only if its certificate is for that address or NAME; or a file: a zone file, "
                    + "or the output of dig, host or nslookup. Outside the zones whose SOA the file holds, what it "
                    + "does not have is \"not in the records given\", never missing; add ,system or ,HOST to ask there "
                    + "instead. With world: the file is the whole DNS (default: ${DEFAULT-VALUE}).")
    String dns = SYSTEM;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Time limit for all questions together, in seconds; reading the input does not count "
                    + "(default: ${DEFAULT-VALUE}).")
    int timeoutSeconds = 30;

    /** Whether a file answers and nothing else: a world of one's own. */
    boolean isZone() {
        return isFile(dns) && beneath() == null;
    }

    /** Whether this names a file that answers. */
    static boolean isFile(String text) {
        return text.startsWith(ZONE) || text.startsWith(WORLD);
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
        String beneath = beneath();
        if (isFile(dns) && beneath == null) {
            return new OpenDns(file(dns), dns, null, () -> {});
        } else if (beneath != null) {
            Zone zone = zone(path(dns.substring(0, dns.length() - beneath.length() - 1)));
            DnsClient client = client(beneath);
            return new OpenDns(OverlayResolver.authoritative(zone, client), dns, null, client::close);
        }
        DnsClient client = client();
        return new OpenDns(
                client,
                dns.equals(SYSTEM) ? SYSTEM + " " + client.servers() : dns,
                dns.startsWith(TLS) ? null : AuthoritativeServers.using(client), // they are asked in the open
                client::close);
    }

    /** Who is asked where the file does not know; null if nobody is. A comma in a file's own name stays one. */
    private @Nullable String beneath() {
        int comma = dns.lastIndexOf(',');
        boolean laid = dns.startsWith(ZONE) && comma > 0 && !Files.exists(path(dns));
        return laid ? dns.substring(comma + 1) : null;
    }

    private static Path path(String named) {
        return Input.path(named.startsWith(ZONE) ? named.substring(ZONE.length()) : named.substring(WORLD.length()));
    }

    /** What a file knows: {@code zone:FILE}, or the whole DNS: {@code world:FILE}. */
    static DnsResolver file(String named) {
        Zone zone = zone(path(named));
        return InMemoryDns.authoritative(named.startsWith(WORLD) ? zone.withScope(Zone.Scope.WORLD) : zone);
    }

    /** The client asked for, where a zone file will not do; close it. */
    DnsClient client() {
        return client(dns);
    }

    private DnsClient client(String server) {
        if (server.equals(SYSTEM)) {
            return DnsClient.system();
        }
        try {
            return DnsClient.builder().server(server).build();
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
     * @param servers asks each of a domain's own servers; null where the DNS is a file, or is asked
     *     over TLS
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
