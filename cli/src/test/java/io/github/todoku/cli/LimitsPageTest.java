package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.ParseLimits;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import io.github.todoku.fixtures.HostileZone;
import io.github.todoku.message.MessageLimits;
import io.github.todoku.preflight.domain.DomainChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * docs/limits.md: every limit that the API names, as the code has it, what a result says beyond it, and the test that holds it; and
 * how many DNS questions a stranger's records cause. {@code -Dlimits.write=true} writes the page.
 */
@Timeout(300)
class LimitsPageTest {
    private static final Path PAGE = Path.of("../docs/limits.md");
    private static final Pattern NAME = Pattern.compile("MAX|LIMIT|MOST");

    /** By what a hostile zone leads on. */
    private static final List<String> TERMS = List.of("include", "mx", "a", "ptr", "exists");

    private static final List<Stanza> STANZAS =
            StanzaReader.resource("limits.txt", LimitsPageTest.class.getResourceAsStream("limits.txt"));

    /**
     * A limit as the code has it.
     *
     * @param field where it stands
     */
    private record Limit(Field field) {
        String name() {
            return field.getDeclaringClass().getSimpleName() + "." + field.getName();
        }

        String value() {
            try {
                Object value = field.get(null);
                return value instanceof Duration time
                        ? time.toSeconds() + " s"
                        : String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
            } catch (IllegalAccessException hidden) {
                throw new AssertionError(hidden);
            }
        }

        /** The stanza of that very limit, of all of its class, or of all of its name. */
        Optional<Stanza> told() {
            String type = field.getDeclaringClass().getSimpleName();
            return Stream.of(name(), type + ".*", "*." + field.getName())
                    .flatMap(wanted -> STANZAS.stream()
                            .filter(each -> each.required("Limit").equals(wanted)))
                    .findFirst();
        }

        /** The first sentence of its Javadoc. */
        String what() {
            Pattern declared = Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public static final )?\\w+ " + field.getName() + " =",
                    Pattern.DOTALL);
            Matcher javadoc = declared.matcher(source(field.getDeclaringClass()));
            assertThat(javadoc.find()).as(name()).isTrue();
            String text = javadoc.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ").strip();
            String plain = text.replaceAll("\\{@(?:code|link) #?([^}]*)\\}", "$1");
            return plain.replaceAll("(?s)\\.(?: .*)?$", "").replace("|", "\\|");
        }
    }

    private static String source(Class<?> type) {
        String path = "src/main/java/" + type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return Files.readString(modules.map(module -> module.resolve(path))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Limit> limits() {
        return PublicApi.TYPES.stream()
                .filter(type -> !type.getPackageName().endsWith(".render"))
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> Modifier.isPublic(field.getModifiers())
                        && Modifier.isStatic(field.getModifiers())
                        && NAME.matcher(field.getName()).find())
                .filter(field -> field.getType().isPrimitive() || field.getType() == Duration.class)
                .map(Limit::new)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    @Test
    void everyLimitSaysWhatIsBeyondIt() {
        assertThat(limits()).hasSizeGreaterThan(80);
        assertThat(limits().stream().filter(each -> each.told().isEmpty()).map(Limit::name))
                .as("add them to limits.txt")
                .isEmpty();
    }

    @Test
    void aTestHoldsEveryLimit() {
        assertThat(limits().stream()
                        .filter(each -> each.told()
                                .filter(told -> !told.all("Test").isEmpty())
                                .isEmpty())
                        .map(Limit::name))
                .as("name the test in limits.txt")
                .isEmpty();
    }

    @Test
    void everyStanzaIsOfALimitAndItsTestIsThere() throws IOException {
        List<Limit> limits = limits();
        for (Stanza each : STANZAS) {
            String pattern = each.required("Limit").replace(".", "\\.").replace("*", "\\w+");
            assertThat(limits)
                    .as(each.required("Limit"))
                    .anyMatch(limit -> limit.name().matches(pattern));
            for (String test : each.all("Test")) {
                String[] place = test.split("#", -1);
                assertThat(tests(place[0]))
                        .as(test)
                        .containsPattern("(?:void|Stream<DynamicTest>) " + place[1] + "\\(");
            }
        }
    }

    /** The text of the tests of that name, whichever module has them. */
    private static String tests(String name) throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(".."),
                16,
                (path, attributes) -> path.toString().contains("/src/test/java/") && path.endsWith(name + ".java"))) {
            StringBuilder texts = new StringBuilder();
            for (Path each : files.toList()) {
                texts.append(Files.readString(each));
            }
            return texts.toString();
        }
    }

    @Test
    void aStrangersRecordsCauseNoMoreQuestionsThanThePageSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("limits.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Limits

                Every byte that this library reads may be written by a stranger. What each reader and checker is willing to do, and what its
                result says beyond that. This page is made of the constants by `LimitsPageTest`, `-Dlimits.write=true`.

                | limit | how much | what | beyond it | held by |
                |---|---:|---|---|---|
                """);
        for (Limit each : limits()) {
            Optional<Stanza> told = each.told();
            page.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            each.name(),
                            each.value(),
                            each.what(),
                            told.map(stanza -> stanza.required("Beyond")).orElse(""),
                            told.map(stanza -> "`" + String.join("`, `", stanza.all("Test")) + "`")
                                    .orElse("")));
        }
        page.append("""

                Where a caller may set them: `%s`; `%s`.

                ## How many questions a stranger can cause

                Counted with a zone that never ends: every SPF record leads to forty fresh names by one kind of term, every name has a hundred
                hosts. The most of %s. Block lists are the caller's choice and are asked beside these.

                | call | questions |
                |---|---:|
                """.formatted(
                        ParseLimits.DEFAULT,
                        MessageLimits.DEFAULT,
                        TERMS.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "))));
        counts().forEach((call, count) -> {
            assertThat(count).as(call).isLessThanOrEqualTo(DomainChecker.MAX_QUESTIONS);
            page.append(String.format(Locale.ROOT, "| `%s` | %,d |\n", call, count));
        });
        return page.toString();
    }

    private static Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (EntryPoint each : EntryPoint.all()) {
            if (!each.isAsync()
                    && !DnsResolver.class.isAssignableFrom(each.ask().getDeclaringClass())) {
                for (String term : TERMS) {
                    HostileZone zone = HostileZone.endless(term);
                    each.call(zone, Duration.ofSeconds(60));
                    if (zone.questions() > 0 && !each.toString().startsWith("DnsblChecker.withResolver")) {
                        counts.merge(each.toString(), zone.questions(), Math::max);
                    }
                }
            }
        }
        return counts;
    }
}
