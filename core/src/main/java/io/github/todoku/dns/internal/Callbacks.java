package io.github.todoku.dns.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that complete answers. Adding a task and waking a thread for it are two steps, so that the reader can add all
 * that one turn brought and wake once: waking is what costs.
 */
final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final AtomicInteger sleepers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    Callbacks(int count) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(this::run, "todoku-dns-callback-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Adds a task; a thread that is awake may take it, {@link #wake} makes sure. */
    void add(Runnable task) {
        tasks.add(task);
    }

    /** Wakes a thread if there are tasks and one sleeps. */
    void wake() {
        if (sleepers.get() > 0 && !tasks.isEmpty()) {
            lock.lock();
            try {
                work.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private void run() {
        while (true) {
            Runnable task = tasks.poll();
            if (task != null) {
                wake(); // a thread for the next one
                run(task);
            } else if (closed) {
                return;
            } else {
                sleep();
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) { // ours: a caller's callback cannot throw out of a stage
            LOG.error("a DNS answer could not be completed", bug);
        }
    }

    private void sleep() {
        lock.lock();
        try {
            sleepers.incrementAndGet(); // before the look at the queue: who adds after it sees a sleeper
            while (tasks.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            sleepers.decrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the threads end when all tasks are done; waits for that, unless called on one of them. */
    void close(long seconds) {
        closed = true;
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
        if (threads.contains(Thread.currentThread())) {
            return; // a callback that waited for its own end would wait for ever
        }
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(seconds));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
