package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.CodeTable.Reading;
import io.github.todoku.dnsbl.ListHealth.PointAnswer;
import io.github.todoku.dnsbl.ListHealth.State;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks a list's test points once (RFC 5782 §5). One object for one test. */
final class HealthProbe {
    private record Outcome(TestPoint point, State state, String answer, boolean isOurs) {}

    /**
     * What came of it.
     *
     * @param health how the list stood the test
     * @param isOurs whether a question failed by our own doing, so that the next check must test again
     */
    record Tested(ListHealth health, boolean isOurs) {}

    private final ListState state;
    private final SubjectKind kind;
    private final DnsRun run;

    HealthProbe(ListState state, SubjectKind kind, DnsRun run) {
        this.state = state;
        this.kind = kind;
        this.run = run;
    }

    /**
     * The kind whose test points speak for {@code kind}: its own; else, one zone holding all its data, those of another kind
     * the list serves.
     */
    static SubjectKind testedKind(DnsblList list, SubjectKind kind) {
        if (hasPoints(list, kind)) {
            return kind;
        }
        for (SubjectKind other : List.of(SubjectKind.IPV4, SubjectKind.DOMAIN, SubjectKind.IPV6)) {
            if (hasPoints(list, other)) {
                return other;
            }
        }
        return kind;
    }

    private static boolean hasPoints(DnsblList list, SubjectKind kind) {
        return list.tests().stream().anyMatch(point -> point.kind() == kind);
    }

    /** Asks the first point of each sort; a listing at the second one would prove no more. */
    CompletionStage<Tested> run() {
        Optional<TestPoint> listed = first(true);
        Optional<TestPoint> unlisted = first(false);
        CompletionStage<List<Outcome>> outcomes = ask(listed).thenCombine(ask(unlisted), (one, two) -> {
            List<Outcome> both = new ArrayList<>(one);
            both.addAll(two);
            return both;
        });
        return outcomes.thenApply(this::tested);
    }

    private Optional<TestPoint> first(boolean mustBeListed) {
        return state.list.tests().stream()
                .filter(point -> point.mustBeListed() == mustBeListed && point.kind() == kind)
                .findFirst();
    }

    private CompletionStage<List<Outcome>> ask(Optional<TestPoint> point) {
        Optional<DnsName> name = point.flatMap(p -> QueryName.of(p, state.zone));
        if (point.isEmpty() || name.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return state.ask(run, name.get(), RecordType.A, run.deadline())
                .thenApply(answer -> List.of(outcome(point.get(), answer)));
    }

    private Outcome outcome(TestPoint point, DnsAnswer answer) {
        List<Inet4Address> addresses = CodeTable.addresses(answer);
        String text = addresses.isEmpty() ? "not listed" : texts(addresses);
        String expected = point.answer();
        if (expected != null
                && addresses.stream().anyMatch(a -> a.getHostAddress().equals(expected))) {
            return new Outcome(
                    point, State.WORKING, text, false); // some lists answer here what means refusal elsewhere
        }
        Reading reading = state.codes.read(answer);
        if (reading instanceof Reading.Refusal refusal) {
            if (refusal.cause() != RefusalCause.WRONG_KIND) {
                state.refused(refusal);
            }
            return new Outcome(point, State.REFUSING, refusal.answer(), false);
        }
        if (reading instanceof Reading.Failure failure) {
            return failure(point, failure, text, ListState.isOurs(answer));
        }
        boolean isListed = reading instanceof Reading.Hits;
        State verdict =
                isListed == point.mustBeListed() ? State.WORKING : isListed ? State.LISTS_EVERYTHING : State.EMPTY;
        return new Outcome(point, verdict, text, false);
    }

    private Outcome failure(TestPoint point, Reading.Failure failure, String text, boolean isOurs) {
        switch (failure.cause()) {
            case FOREIGN_ANSWER -> {
                return new Outcome(point, State.FOREIGN, text, false);
            }
            case UNEXPECTED_ANSWER -> { // an answer the list does not give to others still shows an entry
                return new Outcome(point, point.mustBeListed() ? State.WORKING : State.LISTS_EVERYTHING, text, false);
            }
            default -> {
                return new Outcome(point, State.UNREACHABLE, state.withoutKey(failure.detail()), isOurs);
            }
        }
    }

    private static String texts(List<Inet4Address> addresses) {
        return String.join(
                " ",
                addresses.stream().map(Inet4Address::getHostAddress).sorted().toList());
    }

    private Tested tested(List<Outcome> outcomes) {
        State worst = outcomes.isEmpty() ? State.UNTESTABLE : State.WORKING;
        List<PointAnswer> answers = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            answers.add(new PointAnswer(
                    outcome.point().subject(),
                    outcome.point().mustBeListed(),
                    outcome.answer(),
                    outcome.state() == State.WORKING));
            worst = worse(worst, outcome.state());
        }
        ListHealth health = new ListHealth(state.list.zone(), kind, worst, answers, Instant.now());
        return new Tested(health, outcomes.stream().anyMatch(Outcome::isOurs));
    }

    /** What is known to be wrong outweighs what is not known. */
    private static State worse(State one, State two) {
        for (State state : List.of(
                State.REFUSING, State.FOREIGN, State.LISTS_EVERYTHING, State.EMPTY, State.UNREACHABLE, State.WORKING)) {
            if (one == state || two == state) {
                return state;
            }
        }
        return one;
    }
}
