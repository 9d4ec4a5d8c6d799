package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of Exchange's message tracking, or of a message trace that was exported: cells between commas or tabs, among them what
 * happened ({@code FAIL}, {@code DEFER}), to whom, and the reply or {@code LED=} (last error description).
 */
final class TraceLine {
    private static final int MAX_LENGTH = 8_000;
    private static final int MAX_RECIPIENTS = 1_000;
    private static final String MARK = "##";
    private static final String LAST_ERROR = "LED=";

    /** What a trace tells of a mail before it fails, or of another that does not. */
    private static final Set<String> SUCCESSES = Set.of(
            "RECEIVE",
            "RECEIVED",
            "SUBMIT",
            "SUBMITTED",
            "SEND",
            "SENT",
            "SENDEXTERNAL",
            "DELIVER",
            "DELIVERED",
            "RELAYED",
            "EXPAND",
            "EXPANDED",
            "TRANSFER",
            "RESOLVE",
            "RESOLVED",
            "REDIRECT",
            "HAREDIRECT",
            "GETTINGSTATUS");

    private TraceLine() {}

    /** What the line says of each recipient; empty if it is none, or tells of no failure. */
    static List<RecipientReport> read(String line) {
        if (line.length() > MAX_LENGTH || (line.indexOf(',') < 0 && line.indexOf('\t') < 0)) {
            return List.of();
        }
        List<String> cells = cells(line);
        DeliveryAction action = null;
        List<Named> recipients = List.of();
        List<String> replies = List.of();
        for (String cell : cells) {
            List<Named> named = List.of();
            if (replies.isEmpty()) {
                replies = repliesIn(cell);
                named = replies.isEmpty() ? recipientsIn(cell) : List.of();
                recipients = named.isEmpty() ? recipients : named;
            }
            action = action == null ? outcome(cell, named) : action;
        }
        if (action == null || replies.isEmpty() || cells.size() < 3) {
            return List.of();
        }
        return reports(action, recipients, replies);
    }

    /** Who is named in a line, and whether he failed or waits; null where that is not said of him. */
    private record Named(String address, @Nullable DeliveryAction fate) {}

    /**
     * Recipients and what was said of each stand in the same order; one reply for several is about them all. Of another number it
     * cannot be told which is whose. Whoever was served is left out.
     */
    private static List<RecipientReport> reports(DeliveryAction action, List<Named> recipients, List<String> replies) {
        if (recipients.isEmpty()) {
            String reply =
                    replies.stream().filter(said -> !isServed(said)).findFirst().orElseThrow();
            return List.of(RecipientReport.of(PastedPage.recipient(reply))
                    .action(action)
                    .says(reply, Place.REPLY));
        }
        boolean ofEach = recipients.stream().anyMatch(named -> named.fate() != null);
        List<RecipientReport> reports = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            Named named = recipients.get(i);
            String reply = replies.size() == 1 ? replies.get(0) : null;
            reply = replies.size() == recipients.size() ? replies.get(i) : reply;
            if ((named.fate() != null || !ofEach) && (reply == null || !isServed(reply))) {
                reports.add(RecipientReport.of(named.address())
                        .action(named.fate() == null ? action : named.fate())
                        .says(reply, Place.REPLY));
            }
        }
        return reports;
    }

    private static boolean isServed(String reply) {
        return reply.charAt(0) == '2';
    }

    /** Whether the line names the columns of what follows: {@code #Fields: date-time,…}, {@code date_time_utc,…,recipient_address,…}. */
    static boolean isHeading(String line) {
        return line.startsWith("#")
                || (line.indexOf('@') < 0
                        && line.split("[,\t]", 4).length > 3
                        && namesRecipients(line.toLowerCase(Locale.ROOT)));
    }

    private static boolean namesRecipients(String columns) {
        return columns.contains("recipient") || columns.contains(",rcpt,");
    }

    /** Whether the line is one of a trace and tells that a mail came, went on or arrived: {@code RECEIVE}, {@code SEND}, {@code Delivered}. */
    static boolean isOfSuccess(String line) {
        if (line.length() > MAX_LENGTH || line.indexOf('@') < 0 || (line.indexOf(',') < 0 && line.indexOf('\t') < 0)) {
            return false;
        }
        List<String> cells = cells(line);
        boolean dated = cells.stream().limit(2).anyMatch(cell -> !cell.isEmpty() && Character.isDigit(cell.charAt(0)));
        return dated
                && cells.size() > 3
                && cells.stream().anyMatch(TraceLine::isSuccess)
                && read(line).isEmpty();
    }

    private static boolean isSuccess(String cell) {
        return SUCCESSES.contains(lastIfMarked(cell).toUpperCase(Locale.ROOT));
    }

    /** What the cell says that happened, to the first of whom it says it; null where it says neither. */
    private static @Nullable DeliveryAction outcome(String cell, List<Named> named) {
        if (named.isEmpty()) {
            return fate(lastIfMarked(cell));
        }
        return named.stream()
                .map(Named::fate)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The last of the words behind the mark; the whole where there is no mark. */
    private static String lastIfMarked(String text) {
        int mark = text.indexOf(MARK);
        return mark < 0 ? text : text.substring(Math.max(mark + MARK.length(), text.lastIndexOf(' ') + 1));
    }

    /** A failure or a delay; null where the word is of neither. */
    private static @Nullable DeliveryAction fate(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "FAIL", "FAILED" -> DeliveryAction.FAILED;
            case "DEFER", "PENDING" -> DeliveryAction.DELAYED;
            default -> null;
        };
    }

    /** Addresses between semicolons, each with what became of it or without: {@code bob@example.org##Receive, Fail}. */
    private static List<Named> recipientsIn(String cell) {
        List<Named> recipients = new ArrayList<>();
        for (String part : cell.split(";", MAX_RECIPIENTS)) {
            int mark = part.indexOf(MARK);
            String address = mark < 0 ? part.strip() : part.substring(0, mark).strip();
            if (!Addresses.isAddress(address)) {
                return List.of();
            }
            recipients.add(new Named(address, mark < 0 ? null : fate(lastIfMarked(part))));
        }
        return recipients;
    }

    /**
     * Replies between semicolons, none of which has a blank behind it, or each behind {@code LED=}; those of whom was served are among
     * them. Empty where no reply tells of a failure.
     */
    private static List<String> repliesIn(String cell) {
        int from = replyStart(cell);
        if (from < 0) {
            return List.of();
        }
        List<String> replies = new ArrayList<>();
        int end = -1;
        for (int at = from; at < cell.length(); at++) {
            int next = -1;
            if (cell.charAt(at) == ';') {
                end = at;
                next = isCode(cell, at + 1) ? at + 1 : -1;
            } else if (end >= from && cell.startsWith(LAST_ERROR, at) && isReply(cell, at + LAST_ERROR.length())) {
                next = at + LAST_ERROR.length();
            }
            if (next > 0) {
                replies.add(cell.substring(from, end));
                from = next;
            }
        }
        replies.add(cell.substring(from));
        return replies.stream().allMatch(TraceLine::isServed) ? List.of() : replies;
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

    /** A code and words behind it. */
    private static boolean isReply(String cell, int at) {
        return cell.length() > at + 4 && isCode(cell, at) && cell.charAt(at + 3) != ';';
    }

    private static boolean isCode(String cell, int at) {
        return cell.length() >= at + 3
                && "245".indexOf(cell.charAt(at)) >= 0
                && Character.isDigit(cell.charAt(at + 1))
                && Character.isDigit(cell.charAt(at + 2))
                && (cell.length() == at + 3 || " -;".indexOf(cell.charAt(at + 3)) >= 0);
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
