package io.github.todoku.dns;

/**
 * A thread on which a resolver completes its answers. A callback there that waits for another answer would wait for its own
 * thread: whoever waits by {@link DnsResolver#lookup}, {@link DnsRun#await} or {@link Deadline#await} tells the thread first,
 * so that the resolver can let another stand in. For those who write a resolver with threads of its own.
 */
public abstract class CompletingThread extends Thread {
    /**
     * A daemon.
     *
     * @param name of the thread
     */
    protected CompletingThread(String name) {
        super(null, null, name, 0, false);
        setDaemon(true);
    }

    /** {@return whether it may wait: another thread stands in, until {@link #endWait}} If not, what it asks for is a failure. */
    public abstract boolean beginWait();

    /** Called after it has waited, if it was allowed to. */
    public abstract void endWait();
}
