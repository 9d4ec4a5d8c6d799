package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.plan.ReportPlanner;
import io.github.todoku.feedback.plan.ReportWishes;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.finding.Finding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Aggregate reports on a domain, day after day the same: {@code Reported: REPORTER COUNT ADDRESS dkim=DOMAIN:RESULT
 * spf=DOMAIN:RESULT [list]}. {@code Crowd: N} says it of N addresses, {@code Undated} of no day.
 */
final class ReportsExample {
    private static final String DOMAIN = "example.com";
    private static final long BEGIN = Instant.parse("2026-05-01T00:00:00Z").getEpochSecond();
    private static final long DAY = 86_400;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC);

    private final Stanza example;
    private final List<String> words;
    private final ReportTally tally;
    private int number;

    private ReportsExample(Stanza example) {
        this.example = example;
        this.words = List.of(example.required("Run").split(" (?=--)", -1));
        this.tally = ReportTally.after(ReportSummary.empty(), own(), CLOCK);
    }

    static List<Finding> findings(InMemoryDns dns, Stanza example) {
        ReportsExample of = new ReportsExample(example);
        of.read();
        ReportWishes wishes = ReportWishes.NONE
                .withOwn(of.own())
                .withConfirmed(of.values("--confirm "))
                .withForeign(of.values("--foreign "));
        return ReportPlanner.using(dns)
                .withClock(CLOCK)
                .plan(DnsName.of(DOMAIN), of.tally.summary().domain(DOMAIN).orElseThrow(), wishes)
                .findings();
    }

    private List<IpNetwork> own() {
        return values("--own ").stream().map(IpNetwork::of).toList();
    }

    private List<String> values(String option) {
        return words.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()).replace("\"", ""))
                .toList();
    }

    private void read() {
        int days = Integer.parseInt(example.optional("Days").orElse("30"));
        for (int day = 0; day < days; day++) {
            long begin = BEGIN + day * DAY;
            reports(
                    example.all("Reported"),
                    "<date_range><begin>" + begin + "</begin><end>" + (begin + DAY - 1) + "</end></date_range>");
        }
        reports(example.all("Undated"), "");
    }

    private void reports(List<String> reported, String dates) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String each : reported) {
            String[] parts = each.split(" ", 2);
            rows.computeIfAbsent(parts[0], none -> new ArrayList<>()).addAll(crowd(parts[1]));
        }
        rows.forEach((reporter, all) -> read(reporter, dates, String.join("", all)));
    }

    private static List<String> crowd(String row) {
        if (!row.startsWith("crowd=")) {
            return List.of(row(row.split(" ", -1)));
        }
        String[] parts = row.split(" ", 2);
        List<String> rows = new ArrayList<>();
        for (int i = Integer.parseInt(parts[0].substring("crowd=".length())); i > 0; i--) {
            rows.add(row(parts[1].replace("#", String.valueOf(i)).split(" ", -1)));
        }
        return rows;
    }

    private void read(String reporter, String dates, String rows) {
        String[] policy = example.optional("Policy").orElse("none").split(" ", 2);
        String trial = policy.length == 1 ? "" : "<testing>y</testing>";
        String xml = "<feedback><report_metadata><org_name>" + reporter + "</org_name><report_id>" + number++
                + "</report_id>" + dates + "</report_metadata><policy_published><domain>" + DOMAIN + "</domain><p>"
                + policy[0] + "</p>" + trial + "</policy_published>" + rows + "</feedback>";
        try (ReportReader reader =
                ReportReader.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "example")) {
            reader.forEach(tally::add);
        }
    }

    private static String row(String[] words) {
        StringBuilder results = new StringBuilder();
        Map<String, String> found = new LinkedHashMap<>(Map.of("dkim", "fail", "spf", "fail"));
        String reason = "";
        for (int i = 2; i < words.length; i++) {
            if (words[i].equals("list")) {
                reason = "<reason><type>mailing_list</type></reason>";
                continue;
            }
            String method = words[i].substring(0, words[i].indexOf('='));
            String[] said = words[i].substring(method.length() + 1).split(":", 2);
            String selector = method.equals("dkim") ? "<selector>s1</selector>" : "";
            results.append("<" + method + "><domain>" + said[0] + "</domain>" + selector + "<result>" + said[1]
                    + "</result></" + method + ">");
            if (said[1].equals("pass") && said[0].endsWith(DOMAIN)) {
                found.put(method, "pass");
            }
        }
        return "<record><row><source_ip>" + words[1] + "</source_ip><count>" + words[0]
                + "</count><policy_evaluated><dkim>" + found.get("dkim") + "</dkim><spf>" + found.get("spf") + "</spf>"
                + reason + "</policy_evaluated></row><identifiers><header_from>" + DOMAIN
                + "</header_from></identifiers><auth_results>" + results + "</auth_results></record>";
    }
}
