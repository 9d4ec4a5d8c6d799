package io.github.todoku.cli;

import io.github.todoku.dkim.DkimSigned;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dkim.DkimSigningKey;
import io.github.todoku.message.LineEnds;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a message. */
@picocli.CommandLine.Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Sign a message with DKIM and print it with its signatures on top. Sign exactly the octets "
                    + "that are sent.",
            "--key and --selector may be given several times, in pairs: an RSA and an Ed25519 key.",
            "A file with LF at its line ends is signed as the mail with CRLF that it is sent as."
        })
final class SignCommand implements Command {
    @Parameters(index = "0", paramLabel = "FILE|-", description = "The message.")
    String file = "";

    @Option(names = "--key", required = true, paramLabel = "PEM", description = "A private key, PKCS #8 or PKCS #1.")
    List<String> keys = new ArrayList<>();

    @Option(names = "--domain", required = true, paramLabel = "D", description = "The signing domain, d=.")
    String domain = "";

    @Option(names = "--selector", required = true, paramLabel = "S", description = "The key's selector, s=.")
    List<String> selectors = new ArrayList<>();

    @Option(names = "--identity", paramLabel = "[LOCAL]@DOMAIN", description = "The identity, i=.")
    @Nullable
    String identity;

    @Option(names = "--lasting", paramLabel = "DAYS", description = "How long the signature is valid, x=.")
    @Nullable
    Integer days;

    @Option(
            names = "--at",
            paramLabel = "EPOCH",
            description = "The time of signing, in seconds since 1970; by default now.")
    @Nullable
    Long at;

    @Option(names = "--fields-only", description = "Print only the signatures.")
    boolean fieldsOnly;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        if (keys.size() != selectors.size()) {
            throw new Failure(ExitCode.USAGE, "usage.sign", keys.size(), selectors.size());
        }
        byte[] message;
        try (InputStream in = Input.open(file)) {
            message = in.readAllBytes();
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
        DkimSigned signed;
        try {
            signed = signer().sign(message);
        } catch (IllegalArgumentException unsignable) {
            throw new Failure(ExitCode.BAD_INPUT, "input.sign", file, String.valueOf(unsignable.getMessage()));
        }
        signed.findings()
                .forEach(each -> StandardStreams.standardError()
                        .println(io.github.todoku.render.Terminal.safe(
                                each.text(output.words().locale()))));
        byte[] octets = fieldsOnly ? signed.header().getBytes(StandardCharsets.ISO_8859_1) : signed.addedTo(message);
        PrintStream out = StandardStreams.standardOutput();
        out.write(octets, 0, octets.length);
        return ExitCode.GOOD;
    }

    private DkimSigner signer() {
        List<DkimSigningKey> read = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            try {
                read.add(DkimSigningKey.parse(
                        Names.domain(domain),
                        Names.selector(selectors.get(i), Names.domain(domain)),
                        Input.path(keys.get(i))));
            } catch (IOException unreadable) {
                throw Unreadable.failure(keys.get(i), unreadable);
            } catch (IllegalArgumentException noKey) {
                throw new Failure(ExitCode.BAD_INPUT, "input.key", keys.get(i), String.valueOf(noKey.getMessage()));
            }
        }
        DkimSigner signer = DkimSigner.using(
                        read.get(0), read.subList(1, read.size()).toArray(DkimSigningKey[]::new))
                .withLineEnds(LineEnds.OF_A_FILE);
        signer = days == null ? signer : signer.lasting(Duration.ofDays(days));
        signer = identity == null ? signer : signer.withIdentity(identity);
        return at == null ? signer : signer.withClock(Clock.fixed(Instant.ofEpochSecond(at), ZoneOffset.UTC));
    }
}
