package io.github.todoku.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.testing.DnsZone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block of the pages is compiled and run; where a block of text stands below it, that is what it prints. */
class PagesTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```(?:\\s*```text\n(.*?)```)?", Pattern.DOTALL);
    private static final Pattern ZONE = Pattern.compile("```zone\n(.*?)```", Pattern.DOTALL);

    /** For blocks that leave the imports out. */
    private static final String ALL = """
            import io.github.todoku.dkim.*;
            import io.github.todoku.dns.*;
            import io.github.todoku.message.auth.*;
            import java.nio.file.Path;
            """;

    /** Each package that has an entry point, and what examples take as given. */
    private static final String EVERYTHING = Stream.of(
                    "bounce",
                    "bounce.suppression",
                    "diagnosis",
                    "dkim",
                    "dkim.arc",
                    "dmarc",
                    "dns",
                    "dns.client",
                    "dnsbl",
                    "feedback",
                    "feedback.plan",
                    "feedback.summary",
                    "mail.domain",
                    "mail.domain.net",
                    "message",
                    "message.auth",
                    "preflight",
                    "preflight.domain",
                    "publicsuffix",
                    "render",
                    "senders",
                    "spf",
                    "spf.publish")
            .map(each -> "import io.github.todoku." + each + ".*;\n")
            .collect(Collectors.joining("", "", """
                    import io.github.todoku.testing.*;
                    import static io.github.todoku.testing.SpfAssert.assertThat;
                    import java.nio.file.Path;
                    import java.util.List;
                    import java.util.Locale;
                    import java.util.Map;
                    import java.time.Instant;
                    """));

    private static final String GIVEN =
            "InMemoryDns dns, DnsClient client, java.io.PrintStream out, java.net.InetAddress ip,"
                    + " java.net.InetAddress address, DnsName domain, DnsName mailFromDomain, DnsName selector, Path path, byte[] octets,"
                    + " byte[] message, byte[] changed, String helo, String sender, Locale locale, DomainSummary summary,"
                    + " java.util.concurrent.Executor executor, SuppressionStore store, BounceParser parser, MessageStore mailbox,"
                    + " DkimSigningKey key, AuthenticationResults report, Log log, Instant begin, Instant end";

    /** What the blocks take as given. */
    private static final String OWN =
            "io.github.todoku.dns.InMemoryDns dns, java.io.PrintStream out, java.nio.file.Path folder";

    private static final String PARAMETERS = OWN + ", byte[] octets, java.net.InetAddress client, String helo,"
            + " String reversePath, io.github.todoku.dns.DnsName domain";

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("mail.eml"), """
                From: Bob <bob@example.com>
                To: carol@example.net
                Subject: hello

                hello
                """.replace("\n", "\r\n"));
        Files.writeString(
                folder.resolve("verp.eml"), report("bounces+jane=alumni.example@example.com", "jane.new@example.net"));
        Files.writeString(
                folder.resolve("bounces.mbox"),
                "From MAILER-DAEMON Mon Nov 23 10:00:00 2026\n" + report("bounces@example.com", "bob@example.org"));
    }

    private static String report(String to, String recipient) {
        return """
                From: MAILER-DAEMON@mx.example.net
                To: %s
                Message-ID: <1@mx.example.net>
                Date: Mon, 23 Nov 2026 10:00:00 +0000
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %s
                Action: failed
                Diagnostic-Code: smtp; 550 5.1.1 User unknown
                --b--
                """.formatted(to, recipient);
    }

    @Test
    void theCookbookPrintsWhatItSays() throws Exception {
        Path page = DOCS.resolve("cookbook.md");
        List<String> wrong = new ArrayList<>();
        Matcher block = JAVA.matcher(Files.readString(page));
        int count = 0;
        while (block.find()) {
            String printed = run("Cookbook" + ++count, OWN, "", block.group(1));
            String told = block.group(2) == null ? "" : block.group(2);
            if (!printed.strip().equals(told.strip())) {
                wrong.add("block " + count + " prints\n" + printed);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(10);
    }

    @Test
    void blocksOfOtherPagesRun() throws Exception {
        writeKey("s2026b.pem", "RSA");
        writeKey("e2026b.pem", "Ed25519");
        int count = 0;
        try (Stream<Path> pages = Files.walk(DOCS)) {
            for (Path page : pages.filter(each -> each.toString().endsWith(".md"))
                    .filter(each -> !each.endsWith("cookbook.md"))
                    .sorted()
                    .toList()) {
                Matcher block = JAVA.matcher(Files.readString(page));
                while (block.find()) {
                    String inFolder = block.group(1).replace("Path.of(\"", "folder.resolve(\"");
                    run("Page" + ++count, PARAMETERS, ALL, inFolder);
                }
            }
        }
        assertThat(count).isPositive();
    }

    private void writeKey(String name, String algorithm) throws Exception {
        byte[] key = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static final Pattern TYPE = Pattern.compile(
            "(?<=\n)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public (?:sealed )?(?:final class|interface|record) (\\w+)",
            Pattern.DOTALL);
    private static final Pattern MAKER =
            Pattern.compile("public static [\\w<>.]+ (?:using|standard|system|open|shipped|over|layer|zone)\\(");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)`");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL);

    /** Settings are no place to begin; what connects is given to a checker, whose example shows it. */
    private static final Set<String> NO_ENTRY =
            Set.of("SpfOptions", "SpfPlanOptions", "DnsRun", "HttpsPolicyFetcher", "SmtpMxProbe");

    /** What a reader sees first of a class is how it is called: of each that makes itself, and of each in the table of the grammar. */
    @Test
    void everyEntryPointShowsAnExampleThatCompiles() throws Exception {
        Set<String> table = entries();
        assertThat(table).contains("SpfVerifier", "ReportBook", "TrustBoundary", "Message");
        List<String> without = new ArrayList<>();
        List<Path> examples = new ArrayList<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            Matcher type = TYPE.matcher(text);
            if (type.find()
                    && !NO_ENTRY.contains(type.group(2))
                    && (table.contains(type.group(2)) || MAKER.matcher(text).find())) {
                Matcher example = EXAMPLE.matcher(type.group(1));
                if (!example.find()) {
                    without.add(type.group(2));
                    continue;
                }
                String code = example.group(1).replaceAll("(?m)^ \\* ?", "").replaceAll("…|\\.\\.\\.", ";");
                boolean ended = code.replaceAll("//.*", "").strip().matches("(?s).*[;}]");
                examples.add(written("ExampleOf" + type.group(2), GIVEN, EVERYTHING, ended ? code : code + ";"));
            }
        }
        assertThat(without).isEmpty();
        assertThat(faults(examples)).isEmpty();
        assertThat(examples).hasSizeGreaterThan(45);
    }

    /** The types in the first column of the table of docs/api.md. */
    private static Set<String> entries() throws IOException {
        return Files.readString(DOCS.resolve("api.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> NAMED.matcher(line.split("(?<!\\\\)\\|", -1)[1].replaceAll("`(\\w+)\\.", "`$1` ."))
                        .results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    /** Nobody's library. */
    private static final Set<String> NO_MODULES = Set.of("cli", "fuzz", "fixtures");

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of("../.."))) {
            for (Path module : modules.sorted().toList()) {
                Path tree = module.resolve("src/main/java/io/github/todoku");
                if (Files.isDirectory(tree)
                        && !NO_MODULES.contains(module.getFileName().toString())) {
                    try (Stream<Path> files = Files.walk(tree)) {
                        files.filter(each -> each.toString().endsWith(".java")
                                        && !each.toString().contains("/internal/"))
                                .forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private String run(String name, String parameters, String imports, String code) throws Exception {
        Path classes = compile(name, parameters, imports, code);
        Matcher zone = ZONE.matcher(Files.readString(DOCS.resolve("cookbook.md")));
        assertThat(zone.find()).isTrue();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Map<String, Object> given = Map.of(
                "dns",
                InMemoryDns.zone(zone.group(1)),
                "out",
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "folder",
                folder,
                "octets",
                Files.readAllBytes(folder.resolve("mail.eml")),
                "client",
                IpLiteral.of("192.0.2.7"),
                "helo",
                "mx.example.com",
                "reversePath",
                "bob@example.com",
                "domain",
                DnsName.of("example.com"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> block = loader.loadClass(name);
            for (Field each : block.getFields()) {
                each.set(null, given.get(each.getName()));
            }
            block.getMethod("run").invoke(null);
            runTests(loader, classes, name);
        }
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"); // header fields fold by CRLF
    }

    /** A block may show a class of tests: each gets the DNS that it asks for. */
    private static void runTests(ClassLoader loader, Path classes, String name) throws Exception {
        try (Stream<Path> local = Files.list(classes)) {
            for (String each : local.map(file -> file.getFileName().toString().replace(".class", ""))
                    .filter(file -> file.startsWith(name + "$"))
                    .toList()) {
                for (Method test : loader.loadClass(each).getDeclaredMethods()) {
                    if (test.isAnnotationPresent(Test.class)) {
                        Constructor<?> constructor = test.getDeclaringClass().getDeclaredConstructor();
                        constructor.setAccessible(true);
                        test.setAccessible(true);
                        String text = test.getAnnotation(DnsZone.class).text();
                        test.invoke(constructor.newInstance(), InMemoryDns.zone(text));
                    }
                }
            }
        }
    }

    private Path compile(String name, String parameters, String imports, String code) throws IOException {
        assertThat(faults(List.of(written(name, parameters, imports, code)))).isEmpty();
        return folder.resolve("classes");
    }

    /** A block as a class whose fields are what it takes as given, which the block may hide. */
    private Path written(String name, String parameters, String imports, String code) throws IOException {
        StringBuilder head = new StringBuilder(imports);
        StringBuilder body = new StringBuilder();
        code.lines()
                .forEach(line ->
                        (line.startsWith("import ") ? head : body).append(line).append('\n'));
        return Files.writeString(folder.resolve(name + ".java"), """
                %s
                public class %s {
                    interface Log {
                        void info(String text, Object... values);
                        void warn(String text, Object... values);
                    }
                    public static %s;
                    public static void run() throws Exception {
                %s
                    }
                }
                """.formatted(
                        head, name, parameters.replace(", ", "; public static "), body));
    }

    /** What the compiler says of these, all at once. */
    private List<String> faults(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(faults, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            compiler.getTask(null, files, faults, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return faults.getDiagnostics().stream().map(Object::toString).toList();
    }
}
