package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.github.todoku.message.Message;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the public API of every module to the grammar of docs/api.md. */
class ApiGrammarTest {
    private static final List<JavaClass> ALL = PublicApi.ALL;

    private static final List<Class<?>> API = PublicApi.TYPES;

    /** Words that the grammar has another word for, with that word. */
    private static final Map<String, String> DIALECT = Map.ofEntries(
            Map.entry("within", "withTimeLimit"),
            Map.entry("timeLimit", "withTimeLimit"),
            Map.entry("examine", "check"),
            Map.entry("examineAsync", "checkAsync"),
            Map.entry("reportAsync", "checkAsync"),
            Map.entry("walk", "check"),
            Map.entry("problems", "findings"),
            Map.entry("warnings", "findings"),
            Map.entry("problem", "finding"));

    /** It asks, and there is a reason that it has no asynchronous twin: a fold over many ({@code series()} takes them one by one). */
    private static final Set<String> WITHOUT_TWIN = Set.of("Doctor.check(List)");

    /** Where a verifier has a push form ({@code begin()}), these forms of a message are read on the caller's thread. */
    private static final Set<Class<?>> PULLED = Set.of(InputStream.class, Path.class, Message.class);

    /** They say what is there and judge nothing. */
    private static final Set<String> FACTS =
            Set.of("SpfTree", "ReverseCheck", "MailDomainCheck", "AuthoritativeReport", "Outcome");

    /** Made with its limit: it is the layer itself. */
    private static final Set<String> MADE_WITH_A_LIMIT = Set.of("DnsRun");

    /** A standard has fixed its parts, or it is a row of a table that only a terminal shows. */
    private static final Set<String> LONG_RECORDS = Set.of(
            "io.github.todoku.dns.DnsRecord$Soa",
            "io.github.todoku.render.TreeRows$Row",
            "io.github.todoku.bounce.AuthFailure", // RFC 6591 §3.1
            "io.github.todoku.bounce.Complaint", // RFC 5965 §3
            "io.github.todoku.feedback.AggregateReport$Head", // RFC 9990 §3.1.1, as those below
            "io.github.todoku.feedback.AggregateReport$Policy",
            "io.github.todoku.feedback.AggregateReport$Row",
            "io.github.todoku.feedback.AggregateReport$Evaluated");

    /**
     * One in each module opens its bundle, which is closed to others; the examination's evidence and the bounce parser's reader of
     * reports are inside their modules.
     */
    private static final Set<String> SHARED_NAMES = Set.of("Messages", "Evidence", "ReportReader");

    /** A record holds what a standard has fixed, or at most this many parts (ARCHITECTURE of results). */
    private static final int MAX_COMPONENTS = 5;

    @Test
    void thereIsAnApiToLookAt() {
        assertThat(API.size()).isGreaterThan(150);
        assertThat(PublicApi.askers())
                .extracting(Class::getSimpleName)
                .contains(
                        "SpfVerifier",
                        "SpfLinter",
                        "SpfPlanner",
                        "DkimChecker",
                        "DmarcChecker",
                        "DmarcPlanner",
                        "DnsblChecker",
                        "Doctor",
                        "Preflight");
    }

    @Test
    void oneWordForOneThing() {
        assertThat(PublicApi.everywhere()
                        .filter(m -> DIALECT.containsKey(m.getName()))
                        .filter(m -> m.getParameterCount() > 0 || m.getReturnType() != Duration.class)
                        .filter(m -> !PublicApi.name(m).equals("DmarcResult.walk()")) // RFC 9989's tree walk
                        .map(m -> PublicApi.name(m) + ": say " + DIALECT.get(m.getName())))
                .isEmpty();
    }

    @Test
    void nothingThrowsInterruptedException() {
        assertThat(PublicApi.everywhere()
                        .filter(m -> Arrays.asList(m.getExceptionTypes()).contains(InterruptedException.class))
                        .map(PublicApi::name))
                .isEmpty();
    }

    @Test
    void whoAsksTheDnsTakesATimeLimit() {
        assertThat(PublicApi.askers().stream()
                        .filter(type -> !MADE_WITH_A_LIMIT.contains(type.getSimpleName()))
                        .filter(type -> PublicApi.methods(type)
                                .noneMatch(m -> m.getName().equals("withTimeLimit")
                                        && Arrays.equals(m.getParameterTypes(), new Class<?>[] {Duration.class})
                                        && m.getReturnType() == type))
                        .map(Class::getSimpleName))
                .isEmpty();
    }

