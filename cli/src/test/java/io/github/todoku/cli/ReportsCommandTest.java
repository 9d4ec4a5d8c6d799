package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku reports}: a month of a domain whose own host is missing in its SPF record. */
class ReportsCommandTest {
    private static final int DAYS = 30;

    private static final String FAILURE_REPORT = """
            From: reports@receiver.example
            To: postmaster@example.com
            Subject: FW: a message of yours
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary="b"

            --b
            Content-Type: text/plain

            A message claiming to be from you has failed.
            --b
            Content-Type: message/feedback-report

            Feedback-Type: auth-failure
            User-Agent: Receiver/1
            Version: 1
            Auth-Failure: dmarc
            Reported-Domain: example.com
            Source-IP: 192.0.2.7

            --b
            Content-Type: text/rfc822-headers

            From: a@example.com
            To: b@receiver.example
            Subject: hello

            --b--
            """;

    @TempDir
    Path work;

    private Path reports;
    private String zone;

    private static String report(String org, int day, String domain) {
        long begin = 1_764_547_200L + day * 86_400L;
        return "<feedback><report_metadata><org_name>" + org + "</org_name><report_id>" + org + day
                + "</report_id><date_range><begin>" + begin + "</begin><end>" + (begin + 86_399)
                + "</end></date_range></report_metadata><policy_published><domain>" + domain
                + "</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.7</source_ip><count>10</count>"
                + "<policy_evaluated><disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>"
                + "<identifiers><header_from>" + domain + "</header_from></identifiers><auth_results><spf><domain>"
                + domain
                + "</domain><result>fail</result></spf></auth_results></record><record><row>"
                + "<source_ip>198.51.100.9</source_ip><count>2</count><policy_evaluated><dkim>fail</dkim><spf>fail</spf>"
                + "</policy_evaluated></row><identifiers><header_from>=cmd|x&lt;script&gt;</header_from></identifiers>"
                + "<auth_results/></record></feedback>";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @BeforeEach
    void month() throws IOException {
        reports = Files.createDirectory(work.resolve("reports"));
        for (int day = 0; day < DAYS; day++) {
            Files.write(reports.resolve("google-" + day + ".xml.gz"), gzip(report("google.com", day, "example.com")));
            Files.writeString(reports.resolve("yahoo-" + day + ".xml"), report("Yahoo", day, "example.com"));
            Files.writeString(reports.resolve("gmx-" + day + ".xml"), report("gmx.net", day, "example.com"));
        }
        Files.writeString(reports.resolve("other.xml"), report("gmx.net", 0, "example.net"));
        Files.writeString(reports.resolve("readme.txt"), "not a report");
        Path file = work.resolve("dns.zone");
        Files.writeString(file, """
                example.com. TXT "v=spf1 mx -all"
                example.com. MX 10 mx.example.com.
                mx.example.com. A 203.0.113.1
                """);
        zone = "zone:" + file;
    }

    @Test
    void itTellsWhatIsMissing() throws Exception {
        Path csv = work.resolve("senders.csv");
        Path html = work.resolve("page.html");
        Program.Result run = Program.run(
                "reports",
                reports.toString(),
                "--domain",
                "example.com",
                "--own",
                "192.0.2.0/24",
                "--dns",
                zone,
                "--csv",
                csv.toString(),
                "--html",
                html.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD);
        assertThat(run.out())
                .contains("Reports: 91; messages: 1092")
                .contains("Another domain: example.net, 1 report of 12 messages")
                .contains("Not readable as reports: 1 (not a report)")
                .contains("Let 192.0.2.0/24 send in the SPF record of example.com.")
                .contains("v=spf1 mx ip4:192.0.2.0/24 -all")
                .contains("900 of 900 messages of the last 30 days");
        assertThat(Files.readAllLines(csv))
                .contains("example.com,192.0.2.0/24,OWN,true,900,0,900,0,0,0,2025-12-01,2025-12-30,"
                        + "feedback.not-in-spf feedback.no-own-key");
        assertThat(Files.readString(html)).contains("<svg").contains("<rect").doesNotContain("<script>alert");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theStateIsAFoldOfTheDays() throws Exception {
        Path state = work.resolve("state.json");
        String[] run = {
            "reports",
            reports.toString(),
            "--domain",
            "example.com",
            "--state",
            state.toString(),
            "--json",
            "--dns",
            zone
        };
        Map<String, Object> first = JSON.std.mapFrom(Program.run(run).out());
        assertThat(first)
                .containsEntry("reports", 91)
                .containsEntry("duplicates", 0)
                .containsEntry("exact", true);
        Files.writeString(reports.resolve("again.xml"), report("Yahoo", 0, "example.com"));
        Files.writeString(reports.resolve("next.xml"), report("Yahoo", DAYS, "example.com"));
        Map<String, Object> second = JSON.std.mapFrom(Program.run(run).out());
        assertThat(second).containsEntry("reports", 92).containsEntry("duplicates", 1);
        assertThat((List<Object>) second.get("plans")).hasSize(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void onlyTheStatesOwnFilesAreNoReports() throws Exception {
        Path state = reports.resolve("gmx-1"); // begins as the names of eleven reports do
        String[] run = {"reports", reports.toString(), "--state", state.toString(), "--json", "--dns", zone};
        assertThat(JSON.std.mapFrom(Program.run(run).out())).containsEntry("reports", 91);
        Files.writeString(state.resolveSibling("gmx-1.new"), "{\"reportSummary\":1,"); // a save that was ended
        Map<String, Object> again = JSON.std.mapFrom(Program.run(run).out());
        assertThat(again).containsEntry("reports", 91).containsEntry("duplicates", 0);
        assertThat((Map<String, Object>) again.get("refused")).isEqualTo(Map.of("NOT_A_REPORT", 1));
    }

    /** A failure report has no name to be known by: only its file tells that it was counted. */
    @Test
    void aMailThatMovesWithinItsMaildirIsCountedOnce() throws Exception {
        Path maildir = work.resolve("maildir");
        for (String each : List.of("new", "cur", "tmp")) {
            Files.createDirectories(maildir.resolve(each));
        }
        Path fresh = Files.writeString(maildir.resolve("new/1764547200.M1P2.mx"), FAILURE_REPORT);
        Path state = work.resolve("state.json");
        String[] run = {"reports", maildir.toString(), "--state", state.toString(), "--json", "--dns", zone};
        Map<String, Integer> one = Map.of("example.com", 1);
        assertThat(JSON.std.mapFrom(Program.run(run).out())).containsEntry("failureReports", one);
        Path seen = Files.move(fresh, maildir.resolve("cur/1764547200.M1P2.mx:2,"));
        assertThat(JSON.std.mapFrom(Program.run(run).out())).containsEntry("failureReports", one);
        Files.move(seen, maildir.resolve("cur/1764547200.M1P2.mx:2,RS"));
        assertThat(JSON.std.mapFrom(Program.run(run).out())).containsEntry("failureReports", one);
        Files.writeString(maildir.resolve("new/1764547201.M1P3.mx"), FAILURE_REPORT);
        assertThat(JSON.std.mapFrom(Program.run(run).out())).containsEntry("failureReports", Map.of("example.com", 2));
    }

    /** The summary and the files that it holds are one file: no kill comes between them. */
    @Test
    void aRunThatIsKilledLeavesWhatASaveWrote() throws Exception {
        Path many = Files.createDirectory(work.resolve("many"));
        for (int i = 0; i < 3_000; i++) {
            Files.writeString(many.resolve("f" + i + ".eml"), FAILURE_REPORT);
        }
        Path state = work.resolve("state.json");
        String[] run = {"reports", many.toString(), "--state", state.toString(), "--json", "--dns", zone};
        Program.run(run);
        for (int round = 1; round <= 5; round++) {
            for (int i = 0; i < 500; i++) {
                Files.writeString(many.resolve("r" + round + "-" + i + ".eml"), FAILURE_REPORT);
            }
            Files.deleteIfExists(WholeFile.beside(state));
            Process process = Program.prepared(run)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (process.isAlive() && !Files.exists(WholeFile.beside(state))) {
                Thread.onSpinWait(); // until it saves
            }
            process.destroyForcibly().waitFor();
        }
        Map<String, Object> sum = JSON.std.mapFrom(Program.run(run).out());
        assertThat(sum).containsEntry("failureReports", Map.of("example.com", 3_000 + 5 * 500));
        try (Stream<Path> beside = Files.list(work)) {
            assertThat(beside.filter(each -> each.getFileName().toString().startsWith("state")))
                    .allMatch(each -> each.equals(state) || each.equals(WholeFile.beside(state)));
        }
    }

    @Test
    void manyOwnersReportsAreALineEach() throws Exception {
        Path other = Files.createDirectory(work.resolve("other"));
        Files.writeString(other.resolve("one.xml"), report("gmx.net", 0, "example.net"));
        Path empty = Files.createDirectory(work.resolve("empty"));
        Path list = Files.write(
                work.resolve("list"),
                List.of(
                        reports.toString(),
                        "",
                        other.toString(),
                        empty.toString(),
                        work.resolve("nowhere").toString()));
        Program.Result run = Program.run("reports", "--batch", list.toString(), "--dns", zone, "--lang", "en");
        Map<Object, Map<String, Object>> byLine = new HashMap<>();
        for (String line : run.out().lines().toList()) {
            Map<String, Object> told = JSON.std.mapFrom(line);
            byLine.put(Objects.requireNonNull(told.get("line")), told);
        }
        assertThat(byLine).containsOnlyKeys(1, 3, 4, 5);
        assertThat(byLine.get(1)).containsEntry("reports", 91).containsKeys("domains", "plans");
        assertThat(byLine.get(3)).containsEntry("reports", 1).containsEntry("messages", 12);
        assertThat(byLine.get(4)).asString().contains("contains no report");
        assertThat(byLine.get(5)).doesNotContainKey("plans");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);

        for (String without : List.of("--state", "--csv", "--html")) {
            String file = work.resolve("f").toString();
            assertThat(Program.run("reports", "--batch", list.toString(), without, file)
                            .exitCode())
                    .as(without)
                    .isEqualTo(ExitCode.USAGE);
        }
        assertThat(Program.run("reports", reports.toString(), "--batch", list.toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    /** A report about TLS says nothing of a DMARC policy. */
    @Test
    void whereNoMessagesAreCountedNothingCanBeTold() throws Exception {
        Path tls = Files.writeString(work.resolve("tls.json"), """
                {"organization-name":"Company-X","date-range":{"start-datetime":"2025-12-01T00:00:00Z",
                "end-datetime":"2025-12-01T23:59:59Z"},"contact-info":"tls@company-x.example","report-id":"r1",
                "policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],
                "policy-domain":"Example.org"},"summary":{"total-successful-session-count":5,
                "total-failure-session-count":0}}]}
                """);
        assertThat(Program.run("reports", tls.toString(), "--dns", zone).exitCode())
                .isEqualTo(ExitCode.CANNOT_TELL);
        assertThat(Program.run("reports", tls.toString(), "--domain", "example.org", "--dns", zone)
                        .exitCode())
                .isEqualTo(ExitCode.CANNOT_TELL);
        assertThat(Program.run("reports", tls.toString(), "--domain", "example.net", "--dns", zone)
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void whatIsNoReportIsNone() throws Exception {
        assertThat(Program.run("reports", reports.resolve("readme.txt").toString(), "--dns", zone)
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Program.run("reports").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Program.run("reports", work.resolve("nowhere").toString()).exitCode())
                .isEqualTo(ExitCode.UNREADABLE);
        Program.Result input = Program.run(
                Map.of("LC_ALL", "ja_JP.UTF-8"),
                gzip(report("google.com", 0, "example.com")),
                "reports",
                "-",
                "--dns",
                zone);
        assertThat(input.out()).contains("レポート 1 件");
    }
}
