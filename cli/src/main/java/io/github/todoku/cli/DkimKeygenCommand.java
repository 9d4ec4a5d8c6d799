package io.github.todoku.cli;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.finding.RecordChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a pair of keys. */
@picocli.CommandLine.Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {
            "Make a DKIM key pair: write the private key to a new file and print the record to publish.",
            "For a new key choose a new selector; keep the old record until its last mail is delivered."
        })
final class DkimKeygenCommand implements Command {
    @Option(names = "--domain", required = true, paramLabel = "D", description = "The signing domain, d=.")
    String domain = "";

    @Option(
            names = "--selector",
            required = true,
            paramLabel = "S",
            description = "A selector that has no key yet, s=.")
    String selector = "";

    @Option(names = "--out", required = true, paramLabel = "PEM", description = "The file for the private key.")
    String out = "";

    @Option(names = "--ed25519", description = "Make an Ed25519 key; sign by RSA as well.")
    boolean ed25519;

    @Option(
            names = "--bits",
            paramLabel = "N",
            defaultValue = "2048",
            description = "RSA: 1024 to 4096 (default: 2048).")
    int bits = 2048;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        if (bits < 1024 || bits > 4096) {
            throw new Failure(ExitCode.USAGE, "usage.bits", bits);
        }
        DkimKeyPair pair = ed25519 ? DkimKeyPair.ed25519() : DkimKeyPair.rsa(bits);
        RecordChange record = pair.publish(Names.domain(domain), Names.selector(selector, Names.domain(domain)));
        Path file = Input.path(out);
        try {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.write(
                    file, pair.privatePem().getBytes(StandardCharsets.US_ASCII), StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException there) {
            throw new Failure(ExitCode.UNREADABLE, "output.exists", out);
        } catch (IOException failed) {
            throw new Failure(ExitCode.UNREADABLE, "output.unwritable", out);
        }
        record.zoneLines().forEach(output.terminal()::line);
        return ExitCode.GOOD;
    }
}
