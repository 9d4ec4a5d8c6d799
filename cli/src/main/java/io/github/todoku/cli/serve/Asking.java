package io.github.todoku.cli.serve;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordingResolver;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The questions of one request: each answer is told when it comes in and written down, there is an end to their number, and when
 * nobody waits for the answer any more nothing more is asked. Safe for threads.
 */
final class Asking implements DnsResolver {
    /** Questions of one request, lists and guessed selectors included. */
    static final int MAX_QUESTIONS = 2_000;

    private final DnsRun run;
    private final RecordingResolver recorder;
    private final Predicate<DnsName> secret;
    private final Consumer<DnsAnswer> told;
    private final Set<DnsQuestion> known = ConcurrentHashMap.newKeySet();

    /**
     * Asks for a request.
     *
     * @param dns whom to ask
     * @param limit when all must be answered
     * @param secret which names are for nobody to see: their answers are neither told nor written down
     * @param told hears each answer once, on the thread that it comes in on
     */
    Asking(DnsResolver dns, Duration limit, Predicate<DnsName> secret, Consumer<DnsAnswer> told) {
        this.run = DnsRun.using(dns, limit).withMaxQuestions(MAX_QUESTIONS);
        this.recorder = RecordingResolver.over(run);
        this.secret = secret;
        this.told = told;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        if (secret.test(question.name())) {
            return run.resolve(question, deadline);
        }
        return recorder.resolve(question, deadline).thenApply(answer -> {
            if (known.add(question)) {
                told.accept(answer);
            }
            return answer;
        });
    }

    /** What was asked and answered so far, as a zone file that answers the same (RecordingResolver). */
    String recording() {
        return recorder.zone().toString();
    }

    /** Asks no more; what is open is answered with a failure at once. */
    void cancel() {
        run.cancel();
    }

    @Override
    public DnsClock clock() {
        return run.clock();
    }

    @Override
    public boolean isLive() {
        return run.isLive();
    }
}
