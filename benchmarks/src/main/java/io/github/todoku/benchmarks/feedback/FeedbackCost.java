package io.github.todoku.benchmarks.feedback;

import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * {@code FeedbackCost FOLDER}: 1,000 packed reports of 50 rows and one of a million, made in the folder, each read and summed up
 * by the library and counted by a bare StAX loop in turns. Thread CPU, the best of several rounds: the machine may be busy.
 */
public final class FeedbackCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 8;
    private static final int REPORTS = 1_000;
    private static final int ROWS = 50;
    private static final int MANY_ROWS = 1_000_000;
    private static final double BAR = 1.3;

    private FeedbackCost() {}

    /** Something that reads files and tells how many messages they count. */
    private interface Counting {
        long count(List<Path> files) throws IOException;
    }

    /** Prints a figure a line: name, value, unit, bar, ok or short. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < REPORTS; i++) {
            report(many.resolve(i + ".xml.gz"), i, ROWS);
        }
        Path large = Files.createDirectories(folder.resolve("large"));
        report(large.resolve("large.xml.gz"), REPORTS, MANY_ROWS);
        compare("feedback-1000x50", many, ROUNDS);
        compare("feedback-1000000", large, 3);
    }

    private static void compare(String name, Path folder, int rounds) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        double ours = Double.MAX_VALUE;
        double stax = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long[] counts = new long[2];
            ours = Math.min(ours, seconds(files, FeedbackCost::summed, counts, 0));
            stax = Math.min(stax, seconds(files, FeedbackCost::byStax, counts, 1));
            if (counts[0] != counts[1]) {
                throw new IllegalStateException(counts[0] + " messages, " + counts[1] + " by StAX");
            }
        }
        line(name, ours, "s", 0);
        line(name + "-stax", stax, "s", 0);
        line(name + "-over-stax", ours / stax, "times", BAR);
    }

    private static double seconds(List<Path> files, Counting counting, long[] counts, int at) throws IOException {
        long before = THREADS.getCurrentThreadCpuTime();
        counts[at] = counting.count(files);
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
    }

    private static long summed(List<Path> files) throws IOException {
        ReportTally tally = ReportTally.standard();
        for (Path file : files) {
            try (ReportReader reader = ReportReader.open(file)) {
                reader.forEach(tally::add);
            }
        }
        ReportSummary summary = tally.summary();
        return summary.messages();
    }

    /** As little as anybody can do: the sum of the counts. */
    private static long byStax(List<Path> files) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        long messages = 0;
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
                XMLStreamReader reader = factory.createXMLStreamReader(in);
                while (reader.hasNext()) {
                    switch (reader.next()) {
                        case XMLStreamConstants.START_ELEMENT -> text.setLength(0);
                        case XMLStreamConstants.CHARACTERS ->
                            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                        case XMLStreamConstants.END_ELEMENT ->
                            messages += reader.getLocalName().equals("count") ? Long.parseLong(text.toString()) : 0;
                        default -> {}
                    }
                }
            } catch (XMLStreamException wrong) {
                throw new IOException(wrong);
            }
        }
        return messages;
    }

    private static void report(Path file, int number, int rows) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            write(
                    out,
                    "<?xml version=\"1.0\"?>\n<feedback>\n<report_metadata><org_name>Reporter</org_name><email>"
                            + "r@reporter.example</email><report_id>" + number
                            + "</report_id><date_range><begin>1764547200</begin>"
                            + "<end>1764633599</end></date_range></report_metadata>\n<policy_published><domain>example.com</domain>"
                            + "<adkim>r</adkim><aspf>r</aspf><p>none</p></policy_published>\n");
            for (int row = 0; row < rows; row++) {
                write(out, row(row));
            }
            write(out, "</feedback>\n");
        }
    }

    private static String row(int number) {
        String result = number % 10 == 0 ? "fail" : "pass";
        return "<record>\n  <row>\n    <source_ip>192.0." + (number >> 8 & 255) + "." + (number & 255)
                + "</source_ip>\n    <count>" + (1 + number % 7) + "</count>\n    <policy_evaluated><disposition>none"
                + "</disposition><dkim>" + result + "</dkim><spf>pass</spf></policy_evaluated>\n  </row>\n"
                + "  <identifiers><header_from>example.com</header_from></identifiers>\n  <auth_results>\n"
                + "    <dkim><domain>example.com</domain><selector>s1</selector><result>" + result
                + "</result></dkim>\n"
                + "    <spf><domain>example.com</domain><result>pass</result></spf>\n  </auth_results>\n</record>\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void line(String name, double value, String unit, double bar) {
        String judged = bar == 0 ? "-" : value <= bar ? "ok" : "short";
        System.out.printf(Locale.ROOT, "%s %.2f %s %s %s%n", name, value, unit, bar == 0 ? "-" : bar, judged);
    }
}
