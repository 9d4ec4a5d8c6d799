package io.github.todoku.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.yaml.snakeyaml.Yaml;

/** The samples of reports with their truth: a folder a kind, a report a line of {@code truth.jsonl}. */
@NullUnmarked // what a table or a mail server gives is what the test is about
final class ReportSamples {
    private ReportSamples() {}

    /** Where they lie, if the property {@code reports.samples} says so. */
    static Optional<Path> path() {
        return Optional.ofNullable(System.getProperty("reports.samples")).map(Path::of);
    }

    /** The truth of each file of a folder, its reports in their order. */
    static Map<Path, List<Map<String, Object>>> truth(Path samples, String kind) throws IOException {
        Map<Path, List<Map<String, Object>>> truth = new LinkedHashMap<>();
        Path folder = samples.resolve(kind);
        for (String line : Files.readAllLines(folder.resolve("truth.jsonl"))) {
            Map<String, Object> report = new Yaml().load(line);
            truth.computeIfAbsent(folder.resolve((String) report.get("file")), file -> new ArrayList<>())
                    .add(report);
        }
        return truth;
    }

    /** One report as it was read, its rows added up. */
    static final class Read {
        final Map<String, Object> facts = new LinkedHashMap<>();
        AggregateReport.Head head;
        AggregateReport.End end;
        TlsReport tls;
        FailureReport failure;
        RefusedReport refused;
        long rows;
        long messages;
        long spf;
        long dkim;
        long pass;
        long recomputed;
        long differ;
        long silent;
        long badAddress;

        void add(AggregateReport.Row row) {
            AggregateReport.Evaluated evaluated = row.evaluated();
            long count = row.messages();
            rows++;
            messages += count;
            spf += evaluated.spf() ? count : 0;
            dkim += evaluated.dkim() ? count : 0;
            pass += row.isPass() ? count : 0;
            recomputed += evaluated.recomputedDkim() || evaluated.recomputedSpf() ? count : 0;
            differ += !evaluated.silent() && evaluated.differs() ? 1 : 0;
            silent += evaluated.silent() ? 1 : 0;
            badAddress += row.source() == null ? 1 : 0;
        }
    }

    static List<Read> read(Path file) throws IOException {
        List<Read> all = new ArrayList<>();
        try (ReportReader reader = ReportReader.open(file)) {
            Read open = new Read();
            for (ReportItem item : reader) {
                if (item instanceof AggregateReport.Head head) {
                    open.head = head;
                } else if (item instanceof AggregateReport.Row row) {
                    open.add(row);
                } else {
                    open.end = item instanceof AggregateReport.End end ? end : null;
                    open.tls = item instanceof TlsReport tls ? tls : null;
                    open.failure = item instanceof FailureReport failure ? failure : null;
                    open.refused = item instanceof RefusedReport refused ? refused : null;
                    all.add(open);
                    open = new Read();
                }
            }
        }
        return all;
    }
}
