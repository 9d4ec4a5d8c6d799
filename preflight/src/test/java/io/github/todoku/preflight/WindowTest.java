package io.github.todoku.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final AtomicInteger started = new AtomicInteger();

    private Window.Task<Integer> task(CompletableFuture<Integer> future) {
        started.incrementAndGet();
        return new Window.Task<>() {
            @Override
            public boolean isReady() {
                return future.isDone();
            }

            @Override
            public Integer result() {
                return future.join();
            }
        };
    }

    @Test
    void whatIsReadyComesOutBeforeTheNextIsStarted() {
        Iterator<Integer> results = Window.over(
                        IntStream.range(0, 1_000).boxed(), 64, i -> task(CompletableFuture.completedFuture(i)))
                .iterator();
        for (int i = 0; i < 1_000; i++) {
            assertThat(results.next()).isEqualTo(i);
            assertThat(started.get()).isEqualTo(i + 1);
        }
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void whileTheFirstIsNotReadyTheWindowFillsAndNoFurther() {
        List<CompletableFuture<Integer>> open = new ArrayList<>();
        Iterator<Integer> results = Window.over(IntStream.range(0, 10).boxed(), 4, i -> {
                    CompletableFuture<Integer> future = new CompletableFuture<>();
                    open.add(future);
                    if (open.size() == 4) {
                        open.get(0).complete(0); // the first comes when the window is full
                    }
                    return task(future);
                })
                .iterator();
        assertThat(results.next()).isZero();
        assertThat(started.get()).isEqualTo(4);
        open.get(2).complete(2);
        open.get(1).complete(1);
        assertThat(results.next()).isEqualTo(1);
        assertThat(results.next()).isEqualTo(2);
        assertThat(started.get()).isEqualTo(4);
    }
}
