package io.github.todoku.cli;

import io.github.todoku.dkim.DkimExplainer;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.Maildir;
import io.github.todoku.message.Mbox;
import io.github.todoku.message.MessageSource;
import io.github.todoku.message.MessageStore;
import io.github.todoku.message.auth.DmarcVerdict;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.render.TextReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who sent a message, as far as SPF, DKIM, ARC and DMARC can tell. */
@picocli.CommandLine.Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verify messages: DKIM and ARC signatures, SPF where the client's address is given, and DMARC.",
            "Files with LF at their line ends are read as mail with CRLF.",
            "Exit codes: 0 DMARC passes, or there is no policy and a signature or SPF passes; 1 it does not; 2 cannot tell;"
                    + " with several messages the worst."
        },
        footer = {"", "A line of --batch is the name of a file of one message."})
final class VerifyCommand implements Command {
    @Parameters(index = "0..*", arity = "0..*", paramLabel = "FILE|MAILDIR|MBOX|-", description = "What to read.")
    List<String> paths = new ArrayList<>();

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(names = "--ip", paramLabel = "IP", description = "The address of the client that delivered the message.")
    @Nullable
    String ip;

    @Option(names = "--helo", paramLabel = "NAME", description = "The name the client gave in HELO or EHLO.")
    String helo = "";

    @Option(
            names = "--mail-from",
            paramLabel = "ADDRESS",
            description = "The reverse-path of the MAIL command; empty or <> for the null sender.")
    @Nullable
    String mailFrom;

    @Option(
            names = "--trust",
            paramLabel = "HOST",
            description =
                    "Without --ip: believe what this host wrote of SPF into the message, else check SPF for the client in its"
                            + " Received field, if that is the topmost.")
    @Nullable
    String trusted;

    @Option(
            names = "--at",
            paramLabel = "EPOCH",
            description = "When the message was received, in seconds since 1970; by default now.")
    @Nullable
    Long at;

    @Option(
            names = "--authserv-id",
            paramLabel = "NAME",
            description = "The name to write in Authentication-Results (default: ${DEFAULT-VALUE}).")
    String authservId = "localhost";

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    /** As much of a message as is looked through for what broke its signatures. */
    private static final int MAX_EXPLAINED = 8 << 20;

    /** The end of the year 9999. */
    private static final long MAX_EPOCH = 253_402_300_799L;

    /** How many lines of a batch are under way at once, each on a thread. */
    private static final int WINDOW = 32;

