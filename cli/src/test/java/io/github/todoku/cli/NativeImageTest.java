package io.github.todoku.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import crawlercommons.domains.EffectiveTldFinder;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What each jar tells GraalVM's native-image: its resources and bundles, all of them, and what picocli makes of the program's commands by
 * reflection; nothing else is found that way. {@code -Dnative.write=true} writes the files anew.
 */
class NativeImageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path OWN = Path.of("META-INF");
    private static final String BUNDLE_END = "_ja.properties";

    /** Two classes of the program look for a method of a later JDK; without it they go on. */
    private static final Set<String> MAY_REFLECT =
            Set.of("io.github.todoku.cli.StandardStreams", "io.github.todoku.cli.serve.PageServer");

    private static final Set<String> REFLECTING = Set.of(
            "java.lang.Class#forName",
            "java.lang.Class#getMethod",
            "java.lang.Class#getMethods",
            "java.lang.Class#getDeclaredMethod",
            "java.lang.Class#getDeclaredMethods",
            "java.lang.Class#getConstructor",
            "java.lang.Class#getConstructors",
            "java.lang.Class#getDeclaredConstructor",
            "java.lang.Class#getDeclaredConstructors",
            "java.lang.Class#getDeclaredField",
            "java.lang.Class#getDeclaredFields",
            "java.lang.Class#getField",
            "java.lang.Class#getFields",
            "java.lang.Class#getRecordComponents",
            "java.lang.ClassLoader#loadClass",
            "java.lang.invoke.MethodHandles$Lookup#findVirtual",
            "java.lang.invoke.MethodHandles$Lookup#findStatic",
            "java.lang.invoke.MethodHandles$Lookup#findConstructor",
            "java.lang.invoke.MethodHandles$Lookup#findClass",
            "java.lang.invoke.MethodHandles$Lookup#findVarHandle",
            "java.lang.reflect.Proxy#newProxyInstance",
            "java.util.ServiceLoader#load",
            "java.util.ServiceLoader#loadInstalled",
            "java.io.ObjectInputStream#readObject");

    /** The list itself, in the jar of crawler-commons, which tells GraalVM nothing of it. */
    private static final String SUFFIXES = EffectiveTldFinder.ETLD_DATA.substring(1);

    /** The files of each module that has some, by what they should say. */
    private static Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> folders = Files.list(ROOT)) {
            for (Path module : folders.sorted().toList()) {
                Path resources = module.resolve("src/main/resources");
                String name = String.valueOf(module.getFileName());
                if (Files.isDirectory(resources)
                        && !Set.of("fixtures", "benchmarks", "fuzz", "public-suffix")
                                .contains(name)) {
                    files.put(told(name, "resource-config.json"), config(resources(resources)));
                }
            }
        }
        files.put(told("public-suffix", "resource-config.json"), config(List.of(Path.of(SUFFIXES))));
        files.put(told("cli", "reflect-config.json"), commands());
        return files;
    }

    private static Path told(String module, String file) {
        return ROOT.resolve(module)
                .resolve("src/main/resources/META-INF/native-image/io.github.todoku/todoku-" + module)
                .resolve(file);
    }

    private static List<Path> resources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(each -> !each.startsWith(OWN))
                    .sorted()
                    .toList();
        }
    }

    /** A pattern for each folder, so that one more rule or list changes nothing here; bundles by name. */
    private static String config(List<Path> resources) {
        Set<String> folders = new TreeSet<>();
        Set<String> bundles = new TreeSet<>();
        for (Path each : resources) {
            String path = each.toString().replace('\\', '/');
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            folders.add(folder.isEmpty() ? Pattern.quote(path) : Pattern.quote(folder) + "[^/]+");
            if (path.endsWith(BUNDLE_END)) {
                bundles.add(
                        path.substring(0, path.length() - BUNDLE_END.length()).replace('/', '.'));
            }
        }
        return """
                {
                  "resources": {
                    "includes": [
                %s
                    ]
                  },
                  "bundles": [
                %s
                  ]
                }
                """.formatted(
                        folders.stream()
                                .map(each -> "      { \"pattern\": \"" + each.replace("\\", "\\\\") + "\" }")
                                .collect(joining(",\n")),
                        bundles.stream()
                                .map(each -> "    { \"name\": \"" + each + "\", \"locales\": [\"\", \"ja\"] }")
                                .collect(joining(",\n")));
    }

    /** The commands, what is mixed into them, and whom their annotations name: picocli makes them and sets their fields. */
    private static String commands() {
        Map<String, Set<String>> fields = new TreeMap<>();
        collect(Main.class, fields);
        fields.put(
                CommandLine.class.getName() + "$AutoHelpMixin",
                new TreeSet<>(Set.of("helpRequested", "versionRequested")));
        return fields.entrySet().stream()
                .map(each -> """
                          {
                            "name": "%s",
                            "allDeclaredConstructors": true,
                            "allDeclaredMethods": true,
                            "fields": [%s]
                          }""".formatted(
                                each.getKey(),
                                each.getValue().stream()
                                        .map(name -> "{ \"name\": \"" + name + "\" }")
                                        .collect(joining(", "))))
                .collect(joining(",\n", "[\n", "\n]\n"));
    }

    private static void collect(Class<?> type, Map<String, Set<String>> fields) {
        if (!type.getName().startsWith("io.github.todoku.") || fields.containsKey(type.getName())) {
            return;
        }
        fields.put(type.getName(), new TreeSet<>());
        named(type).forEach(each -> collect(each, fields));
        for (Field each : type.getDeclaredFields()) {
            if (picocli(each).findAny().isPresent()) {
                fields.get(type.getName()).add(each.getName());
                collect(each.getType(), fields); // a mixin, or what a value is turned into
                named(each).forEach(of -> collect(of, fields));
            }
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), fields);
        }
    }

    private static Stream<Annotation> picocli(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .filter(each -> each.annotationType().getName().startsWith("picocli."));
    }

    /** The classes that an element's annotations of picocli's name: subcommands, converters, providers. */
    private static List<Class<?>> named(AnnotatedElement element) {
        List<Class<?>> named = new ArrayList<>();
        picocli(element).forEach(annotation -> {
            for (Method each : annotation.annotationType().getDeclaredMethods()) {
                Object value = invoke(each, annotation);
                if (value instanceof Class<?> one) {
                    named.add(one);
                } else if (value instanceof Class<?>[] many) {
                    named.addAll(List.of(many));
                }
            }
        });
        return named;
    }

    private static Object invoke(Method method, Object target) {
        try {
            return method.invoke(target);
        } catch (ReflectiveOperationException notOpen) {
            throw new LinkageError(method + " cannot be called", notOpen);
        }
    }

    @Test
    void everyJarNamesItsResourcesAndBundles() throws IOException {
        Map<Path, String> files = files();
        assertThat(files).hasSizeGreaterThan(13);
        for (Map.Entry<Path, String> each : files.entrySet()) {
            if (Boolean.getBoolean("native.write")) {
                Files.createDirectories(each.getKey().getParent());
                Files.writeString(each.getKey(), each.getValue());
            }
            assertThat(each.getKey())
                    .as("write it with -Dnative.write=true")
                    .content(StandardCharsets.UTF_8)
                    .isEqualTo(each.getValue());
        }
    }

    @Test
    void theListOfSuffixesIsWhereItIsSaidToBe() {
        assertThat(EffectiveTldFinder.class.getResource(EffectiveTldFinder.ETLD_DATA))
                .isNotNull();
    }

    @Test
    void nothingIsFoundByReflection() {
        List<String> found = new ArrayList<>();
        for (JavaClass type : PublicApi.ALL) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                AccessTarget target = access.getTarget();
                boolean reflects = REFLECTING.contains(target.getOwner().getName() + "#" + target.getName());
                if (reflects && !MAY_REFLECT.contains(type.getName())) {
                    found.add(access.getDescription());
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
