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
    private static final String LAST_ERROR = "LED=";

    private TraceLine() {}

    /** What the line says; null if it is none, or tells of no failure. */
    static @Nullable RecipientReport read(String line) {
        if (line.length() > MAX_LENGTH || (line.indexOf(',') < 0 && line.indexOf('\t') < 0)) {
            return null;
        }
        List<String> cells = cells(line);
        Boolean late = null;
        String recipient = null;
        String reply = null;
        for (String cell : cells) {
            if (late == null) {
                late = outcome(cell);
            }
            String said = reply == null ? replyIn(cell) : null;
            reply = said == null ? reply : said;
            if (reply == null && Addresses.isAddress(recipientOf(cell))) {
                recipient = recipientOf(cell);
            }
        }
        if (late == null || reply == null || cells.size() < 3) {
            return null;
        }
        return RecipientReport.of(recipient == null ? PastedPage.recipient(line) : recipient)
                .action(DeliveryAction.of(late))
                .says(reply, Place.REPLY);
    }

    /** Whether the line names the columns of what follows: {@code #Fields: date-time,…}, {@code date_time_utc,…,recipient_address,…}. */
    static boolean isHeading(String line) {
        return line.startsWith("#")
                || (line.indexOf('@') < 0
                        && line.split("[,\t]", 4).length > 3
                        && line.toLowerCase(Locale.ROOT).contains("recipient"));
    }

    /** False for a failure, true for a delay; null where the cell says neither. */
    private static @Nullable Boolean outcome(String cell) {
        return switch (cell.toUpperCase(Locale.ROOT)) {
            case "FAIL", "FAILED" -> false;
            case "DEFER", "PENDING" -> true;
            default -> null;
        };
    }

    /** An address, with what became of it or without: {@code bob@example.org##Receive, Fail}. */
    private static String recipientOf(String cell) {
        int mark = cell.indexOf("##");
        return mark < 0 ? cell : cell.substring(0, mark);
    }

    private static @Nullable String replyIn(String cell) {
        int led = cell.indexOf(LAST_ERROR);
        String said = led < 0 ? cell : cell.substring(led + LAST_ERROR.length());
        boolean code = said.length() > 4
                && "45".indexOf(said.charAt(0)) >= 0
                && Character.isDigit(said.charAt(1))
                && Character.isDigit(said.charAt(2))
                && " -".indexOf(said.charAt(3)) >= 0;
        return code ? said : null;
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
