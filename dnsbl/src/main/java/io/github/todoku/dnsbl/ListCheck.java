package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.CodeTable.Reading;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one list about one subject: the A record and, at the same time, the list's test points unless they are known; the
 * TXT record if the subject is listed (RFC 5782 §6). One object for one question.
 */
final class ListCheck {
    /**
     * By whom and until when it is asked.
     *
     * @param run the check's own questions
     * @param dns whom the list's test is asked of, which belongs to all checks
     * @param deadline by when the answers must be there
     */
    record Asking(DnsRun run, DnsResolver dns, Deadline deadline) {}

    /**
     * What came of it.
     *
     * @param verdict the verdict
     * @param answers the A records as text
     * @param health the list's health, if it was looked at
     */
    record Outcome(
            DnsblVerdict verdict,
            List<String> answers,
            @Nullable ListHealth health) {}

    /**
     * A question on its way.
     *
     * @param outcome what comes of it
     * @param giveUp ends it with what is known, for such a cause
     */
    record Asked(CompletableFuture<Outcome> outcome, Consumer<FailureCause> giveUp) {
        /** One that needs no asking. */
        static Asked settled(DnsblVerdict verdict, @Nullable ListHealth health) {
            return new Asked(CompletableFuture.completedFuture(new Outcome(verdict, List.of(), health)), cause -> {});
        }
    }

    private final ListMemories.Memory memory;
    private final SubjectKind kind;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** What the list's answer says, before its health and its own words are in; null until it has come. */
    private volatile @Nullable Outcome said;

    private ListCheck(ListMemories.Memory memory, SubjectKind kind) {
        this.memory = memory;
        this.kind = kind;
    }

    /** Asks at a name below the list's zone. */
    static Asked begin(ListMemories.Memory memory, SubjectKind kind, DnsName name, Asking asking) {
        ListCheck check = new ListCheck(memory, kind);
        check.start(name, asking);
        return new Asked(check.outcome, check::giveUp);
    }

    private void start(DnsName name, Asking asking) {
        CompletionStage<DnsAnswer> answer = memory.state().ask(asking.run(), name, RecordType.A, asking.deadline());
        CompletableFuture<ListHealth> health = memory.health().of(kind, asking.dns(), asking.deadline());
        var unused = answer.thenCompose(a -> read(a, health, name, asking)).whenComplete((value, bug) -> {
            if (bug == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(bug); // nothing of the network's comes here
            }
        });
    }

    /** Ends it with what is known. */
    private void giveUp(FailureCause cause) {
        if (outcome.isDone()) {
            return;
        }
        Outcome known = said;
        ListHealth health = memory.health().remembered(kind);
        if (known == null) {
            DnsblVerdict failed = new DnsblVerdict.Failed(cause, "no answer came");
            if (outcome.complete(new Outcome(failed, List.of(), health)) && cause == FailureCause.TIMEOUT) {
                memory.state().failed(cause);
            }
        } else if (health != null) {
            outcome.complete(judged(known.verdict(), known.answers(), health));
        } else if (known.verdict() instanceof DnsblVerdict.NotListed) {
            FailureCause why = cause == FailureCause.TIMEOUT ? FailureCause.HEALTH_UNKNOWN : cause;
            outcome.complete(
                    new Outcome(new DnsblVerdict.Failed(why, "no answer from its test points"), known.answers(), null));
        } else {
            outcome.complete(known);
        }
    }

    private CompletionStage<Outcome> read(
            DnsAnswer answer, CompletableFuture<ListHealth> health, DnsName name, Asking asking) {
        List<String> answers = texts(answer);
        if (outcome.isDone()) { // given up; a failure was noted then
            return outcome;
        }
        Reading reading = memory.state().codes.read(answer);
        if (reading instanceof Reading.Refusal refusal) {
            return completed(memory.state().refused(refusal), answers);
        }
        if (reading instanceof Reading.Failure failure) {
            return completed(failed(failure, answer), answers);
        }
        memory.state().answered();
        List<DnsblHit> hits = reading instanceof Reading.Hits some ? some.hits() : List.of();
        Duration ttl = ttl(answer);
        DnsblVerdict bare = verdict(hits, List.of(), ttl);
        said = new Outcome(bare, answers, null);
        if (bare instanceof DnsblVerdict.NotListed) {
            return health.thenApply(h -> judged(bare, answers, h));
        }
        return memory.state()
                .ask(asking.run(), name, RecordType.TXT, asking.deadline())
                .thenCombine(health, (txt, h) -> judged(verdict(hits, reasons(txt), ttl), answers, h));
    }

    private static CompletionStage<Outcome> completed(DnsblVerdict verdict, List<String> answers) {
        return CompletableFuture.completedFuture(new Outcome(verdict, answers, null));
    }

    private DnsblVerdict failed(Reading.Failure failure, DnsAnswer answer) {
        FailureCause cause = failure.cause();
        if (answer instanceof DnsAnswer.TempFail failed) {
            boolean overload = failed.reason() == DnsAnswer.Reason.OVERLOAD;
            boolean paced = overload && memory.state().list.terms().perSecond().isPresent();
            cause = paced ? FailureCause.PACE : cause;
            if (!overload && !ListState.isOurs(answer)) {
                memory.state().failed(cause);
            }
        }
        return new DnsblVerdict.Failed(cause, memory.state().withoutKey(failure.detail()));
    }

    private List<String> reasons(DnsAnswer txt) {
        return ReasonText.of(txt).stream().map(memory.state()::withoutKey).toList();
    }

    /** What the records make together: anything against the subject outweighs what speaks for it, notes weigh nothing. */
    static DnsblVerdict verdict(List<DnsblHit> hits, List<String> reasons, Duration ttl) {
        DnsblCode.Effect strongest = DnsblCode.Effect.NOTE;
        for (DnsblHit hit : hits) {
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

    private Outcome judged(DnsblVerdict verdict, List<String> answers, ListHealth health) {
        return new Outcome(judged(verdict, health), answers, health);
    }

    /** A verdict counts only as far as the list can be believed. */
    private DnsblVerdict judged(DnsblVerdict verdict, ListHealth health) {
        if (health.isUnreliable()) {
            return new DnsblVerdict.Unreliable(health);
        }
        if (health.state() == ListHealth.State.REFUSING) {
            DnsblVerdict.Refused paused = memory.state().paused();
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
        return CodeTable.addresses(answer).stream()
                .map(Inet4Address::getHostAddress)
                .toList();
    }
}
