package io.github.todoku.dns;

import java.time.Duration;

/** What goes wrong with a question to an {@link InMemoryDns}. Immutable. */
public final class Fault {
    static final int ALWAYS = Integer.MAX_VALUE;

    private final Duration delay;
    private final int times;
    private final DnsAnswer.Reason reason;
    private final String detail;

    private Fault(Duration delay, int times, DnsAnswer.Reason reason, String detail) {
        this.delay = delay;
        this.times = times;
        this.reason = reason;
        this.detail = detail;
    }

    /** {@return no answer comes; reported at once, so that a test need not wait} */
    public static Fault timeout() {
        return fail(DnsAnswer.Reason.TIMEOUT);
    }

    /**
     * Each answer is this failure.
     *
     * @param reason of the failure
     * @return the fault
     */
    public static Fault fail(DnsAnswer.Reason reason) {
        return failTimes(ALWAYS, reason);
    }

    /**
     * {@return the first {@code times} answers are this failure, later ones are what the zone says}
     *
     * @param times how many answers fail
     * @param reason of the failure
     */
    public static Fault failTimes(int times, DnsAnswer.Reason reason) {
        return new Fault(Duration.ZERO, times, reason, "set by the test");
    }

    /** Each answer is this failure, as a file has recorded it. */
    static Fault recorded(DnsAnswer.Reason reason) {
        return new Fault(Duration.ZERO, ALWAYS, reason, "as recorded");
    }

    /**
     * {@return the answer comes this much later; if that is after the deadline, it is a time-out at the deadline}
     *
     * @param delay how much later
     */
    public static Fault delay(Duration delay) {
        return new Fault(delay, 0, DnsAnswer.Reason.TIMEOUT, "");
    }

    /** {@return the answer did not fit into a datagram and the TCP connection was refused} */
    public static Fault truncated() {
        return new Fault(Duration.ZERO, ALWAYS, DnsAnswer.Reason.NETWORK, "truncated, and no answer over TCP");
    }

    Duration delay() {
        return delay;
    }

    int times() {
        return times;
    }

    DnsAnswer.TempFail answer(DnsQuestion question) {
        return new DnsAnswer.TempFail(question, reason, detail);
    }
}
