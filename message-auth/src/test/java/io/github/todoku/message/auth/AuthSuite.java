package io.github.todoku.message.auth;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/** The cases of the message authentication suite: a folder a source, a case a line of {@code truth.jsonl}. */
public final class AuthSuite {
    private static final Map<Path, DnsResolver> ZONES = new HashMap<>();

    private AuthSuite() {}

    /** Where it lies, if the property {@code auth.suite} says so. */
    public static Optional<Path> path() {
        return Optional.ofNullable(System.getProperty("auth.suite")).map(Path::of);
    }

    /** The cases of a folder. */
    public static List<Case> cases(Path suite, String folder) {
        List<Case> cases = new ArrayList<>();
        Path dir = suite.resolve(folder);
        try {
            for (String line : Files.readAllLines(dir.resolve("truth.jsonl"))) {
                Map<String, Object> fields = new Yaml().load(line);
                cases.add(new Case(folder, dir, fields));
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return cases;
    }

    /** One case. */
    public record Case(String folder, Path dir, Map<String, Object> fields) {
        public String id() {
            return text("id");
        }

        public byte[] message() throws IOException {
            return Files.readAllBytes(dir.resolve(text("file")));
        }

        public DnsResolver dns() {
            return ZONES.computeIfAbsent(dir.resolve(text("zone")), file -> {
                try {
                    return InMemoryDns.zone(Files.readString(file, StandardCharsets.UTF_8));
                } catch (IOException unreadable) {
                    throw new AssertionError(unreadable);
                }
            });
        }

        public Instant time() {
            return Instant.ofEpochSecond(Long.parseLong(text("time")));
        }

        /** A field of the case as text; empty if it is not there. */
        public String text(String name) {
            return String.valueOf(fields.getOrDefault(name, ""));
        }

        @SuppressWarnings("unchecked")
        public Map<String, Object> expect() {
            return (Map<String, Object>) Objects.requireNonNull(fields.get("expect"));
        }

        /** An expectation as text; empty if it is not there. */
        public String expected(String name) {
            return String.valueOf(expect().getOrDefault(name, ""));
        }
    }
}