    private @Nullable DkimExplainer explainer;
    private @Nullable InetAddress client;
    private @Nullable Instant received;
    private int worst = ExitCode.GOOD;
    private long read;
    private boolean leftOut;

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        boolean many = batch.isGiven();
        if (many != paths.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "usage.verify");
        }
        Input.refuseEmpty(paths);
        client = ip == null ? null : address(ip);
        received = at == null ? null : moment(at);
        try (DnsOptions.OpenDns open = dns.open()) {
            MessageVerifier verifier = MessageVerifier.using(open.resolver()).withTimeLimit(dns.timeout());
            explainer = DkimExplainer.using(open.resolver())
                    .withTimeLimit(dns.timeout())
                    .withLineEnds(LineEnds.OF_A_FILE);
            if (many) {
                return all(verifier);
            }
            for (String path : paths) {
                verify(verifier, path);
            }
        }
        if (read == 0) {
            int code = leftOut ? ExitCode.UNREADABLE : ExitCode.BAD_INPUT;
            throw new Failure(code, "input.empty", String.join(" ", paths));
        }
        return leftOut ? ExitCode.UNREADABLE : worst;
    }

    private record Told(MessageVerdict verdict, Map<Integer, List<Finding>> changes) {}

    private int all(MessageVerifier verifier) {
        return batch.run(
                "verify",
                output,
                WINDOW,
                new JsonLines<>(
                        output,
                        line -> line,
                        (path, threads) -> Batch.waiting(threads, () -> one(verifier, path)),
                        (path, told) -> JsonReport.of(
                                told.verdict(),
                                path,
                                null,
                                authservId,
                                told.changes(),
                                output.words().locale()),
                        told -> exitCode(told.verdict())));
    }

    private Told one(MessageVerifier verifier, String path) {
        Path file = Input.path(path);
        if (Files.isDirectory(file)) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable.directory", path);
        }
        try {
            MessageVerdict verdict = verifier.check(session(ReceivedMessage.of(file)));
            return new Told(verdict, changes(verdict, () -> beginning(file)));
        } catch (UncheckedIOException unreadable) {
            throw Unreadable.failure(path, unreadable);
        }
    }

    private void verify(MessageVerifier verifier, String path) {
        try {
            if (path.equals("-")) {
                byte[] octets = System.in.readAllBytes();
                told(verifier.check(session(ReceivedMessage.of(octets))), () -> octets, path, null);
            } else if (Files.isDirectory(Input.path(path))) {
                try (Maildir store = Maildir.open(Input.path(path))) {
                    store.linksNotFollowed().forEach(this::leaveOut);
                    each(verifier, store, path);
                }
            } else if (Input.isMany(List.of(path))) {
                try (MessageStore store = Mbox.open(Input.path(path))) {
                    each(verifier, store, path);
                }
            } else {
                Path file = Input.path(path);
                told(verifier.check(session(ReceivedMessage.of(file))), () -> beginning(file), path, null);
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw Unreadable.failure(path, unreadable);
        }
    }

    private void leaveOut(Path link) {
        leftOut = true;
        StandardStreams.standardError()
                .println(Terminal.safe(Unreadable.link(link).sentence(output.words())));
    }

    private void each(MessageVerifier verifier, MessageStore store, String path) {
        for (MessageSource source : store) {
            String file = source.file().map(Path::toString).orElse(path);
            told(verifier.check(session(ReceivedMessage.of(source.octets()))), source::octets, file, source.index());
        }
    }

    private ReceivedMessage session(ReceivedMessage message) {
        ReceivedMessage told = message.helo(helo).withLineEnds(LineEnds.OF_A_FILE);
        told = client == null ? told : told.from(client);
        told = mailFrom == null ? told : told.mailFrom(mailFrom);
        told = trusted == null ? told : told.trusting(trusted);
        return received == null ? told : told.receivedAt(received);
    }

    private static InetAddress address(String text) {
        return IpLiteral.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.address", text));
    }

    private static Instant moment(long seconds) {
        if (seconds < 0 || seconds > MAX_EPOCH) {
            throw new Failure(ExitCode.USAGE, "usage.epoch", Long.toString(seconds));
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static byte[] beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_EXPLAINED);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What happened to the signatures that failed. */
    private Map<Integer, List<Finding>> changes(MessageVerdict verdict, Supplier<byte[]> octets) {
        Map<Integer, List<Finding>> changes = new HashMap<>();
        List<DkimSignatureResult> signatures = verdict.dkim().signatures();
        DkimExplainer known = explainer;
        for (int i = 0; i < signatures.size() && known != null; i++) {
            if (signatures.get(i).result() == DkimResult.FAIL) {
                DkimExplainer then = received == null ? known : known.at(received);
                changes.put(i, then.explain(octets.get(), i));
            }
        }
        return changes;
    }

    private void told(MessageVerdict verdict, Supplier<byte[]> octets, String file, @Nullable Integer index) {
        Terminal terminal = output.terminal();
        Map<Integer, List<Finding>> changes = changes(verdict, octets);
        if (output.json) {
            terminal.raw(JsonReport.of(
                            verdict,
                            file,
                            index,
                            authservId,
                            changes,
                            output.words().locale())
                    .toJson());
        } else {
            if (read > 0) {
                terminal.gap();
            }
            if (paths.size() > 1 || index != null) {
                terminal.line(Terminal.Style.HEADING, index == null ? file : file + " " + index);
            }
            TextReport.on(terminal, output.words().locale()).print(verdict, changes);
        }
        read++;
        int code = exitCode(verdict);
        worst = worst == ExitCode.BAD || code == ExitCode.BAD ? ExitCode.BAD : Math.max(worst, code);
    }

    private static int exitCode(MessageVerdict verdict) {
        if (verdict.dmarc().result() == DmarcVerdict.Result.NONE) {
            boolean passed =
                    verdict.dkim().isPass() || verdict.spf().verdict().token().equals("pass");
            return passed ? ExitCode.GOOD : verdict.gaps().isEmpty() ? ExitCode.BAD : ExitCode.CANNOT_TELL;
        }
        boolean unsessioned = verdict.cannotTell() && verdict.dmarc().finding().isPresent();
        boolean broken = unsessioned && verdict.dkim().result() == DkimResult.FAIL; // bad news that needs no session
        return verdict.isPass() ? ExitCode.GOOD : verdict.cannotTell() && !broken ? ExitCode.CANNOT_TELL : ExitCode.BAD;
    }
}
