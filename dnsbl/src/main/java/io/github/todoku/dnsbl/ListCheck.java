package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.AnswerReader.Reading;
import io.github.todoku.dnsbl.DnsblVerdict.FailureCause;
import io.github.todoku.dnsbl.DnsblVerdict.Hit;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one list about one subject: the A record and, at the same time, the list's test points unless they are known; the
 * TXT record if the subject is listed (RFC 5782 §6). One object for one question.
 */
final class ListCheck {
    private final ListState state;
    private final SubjectKind kind;
    private final DnsName name;
    private final Wait wait;

    /**
     * How long an answer is of use.
     *
     * @param deadline by when it must be there
     * @param isOver whether nobody waits any more
     */
    record Wait(Deadline deadline, BooleanSupplier isOver) {}

    /**
     * What came of it.
     *
     * @param verdict the verdict
     * @param answers the A records as text
     * @param health the list's health, if it was looked at
     */
    record Finding(
            DnsblVerdict verdict,
            List<String> answers,
            @Nullable ListHealth health) {}

    ListCheck(ListState state, SubjectKind kind, DnsName name, Wait wait) {
        this.state = state;
        this.kind = kind;
        this.name = name;
        this.wait = wait;
    }

    CompletionStage<Finding> run() {
        CompletionStage<DnsAnswer> answer = state.ask(name, RecordType.A, wait.deadline());
        CompletionStage<ListHealth> health = state.health.of(kind, wait.deadline());
        return answer.thenCompose(a -> read(a, health));
    }

    private CompletionStage<Finding> read(DnsAnswer answer, CompletionStage<ListHealth> health) {
        List<String> answers = texts(answer);
        Reading reading = state.reader.read(answer);
        if (reading instanceof Reading.Refusal refusal) {
            return completed(state.refused(refusal), answers);
        }
        if (reading instanceof Reading.Failure failure) {
            return completed(failed(failure, answer), answers);
        }
        state.answered();
        List<Hit> hits = reading instanceof Reading.Hits some ? some.hits() : List.of();
        Duration ttl = ttl(answer);
        DnsblVerdict bare = verdict(hits, List.of(), ttl);
        if (bare instanceof DnsblVerdict.NotListed || wait.isOver().getAsBoolean()) {
            return health.thenApply(h -> judged(bare, answers, h));
        }
        return state.ask(name, RecordType.TXT, wait.deadline())
                .thenCombine(health, (txt, h) -> judged(verdict(hits, reasons(txt), ttl), answers, h));
    }

    private static CompletionStage<Finding> completed(DnsblVerdict verdict, List<String> answers) {
        return CompletableFuture.completedFuture(new Finding(verdict, answers, null));
    }

    private DnsblVerdict failed(Reading.Failure failure, DnsAnswer answer) {
        FailureCause cause = failure.cause();
        if (answer instanceof DnsAnswer.TempFail failed) {
            boolean paced = failed.reason() == DnsAnswer.Reason.OVERLOAD
                    && state.list.terms().perSecond() != null;
            cause = paced ? FailureCause.PACE : cause;
            if (failed.reason() != DnsAnswer.Reason.OVERLOAD) { // that was our own doing
                state.failed(cause);
            }
        }
        return new DnsblVerdict.Failed(cause, state.withoutKey(failure.detail()));
    }

    private List<String> reasons(DnsAnswer txt) {
        return ReasonText.of(txt).stream().map(state::withoutKey).toList();
    }

    /** What the records make together: anything against the subject outweighs what speaks for it, notes weigh nothing. */
    static DnsblVerdict verdict(List<Hit> hits, List<String> reasons, Duration ttl) {
        DnsblCode.Effect strongest = DnsblCode.Effect.NOTE;
        for (Hit hit : hits) {
            strongest = hit.effect().compareTo(strongest) < 0 ? hit.effect() : strongest;
        }
        switch (strongest) {
            case BLOCK, POLICY -> {
                return new DnsblVerdict.Listed(hits, reasons, ttl);
            }
            case ALLOW -> {
                return new DnsblVerdict.Allowed(hits, reasons, ttl);
            }
            default -> {
                return new DnsblVerdict.NotListed(hits, ttl);
            }
        }
    }

    private Finding judged(DnsblVerdict verdict, List<String> answers, ListHealth health) {
        return new Finding(judged(verdict, health), answers, health);
    }

    /** A verdict counts only as far as the list can be believed. */
    private DnsblVerdict judged(DnsblVerdict verdict, ListHealth health) {
        if (health.isUnreliable()) {
            return new DnsblVerdict.Unreliable(health);
        }
        if (health.state() == ListHealth.State.REFUSING) {
            DnsblVerdict.Refused paused = state.paused();
            return paused != null
                    ? paused
                    : new DnsblVerdict.Refused(RefusalCause.UNEXPLAINED, "at its test point", Duration.ZERO, true);
        }
        boolean silentTest = health.state() == ListHealth.State.UNREACHABLE;
        return silentTest && verdict instanceof DnsblVerdict.NotListed
                ? new DnsblVerdict.Failed(FailureCause.HEALTH_UNKNOWN, detail(health))
                : verdict; // an entry is an entry, tested or not
    }

    private static String detail(ListHealth health) {
        return health.answers().stream()
                .filter(answer -> !answer.asItShould())
                .map(answer -> answer.subject() + ": " + answer.answer())
                .findFirst()
                .orElse("");
    }

    private static Duration ttl(DnsAnswer answer) {
        Duration ttl = answer.fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO);
        if (ttl.compareTo(DnsblVerdict.MIN_TTL) < 0) {
            return DnsblVerdict.MIN_TTL;
        }
        return ttl.compareTo(DnsblVerdict.MAX_TTL) > 0 ? DnsblVerdict.MAX_TTL : ttl;
    }

    private static List<String> texts(DnsAnswer answer) {
        return AnswerReader.addresses(answer).stream()
                .map(Inet4Address::getHostAddress)
                .toList();
    }
}
