package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.dns.Zone;
import io.github.todoku.senders.ServiceCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder :
                List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/decisions"), ROOT.resolve("docs/modules"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(each -> each.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
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
        assertThat(kinds).containsExactly("config", "rules", "services", "zone");
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path there = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(there) && (hash < 0 || headings(there).contains(target.substring(hash + 1)));
    }

    /** As the anchors of a page are made: small letters, blanks as hyphens, no punctuation. */
    private static List<String> headings(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .strip()
                        .replace(' ', '-'))
                .toList();
    }
}
