package io.github.todoku.cli;

import io.github.todoku.diagnosis.Delivered;
import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Mails that arrived, a line each: {@code ADDRESS TAB MAIL-FROM TAB RECIPIENT [TAB 2026-11-24T10:34:00Z]}. */
final class DeliveredLog {
    private DeliveredLog() {}

    static void read(String file, Consumer<Delivered> sink) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Input.open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    int at = number;
                    sink.accept(
                            mail(line).orElseThrow(() -> new Failure(ExitCode.BAD_INPUT, "input.delivered", file, at)));
                }
            }
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    private static Optional<Delivered> mail(String line) {
        String[] fields = line.split("\t", 5);
        Optional<InetAddress> client = IpLiteral.parse(fields[0].strip());
        Optional<DnsName> domain = fields.length < 3 ? Optional.empty() : domain(fields[1]);
        if (client.isEmpty() || domain.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant at = fields.length > 3 ? Instant.parse(fields[3].strip()) : null;
            return Optional.of(
                    new Delivered(domain.get(), client.get(), domain(fields[2]).orElse(null), at));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    /** A domain, or the domain of an address. */
    private static Optional<DnsName> domain(String text) {
        String address = text.strip();
        return ALabels.of(address.substring(address.lastIndexOf('@') + 1)).flatMap(DnsName::parse);
    }
}
