package io.github.todoku.cli;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.render.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Causes, advice and recipient domains of many bounces, counted in bounded memory. Not safe for threads. */
final class BounceSummary {
    private static final int MAX_ROWS = 20;

    /** Domains counted one by one; bounces of those that come later are counted together. */
    private static final int MAX_DOMAINS = 10_000;

    private final Map<String, Integer> causes = new TreeMap<>();
    private final Map<String, Integer> advice = new TreeMap<>();
    private final Map<String, Integer> domains = new TreeMap<>();
    private final int maxDomains;
    private int otherDomains;
    private int messages;
    private int failures;
    private int delays;
    private int complaints;

    BounceSummary() {
        this(MAX_DOMAINS);
    }

    BounceSummary(int maxDomains) {
        this.maxDomains = maxDomains;
    }

    void add(BounceReport report) {
        messages++;
        switch (report.kind()) {
            case FAILURE -> failures++;
            case DELAY -> delays++;
            case COMPLAINT -> {
                complaints++;
                return;
            }
            default -> {
                return;
            }
        }
        for (Bounce bounce : report.bounces()) {
            causes.merge(bounce.cause().name(), 1, Integer::sum);
            advice.merge(bounce.advice().name(), 1, Integer::sum);
            String recipient = bounce.recipient();
            if (recipient != null && recipient.indexOf('@') >= 0) {
                count(recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
            }
        }
    }

    private void count(String domain) {
        if (domains.size() < maxDomains || domains.containsKey(domain)) {
            domains.merge(domain, 1, Integer::sum);
        } else {
            otherDomains++;
        }
    }

    /** Everything in one line, of so many messages, besides so many that could not be read. */
    String line(long taken, long unreadable, Words words) {
        String read =
                words.text("bounce.line", taken, failures, delays, complaints, taken - failures - delays - complaints);
        return unreadable == 0 ? read : read + " " + words.text("bounce.unreadable", unreadable);
    }

    void print(Terminal terminal, Words words) {
        terminal.line(
                Terminal.Style.HEADING,
                words.text("bounce.header", messages, failures, delays, messages - failures - delays));
        table("bounce.causes", causes, 0, cause -> Cause.valueOf(cause).text(words.locale()), terminal, words);
        table("bounce.advice", advice, 0, next -> Advice.valueOf(next).text(words.locale()), terminal, words);
        table("bounce.domains", domains, otherDomains, domain -> "", terminal, words);
    }

    private static void table(
            String key,
            Map<String, Integer> counts,
            int uncounted,
            Function<String, String> meaning,
            Terminal terminal,
            Words words) {
        if (counts.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Integer>> rows = new ArrayList<>(counts.entrySet());
        rows.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
        List<Map.Entry<String, Integer>> shown = rows.subList(0, Math.min(rows.size(), MAX_ROWS));
        int others = uncounted;
        for (Map.Entry<String, Integer> row : rows.subList(shown.size(), rows.size())) {
            others += row.getValue();
        }
        int width = Math.max(Terminal.columns(words.text(key)), Terminal.columns(words.text("bounce.others")));
        for (Map.Entry<String, Integer> row : shown) {
            width = Math.max(width, Terminal.columns(row.getKey()));
        }
        int digits = Math.max(
                Terminal.columns(words.text("bounce.count")),
                Integer.toString(Math.max(others, rows.get(0).getValue())).length());
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, Terminal.pad(words.text(key), width) + "  " + words.text("bounce.count"));
        for (Map.Entry<String, Integer> row : shown) {
            line(Terminal.safe(row.getKey()), row.getValue(), meaning.apply(row.getKey()), width, digits, terminal);
        }
        if (others > 0) {
            line(words.text("bounce.others"), others, "", width, digits, terminal);
        }
    }

    private static void line(String name, int count, String meaning, int width, int digits, Terminal terminal) {
        String line = Terminal.pad(name, width) + "  " + Terminal.pad(Integer.toString(count), digits) + "  " + meaning;
        terminal.line(line.stripTrailing());
    }
}
