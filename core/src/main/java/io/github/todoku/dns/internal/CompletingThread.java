package io.github.todoku.dns.internal;

/**
 * A thread that completes answers. A callback on it that waits for another answer would wait for its own thread: so it is
 * told, and somebody else completes that answer meanwhile.
 */
public abstract class CompletingThread extends Thread {
    /** A daemon with this name. */
    protected CompletingThread(String name) {
        super(null, null, name, 0, false);
        setDaemon(true);
    }

    /** Called before this thread waits; false if too many wait already, and it must not. */
    public abstract boolean beginWait();

    /** Called after it has waited. */
    public abstract void endWait();
}
