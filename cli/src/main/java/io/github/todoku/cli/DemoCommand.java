package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.render.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code diagnose} on the bounce that ships inside the program, against the DNS that ships inside it: no network. */
@picocli.CommandLine.Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Diagnose the bounce that ships inside the program, against the DNS zone that ships inside it.")
final class DemoCommand implements Command {
    private static final String BOUNCE = "bounce.eml";
    private static final String DNS = "dns.zone";

    @Option(names = "--write", paramLabel = "DIR", description = "Write both files to this directory instead.")
    @Nullable
    Path directory;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws IOException {
        if (directory != null) {
            return write(directory);
        }
        Zone zone = Zone.of(new String(resource(DNS), StandardCharsets.UTF_8));
        Case examined =
                Doctor.using(InMemoryDns.of(zone)).check(BounceParser.standard().parse(resource(BOUNCE)));
        DiagnoseCommand.print(examined, output.words().text("demo.dns"), output);
        if (!output.json) {
            Terminal terminal = output.terminal();
            terminal.gap();
            terminal.line(Terminal.Style.FAINT, output.words().text("demo.next"));
        }
        return DiagnoseCommand.exitCode(examined);
    }

    private int write(Path into) {
        Path bounce = into.resolve(BOUNCE);
        Path dns = into.resolve(DNS);
        try {
            Files.createDirectories(into);
            for (Path each : List.of(bounce, dns)) {
                byte[] octets = resource(each.getFileName().toString());
                WholeFile.write(each, out -> out.write(octets));
            }
        } catch (IOException failed) {
            throw new Failure(ExitCode.UNREADABLE, "output.unwritable", into);
        }
        output.terminal().line(output.words().text("demo.written", bounce, dns));
        return ExitCode.GOOD;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lost its resource demo/" + name);
            }
            return in.readAllBytes();
        }
    }
}
