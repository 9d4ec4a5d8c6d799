package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the test points of several lists at once. One object for one round. */
final class HealthRound {
    private final DnsRun run;
    private final List<Asked> tests = new ArrayList<>();

    private record Asked(DnsblList list, CompletableFuture<ListHealth> outcome) {}

    private HealthRound(DnsRun run) {
        this.run = run;
    }

    /** Asks. */
    static HealthRound begin(List<ListChoice> choices, CheckSettings settings) {
        Deadline deadline = Deadline.after(settings.timeLimit, settings.dns.clock());
        HealthRound round = new HealthRound(DnsRun.using(settings.dns, deadline));
        for (ListChoice choice : choices) {
            ListMemories.Memory memory = choice.memory();
            if (memory != null) {
                memory.health().testAll(round.run).forEach(test -> round.tests.add(new Asked(choice.list(), test)));
            }
        }
        return round;
    }

    /** How each stood its test, when all are there. Cancelling it stops the questions. */
    CompletableFuture<List<ListHealth>> outcomes() {
        CompletableFuture<?>[] all = tests.stream().map(Asked::outcome).toArray(CompletableFuture<?>[]::new);
        return run.endingWith(CompletableFuture.allOf(all).thenApply(done -> known()));
    }

    /** How each stood its test, waited for. */
    List<ListHealth> await() {
        return run.deadline().await(outcomes(), () -> {
            run.cancel();
            return known();
        });
    }

    private List<ListHealth> known() {
        return tests.stream()
                .map(test -> test.outcome().getNow(unreachable(test.list())))
                .toList();
    }

    private static ListHealth unreachable(DnsblList list) {
        SubjectKind kind = list.serves().iterator().next();
        return new ListHealth(list.zone(), kind, ListHealth.State.UNREACHABLE, List.of(), Instant.now());
    }
}
