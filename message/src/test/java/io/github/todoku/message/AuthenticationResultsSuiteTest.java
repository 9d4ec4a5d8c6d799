package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Every Authentication-Results field of the suite, one test a case; {@code -Dauth.suite=PATH} names it. */
class AuthenticationResultsSuiteTest {
    @TestFactory
    Stream<DynamicTest> everyField() throws IOException {
        String suite = System.getProperty("auth.suite");
        Assumptions.assumeTrue(suite != null, "no -Dauth.suite: the suite is not here");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(String.valueOf(suite), "authres", "truth.jsonl"))) {
            Map<String, Object> each = new Yaml().load(line);
            tests.add(dynamicTest("authres/" + each.get("id"), () -> check(each)));
        }
        return tests.stream();
    }

    private static void check(Map<String, Object> each) {
        Optional<AuthenticationResults> field = AuthenticationResults.parse(String.valueOf(each.get("value")));
        Object expected = each.get("read");
        if (expected == null) {
            // a field that says nothing may also be read as one without results
            assertThat(field.map(AuthenticationResults::results).orElse(List.of()))
                    .isEmpty();
            return;
        }
        Map<String, Object> read = new HashMap<>();
        field.ifPresent(found -> {
            read.put("authservId", found.authservId());
            read.put(
                    "results",
                    found.results().stream()
                            .map(AuthenticationResultsSuiteTest::result)
                            .toList());
        });
        Map<?, ?> right = (Map<?, ?>) expected;
        assertThat(read.get("authservId")).isEqualTo(right.get("authservId"));
        List<?> results = (List<?>) Objects.requireNonNull(right.get("results"));
        assertThat(String.valueOf(read.get("results")))
                .isEqualTo(String.valueOf(results.stream()
                        .map(result -> ordered((Map<?, ?>) result))
                        .toList()));
    }

    private static Map<String, Object> result(MethodResult result) {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        fields.put("method", result.method());
        fields.put("result", result.result());
        result.reason().ifPresent(reason -> fields.put("reason", reason));
        fields.put(
                "properties",
                result.properties().stream()
                        .map(property -> List.of(property.ptype(), property.name(), property.value()))
                        .toList());
        return fields;
    }

    private static Map<String, Object> ordered(Map<?, ?> result) {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        for (String name : List.of("method", "result", "reason", "properties")) {
            Object value = result.get(name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }
}
