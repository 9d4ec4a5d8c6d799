package io.github.todoku.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many command lines one after the other in one JVM, whose start costs more than most of them. */
final class ManyRuns {
    private static final String END = "\u0001end ";

    private ManyRuns() {}

    /**
     * A command line and its standard input.
     *
     * @param input what stands in standard input
     * @param args the command line
     */
    record Run(String input, List<String> args) {
        static Run of(String... args) {
            return new Run("", List.of(args));
        }
    }

    /** What came of each. */
    static List<Program.Result> of(Map<String, String> environment, List<Run> runs) throws Exception {
        Program.Result all = Program.runMain(ManyRuns.class, environment, bytes(runs));
        String[] out = all.out().split(END, -1);
        String[] err = all.err().split(END, -1);
        if (out.length != runs.size() + 1 || err.length != runs.size() + 1) {
            throw new AssertionError("not every run came to its end: " + all);
        }
        List<Program.Result> results = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String next = out[i + 1];
            int exitCode = Integer.parseInt(next.substring(0, next.indexOf('\n')));
            results.add(new Program.Result(exitCode, behindCode(out[i], i), behindCode(err[i], i)));
        }
        return results;
    }

    private static String behindCode(String text, int run) {
        return run == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }

    private static byte[] bytes(List<Run> runs) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.writeInt(runs.size());
        for (Run run : runs) {
            out.writeUTF(run.input());
            out.writeInt(run.args().size());
            for (String arg : run.args()) {
                out.writeUTF(arg);
            }
        }
        return octets.toByteArray();
    }

    /** In the program's JVM. */
    public static void main(String[] none) throws IOException {
        DataInputStream in = new DataInputStream(System.in);
        for (int left = in.readInt(); left > 0; left--) {
            System.setIn(new ByteArrayInputStream(in.readUTF().getBytes(StandardCharsets.UTF_8)));
            String[] args = new String[in.readInt()];
            for (int i = 0; i < args.length; i++) {
                args[i] = in.readUTF();
            }
            int exitCode = Main.run(args);
            StandardStreams.standardOutput().print(END + exitCode + "\n");
            StandardStreams.standardOutput().flush();
            StandardStreams.standardError().print(END + exitCode + "\n");
            StandardStreams.standardError().flush();
        }
    }
}
