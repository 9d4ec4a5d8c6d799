package io.github.todoku.cli;

import io.github.todoku.render.JsonReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Lines that are answered by an object each, with the number of the line.
 *
 * @param output where it is printed
 * @param question what a line asks; throws a {@link Failure} where it asks for nothing
 * @param answer begins to find it out
 * @param object the answer as it is printed
 * @param code the exit code of a command that asks for this alone
 */
record JsonLines<Q, R>(
        OutputOptions output,
        Function<String, Q> question,
        BiFunction<Q, ExecutorService, CompletableFuture<R>> answer,
        BiFunction<Q, R, JsonReport> object,
        ToIntFunction<R> code)
        implements Batch.Work<Q, R> {
    @Override
    public boolean isJson() {
        return true;
    }

    @Override
    public Q read(String line) {
        return question.apply(line);
    }

    @Override
    public CompletableFuture<R> start(Q asked, ExecutorService threads) {
        return answer.apply(asked, threads);
    }

    @Override
    public void print(long line, Q asked, R result) {
        output.terminal().raw(object.apply(asked, result).with("line", line).toJson());
    }

    @Override
    public int exitCode(R result) {
        return code.applyAsInt(result);
    }
}
