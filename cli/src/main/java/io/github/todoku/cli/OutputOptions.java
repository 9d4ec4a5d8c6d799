package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.render.Terminal;
import io.github.todoku.render.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to print: the same options for every command. */
final class OutputOptions {
    @Option(names = "--json", description = "Print JSON, for programs.")
    boolean json;

    @Option(
            names = "--quiet",
            description =
                    "Print nothing but what went wrong: the exit code tells, and files that were asked for are written.")
    boolean quiet;

    @Option(
            names = "--no-color",
            description = "No colour, as with NO_COLOR in the environment; piped output never has any.")
    boolean noColour;

    @Option(
            names = "--lang",
            paramLabel = "en|ja",
            description = "Language of the text; by default that of your locale.")
    @Nullable
    String language;

    @Option(
            names = "--show-addresses",
            description = "Show mail addresses and subjects in full; otherwise local parts and subjects are masked.")
    boolean showAddresses;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Take options from this file where the command line does not give them, one \"option = value\" per"
                            + " line (default: $XDG_CONFIG_HOME/todoku/config or ~/.config/todoku/config, if it is there).")
    @Nullable
    Path config; // read before the command line is (ConfigFile)

    @Option(names = "--debug", description = "Print a stack trace when something fails.")
    boolean debug;

    private @Nullable Words words;

    Words words() {
        Words chosen = words;
        if (chosen == null) {
            if (language != null && !language.equals("en") && !language.equals("ja")) {
                String wrong = language;
                language = "en";
                throw new Failure(ExitCode.USAGE, "usage.language", wrong);
            }
            chosen = Words.in(Words.choose(language));
            words = chosen;
        }
        return chosen;
    }

    Terminal terminal() {
        boolean colour = isColoured(noColour, System.getenv("NO_COLOR"), StandardStreams.isInteractive());
        return Terminal.of(StandardStreams.standardOutput(), colour);
    }

    /** An empty NO_COLOR asks for nothing (no-color.org). */
    static boolean isColoured(boolean refused, @Nullable String noColor, boolean interactive) {
        return interactive && !refused && (noColor == null || noColor.isEmpty());
    }

    TextReport report() {
        return TextReport.on(terminal(), words().locale()).showingAddresses(showAddresses);
    }

    /** What comes before every report on a domain that is not there. */
    void tellMissing(DnsName domain) {
        terminal().line(Terminal.Style.BAD, words().text("domain.missing", domain));
    }

    /**
     * Writes a file that was asked for beside what is printed: another first, which is then moved into its place, so that nobody
     * finds half of it. What is no file, a pipe or a device, is written as it is.
     */
    static void write(Path file, String text) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, text);
                return;
            }
            Path target = Files.exists(file) ? file.toRealPath() : file;
            Path beside = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.deleteIfExists(beside); // of a run that was killed; never written through a link
                Files.writeString(beside, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                keepPermissions(target, beside);
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException failed) {
            throw new Failure(ExitCode.UNREADABLE, "output.unwritable", file);
        }
    }

    private static void keepPermissions(Path target, Path beside) throws IOException {
        PosixFileAttributeView before = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (before != null && Files.exists(target)) {
            Files.setPosixFilePermissions(beside, before.readAttributes().permissions());
        }
    }
}
