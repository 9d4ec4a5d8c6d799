package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls that stand in the sentences and tables of pages, as {@code DnsClient.builder().server("192.0.2.53").build()}: each method, constant
 * and type is there. Whole blocks of Java are compiled by {@code PagesTest} of {@code examples/embedding}.
 */
class ShownCallsTest {
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern START = Pattern.compile("(?<![\\w.])([A-Z]\\w+)(?=\\.[A-Za-z])");
    private static final Pattern STEP = Pattern.compile("\\G\\.([A-Za-z]\\w*)(\\((?:[^()]|\\([^()]*\\))*\\))?");
    private static final Map<String, Class<?>> TYPES = types();

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new HashMap<>();
        for (Class<?> type : PublicApi.TYPES) {
            if (type.getEnclosingClass() == null) {
                types.put(type.getSimpleName(), type);
            }
        }
        return types;
    }

    static List<Path> pages() throws IOException {
        return ShownCommandsTest.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCallIsThere(Path page) throws IOException {
        assertThat(missing(DocsTest.prose(page))).isEmpty();
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(missing("`SpfVerifier` `.using(dns).examine(request)`")).hasSize(1);
        assertThat(missing("`DnsClient.builder().port(53)`, `SpfVerdict.FINE`")).hasSize(2);
        assertThat(
                        missing(
                                "`DnsClient.builder().server(\"192.0.2.53\").build()`, `DnsAnswer.Reason`, `SimpleResolver.of(x)`"))
                .isEmpty();
    }

    private static List<String> missing(String prose) {
        List<String> missing = new ArrayList<>();
        Matcher span = SPAN.matcher(prose.replace("` `.", "."));
        while (span.find()) {
            Matcher start = START.matcher(span.group(1));
            while (start.find()) {
                Class<?> type = TYPES.get(start.group(1));
                if (type != null && !leads(type, span.group(1), start.end())) {
                    missing.add(span.group(1));
                }
            }
        }
        return missing;
    }

    /** Whether the steps from here on are those of the type; overloads may give several. */
    private static boolean leads(Class<?> type, String code, int from) {
        Set<Class<?>> at = Set.of(type);
        Matcher step = STEP.matcher(code).region(from, code.length());
        while (step.find() && !at.contains(Object.class)) { // an erased type says no more
            String name = step.group(1);
            if (name.equals("class")) {
                return true;
            }
            Set<Class<?>> next = new HashSet<>();
            for (Class<?> each : at) {
                methods(each)
                        .filter(method -> method.getName().equals(name))
                        .map(Method::getReturnType)
                        .forEach(next::add);
                if (step.group(2) == null) {
                    Arrays.stream(each.getDeclaredFields())
                            .filter(field -> field.getName().equals(name))
                            .map(Field::getType)
                            .forEach(next::add);
                    Arrays.stream(each.getDeclaredClasses())
                            .filter(nested -> nested.getSimpleName().equals(name))
                            .forEach(next::add);
                }
            }
            if (next.isEmpty()) {
                return false;
            }
            at = next;
        }
        return true;
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(Object.class.getMethods()));
    }
}