    @Test
    void whoAsksTheDnsCanBeAskedWithoutWaiting() {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : PublicApi.askers()) {
            boolean pushed = PublicApi.methods(type)
                    .anyMatch(m -> m.getName().equals("begin")); // octets are pushed: no thread waits
            PublicApi.methods(type)
                    .filter(m -> Set.of("check", "plan", "checkBoth").contains(m.getName()))
                    .filter(m -> !(pushed && PULLED.contains(m.getParameterTypes()[0])))
                    .forEach(m -> {
                        boolean twin = PublicApi.methods(type)
                                .anyMatch(other -> other.getName().equals(m.getName() + "Async")
                                        && Arrays.equals(other.getParameterTypes(), m.getParameterTypes())
                                        && other.getReturnType() == CompletableFuture.class);
                        if (!twin && !WITHOUT_TWIN.contains(PublicApi.name(m))) {
                            missing.add(PublicApi.name(m));
                        }
                    });
        }
        assertThat(missing).isEmpty();
    }

    /** What a check or a plan gives tells what is wrong, whether it can tell, and what did not answer. */
    @Test
    void everyResultTellsWhatItCannotTell() {
        List<String> missing = new ArrayList<>();
        for (Class<?> result : results()) {
            List<String> all = List.of("cannotTell", "gaps", "findings");
            for (String wanted : FACTS.contains(result.getSimpleName()) ? all.subList(0, 2) : all) {
                if (Arrays.stream(result.getMethods())
                        .noneMatch(m -> m.getName().equals(wanted) && m.getParameterCount() == 0)) {
                    missing.add(result.getSimpleName() + "." + wanted + "()");
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<Class<?>> results() {
        Set<Class<?>> results = new TreeSet<>(java.util.Comparator.comparing(Class::getName));
        for (Class<?> type : PublicApi.askers()) {
            PublicApi.methods(type)
                    .filter(m -> Set.of("checkAsync", "planAsync").contains(m.getName()))
                    .forEach(m -> {
                        Type future = m.getGenericReturnType();
                        if (future instanceof ParameterizedType of
                                && of.getActualTypeArguments()[0] instanceof Class<?> result) {
                            results.add(result);
                        }
                    });
        }
        return results;
    }

    @Test
    void resultsTravel() {
        assertThat(results().stream()
                        .filter(type -> !Serializable.class.isAssignableFrom(type))
                        .map(Class::getSimpleName))
                .isEmpty();
    }

    @Test
    void recordsAreSmall() {
        assertThat(API.stream()
                        .filter(Class::isRecord)
                        .filter(type -> type.getRecordComponents().length > MAX_COMPONENTS)
                        .filter(type -> !LONG_RECORDS.contains(type.getName()))
                        .map(type -> type.getName() + ": "
                                + Arrays.stream(type.getRecordComponents())
                                        .map(RecordComponent::getName)
                                        .toList()))
                .isEmpty();
    }

    @Test
    void valuesAreMadeByNamedMethods() {
        assertThat(API.stream()
                        .filter(type -> !type.isRecord() && !type.isEnum() && !Throwable.class.isAssignableFrom(type))
                        .filter(type -> !type.getSimpleName().endsWith("Extension")) // JUnit makes it
                        .filter(type -> !type.getSimpleName().equals("HandClock")) // a toy of tests, with state
                        .filter(type -> Arrays.stream(type.getDeclaredConstructors())
                                .map(Constructor::getModifiers)
                                .anyMatch(Modifier::isPublic))
                        .map(Class::getName))
                .isEmpty();
    }

    @Test
    void whatReadsAFileReadsAPathAStreamBytesAndText() {
        assertThat(API.stream()
                        .filter(type -> reads(type, byte[].class))
                        .flatMap(type -> Stream.of(Path.class, InputStream.class, String.class)
                                .filter(form -> !reads(type, form))
                                .map(form -> type.getSimpleName() + ".parse(" + form.getSimpleName() + ")")))
                .isEmpty();
    }

    private static boolean reads(Class<?> type, Class<?> form) {
        return PublicApi.methods(type)
                .anyMatch(m ->
                        m.getName().equals("parse") && Arrays.equals(m.getParameterTypes(), new Class<?>[] {form}));
    }

    @Test
    void sentencesAreAskedForByLocaleAsText() {
        assertThat(PublicApi.everywhere()
                        .filter(m -> m.getReturnType() == String.class
                                && m.getParameterCount() == 1
                                && m.getParameterTypes()[0] == Locale.class)
                        .filter(m -> !Set.of("text", "advice", "title").contains(m.getName()))
                        .map(PublicApi::name))
                .isEmpty();
    }

    @Test
    void noTwoTypesShareAName() {
        Map<String, Set<String>> places = new TreeMap<>();
        ALL.stream()
                .filter(each -> !each.getSimpleName().isEmpty() && !each.isAnonymousClass())
                .filter(each -> each.getEnclosingClass().isEmpty()
                        && !each.getSimpleName().equals("package-info")
                        && !each.getSimpleName().equals("module-info"))
                .forEach(each -> places.computeIfAbsent(each.getSimpleName(), name -> new TreeSet<>())
                        .add(each.getPackageName()));
        assertThat(places.entrySet().stream()
                        .filter(each -> each.getValue().size() > 1 && !SHARED_NAMES.contains(each.getKey())))
                .isEmpty();
    }

    @Test
    void aNameSaysWhatTheTypeIs() {
        assertThat(ALL.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> name.matches(".*(Test|Manager|Helper|Utils?|Impl)")))
                .isEmpty();
    }

    @Test
    void everyEntryPointStandsInTheTable() throws Exception {
        String page = Files.readString(Path.of("../docs/api.md"));
        assertThat(PublicApi.askers().stream()
                        .map(Class::getSimpleName)
                        .filter(name -> !page.contains("`" + name + "`")))
                .isEmpty();
    }
}
