package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What pages tell people to type: options that the command has, scripts that are there, modules, profiles and tests that the build knows,
 * and an artifact that can be had. Whole command lines are parsed by {@code DocsTest}.
 */
class ShownCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern PROGRAM = Pattern.compile("(?:\\./)?todoku ([a-z].*)");
    private static final CommandLine TODOKU = new CommandLine(new Main());

    /** Of a script, and what another tool calls it (docs/coming-from.md). */
    private static final Set<String> OF_OTHERS = Set.of("--examples", "--wait", "--skip-tls");

    static List<Path> pages() throws IOException {
        return DocsTest.pages().stream()
                .filter(each -> !each.toString().contains("decisions") && !each.endsWith("CHANGELOG.md"))
                .toList();
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    /** The command that the words begin with; the program itself where they name none. */
    private static CommandLine command(String words) {
        CommandLine at = TODOKU;
        for (String word : BLANKS.splitAsStream(words).toList()) {
            CommandLine below = at.getSubcommands().get(word);
            if (below == null) {
                break;
            }
            at = below;
        }
        return at;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyOptionThatIsNamedIsOneOfTheCommands(Path page) throws IOException {
        List<String> wrong = new ArrayList<>();
        Files.readString(page).lines().forEach(line -> {
            List<String> spans = find(SPAN, line).map(each -> each.group(1)).toList();
            List<CommandLine> commands = spans.stream()
                    .map(PROGRAM::matcher)
                    .filter(Matcher::matches)
                    .map(each -> command(each.group(1)))
                    .toList();
            boolean row = line.startsWith("| `todoku "); // what follows in it is of this command
            for (String span : spans) {
                Matcher program = PROGRAM.matcher(span);
                List<CommandLine> may = program.matches()
                        ? List.of(command(program.group(1)))
                        : row ? commands : all(TODOKU).toList();
                find(OPTION, span)
                        .map(MatchResult::group)
                        .filter(option ->
                                !OF_OTHERS.contains(option) && may.stream().noneMatch(has(option)))
                        .forEach(option -> wrong.add(option + " in " + line));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Predicate<CommandLine> has(String option) {
        return command -> command.getCommandSpec().optionsMap().containsKey(option);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ShownCommandsTest::all));
    }

    /** Those that do something: no command stands below them. */
    static List<CommandLine> commands() {
        return all(TODOKU).filter(each -> each.getSubcommands().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLineToTypeNamesWhatIsThere(Path page) throws IOException {
        List<String> wrong = new ArrayList<>();
        find(BLOCK, Files.readString(page))
                .filter(block -> block.group(1).isEmpty())
                .map(block -> block.group(2).replace("\\\n", " "))
                .filter(block -> !block.startsWith("Why:") && !block.startsWith("原因:")) // printed, not typed: DemoTest
                .flatMap(String::lines)
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .forEach(line -> wrong.addAll(faults(line.replaceAll("\\s+#.*", ""))));
        assertThat(wrong).isEmpty();
    }

    private static List<String> faults(String typed) {
        String line = typed.replaceFirst("^(?:[A-Z_]+=\\S+ )+", ""); // what is set for one command
        if (line.contains(" && ")) {
            return Stream.of(line.split(" && "))
                    .flatMap(each -> faults(each).stream())
                    .toList();
        }
        Matcher program = PROGRAM.matcher(line);
        if (program.matches()) {
            return find(OPTION, line)
                    .map(MatchResult::group)
                    .filter(option -> !has(option).test(command(program.group(1))))
                    .map(option -> option + " in " + line)
                    .toList();
        }
        String first = BLANKS.splitAsStream(line).findFirst().orElseThrow();
        boolean known = first.equals("java") || first.equals("mvn") || Files.isExecutable(ROOT.resolve(first));
        return known
                ? Stream.of(
                                words(line, "-pl ([\\w,-]+)", ShownCommandsTest::isModule),
                                words(line, "-P([\\w,-]+)", ShownCommandsTest::isProfile),
                                words(line, "-Dtest='?([\\w,]+)", ShownCommandsTest::isTest))
                        .flatMap(List::stream)
                        .toList()
                : List.of("nobody knows " + line);
    }

    private static List<String> words(String line, String pattern, Predicate<String> known) {
        return find(Pattern.compile(pattern), line)
                .flatMap(each -> Stream.of(each.group(1).split(",")))
                .filter(known.negate())
                .map(each -> "no " + each + ": " + line)
                .toList();
    }

    private static boolean isModule(String name) {
        return name.equals("MODULE") || Files.exists(ROOT.resolve(name).resolve("pom.xml"));
    }

    private static boolean isProfile(String name) {
        return TREE.stream()
                .filter(each -> each.endsWith("pom.xml"))
                .anyMatch(each -> read(each).contains("<id>" + name + "</id>"));
    }

    private static boolean isTest(String name) {
        return name.equals("None") || TREE.stream().anyMatch(each -> each.endsWith(name + ".java"));
    }

    private static final List<Path> TREE = tree();

    /** What the repository holds, not what was built: that comes and goes. */
    private static List<Path> tree() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) {
                    boolean built = folder.endsWith("target") || folder.endsWith(".git");
                    return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void theDependencyThatIsShownIsOneOfTheList() {
        Matcher shown = Pattern.compile("(?s)<artifactId>(todoku-[\\w-]+)</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(read(ROOT.resolve("README.md")));
        assertThat(shown.find()).isTrue();
        assertThat(read(ROOT.resolve("bom/pom.xml"))).contains("<artifactId>" + shown.group(1) + "</artifactId>");
        assertThat(read(ROOT.resolve("pom.xml"))).contains("<revision>" + shown.group(2) + "</revision>");
    }

    /** The table of the README has all that users get. */
    @Test
    void theReadmeNamesEveryArtifact() {
        Set<String> listed = find(Pattern.compile("(?m)^\\| `(todoku-[\\w-]+)` \\|"), read(ROOT.resolve("README.md")))
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> published = find(
                        Pattern.compile("<artifactId>(todoku-[\\w-]+)</artifactId>"), read(ROOT.resolve("bom/pom.xml")))
                .map(each -> each.group(1))
                .filter(each -> !each.equals("todoku-parent"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(published);
    }

    /** And each row of many at once all that take a batch. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.ja.md"})
    void theReadmeNamesEveryCommandThatTakesABatch(String page) {
        String row = find(Pattern.compile("(?m)^\\| … `--batch FILE` \\|([^:\\n]*):"), read(ROOT.resolve(page)))
                .map(each -> each.group(1))
                .findFirst()
                .orElse("");
        assertThat(find(Pattern.compile("`([^`]+)`"), row).map(each -> "todoku " + each.group(1)))
                .containsExactlyInAnyOrderElementsOf(all(TODOKU)
                        .filter(each -> each.getCommandSpec().findOption("--batch") != null)
                        .map(each -> each.getCommandSpec().qualifiedName())
                        .toList());
    }

    /** And it names every command. */
    @Test
    void theReadmeNamesEveryCommand() {
        String readme = read(ROOT.resolve("README.md"));
        assertThat(commands().stream().map(each -> each.getCommandSpec().qualifiedName()))
                .allMatch(name -> readme.contains(name));
    }
}
