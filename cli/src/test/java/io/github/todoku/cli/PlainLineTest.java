package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code options/COMMAND} says what the annotations say ({@code -Doptions.write=true} writes it anew), and a line that is read by it sets
 * what picocli would set.
 */
class PlainLineTest {
    private static final Path FORMS = Path.of("src/main/resources/io/github/todoku/cli/options");
    private static final Set<Class<?>> TYPES =
            Set.of(boolean.class, String.class, Path.class, int.class, Long.class, List.class);
    private static final int LINES = 4_000;

    /** Words that mean something to picocli, to a shell, or to nobody. */
    private static final List<String> WORDS = List.of(
            "example.com",
            "192.0.2.1",
            "bob@example.com",
            "",
            " ",
            "-",
            "--",
            "---",
            "-x",
            "-h",
            "-V",
            "--help",
            "--version",
            "--zzz",
            "--",
            "@file",
            "@",
            "12",
            "007",
            "0",
            "+5",
            "-5",
            "0x1f",
            "1e3",
            "99999999999",
            "１２",
            "a=b",
            "=",
            "a,b",
            "true",
            "false",
            "\"quoted\"",
            "'q'",
            "${user.home}",
            "${",
            "%n",
            "<>",
            "\\",
            "keygen",
            "check",
            "help",
            "null",
            "ä\n");

