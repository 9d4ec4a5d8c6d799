package io.github.todoku.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program as a person starts it: its own JVM, piped output, a locale of the test's choice. */
final class Program {
    private static final int PATIENCE_SECONDS = 90;

    /** So that what the person who runs the tests has set changes nothing. */
    private static final String NO_CONFIG = "/nonexistent/no-config";

    private Program() {}

    /**
     * What came of a run.
     *
     * @param exitCode the exit code
     * @param out standard output, read as UTF-8
     * @param err standard error, read as UTF-8
     */
    record Result(int exitCode, String out, String err) {}

    static Result run(String... args) throws Exception {
        return run(Map.of("LC_ALL", "C"), new byte[0], args);
    }

    static Result run(Map<String, String> environment, byte[] input, String... args) throws Exception {
        return run(prepared(args), environment, input);
    }

    /** Another main class in the place of the program's own. */
    static Result runMain(Class<?> main, Map<String, String> environment, byte[] input) throws Exception {
        return run(prepared(main), environment, input);
    }

    private static Result run(ProcessBuilder builder, Map<String, String> environment, byte[] input) throws Exception {
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<String> out = drain(process.getInputStream());
        CompletableFuture<String> err = drain(process.getErrorStream());
        try {
            process.getOutputStream().write(input);
            process.getOutputStream().close();
        } catch (IOException closed) {
            // the program may end before it has read all
        }
        return new Result(exitCode(process), out.get(), err.get());
    }

    /** The program ready to start, for tests that want its output elsewhere. */
    static ProcessBuilder prepared(String... args) {
        return prepared(Main.class, args);
    }

    private static ProcessBuilder prepared(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("XDG_CONFIG_HOME", NO_CONFIG);
        return builder;
    }

    /** Waits for the end of a run, but not for ever. */
    static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program hangs: " + process.info());
        }
        return process.exitValue();
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException broken) {
                text.completeExceptionally(broken);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return text;
    }
}
