package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import java.io.Serializable;
import java.time.Duration;

/**
 * One question of a check and its answer.
 *
 * @param answer what came back; it names the question
 * @param askedAfterNanos when it was asked, counted from the start of the check, in nanoseconds
 * @param tookNanos how long the answer took, in nanoseconds; questions may have been out at the same time
 */
public record SpfLookup(DnsAnswer answer, long askedAfterNanos, long tookNanos) implements Serializable {

    /** {@return what was asked: the expanded name and the type} */
    public DnsQuestion question() {
        return answer.question();
    }

    /** {@return how long the answer took} */
    public Duration took() {
        return Duration.ofNanos(tookNanos);
    }
}
