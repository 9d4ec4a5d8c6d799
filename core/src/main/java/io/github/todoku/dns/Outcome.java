package io.github.todoku.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a question comes to, whatever a resolver made of it. */
final class Outcome {
    private Outcome() {}

    /** The answer that a resolver gave, or the failure that is in its place where it gave none to this question. */
    static DnsAnswer of(DnsQuestion question, @Nullable DnsAnswer answer, @Nullable Throwable broken) {
        if (broken != null) {
            boolean wrapped = broken instanceof CompletionException && broken.getCause() != null;
            return new DnsAnswer.TempFail(
                    question,
                    DnsAnswer.Reason.NETWORK,
                    "the resolver failed: " + line(wrapped ? broken.getCause() : broken));
        }
        if (answer == null) {
            return new DnsAnswer.TempFail(question, DnsAnswer.Reason.MALFORMED, "the resolver gave nothing");
        }
        return answer.question().equals(question)
                ? answer
                : new DnsAnswer.TempFail(question, DnsAnswer.Reason.MALFORMED, "an answer to " + answer.question());
    }

    /** The same of a stage that is done. */
    static DnsAnswer of(DnsQuestion question, CompletableFuture<DnsAnswer> done) {
        DnsAnswer answer;
        try {
            answer = done.join();
        } catch (RuntimeException broken) { // it has failed
            return of(question, null, broken);
        }
        return of(question, answer, null);
    }

    /**
     * Asks what stands beneath a layer; whatever it does is an answer to this question. Only its silence stays silence: that
     * is for who waits, at his deadline.
     */
    static CompletionStage<DnsAnswer> ask(DnsResolver dns, DnsQuestion question, Deadline deadline) {
        CompletionStage<DnsAnswer> stage;
        try {
            stage = dns.resolve(question, deadline);
        } catch (Exception broken) { // whatever a foreign resolver throws, in whatever language it is written
            return CompletableFuture.completedFuture(of(question, null, broken));
        }
        return stage == null
                ? CompletableFuture.completedFuture(of(question, null, null))
                : stage.handle((answer, broken) -> of(question, answer, broken));
    }

    /** Details are one line, and an exception may quote what a stranger sent. */
    private static String line(@Nullable Throwable broken) {
        return String.valueOf(broken).replaceAll("\\p{Cntrl}+", " ");
    }

    /** The failure of a question that a run ended without an answer to. */
    static DnsAnswer.TempFail none(DnsQuestion question, DnsAnswer.Reason reason, int maxQuestions) {
        String detail = switch (reason) {
            case TIMEOUT -> "no answer in time";
            case TOO_MANY_QUESTIONS -> "the check has asked " + maxQuestions + " questions, and may ask no more";
            case OVERLOAD -> "too many callbacks wait for answers on the threads that complete them";
            case INTERRUPTED -> "the waiting thread was interrupted";
            default -> "the check was cancelled";
        };
        return new DnsAnswer.TempFail(question, reason, detail);
    }
}
