package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The services that are known by name: the shipped ones, with those of a file of the user's. */
final class ServicesOption {
    @Option(
            names = "--services-file",
            paramLabel = "FILE",
            description = "More services, or changes to known ones: stanzas as in services.txt.")
    @Nullable
    Path file;

    /** The name of the service behind an include; the file is read at once. */
    Function<DnsName, Optional<String>> naming() {
        ServiceCatalog catalog = catalog();
        return include -> catalog.ofInclude(include).map(SendingService::name);
    }

    ServiceCatalog catalog() {
        Path own = file;
        if (own == null) {
            return ServiceCatalog.shipped();
        }
        String text = Input.text(own.toString(), Input.MAX_SETTINGS_OCTETS);
        try {
            return ServiceCatalog.shipped().with(own.toString(), text);
        } catch (IllegalArgumentException wrong) {
            throw new Failure(ExitCode.BAD_INPUT, "input.services", String.valueOf(wrong.getMessage()));
        }
    }
}
