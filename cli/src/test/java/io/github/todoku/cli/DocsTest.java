package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.dns.Zone;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.senders.ServiceCatalog;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every link of README, docs and the other pages leads to a file and a heading that are there; every command line that they show is one
 * that the program understands; every file that they show is read. Blocks of Java are run by {@code PagesTest} and {@code ReadmeTest}
 * of {@code examples/embedding}.
 */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern COMMAND = Pattern.compile("^(?:\\./)?todoku ([a-z][^#|>]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern INDENTED = Pattern.compile("(?:\\A|\\n)\\n(?: {4}|\\t).*");

    /** Every page of the repository, not what was built. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) {
                boolean foreign = folder.endsWith("target") || folder.endsWith(".git");
                return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("examples/spring-boot/README.md"));
        pages.sort(null);
        return pages;
    }

    /** A page without its blocks. */
    static String prose(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(prose(page));
        while (link.find()) {
            String target = link.group(1);
            if (!target.contains("://") && !leadsSomewhere(page, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandLineIsOneOfTheProgram(Path page) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : (Iterable<String>) Files.readString(page).lines()::iterator) {
            Matcher command = COMMAND.matcher(line);
            if (command.find() && !line.contains("…") && !line.contains("[")) {
                String[] words = WORD.matcher(command.group(1))
                        .results()
                        .map(word -> word.group().replaceAll("^[\"']|[\"']$", ""))
                        .toArray(String[]::new);
                try {
                    new CommandLine(new Main()).parseArgs(words);
                } catch (CommandLine.ParameterException mistake) {
                    wrong.add(line + ": " + mistake.getMessage());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What is indented is code as well, and no test would read it, save in the page that {@code RulesPageTest} makes. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsFenced(Path page) throws IOException {
        if (!page.endsWith("docs/rules.md")) {
            assertThat(INDENTED.matcher(prose(page)).results().map(MatchResult::group))
                    .isEmpty();
        }
    }

    /** The pages of docs are found from its index; a glossary is for translators. */
    @Test
    void theIndexNamesEveryPage() throws IOException {
        Path docs = ROOT.resolve("docs");
        String index = Files.readString(docs.resolve("README.md"));
        try (Stream<Path> files = Files.list(docs)) {
            assertThat(files.map(each -> each.getFileName().toString())
                            .filter(each -> each.endsWith(".md") && !each.matches("README.md|glossary.md")))
                    .hasSizeGreaterThan(15)
                    .allMatch(each -> index.contains("](" + each + ")"));
        }
    }

    @Test
    void everyExampleSaysWhatItPromises() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("examples"))) {
            assertThat(folders.filter(each -> Files.exists(each.resolve("src"))).map(each -> each.resolve("README.md")))
                    .hasSizeGreaterThan(4)
                    .allSatisfy(
                            page -> assertThat(page).content().containsPattern("(?m)^## What (it|they) promises?$"));
        }
    }

    /** Of each kind at least one is shown, so that none is passed over. */
    @Test
    void everyFileThatIsShownIsRead(@TempDir Path folder) throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                String text = block.group(2);
                switch (block.group(1)) {
                    case "zone" -> assertThat(Zone.of(text).entries()).isNotEmpty();
                    case "services" ->
                        assertThat(ServiceCatalog.shipped().with("page", text).find("our-shop"))
                                .isPresent();
                    case "rules" ->
                        assertThat(ReplyClassifier.standard().withRules(text).classify("550 Locker cleared"))
                                .isNotNull(); // each rule is read, and wins its own example
                    case "lists" ->
                        assertThat(DnsblCatalog.shipped().with(text).find("bl.corp.example"))
                                .isPresent();
                    case "config" -> {
                        Path file = folder.resolve("config");
                        Files.writeString(file, text);
                        String[] args = {"spf", "check", "--config", file.toString()};
                        assertThat(ConfigFile.read(args, Map.of(), new CommandLine(new Main())))
                                .isNotNull();
                    }
                    case "", "java", "text", "xml", "json" -> {
                        continue;
                    }
                    default -> throw new AssertionError(page + ": nobody reads a block of " + block.group(1));
                }
                kinds.add(block.group(1));
            }
        }
        assertThat(kinds).containsExactly("config", "lists", "rules", "services", "zone");
    }

    /** The one table of exit codes has all that the program ends with, and the table of options only what every command has. */
    @Test
    void thePageOfTheProgramHasItsExitCodesAndOptions() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/program.md"));
        List<Integer> codes = new ArrayList<>();
        for (Field code : ExitCode.class.getDeclaredFields()) {
            if (code.getType() == int.class) {
                codes.add(code.getInt(null));
            }
        }
        assertThat(firstCells(page, "## Exit codes").map(Integer::valueOf)).containsExactlyElementsOf(codes);
        assertThat(firstCells(page, "## Options for every command")
                        .map(cell -> cell.replaceAll("`(--[a-z-]+).*", "$1")))
                .hasSizeGreaterThan(5)
                .allSatisfy(option -> assertThat(ShownCommandsTest.commands().stream()
                                .map(CommandLine::getCommandSpec)
                                .filter(each -> !each.optionsMap().containsKey(option)))
                        .allMatch(each -> each.name().equals("help")));
    }

    private static Stream<String> firstCells(String page, String heading) {
        String section = page.substring(page.indexOf(heading) + heading.length());
        int end = section.indexOf("\n## ");
        return section.substring(0, end < 0 ? section.length() : end)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("(?<!\\\\)\\|", -1)[1].strip())
                .skip(1);
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path there = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(there) && (hash < 0 || headings(there).contains(target.substring(hash + 1)));
    }

    /** As the anchors of a page are made: small letters, blanks as hyphens, no punctuation. */
    private static List<String> headings(Path page) throws IOException {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .strip()
                        .replace(' ', '-'))
                .toList();
    }
}
