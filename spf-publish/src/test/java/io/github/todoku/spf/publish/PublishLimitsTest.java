package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.spf.publish.internal.PlanDns;
import io.github.todoku.spf.publish.internal.PlanWork;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of this module at the number and one past it (docs/limits.md). */
@Timeout(60)
class PublishLimitsTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    @Test
    void furtherNetworksThatAreLostAreNotListedAndTheProofDoesNotHold() {
        DnsRun run = DnsRun.using(InMemoryDns.zone(". SOA . . 0 0 0 0 0"), Duration.ofSeconds(60));
        for (int count : List.of(SpfProof.MAX_LISTED, SpfProof.MAX_LISTED + 1)) {
            String before = IntStream.range(0, count) // no two of them are one network
                    .mapToObj(i -> " ip4:192.0.2." + 2 * i)
                    .collect(Collectors.joining("", "v=spf1", " -all"));
            VerdictMaps maps = new VerdictMaps(
                    new PlanDns(run), new PlanWork(run.deadline()), DOMAIN, DOMAIN, List.of(), List.of());
            SpfProof proof = new PlanProof(DOMAIN, maps, maps.of(before), List.of(before), List.of(), List.of())
                    .of("v=spf1 -all");
            assertThat(proof.lost()).hasSize(SpfProof.MAX_LISTED);
            assertThat(proof.holds()).isFalse();
        }
    }

    @Test
    void furtherTextOfATreeIsNotReadAndTheBranchIsOpen() {
        String end = " include:n1.example.com -all";
        for (int beyond : List.of(0, 1)) {
            String last = "v=spf1 -all";
            String terms = "v=spf1" + " x=".concat("y".repeat(1 << 15)).repeat(15);
            int rest = SpfWalker.MAX_OCTETS - last.length() - terms.length() - end.length() + beyond;
            String first = terms + " z=" + "y".repeat(rest - 3) + end;
            assertThat(first.length() + last.length()).isEqualTo(SpfWalker.MAX_OCTETS + beyond);
            SpfTree tree = SpfWalker.using(InMemoryDns.zone(
                            "example.com. TXT" + quoted(first) + "\nn1.example.com. TXT" + quoted(last)))
                    .check(DOMAIN);
            assertThat(tree.cannotTell()).isEqualTo(beyond > 0);
            assertThat(tree.gaps()).hasSize(beyond);
        }
    }

    private static String quoted(String text) {
        return IntStream.range(0, (text.length() + 254) / 255)
                .mapToObj(i -> " \"" + text.substring(255 * i, Math.min(text.length(), 255 * i + 255)) + "\"")
                .collect(Collectors.joining());
    }
}
