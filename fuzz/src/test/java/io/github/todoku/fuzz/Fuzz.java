package io.github.todoku.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fuzzes one target after the other, each in a JVM of its own, and prints a line of figures for each. */
public final class Fuzz {
    private static final String TARGET = "todoku.target";

    /** Longer than this and an input is a finding. */
    private static final int MAX_SECONDS_AN_INPUT = 10;

    private static final Pattern FIGURES = Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)");

    private static Target target = Target.ZONE;

    private Fuzz() {}

    /** Called by the fuzzer, once. Classes are instrumented when they are loaded, which is not to count as the time of an input. */
    public static void fuzzerInitialize() {
        target = Target.valueOf(System.getProperty(TARGET));
        target.seeds().forEach(target::read);
    }

    /** Called by the fuzzer with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.read(input);
    }

    /** Seconds a target, {@code all} or the names of targets, and where the corpus is kept. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean clean = true;
        for (Target each : Target.values()) {
            if (args[1].equals("all") || List.of(args[1].split(",")).contains(each.name())) {
                clean &= run(each, Integer.parseInt(args[0]), Path.of(args[2]).toAbsolutePath());
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean run(Target each, int seconds, Path corpora) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(corpora.resolve(each.name().toLowerCase(Locale.ROOT)));
        Path findings = Files.createDirectories(corpora.resolve("findings"));
        int number = 0;
        for (byte[] seed : each.seeds()) {
            Files.write(corpus.resolve("seed" + number++), seed);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Xss2m",
                "-XX:+UseSerialGC",
                "-D" + TARGET + "=" + each.name(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzz.class.getName(),
                "--instrumentation_includes=io.github.todoku.**",
                "--reproducer_path=" + findings,
                corpus.toString(),
                "-artifact_prefix=" + findings + "/" + each.name().toLowerCase(Locale.ROOT) + "-",
                "-max_total_time=" + seconds,
                "-timeout=" + MAX_SECONDS_AN_INPUT,
                "-max_len=16384"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String figures = "";
        List<String> fault = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher at = FIGURES.matcher(line);
                if (at.find()) {
                    figures = "%s executions, coverage %s, features %s, corpus %s"
                            .formatted(at.group(1), at.group(2), at.group(3), at.group(4));
                } else if (!fault.isEmpty() || line.startsWith("== Java Exception") || line.startsWith("==")) {
                    fault.add(line);
                }
            }
        }
        int exit = process.waitFor();
        System.out.println(each + ": " + figures + (exit == 0 ? "" : ", A FINDING (" + exit + ")"));
        fault.stream().limit(exit == 0 ? 0 : 25).forEach(line -> System.out.println("    " + line));
        return exit == 0;
    }
}