    private static List<CommandLine> leaves(CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return command.getCommand() instanceof Command ? List.of(command) : List.of();
        }
        return command.getSubcommands().values().stream()
                .flatMap(each -> leaves(each).stream())
                .toList();
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-").substring("todoku-".length());
    }

    private static Map<String, String> forms() {
        Map<String, String> forms = new TreeMap<>();
        for (CommandLine each : leaves(new CommandLine(new Main()))) {
            CommandSpec spec = each.getCommandSpec();
            if (spec.args().stream().allMatch(argument -> isPlain(argument) || !argument.required())
                    && spec.positionalParameters().stream().allMatch(PlainLineTest::isPlain)) {
                forms.put(name(each), form(spec));
            }
        }
        return forms;
    }

    private static String form(CommandSpec spec) {
        StringBuilder form = new StringBuilder(spec.userObject().getClass().getSimpleName()).append('\n');
        for (ArgSpec each : spec.args()) {
            if (isPlain(each)) {
                for (String name : names(each)) {
                    form.append(name).append(' ').append(path(spec.userObject().getClass(), each));
                    form.append(each.required() ? " required\n" : "\n");
                }
            }
        }
        return form.toString();
    }

    private static List<String> names(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return Stream.of(option.names())
                    .filter(each -> each.startsWith("--"))
                    .toList();
        }
        PositionalParamSpec place = (PositionalParamSpec) argument;
        return List.of(place.index().min() + (place.isMultiValue() ? ".." : ""));
    }

    private static boolean isPlain(ArgSpec argument) {
        if (argument instanceof OptionSpec option
                && (option.usageHelp()
                        || option.versionHelp()
                        || option.negatable()
                        || names(option).contains("--config"))) {
            return false;
        }
        boolean flag = argument.type() == boolean.class;
        boolean manyPlaces = argument.isPositional() && argument.isMultiValue();
        return TYPES.contains(argument.type())
                && (argument.type() != List.class || argument.auxiliaryTypes()[0] == String.class)
                && (argument.isPositional() || argument.arity().max() == (flag ? 0 : 1))
                && (argument.isPositional()
                        || argument.arity().min() == argument.arity().max())
                && (manyPlaces
                        ? ((PositionalParamSpec) argument).index().isVariable()
                        : !argument.isPositional()
                                || ((PositionalParamSpec) argument).index().max()
                                        == ((PositionalParamSpec) argument)
                                                .index()
                                                .min())
                && argument.splitRegex().isEmpty()
                && argument.converters().length == 0
                && argument.group() == null
                && !argument.interactive();
    }

    /** {@code output.json}: the field of the command's that holds a mixin, and the mixin's own. */
    private static String path(Class<?> type, ArgSpec argument) {
        for (Field each : type.getDeclaredFields()) {
            if (each.equals(argument.userObject())) {
                return each.getName();
            } else if (each.isAnnotationPresent(CommandLine.Mixin.class)) {
                String below = path(each.getType(), argument);
                if (!below.isEmpty()) {
                    return each.getName() + "." + below;
                }
            }
        }
        return "";
    }

    @Test
    void theFormsSayWhatTheAnnotationsSay() throws IOException {
        Map<String, String> forms = forms();
        if (Boolean.getBoolean("options.write")) {
            Files.createDirectories(FORMS);
            for (Map.Entry<String, String> each : forms.entrySet()) {
                Files.writeString(FORMS.resolve(each.getKey()), each.getValue());
            }
        }
        assertThat(forms).hasSizeGreaterThan(18);
        for (Map.Entry<String, String> each : forms.entrySet()) {
            assertThat(FORMS.resolve(each.getKey()))
                    .as("write it with -Doptions.write=true")
                    .content(StandardCharsets.UTF_8)
                    .isEqualTo(each.getValue());
        }
        try (Stream<Path> there = Files.list(FORMS)) {
            assertThat(there.map(each -> String.valueOf(each.getFileName())))
                    .as("forms of commands that are no more")
                    .containsExactlyInAnyOrderElementsOf(forms.keySet());
        }
    }

    /** What picocli reads; null if it takes the line for a question or a mistake. */
    private static @Nullable Command byPicocli(String... typed) {
        try {
            ParseResult parsed = Main.program(typed).parseArgs(typed);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            boolean question = parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
            return !question && parsed.commandSpec().userObject() instanceof Command command ? command : null;
        } catch (CommandLine.PicocliException mistake) {
            return null;
        }
    }

    private static Map<String, Object> values(Object of) throws IllegalAccessException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field each : of.getClass().getDeclaredFields()) {
            if (each.isAnnotationPresent(CommandLine.Mixin.class)) {
                values.put(each.getName(), values(each.get(of)));
            } else if (each.getAnnotations().length > 0) {
                each.setAccessible(true);
                values.put(each.getName(), each.get(of));
            }
        }
        return values;
    }

    @Test
    void aLineThatIsReadSetsWhatPicocliWouldSet() throws Exception {
        Random random = new Random(27);
        Map<String, String> forms = forms();
        int read = 0;
        for (String command : forms.keySet()) {
            for (int i = 0; i < LINES / forms.size(); i++) {
                String[] typed = line(command, forms.getOrDefault(command, ""), random);
                Command plain = PlainLine.of(typed);
                if (plain != null) {
                    read++;
                    Command expected = byPicocli(typed);
                    assertThat(expected).as(String.join("|", typed)).isNotNull().hasSameClassAs(plain);
                    assertThat(values(plain))
                            .as(String.join("|", typed))
                            .isEqualTo(values(Objects.requireNonNull(expected)));
                }
            }
        }
        assertThat(read).isGreaterThan(LINES / 10);
    }

    /** What a command cannot do without is enough: no form is there for nothing. */
    @Test
    void theRequiredWordsAloneAreRead() {
        forms().forEach((command, form) -> {
            List<String> typed = new ArrayList<>(List.of(command.split("-")));
            form.lines().filter(each -> each.endsWith(" required")).forEach(each -> {
                if (each.startsWith("--")) {
                    typed.add(first(each));
                }
                typed.add("value");
            });
            assertThat(PlainLine.of(typed.toArray(String[]::new)))
                    .as(String.join(" ", typed))
                    .isNotNull();
        });
    }

    private static String first(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static String[] line(String command, String form, Random random) {
        List<String> typed = new ArrayList<>(List.of(command.split("-")));
        List<String> names = form.lines().skip(1).map(PlainLineTest::first).toList();
        form.lines()
                .filter(each -> each.endsWith(" required") && each.startsWith("--"))
                .forEach(each -> {
                    typed.add(first(each));
                    typed.add("value");
                });
        for (int i = random.nextInt(6); i > 0; i--) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> typed.add(name);
                case 1 -> typed.add(name + "=" + word);
                case 2 -> {
                    typed.add(name);
                    typed.add(random.nextBoolean() ? word : "7");
                }
                case 3 -> typed.add("value" + i);
                default -> typed.add(word);
            }
        }
        return typed.toArray(String[]::new);
    }

    @Test
    @Timeout(10)
    void asManyFilesAsAShellGivesAreReadAtOnce() {
        String[] typed = Stream.concat(
                        Stream.of("bounce"), Stream.generate(() -> "file").limit(200_000))
                .toArray(String[]::new);
        assertThat(PlainLine.of(typed))
                .isInstanceOfSatisfying(
                        BounceCommand.class, bounce -> assertThat(bounce.paths).hasSize(200_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spf check 192.0.2.1 bob@example.com --dns world:zone",
                "spf check 192.0.2.1 --helo=mail.example.com --timeout 5 --json --lang ja",
                "spf lint example.com --quiet",
                "dnsbl 192.0.2.1 192.0.2.2 --all",
                "bounce - --csv",
                "bounce a b c --rules mine",
                "reports a --json b",
                "domain example.com --no-lists --html page.html",
                "dig example.com TXT MX",
                "dkim keygen --domain example.com --selector s --out key.pem"
            })
    void whatPeopleTypeIsPlain(String line) {
        assertThat(PlainLine.of(line.split(" ", -1))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "help spf",
                "spf",
                "spf check --help",
                "spf check 192.0.2.1 --jso",
                "spf check 192.0.2.1 --json --json",
                "spf check 192.0.2.1 --json=true",
                "spf check 192.0.2.1 --dns",
                "spf check 192.0.2.1 --dns --json",
                "spf check 192.0.2.1 --timeout 1s",
                "spf check 192.0.2.1 --timeout 99999999999",
                "spf check 192.0.2.1 bob@example.com again",
                "spf check 192.0.2.1 -- --json",
                "spf check @arguments",
                "spf-check 192.0.2.1",
                "spf/check 192.0.2.1",
                "../options/dig example.com",
                "spf check 192.0.2.1 --config settings",
                "dkim keygen --domain example.com",
                "demo --write a\0b",
                "demo --write=",
                "bounce"
            })
    void whatElseALineHoldsIsLeftToPicocli(String line) {
        assertThat(PlainLine.of(line.split(" ", -1))).isNull();
    }
}
