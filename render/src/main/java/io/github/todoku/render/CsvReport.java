package io.github.todoku.render;

import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportedSender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Results as lines of comma-separated values (RFC 4180). What a spreadsheet would take for a formula is made text. */
public final class CsvReport {
    private static final String HEAD =
            "domain,sender,role,confirmed,messages,passed,failed,forwarded_failed,spf_aligned,"
                    + "dkim_aligned,first_day,last_day,findings";

    private CsvReport() {}

    /**
     * {@return who sends in each domain's name, a line each, below a line of names}
     *
     * @param plans the domains
     */
    public static String of(List<ReportPlan> plans) {
        StringBuilder lines = new StringBuilder(HEAD).append("\r\n");
        for (ReportPlan plan : plans) {
            for (ReportedSender sender : plan.senders()) {
                lines.append(line(plan, sender)).append("\r\n");
            }
        }
        return lines.toString();
    }

    private static String line(ReportPlan plan, ReportedSender sender) {
        List<String> cells = new ArrayList<>();
        cells.add(plan.domain().toString());
        cells.add(sender.name());
        cells.add(sender.role().name());
        cells.add(Boolean.toString(sender.isConfirmed()));
        for (long each : new long[] {
            sender.messages(),
            sender.passed(),
            sender.failed(),
            sender.forwardedFailed(),
            sender.spfAligned(),
            sender.dkimAligned()
        }) {
            cells.add(Long.toString(each));
        }
        cells.add(sender.firstDay().map(ReportsJson::day).orElse(""));
        cells.add(sender.lastDay().map(ReportsJson::day).orElse(""));
        cells.add(sender.findings().stream().map(each -> each.id()).collect(Collectors.joining(" ")));
        return CsvText.line(cells.stream());
    }
}
