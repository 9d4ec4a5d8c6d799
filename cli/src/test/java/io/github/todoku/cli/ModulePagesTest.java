package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/modules}: a page a module, made of its POM, its public types and their Javadoc, the rows of {@code docs/api.md} and
 * what {@code modules.txt} says; {@code -Dmodules.write=true} writes them anew.
 */
class ModulePagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGES = ROOT.resolve("docs/modules");
    private static final List<Stanza> STANZAS =
            StanzaReader.resource("modules.txt", ModulePagesTest.class.getResourceAsStream("modules.txt"));
    private static final Pattern TYPE = Pattern.compile("`?(?<type>[A-Z]\\w+)(?:`|\\.)");

    @Test
    void thePagesSayWhatTheCodeSays() throws IOException {
        Map<Path, String> pages = new TreeMap<>();
        for (Stanza each : STANZAS) {
            pages.put(PAGES.resolve(each.required("Module") + ".md"), page(each));
        }
        pages.put(PAGES.resolve("README.md"), index());
        if (Boolean.getBoolean("modules.write")) {
            Files.createDirectories(PAGES);
            for (Map.Entry<Path, String> each : pages.entrySet()) {
                Files.writeString(each.getKey(), each.getValue());
            }
        }
        for (Map.Entry<Path, String> each : pages.entrySet()) {
            assertThat(each.getKey())
                    .as("write it with -Dmodules.write=true")
                    .content()
                    .isEqualTo(each.getValue());
        }
        try (Stream<Path> there = Files.list(PAGES)) {
            assertThat(there).containsExactlyInAnyOrderElementsOf(pages.keySet());
        }
    }

    @Test
    void everyPublishedModuleHasOne() throws IOException {
        Matcher artifact = Pattern.compile("<artifactId>todoku-([a-z-]+)</artifactId>")
                .matcher(Files.readString(ROOT.resolve("bom/pom.xml")));
        TreeSet<String> published = new TreeSet<>();
        while (artifact.find()) {
            published.add(artifact.group(1));
        }
        published.removeAll(List.of("parent", "bom"));
        assertThat(STANZAS.stream().map(each -> each.required("Module")))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    private static String index() throws IOException {
        StringBuilder page = new StringBuilder("""
                # A page a module

                What each module is for, what to call first, what it promises and costs. Made by `ModulePagesTest`, `-Dmodules.write=true`.

                """);
        for (Stanza each : STANZAS) {
            String module = each.required("Module");
            page.append("- [todoku-%s](%s.md): %s\n".formatted(module, module, described(module)));
        }
        return page.toString();
    }

    private static String page(Stanza told) throws IOException {
        String module = told.required("Module");
        List<Type> types = types(module);
        assertThat(types).as(module).isNotEmpty();
        StringBuilder page = new StringBuilder("# todoku-%s\n\n%s\n\n".formatted(module, sentence(described(module))));
        page.append("`io.github.todoku:todoku-%s`; %s. Brings along: %s ([why](../../ci/consumers/dependencies.txt)).\n"
                .formatted(module, packages(types), brought(module)));
        told.optional("Use").ifPresent(use -> page.append("\n%s\n".formatted(capital(use))));
        List<String> calls = calls(types);
        if (!calls.isEmpty()) {
            page.append("\n## What to call\n\n| call | gives | asks at most |\n|---|---|---|\n");
            calls.forEach(row -> page.append(row).append('\n'));
        }
        page.append("\n## What is promised\n\n");
        for (String promise : List.of("Threads", "Errors", "Cost")) {
            page.append("- *%s.* %s\n".formatted(promise, capital(told.required(promise))));
        }
        page.append("- *Limits.* Each bound is a constant: [the table](../limits.md).\n");
        page.append("- *Nulls.* What is not marked `@Nullable` is never null, neither given nor taken.\n");
        page.append("\n## The types\n\n| type | what it is |\n|---|---|\n");
        for (Type type : types) {
            page.append("| `%s` | %s |\n".formatted(type.name(), firstSentence(type)));
        }
        return page.toString();
    }

    private static String sentence(String text) {
        return text.endsWith("?") ? text : text + ".";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String described(String module) throws IOException {
        Matcher description = Pattern.compile("<description>(.*?)</description>", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
        assertThat(description.find()).isTrue();
        return description.group(1);
    }

    /** A type that a user may name, by its source: not every module is on the program's class path. */
    private record Type(String pack, String name, Path source) {
        boolean isPublic() throws IOException {
            return Pattern.compile("(?m)^public [\\w @-]*\\b" + name + "\\b")
                    .matcher(Files.readString(source))
                    .find();
        }
    }

    /** Those of the packages that are open to all; where there is no module-info, of every package. */
    private static List<Type> types(String module) throws IOException {
        Path tree = ROOT.resolve(module).resolve("src/main/java");
        Path info = tree.resolve("module-info.java");
        String exports = Files.exists(info) ? Files.readString(info) : null;
        List<Type> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String[] path = tree.relativize(file).toString().split("[/\\\\]|\\.java$", -1);
                String pack = String.join(".", List.of(path).subList(0, path.length - 2));
                String name = path[path.length - 2];
                Type type = new Type(pack, name, file);
                if ((exports == null || exports.contains("exports " + pack + ";")) && type.isPublic()) {
                    types.add(type);
                }
            }
        }
        types.sort(Comparator.comparing(Type::pack).thenComparing(Type::name));
        return types;
    }

    private static String packages(List<Type> types) {
        return types.stream()
                .map(Type::pack)
                .distinct()
                .map(each -> "`" + each + "`")
                .collect(Collectors.joining(", "));
    }

    /** The dependencies that the POM names and that reach a user. */
    private static String brought(String module) throws IOException {
        Matcher dependency = Pattern.compile(
                        "<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([\\w.-]+)</artifactId>((?:(?!</dependency>).)*)</dependency>",
                        Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
        List<String> names = new ArrayList<>();
        while (dependency.find()) {
            String rest = dependency.group(2);
            if (!rest.contains("<scope>test")
                    && !rest.contains("<scope>provided")
                    && !rest.contains("<optional>true")) {
                names.add("`" + dependency.group(1) + "`");
            }
        }
        return String.join(", ", names);
    }

    /** The rows of the grammar's table whose first type is one of these. */
    private static List<String> calls(List<Type> types) throws IOException {
        List<String> names = types.stream().map(Type::name).toList();
        return Files.readString(ROOT.resolve("docs/api.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .filter(line -> {
                    Matcher type = TYPE.matcher(line);
                    return type.find() && names.contains(type.group("type"));
                })
                .toList();
    }

    private static String firstSentence(Type type) throws IOException {
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[\\w.]+(?:\\((?:\"[^\"]*\"|[^\")])*\\))?\\s*)*public [\\w\\s@-]*\\b"
                                + type.name() + "\\b",
                        Pattern.DOTALL)
                .matcher(Files.readString(type.source()));
        assertThat(javadoc.find()).as(type.name()).isTrue();
        String text = javadoc.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ").strip();
        return plain(text.replaceAll("(?s)(?:<p>|<pre>|@param).*", ""))
                .replaceAll("(?s)(?<!e\\.g|i\\.e)\\.(?: .*)?$", "")
                .replaceAll("\\s+", " ")
                .replaceAll("[\\s:*]+$", "")
                .strip()
                .replace("|", "\\|");
    }

    /** Without inline tags, whose text may have braces of its own: a link by its label, if it has one. */
    private static String plain(String javadoc) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < javadoc.length(); at++) {
            if (!javadoc.startsWith("{@", at)) {
                plain.append(javadoc.charAt(at));
                continue;
            }
            int end = at;
            for (int open = 0; open > 0 || end == at; end++) {
                open += javadoc.charAt(end) == '{' ? 1 : javadoc.charAt(end) == '}' ? -1 : 0;
            }
            String[] words = javadoc.substring(at + 2, end - 1).split("\\s+", 2);
            String text = words.length < 2 ? "" : words[1];
            plain.append(
                    words[0].startsWith("link")
                            ? text.replaceAll("^[\\w.]*#?[\\w.]+(?:\\([^)]*\\))? (?=.)|^#", "")
                                    .replace('#', '.')
                            : text);
            at = end - 1;
        }
        return plain.toString();
    }
}
