package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public record of the package, with an address and what steers terminals in each of its texts: none prints them. */
class NoAddressIsPrintedTest {
    private static final String PLANTED = "bob.secret@example.com \u001b[31m \u007f\u009b2J \r\n \u2028\u202e";

    /** Values that may gain a part, so that they are no records; each is made by {@code of}. */
    private static final Set<Class<?>> CLASSES =
            Set.of(Bounce.class, BounceReport.class, Complaint.class, Evidence.class, ReplyFacts.class);

    /** A caller's own settings, not what a mail says. */
    private static final Set<Class<?>> SETTINGS = Set.of(VerpPattern.class, ParseLimits.class);

    static Stream<Class<?>> records() throws Exception {
        Path classes = Path.of(BounceReport.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path folder = classes.resolve("io/github/todoku/bounce");
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .sorted()
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - 6)))
                    .filter(type -> (type.isRecord() || CLASSES.contains(type))
                            && Modifier.isPublic(type.getModifiers())
                            && !SETTINGS.contains(type))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("io.github.todoku.bounce." + name);
        } catch (ClassNotFoundException lost) {
            throw new AssertionError(lost);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void isMasked(Class<?> type) throws ReflectiveOperationException {
        assertThat(sample(type).toString()).doesNotContain("secret").matches("[ -~]*");
    }

    @Test
    void allOfThemAreThere() throws Exception {
        assertThat(records())
                .contains(
                        Bounce.class,
                        BounceReport.class,
                        Classification.class,
                        Evidence.class,
                        ReplyFacts.class,
                        SmtpReply.class)
                .hasSizeGreaterThanOrEqualTo(11);
    }

    @Test
    void aNameWithoutItsDomainIsNotPrintedEither() throws IOException {
        Bounce bounce = BounceParser.standard()
                .parse(
                        Mails.dsn(
                                "Final-Recipient: rfc822; bob.secret@example.org\nAction: failed\nStatus: 5.1.1\n"
                                        + "Diagnostic-Code: smtp; 550 Unknown user bob.secret, see http://example.org/?id=bob.secret@example.org"))
                .bounces()
                .get(0);
        assertThat(bounce.toString()).doesNotContain("secret");
        assertThat(bounce.classification().toString()).doesNotContain("secret");
    }

    private static Object sample(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType of) {
            Object one = sample(of.getActualTypeArguments()[0]);
            return of.getRawType() == Set.class ? Set.of(one) : List.of(one);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return PLANTED;
        } else if (plain == int.class) {
            return 5;
        } else if (plain == double.class) {
            return 0.5;
        } else if (plain == Long.class) {
            return 5L;
        } else if (plain == Integer.class) {
            return 550;
        } else if (plain == DnsName.class) {
            return DnsName.of("example.com");
        } else if (plain == InetAddress.class) {
            return IpLiteral.parse("192.0.2.1").orElseThrow();
        } else if (plain == Instant.class) {
            return Instant.EPOCH;
        } else if (plain == LocalDate.class) {
            return LocalDate.of(2026, 11, 24);
        } else if (plain == Path.class) {
            return Path.of("x.eml");
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (!plain.isRecord()) {
            return Objects.requireNonNull(
                    maker(plain).invoke(null, samples(maker(plain).getGenericParameterTypes())));
        }
        RecordComponent[] components = plain.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> made = plain.getDeclaredConstructor(types);
        return made.newInstance(samples(
                Stream.of(components).map(RecordComponent::getGenericType).toArray(Type[]::new)));
    }

    /** Its {@code of} with the most parts. */
    private static Method maker(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("of"))
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow();
    }

    private static Object[] samples(Type[] types) throws ReflectiveOperationException {
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = sample(types[i]);
        }
        return values;
    }
}
