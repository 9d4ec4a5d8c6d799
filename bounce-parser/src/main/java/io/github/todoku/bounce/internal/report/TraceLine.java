package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of Exchange's message tracking, or of a message trace that was exported: cells between commas or tabs, among them what
 * happened ({@code FAIL}, {@code DEFER}), to whom, and the reply or {@code LED=} (last error description).
 */
final class TraceLine {
    private static final int MAX_LENGTH = 8_000;
    private static final int MAX_RECIPIENTS = 1_000;
    private static final String MARK = "##";

    private TraceLine() {}

    /** What the line says of each recipient; empty if it is none, or tells of no failure. */
    static List<RecipientReport> read(String line) {
        if (line.length() > MAX_LENGTH || (line.indexOf(',') < 0 && line.indexOf('\t') < 0)) {
            return List.of();
        }
        List<String> cells = cells(line);
        Boolean late = null;
        List<String> recipients = List.of();
        List<String> replies = List.of();
        for (String cell : cells) {
            late = late == null ? outcome(cell) : late;
            if (replies.isEmpty()) {
                replies = repliesIn(cell);
                List<String> named = replies.isEmpty() ? recipientsIn(cell) : List.of();
                recipients = named.isEmpty() ? recipients : named;
            }
        }
        if (late == null || replies.isEmpty() || cells.size() < 3) {
            return List.of();
        }
        return reports(DeliveryAction.of(late), recipients, replies);
    }

    /** Recipients and what was said of each stand in the same order; one reply for several is about them all. */
    private static List<RecipientReport> reports(DeliveryAction action, List<String> recipients, List<String> replies) {
        List<RecipientReport> reports = new ArrayList<>();
        for (int i = 0; i < Math.max(1, recipients.size()); i++) {
            String reply = replies.get(Math.min(i, replies.size() - 1));
            String recipient = recipients.isEmpty() ? PastedPage.recipient(reply) : recipients.get(i);
            reports.add(RecipientReport.of(recipient).action(action).says(reply, Place.REPLY));
        }
        return reports;
    }

    /** Whether the line names the columns of what follows: {@code #Fields: date-time,…}, {@code date_time_utc,…,recipient_address,…}. */
    static boolean isHeading(String line) {
        return line.startsWith("#")
                || (line.indexOf('@') < 0
                        && line.split("[,\t]", 4).length > 3
                        && line.toLowerCase(Locale.ROOT).contains("recipient"));
    }

    /** False for a failure, true for a delay; null where the cell says neither. {@code bob@example.org##Receive, Fail}. */
    private static @Nullable Boolean outcome(String cell) {
        int mark = cell.indexOf(MARK);
        String last = mark < 0 ? cell : cell.substring(Math.max(mark + MARK.length(), cell.lastIndexOf(' ') + 1));
        return switch (last.toUpperCase(Locale.ROOT)) {
            case "FAIL", "FAILED" -> false;
            case "DEFER", "PENDING" -> true;
            default -> null;
        };
    }

    /** Addresses between semicolons, each with what became of it or without. */
    private static List<String> recipientsIn(String cell) {
        List<String> recipients = new ArrayList<>();
        for (String part : cell.split(";", MAX_RECIPIENTS)) {
            int mark = part.indexOf(MARK);
            String address = mark < 0 ? part.strip() : part.substring(0, mark).strip();
            if (!Addresses.isAddress(address)) {
                return List.of();
            }
            recipients.add(address);
        }
        return recipients;
    }

    /** Replies between semicolons: those that are part of a reply have a blank behind them. */
    private static List<String> repliesIn(String cell) {
        List<String> replies = new ArrayList<>();
        int from = replyStart(cell);
        while (from >= 0) {
            int end = cell.indexOf(';', from);
            while (end >= 0 && !isReply(cell, end + 1)) {
                end = cell.indexOf(';', end + 1);
            }
            replies.add(end < 0 ? cell.substring(from) : cell.substring(from, end));
            from = end < 0 ? -1 : end + 1;
        }
        return replies;
    }

    /** At the beginning, or behind {@code LED=} or another name. */
    private static int replyStart(String cell) {
        if (isReply(cell, 0)) {
            return 0;
        }
        for (int at = cell.indexOf('='); at >= 0; at = cell.indexOf('=', at + 1)) {
            if (isReply(cell, at + 1)) {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean isReply(String cell, int at) {
        return cell.length() > at + 4
                && "45".indexOf(cell.charAt(at)) >= 0
                && Character.isDigit(cell.charAt(at + 1))
                && Character.isDigit(cell.charAt(at + 2))
                && " -".indexOf(cell.charAt(at + 3)) >= 0;
    }

    /** RFC 4180 where the cells lie between commas; between tabs nothing is quoted. */
    private static List<String> cells(String line) {
        if (line.indexOf('\t') >= 0) {
            return List.of(line.split("\t", -1));
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
