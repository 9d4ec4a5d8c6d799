package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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
    private final Future<Optional<Answer>> work;

    private Errand(BlockingQueue<Optional<DnsAnswer>> news, Asking asking, Future<Optional<Answer>> work) {
        this.news = news;
        this.asking = asking;
        this.work = work;
    }

    static Errand start(ExecutorService threads, PageAnswers answers, Question question) {
        BlockingQueue<Optional<DnsAnswer>> news = new LinkedBlockingQueue<>();
        Asking asking =
                new Asking(answers.dns(), answers.limit().plus(RESERVE), answer -> news.add(Optional.of(answer)));
        Future<Optional<Answer>> work = threads.submit(() -> {
            try {
                return question.answer(answers.over(asking));
            } finally {
                news.add(Optional.empty()); // the last
            }
        });
        return new Errand(news, asking, work);
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

    @Override
    public void close() {
        asking.cancel();
        work.cancel(true);
    }
}
