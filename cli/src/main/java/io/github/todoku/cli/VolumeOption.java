package io.github.todoku.cli;

import io.github.todoku.preflight.SendingVolume;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How much the domain sends, for every command that judges by receivers' rules. */
final class VolumeOption {
    @Option(
            names = "--volume",
            paramLabel = "bulk|little|unknown",
            defaultValue = "unknown",
            description = "How much the domain sends to one receiver; bulk means about 5,000 mails a day or more. By "
                    + "default the rules for both are shown.")
    String volume = "unknown";

    SendingVolume volume() {
        return switch (volume.toLowerCase(Locale.ROOT)) {
            case "bulk" -> SendingVolume.BULK;
            case "little" -> SendingVolume.NOT_BULK;
            case "unknown" -> SendingVolume.UNKNOWN;
            default -> throw new Failure(ExitCode.USAGE, "usage.volume", volume);
        };
    }
}
