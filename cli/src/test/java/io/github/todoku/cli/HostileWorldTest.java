package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever 64 KB of records stand in a stranger's zone, every public call ends within its time limit and a second. The time is
 * that which the calling thread works, so that a machine that does other things too measures the same.
 */
@Timeout(600)
class HostileWorldTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int MAX_OCTETS = 60_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The same record at every name, and many hosts behind each. */
    private record World(String what, List<String> strings) {
        static World of(String what, int terms, IntFunction<String> term) {
            StringBuilder text = new StringBuilder("v=spf1");
            for (int i = 0; i < terms && text.length() < MAX_OCTETS; i++) {
                text.append(' ').append(term.apply(i));
            }
            String record = text.append(" ~all").toString();
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < record.length(); i += 255) {
                strings.add(record.substring(i, Math.min(i + 255, record.length())));
            }
            return new World(what, strings);
        }

        DnsResolver dns() {
            return (question, deadline) -> CompletableFuture.completedFuture(answer(question));
        }

        private DnsAnswer answer(DnsQuestion question) {
            List<DnsRecord> records = new ArrayList<>();
            if (question.type() == RecordType.TXT) {
                records.add(new DnsRecord.Txt(strings));
            }
            for (int i = 0; i < 100; i++) {
                DnsName host = DnsName.of("h" + i + "." + question.name());
                switch (question.type()) {
                    case A -> records.add(new DnsRecord.A((Inet4Address) IpLiteral.of("198.51.100." + i)));
                    case MX -> records.add(new DnsRecord.Mx(10, host));
                    case PTR -> records.add(new DnsRecord.Ptr(host));
                    case NS -> records.add(new DnsRecord.Ns(host));
                    default -> {}
                }
            }
            return records.isEmpty()
                    ? new DnsAnswer.NoData(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN)
                    : new DnsAnswer.Found(question, records, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static final List<World> WORLDS = List.of(
            World.of("1,600 includes", 1_600, i -> "include:n" + i + ".example"),
            World.of("4,000 networks", 4_000, i -> "ip4:10." + i / 256 + "." + i % 256 + ".1"),
            World.of(
                    "3,000 networks of all kinds",
                    3_000,
                    i -> "+-~?".charAt(i % 4) + "ip4:10." + i / 512 + "." + i / 2 % 256 + ".0/2" + i % 9),
            World.of("8,000 unknown modifiers", 8_000, i -> "x" + i + "=y"),
            World.of("1,000 macros", 1_000, i -> "exists:%{ir}.%{l}.n" + i + ".example"),
            World.of("3,000 hosts", 3_000, i -> (i % 2 == 0 ? "a:h" : "mx:h") + i + ".example"));

    static Stream<Arguments> calls() {
        return EntryPoint.all().stream()
                .filter(each -> !each.isAsync()
                        && !DnsResolver.class.isAssignableFrom(each.ask().getDeclaringClass()))
                .flatMap(each -> WORLDS.stream().map(world -> Arguments.of(each, world)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallEndsWithinItsLimitAndASecond(EntryPoint each, World world) {
        long before = THREADS.getCurrentThreadCpuTime();
        List<Object> results = each.call(world.dns(), LIMIT);
        Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
        assertThat(results).isNotEmpty();
        assertThat(took)
                .as("%s in a world of %s", each, world)
                .isLessThan(LIMIT.plusSeconds(1).multipliedBy(results.size()));
    }
}
