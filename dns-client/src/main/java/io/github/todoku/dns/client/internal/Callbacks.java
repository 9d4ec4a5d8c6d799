package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.CompletingThread;
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
 * that one turn brought and wake once: waking is what costs. For each thread whose callback waits for another answer, a
 * spare one stands in.
 */
final class Callbacks {
    /** How many callbacks may wait for answers at once, each at the price of a thread. */
    static final int MAX_WAITING = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final AtomicInteger sleepers = new AtomicInteger();
    private final int count;

    /** Under the lock, as the next one. */
    private final List<Worker> threads = new ArrayList<>();

    private int waiting;
    private volatile boolean closed;

    Callbacks(int count) {
        this.count = count;
        for (int i = 0; i < count; i++) {
            addThread();
        }
    }

    private void addThread() {
        Worker thread = new Worker("todoku-dns-callback-" + (threads.size() + 1));
        threads.add(thread);
        thread.start();
    }

    private final class Worker extends CompletingThread {
        Worker(String name) {
            super(name);
        }

        @Override
        public void run() {
            complete(this);
        }

        @Override
        public boolean beginWait() {
            lock.lock();
            try {
                if (waiting == MAX_WAITING) {
                    return false;
                }
                waiting++;
                if (threads.size() < count + waiting) {
                    addThread();
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void endWait() {
            lock.lock();
            try {
                waiting--;
                work.signal(); // for the spare thread, if it sleeps
            } finally {
                lock.unlock();
            }
        }

        boolean isOf(Callbacks owner) {
            return owner == Callbacks.this;
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

    private void complete(Worker self) {
        while (true) {
            Runnable task = tasks.poll();
            if (task != null) {
                wake(); // a thread for the next one
                run(task);
            } else if (closed || isSpare(self)) {
                return;
            } else {
                sleep();
            }
        }
    }

    /** Whether the one it stood in for waits no longer; then it is off the list. */
    private boolean isSpare(Worker self) {
        lock.lock();
        try {
            return threads.size() > count + waiting && threads.remove(self);
        } finally {
            lock.unlock();
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
            while (tasks.isEmpty() && !closed && threads.size() <= count + waiting) {
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
        List<Worker> all;
        lock.lock();
        try {
            work.signalAll();
            all = List.copyOf(threads);
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() instanceof Worker worker && worker.isOf(this)) {
            return; // a callback that waited for its own end would wait for ever
        }
        try {
            for (Thread thread : all) {
                thread.join(TimeUnit.SECONDS.toMillis(seconds));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
