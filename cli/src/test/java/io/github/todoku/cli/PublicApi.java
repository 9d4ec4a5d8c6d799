package io.github.todoku.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.todoku.dns.DnsResolver;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API of every module, read by reflection: what is added to it is here without being named. */
final class PublicApi {
    /** All classes, those that are nobody's business too. */
    static final List<JavaClass> ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.github.todoku").stream()
                    .filter(each -> !each.getPackageName().contains(".benchmarks")
                            && !each.getPackageName().contains(".fixtures")) // for tests, in no release
                    .toList();

    /** The types that a user may name. */
    static final List<Class<?>> TYPES = publicTypes();

    private PublicApi() {}

    private static List<Class<?>> publicTypes() {
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass each : ALL) {
            String pack = each.getPackageName();
            boolean door = !pack.contains(".internal")
                    && !pack.endsWith(".cli")
                    && !pack.contains(".cli.")
                    && !pack.endsWith(".embedding")
                    && !Set.of("stanza", "tags", "words", "evidence")
                            .contains(pack.substring(pack.lastIndexOf('.') + 1));
            Class<?> type = each.reflect();
            if (door && isOpen(type)) {
                types.add(type);
            }
        }
        return types;
    }

    private static boolean isOpen(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
            if (!Modifier.isPublic(at.getModifiers())
                    && !(at.getEnclosingClass() != null
                            && at.getEnclosingClass().isInterface())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !type.isLocalClass();
    }

    /** The public methods that a type declares. */
    static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && !m.isBridge());
    }

    /** The public methods of all types. */
    static Stream<Method> everywhere() {
        return TYPES.stream().flatMap(PublicApi::methods);
    }

    /** {@code Doctor.check(BounceReport, SentMail)}. */
    static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Who asks the DNS: made by {@code using(DnsResolver, …)}. */
    static List<Class<?>> askers() {
        return TYPES.stream()
                .filter(type -> methods(type)
                        .anyMatch(m -> m.getName().equals("using")
                                && Modifier.isStatic(m.getModifiers())
                                && m.getParameterCount() > 0
                                && DnsResolver.class.isAssignableFrom(m.getParameterTypes()[0])))
                .toList();
    }
}
