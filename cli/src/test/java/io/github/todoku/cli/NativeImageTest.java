package io.github.todoku.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each jar tells GraalVM's native-image: its resources and bundles, all of them; and nothing is found by reflection, which it would
 * have to be told. {@code -Dnative.write=true} writes the files anew.
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
            "java.lang.Class#getDeclaredConstructor",
            "java.lang.Class#getDeclaredField",
            "java.lang.Class#getDeclaredFields",
            "java.lang.Class#getField",
            "java.lang.Class#getRecordComponents",
            "java.lang.ClassLoader#loadClass",
            "java.lang.invoke.MethodHandles$Lookup#findVirtual",
            "java.lang.invoke.MethodHandles$Lookup#findStatic",
            "java.lang.reflect.Proxy#newProxyInstance",
            "java.util.ServiceLoader#load",
            "java.io.ObjectInputStream#readObject");

    /** The files of each module that has some, by what they should say. */
    private static Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> folders = Files.list(ROOT)) {
            for (Path module : folders.sorted().toList()) {
                Path resources = module.resolve("src/main/resources");
                String name = String.valueOf(module.getFileName());
                if (Files.isDirectory(resources)
                        && !Set.of("fixtures", "benchmarks", "fuzz").contains(name)) {
                    files.put(
                            resources.resolve(
                                    "META-INF/native-image/io.github.todoku/todoku-" + name + "/resource-config.json"),
                            config(resources(resources)));
                }
            }
        }
        return files;
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
