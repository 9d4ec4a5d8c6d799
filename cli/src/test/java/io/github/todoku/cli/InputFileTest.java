package io.github.todoku.cli;

import static io.github.todoku.cli.ManyRuns.Run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as people give them: why one cannot be read, what it is instead of a mail, and the reply without any file. */
class InputFileTest {
    private static final String REPLY = "550 5.1.1 <taro@customer.example>: Recipient address rejected: User unknown";

    @TempDir
    Path directory;

    private String file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static List<Program.Result> results(Run... runs) throws Exception {
        return ManyRuns.of(Map.of("LC_ALL", "C"), List.of(runs));
    }

    private String zone() throws IOException {
        return "world:" + file("z.zone", bytes("example.com. A 192.0.2.1\n"));
    }

    @Test
    void whyAFileCannotBeReadIsSaid() throws Exception {
        String missing = directory.resolve("nothing").toString();
        Path large = directory.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(Input.MAX_SETTINGS_OCTETS + 1L);
        }
        String latin = file("latin", new byte[] {'S', (byte) 0xE9, '\n'});
        List<Program.Result> results = results(
                Run.of("diagnose", missing),
                Run.of("bounce", missing),
                Run.of("dmarc", "example.com", "--dns", "world:" + missing),
                Run.of("bounce", missing, "--lang", "ja"),
                Run.of("services", "--services-file", directory.toString()),
                Run.of("dnsbl", "--batch", directory.toString(), "--dns", zone()),
                Run.of("services", "--services-file", large.toString()),
                Run.of("services", "--services-file", latin),
                Run.of("bounce", "a\0b"));
        assertThat(results).extracting(Program.Result::exitCode).containsOnly(ExitCode.UNREADABLE);
        assertThat(results.subList(0, 3))
                .allSatisfy(each -> assertThat(each.err()).contains("Cannot read", "nothing: there is no such file."));
        assertThat(results.get(3).err()).contains("そのようなファイルはありません");
        assertThat(results.get(4).err()).contains("it is a directory");
        assertThat(results.get(5).err()).contains("it is a directory");
        assertThat(results.get(6).err()).contains("larger than " + Input.MAX_SETTINGS_OCTETS + " bytes");
        assertThat(results.get(7).err()).contains("not UTF-8 text");
        assertThat(results.get(8).err()).contains("that cannot be the name of a file");
    }

    /** A shell makes one of a variable that is not set; the current folder is not what was meant. */
    @Test
    void anEmptyNameIsNone() throws Exception {
        Path state = directory.resolve("state");
        String reply = file("r.txt", bytes(REPLY));
        String[] passes = {"spf", "check", "192.0.2.1", "bob@example.com"};
        List<Run> runs = new ArrayList<>(List.of(
                Run.of("bounce", "", "--state", state.toString()),
                Run.of("bounce", reply, "", "--state", state.toString()),
                Run.of("bounce", reply, "--rules", ""),
                Run.of("bounce", reply, "--state", ""),
                Run.of("bounce", reply, "--state="),
                Run.of("diagnose", "", "--dns", zone()),
                Run.of("diagnose", reply, "", "--dns", zone()),
                Run.of("diagnose", reply, "--delivered", "", "--dns", zone()),
                Run.of("verify", "", "--dns", zone()),
                Run.of("verify", reply, "", "--dns", zone()),
                Run.of("reports", "", "--dns", zone()),
                Run.of("reports", reply, "", "--dns", zone()),
                Run.of("reply", ""),
                Run.of("suppressions", ""),
                Run.of("sign", "", "--domain", "example.com", "--selector", "s", "--key", ""),
                Run.of("demo", "--write", ""),
                Run.of("services", "--services-file", ""),
                Run.of("dnsbl", "--batch", "", "--dns", zone()),
                Run.of("dnsbl", "--batch", reply, "--journal", "", "--dns", zone()),
                Run.of("domain", "example.com", "--html", "", "--dns", zone()),
                Run.of("dkim", "keygen", "--domain", "example.com", "--selector", "s", "--out", ""),
                Run.of("spf", "diff", "", reply, "--domain", "example.com")));
        for (String option : List.of("--dns=zone:", "--dns=world:", "--dns=zone:,system", "--config=")) {
            List<String> args = new ArrayList<>(Arrays.asList(passes));
            args.add(option);
            runs.add(new Run("", args));
        }
        List<Program.Result> results = ManyRuns.of(Map.of("LC_ALL", "C"), runs);
        for (int i = 0; i < runs.size(); i++) {
            String line = String.join(" ", runs.get(i).args()) + ": " + results.get(i);
            assertThat(results.get(i).exitCode()).as(line).isEqualTo(ExitCode.USAGE);
            assertThat(results.get(i).out()).as(line).isEmpty();
            assertThat(results.get(i).err())
                    .as(line)
                    .isEqualTo("The name of a file or folder is empty. Is a shell variable unset?\n");
        }
        assertThat(state).doesNotExist();
    }

    @Test
    void aFileThatOneMayNotReadIsSaidToBeOne() throws Exception {
        Path secret = Path.of(file("secret", bytes(REPLY)));
        Files.setPosixFilePermissions(secret, Set.of());
        assumeFalse(Files.isReadable(secret), "root may read everything");
        assertThat(results(Run.of("bounce", secret.toString())).get(0).err()).contains("permission denied");
    }

    @Test
    void theReasonOfEveryFailureHasItsSentence() {
        Words words = Words.in(java.util.Locale.ENGLISH);
        assertThat(Unreadable.failure("x", new java.nio.file.AccessDeniedException("x"))
                        .sentence(words))
                .isEqualTo("Cannot read x: permission denied.");
        assertThat(Unreadable.failure("x", new IOException("Input/output error"))
                        .sentence(words))
                .isEqualTo("Cannot read x: Input/output error.");
        assertThat(Unreadable.failure("x", new BoundedInput.TooLarge(5)).sentence(words))
                .isEqualTo("Cannot read x: it is larger than 5 bytes.");
    }

    @ParameterizedTest
    @CsvSource({
        "504B0304, a zip archive, zip ファイル",
        "D0CF11E0A1B11AE1, an Outlook message (.msg), Outlook のメール",
        "255044462D, a PDF document, PDF です"
    })
    void whatIsNoMailIsCalledWhatItIs(String magic, String english, String japanese) throws Exception {
        byte[] octets = java.util.HexFormat.of().parseHex(magic);
        byte[] content = Arrays.copyOf(octets, 600);
        System.arraycopy(bytes("\n" + REPLY), 0, content, octets.length, REPLY.length() + 1);
        String named = file("m", content);
        String good = file("r.txt", bytes(REPLY));
        List<Program.Result> results = results(
                Run.of("bounce", named),
                Run.of("diagnose", named, "--dns", zone()),
                Run.of("diagnose", named, "--lang", "ja", "--dns", zone()),
                Run.of("bounce", good, named));
        assertThat(results.subList(0, 3)).extracting(Program.Result::exitCode).containsOnly(ExitCode.BAD_INPUT);
        assertThat(results.get(0).err()).contains("m is " + english);
        assertThat(results.get(1).err()).contains(english);
        assertThat(results.get(2).err()).contains(japanese);
        assertThat(results.get(3).exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(results.get(3).out()).contains("ADDRESS_UNKNOWN");
    }

    @Test
    void aPackedMailIsUnpackedWithinABound() throws Exception {
        byte[] packed = gzip(bytes(REPLY));
        String mail = file("r.txt.gz", packed);
        String torn = file("torn.gz", Arrays.copyOf(packed, packed.length - 12));
        byte[] inside = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 100);
        String archive = file("zip.gz", gzip(inside));
        List<Program.Result> results = results(
                Run.of("bounce", "--json", mail),
                Run.of("diagnose", mail, "--json", "--dns", zone()),
                Run.of("bounce", torn),
                Run.of("bounce", archive));
        assertThat(results.get(0).out()).contains("ADDRESS_UNKNOWN");
        assertThat(results.get(1).out()).contains("address-unknown");
        assertThat(results.get(2).exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(results.get(2).err()).contains("damaged or incomplete");
        assertThat(results.get(3).err()).contains("zip archive");
    }

    @Test
    void nothingInAMailboxIsAnAnswer() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path maildir = directory.resolve("Maildir");
        for (String part : List.of("new", "cur", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        String mbox = file("mbox", new byte[0]);
        for (String command : List.of("bounce", "diagnose")) {
            for (Program.Result result : results(
                    Run.of(command, folder.toString()),
                    Run.of(command, maildir.toString()),
                    Run.of(command, mbox),
                    Run.of(command, folder.toString(), mbox),
                    Run.of(command, "-"))) {
                assertThat(result.exitCode()).as(result.err()).isZero();
                assertThat(result.err()).contains("There is no message");
                assertThat(result.out()).isEmpty();
            }
        }
    }

    @Test
    void aFolderOfAMaildirThatIsALinkIsNamed() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("1"), "From: a@example.com\n\n" + REPLY);
        Path maildir = Files.createDirectory(directory.resolve("Maildir"));
        Files.createDirectory(maildir.resolve("new"));
        Path link = Files.createSymbolicLink(maildir.resolve("cur"), elsewhere);
        String folder = maildir.toString();
        for (List<String> command : List.of(
                List.of("bounce", folder),
                List.of("diagnose", folder, "--dns", zone()),
                List.of("verify", folder, "--dns", zone()))) {
            Program.Result english = in("en", command);
            assertThat(english.exitCode()).as(english.err()).isEqualTo(ExitCode.UNREADABLE);
            assertThat(english.err()).contains(link + " is a link to another folder and was not followed.");
            assertThat(in("ja", command).err()).contains(link + " は別のフォルダーへのリンクなので、たどりませんでした。");
        }
        Files.writeString(maildir.resolve("new/1"), REPLY);
        Program.Result some = Program.run("bounce", "--json", maildir.toString());
        assertThat(some.exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(some.out()).contains("ADDRESS_UNKNOWN");
    }

    private static Program.Result in(String language, List<String> command) throws Exception {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--lang", language));
        return Program.run(whole.toArray(String[]::new));
    }

    @Test
    void aReplyMayStandInTheCommandLine() throws Exception {
        List<Program.Result> results = results(
                Run.of("bounce", "--json", REPLY),
                Run.of("diagnose", "--json", REPLY, "--dns", zone()),
                Run.of("bounce", "--json", REPLY, "552 5.2.2 <jiro@customer.example> Mailbox full"));
        assertThat(results).extracting(Program.Result::exitCode).containsOnly(ExitCode.GOOD);
        assertThat(results.get(0).out()).contains("\"file\":\"(argument)\"", "\"cause\":\"ADDRESS_UNKNOWN\"");
        assertThat(results.get(1).out()).contains("address-unknown");
        assertThat(results.get(2).out().lines().toList()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 User unknown, true",
        "421 too many, true",
        "550-5.7.26 not authenticated, true",
        "5.7.1 refused, false",
        "550, false",
        "550.eml, false",
        "report.eml, false",
        "Error 550, false",
        "220 ready, true",
        "350 no, false"
    })
    void aReplyIsToldFromAFile(String text, boolean reply) {
        assertThat(Input.isReply(text)).isEqualTo(reply);
    }

    @Test
    void aFileOfThatNameIsRead() throws Exception {
        assertThat(Input.isReply(directory.resolve("x").toString())).isFalse();
        String named = file("550 5.1.1 x", bytes("nothing"));
        assertThat(Input.isReply(named)).isFalse();
    }
}
