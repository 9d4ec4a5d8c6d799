package io.github.todoku.testing;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.ZoneSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Reads the zone that {@link DnsZone} names, anew for each test. JUnit creates it; a test uses only the annotation. */
public final class DnsZoneExtension implements ParameterResolver {
    private static final Set<Class<?>> TYPES = Set.of(InMemoryDns.class, DnsResolver.class, Zone.class);
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DnsZoneExtension.class);

    /** For JUnit. */
    public DnsZoneExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Zone zone = zone(context);
        if (parameter.getParameter().getType() == Zone.class) {
            return zone;
        }
        // one for all parameters of a test, and for what its @BeforeEach was given; a test's parameters are resolved
        // one by one.
        // get and put are in JUnit 5 and 6 alike, which computeIfAbsent (6) and getOrComputeIfAbsent (5, deprecated in
        // 6) are not
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Object dns = store.get(context.getUniqueId());
        if (dns == null) {
            dns = InMemoryDns.of(zone);
            store.put(context.getUniqueId(), dns);
        }
        return dns;
    }

    private static Zone zone(ExtensionContext context) {
        DnsZone named = named(context)
                .orElseThrow(() -> new ParameterResolutionException("no @DnsZone on the test or its class"));
        return zone(named, context.getRequiredTestClass());
    }

    static Zone zone(DnsZone named, Class<?> test) {
        boolean resource = !named.value().isEmpty();
        if (resource == !named.text().isEmpty()) {
            throw new ParameterResolutionException("@DnsZone takes either a resource or a text");
        }
        String source = resource ? named.value() : "the text of @DnsZone";
        String text = resource ? read(test, named.value()) : named.text();
        try {
            return Zone.of(text);
        } catch (ZoneSyntaxException wrong) {
            throw new ParameterResolutionException(source + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The method's, else that of its class or of a class around it. */
    private static Optional<DnsZone> named(ExtensionContext context) {
        Optional<DnsZone> onMethod = context.getTestMethod().map(method -> method.getAnnotation(DnsZone.class));
        for (Class<?> type = context.getTestClass().orElse(null); onMethod.isEmpty() && type != null; ) {
            onMethod = Optional.ofNullable(type.getAnnotation(DnsZone.class));
            type = type.getEnclosingClass();
        }
        return onMethod;
    }

    private static String read(Class<?> test, String resource) {
        try (InputStream in = test.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ParameterResolutionException("no resource \"" + resource + "\" beside " + test.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ParameterResolutionException(
                    "\"" + resource + "\" cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
