package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.bounce.suppression.Suppressions;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportTally;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a stranger writes into a record, a mail, a report or a reply: {@code toString()} of every public type that comes of it is
 * one line without a character that a terminal or a log obeys, and so is what is said to people and what an exception says.
 */
@Timeout(300)
class PrintedTypesTest {
    /** What acts, waits or gives away when called. */
    private static final Set<String> NOT_LOOKED_AT =
            Set.of("close", "await", "hashCode", "getClass", "notify", "notifyAll", "wait", "iterator");

    /** How many values of one class are looked at for each text: some make new ones whenever they are asked. */
    private static final int MAX_OF_A_CLASS = 40;

    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final Set<Class<?>> met = new HashSet<>();
    private final Set<String> faults = new TreeSet<>();

    @Test
    void everyPublicTypePrintsAsOneHarmlessLine() throws Exception {
        for (NastyDns.Way way : NastyDns.Way.values()) {
            counts.clear();
            for (EntryPoint each : EntryPoint.all()) {
                if (!each.isAsync()) {
                    each.call(new NastyDns(way), Duration.ofSeconds(20)).forEach(this::look);
                }
            }
        }
        for (String text : Nasty.EACH) {
            counts.clear();
            parsed(text);
            mails(text);
        }
        assertThat(faults).as("types met: %s", met.size()).isEmpty();
        assertThat(met).hasSizeGreaterThan(200);
    }

    /** Every public static method that makes something of text alone. */
    private void parsed(String text) {
        List<String> forms = List.of(
                text,
                Nasty.octets(text),
                "v=spf1 include:" + text + " exp=" + text + " " + text + "=" + text,
                "v=DKIM1; p=" + text + "; k=" + text,
                "v=DMARC1; p=" + text + "; rua=" + text,
                "v=STSv1; id=" + text,
                "version: STSv1\nmode: " + text + "\nmx: " + text + "\nmax_age: " + text,
                "550 5.7.1 " + text,
                "<" + text + "@example.com>",
                "\"" + text + "\"@example.com",
                text + "{local}" + text + "{domain}" + text,
                "fail (" + text + ") client-ip=" + text,
                "mx.example.com; spf=fail (" + text + ") smtp.mailfrom=\"" + text + "\"",
                "text/plain; charset=\"" + text + "\"",
                "a.example. TXT \"" + text + "\"",
                "a.example. " + text + " A " + text,
                "Id: " + text + "\nName: " + text + "\nZone: " + text);
        PublicApi.everywhere()
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getParameterCount() > 0)
                .filter(m -> Arrays.stream(m.getParameterTypes())
                        .allMatch(p ->
                                p == String.class || p == byte[].class || p == List.class || p == InputStream.class))
                .filter(m -> !(m.getDeclaringClass().isEnum() && m.getName().equals("valueOf")))
                .forEach(m -> forms.forEach(form -> made(m, form)));
    }

    private void made(Method method, String form) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> type == String.class
                        ? form
                        : type == List.class
                                ? List.of(form)
                                : type == byte[].class
                                        ? NastyMail.octets(form)
                                        : new ByteArrayInputStream(NastyMail.octets(form)))
                .toArray();
        try {
            look(method.invoke(null, arguments));
        } catch (InvocationTargetException refused) {
            check(String.valueOf(refused.getCause()), PublicApi.name(method) + " throws");
        } catch (IllegalAccessException | ClassCastException notOfText) {
            met.add(method.getDeclaringClass());
        }
    }

    private void mails(String text) throws Exception {
        DnsResolver dns = new NastyDns(NastyDns.Way.VALUES);
        SuppressionState state = SuppressionState.empty();
        for (byte[] mail : NastyMail.bounces(text)) {
            BounceReport report = BounceParser.standard().parse(mail);
            look(report);
            look(Doctor.using(dns).withTimeLimit(Duration.ofSeconds(20)).check(report));
            Suppressions.using(state).add(report, Instant.EPOCH);
        }
        state.stream().forEach(this::look);
        look(ReplyClassifier.standard().classify("550 5.7.26 " + text));
        ReportTally tally = ReportTally.standard();
        for (String report : List.of(NastyMail.aggregateReport(text), NastyMail.tlsReport(text), text)) {
            try (ReportReader reader =
                    ReportReader.of(new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)), text)) {
                reader.forEach(entry -> {
                    look(entry);
                    tally.add(entry);
                });
            }
        }
        look(tally.summary());
    }

    private void look(Object first) {
        open.add(Optional.ofNullable(first));
        while (!open.isEmpty()) {
            Object at = open.remove();
            if (at instanceof Optional<?> perhaps) {
                perhaps.ifPresent(this::add);
            } else if (at instanceof Collection<?> many) {
                many.stream().limit(50).forEach(this::add);
            } else if (at instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    add(key);
                    add(value);
                });
            } else if (at instanceof Object[] array) {
                Arrays.stream(array).limit(50).forEach(this::add);
            } else if (at instanceof Stream<?> stream) {
                stream.limit(50).forEach(this::add);
            } else if (at.getClass().getName().startsWith("io.github.todoku.")) {
                ours(at);
            }
        }
    }

    private void add(Object each) {
        if (each != null && !(each instanceof String) && !each.getClass().isEnum() && seen.add(each)) {
            open.add(each);
        }
    }

    private void ours(Object value) {
        if (counts.merge(value.getClass(), 1, Integer::sum) > MAX_OF_A_CLASS) {
            return;
        }
        String printed = String.valueOf(value);
        check(
                value instanceof Zone ? printed.replace("\n", " ") : printed,
                value.getClass().getName() + ".toString()");
        for (Class<?> type : PublicApi.TYPES) {
            if (type.isInstance(value)) {
                met.add(type);
                PublicApi.methods(type).filter(PrintedTypesTest::isAccessor).forEach(m -> ask(value, m));
            }
        }
    }

    private static boolean isAccessor(Method method) {
        boolean forPeople = method.getParameterCount() == 1 && method.getParameterTypes()[0] == Locale.class;
        return !Modifier.isStatic(method.getModifiers())
                && (method.getParameterCount() == 0 || forPeople)
                && method.getReturnType() != void.class
                && !method.getReturnType().isPrimitive()
                && !CompletionStage.class.isAssignableFrom(method.getReturnType())
                && !NOT_LOOKED_AT.contains(method.getName());
    }

    private void ask(Object value, Method method) {
        boolean forPeople = method.getParameterCount() == 1;
        try {
            Object told = forPeople ? method.invoke(value, Locale.ENGLISH) : method.invoke(value);
            if (forPeople) {
                check(String.valueOf(told).replace("\n", " "), PublicApi.name(method));
            }
            add(told);
        } catch (InvocationTargetException thrown) {
            check(String.valueOf(thrown.getCause()), PublicApi.name(method) + " throws");
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }

    private void check(String printed, String where) {
        int nasty = Nasty.firstIn(printed, "");
        if (nasty >= 0) {
            faults.add(where + " prints U+" + Integer.toHexString(nasty));
        }
    }
}
