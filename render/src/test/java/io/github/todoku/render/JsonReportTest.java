package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.dns.DnsName;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text and the tree say the same, and a web framework's serializer writes the tree as it is. */
class JsonReportTest {
    private static final ObjectMapper FRAMEWORK = new ObjectMapper();

    static List<Arguments> samples() {
        return Samples.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void theTreeIsPlainAndSaysWhatTheTextSays(String kind, JsonReport report) throws IOException {
        Map<String, @Nullable Object> tree = report.toMap();
        assertPlain(tree);
        assertThat(tree).containsEntry("schema", JsonReport.SCHEMA);
        Object framework = FRAMEWORK.readValue(FRAMEWORK.writeValueAsBytes(tree), Object.class);
        assertThat(FRAMEWORK.readValue(report.toJson(), Object.class)).isEqualTo(framework);
        assertThat(report.toJson()).matches("[^\\p{Cc}\\p{Cf}\\u2028\\u2029]*");
    }

    private static void assertPlain(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                assertThat(name).isInstanceOf(String.class);
                assertPlain(member);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(JsonReportTest::assertPlain);
        } else if (value != null) {
            assertThat(value)
                    .isInstanceOfAny(
                            String.class, Boolean.class, Integer.class, Long.class, Double.class, BigInteger.class);
        }
    }

    @Test
    void everyKindOfResultHasASample() {
        Set<Object> kinds = new TreeSet<>();
        Samples.all().forEach(sample -> kinds.add(sample.get()[0].toString()));
        long makers = Arrays.stream(JsonReport.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == JsonReport.class)
                .filter(method -> method.getName().equals("of"))
                .map(method -> method.getParameterTypes()[0])
                .filter(type -> type != Map.class) // a program's own object
                .distinct()
                .count();
        // three come out of no "of": a line of a batch, and a mail of many, with and without a case
        assertThat(kinds).hasSize((int) makers + 3);
    }

    @Test
    void aTreeIsTheCallersOwn() {
        JsonReport report = JsonReport.unreadable(1, "no address");
        Map<String, @Nullable Object> tree = report.toMap();
        tree.put("requestId", "7");
        tree.remove("error");
        assertThat(report.toJson()).isEqualTo("{\"schema\":2,\"line\":1,\"error\":\"no address\"}");
        assertThat(report).hasToString(report.toJson());
    }

    @Test
    void whatWouldBreakTheLineOrTheEncodingIsEscaped() throws IOException {
        String hostile =
                "\u0000\b\t\n\f\r\u001B\"\\/\u007F\u0085\u009F\u00A0\u2028\u2029\u202E\u2066\u200B\uFEFF\uD800x\uDC00\uD83D\uDE00届く";
        String json = JsonReport.unreadable(1, hostile).toJson();
        assertThat(json)
                .isEqualTo(
                        "{\"schema\":2,\"line\":1,\"error\":\"\\u0000\\b\\t\\n\\f\\r\\u001B\\\"\\\\/\\u007F\\u0085\\u009F\u00A0"
                                + "\\u2028\\u2029\\u202E\\u2066\\u200B\\uFEFF\\uD800x\\uDC00\uD83D\uDE00届く\"}");
        assertThat(JSON.std.mapFrom(json)).containsEntry("error", hostile);
    }

    @Test
    void whatIsNoPlainValueIsRefused() {
        for (Object foreign : List.of(DnsName.ROOT, Double.NaN, Locale.ROOT)) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("it", foreign);
            assertThatThrownBy(() -> JsonText.of(tree)).isInstanceOf(AssertionError.class);
        }
    }

    record Row(DnsName domain, boolean ready) {}

    @Test
    void aNameInAnybodysObjectIsText() throws IOException {
        DnsName name = DnsName.of("Example.com");
        assertThat(FRAMEWORK.writeValueAsString(new Row(name, true)))
                .isEqualTo("{\"domain\":\"Example.com\",\"ready\":true}");
        assertThat(FRAMEWORK.writeValueAsString(Map.of(name, List.of(DnsName.ROOT))))
                .isEqualTo("{\"Example.com\":[\".\"]}");
    }
}
