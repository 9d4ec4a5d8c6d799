package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An answer in the making: it is worked on by another thread, while the request's own tells what comes in and so learns whether
 * somebody still waits. Closing it ends the work.
 */
final class Errand implements AutoCloseable {
    /** How often who waits is told that it is still worked on. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Kept after the time limit of the checks, so that they end by themselves. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    /** Hears how it goes; what it throws, ends the work. */
    interface Watcher {
        /** The DNS answered. */
        void came(DnsAnswer answer) throws IOException;

        /** Nothing is to be told yet. */
        void beat() throws IOException;
    }

    private final BlockingQueue<Optional<DnsAnswer>> news;
    private final Asking asking;
    private final FutureTask<Optional<Answer>> work;
    private final CountDownLatch over;

    private Errand(
            BlockingQueue<Optional<DnsAnswer>> news,
            Asking asking,
            FutureTask<Optional<Answer>> work,
            CountDownLatch over) {
        this.news = news;
        this.asking = asking;
        this.work = work;
        this.over = over;
    }

    static Errand start(ExecutorService threads, PageAnswers answers, Question question) {
        BlockingQueue<Optional<DnsAnswer>> news = new LinkedBlockingQueue<>();
        Asking asking = new Asking(
                answers.dns(),
                answers.limit().plus(RESERVE),
                answers::isSecret,
                answer -> news.add(Optional.of(answer)));
        FutureTask<Optional<Answer>> work = new FutureTask<>(() -> question.answer(answers.over(asking)));
        CountDownLatch over = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                over.countDown();
                news.add(Optional.empty()); // the last
            }
        });
        return new Errand(news, asking, work, over);
    }

    /**
     * Waits for the answer.
     *
     * @return the answer; empty where the question cannot be asked
     * @throws IOException as the watcher, or when this server ends
     */
    Optional<Answer> await(Watcher watcher) throws IOException {
        long next = System.nanoTime() + BEAT.toNanos();
        try {
            while (true) {
                Optional<DnsAnswer> came = news.poll(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (came == null) {
                    watcher.beat();
                    next = System.nanoTime() + BEAT.toNanos();
                } else if (came.isEmpty()) {
                    return work.get();
                } else {
                    watcher.came(came.get());
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    /** What was asked and answered, to be answered again. */
    String recording() {
        return asking.recording();
    }

    /**
     * Ends the work and waits until it has ended: what nobody waits for any more is work all the same, and its place is not another's
     * before.
     */
    @Override
    public void close() {
        asking.cancel();
        work.cancel(true);
        try {
            over.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
