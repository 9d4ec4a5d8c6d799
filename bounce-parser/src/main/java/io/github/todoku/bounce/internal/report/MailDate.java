package io.github.todoku.bounce.internal.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date as mails have it (RFC 5322 §3.3, the old forms of §4.3 too) or as notifications do (RFC 3339): what is neither is none. A
 * zone that is missing or unknown counts as UTC, as §4.3 wants it.
 */
public final class MailDate {
    private static final int MAX_LENGTH = 100;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int SECONDS_OF_HOUR = 3_600;

    /** Beyond it a year has more than four digits. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private MailDate() {}

    /** The moment; null if the text tells none. */
    public static @Nullable Instant parse(@Nullable String text) {
        String date = text == null || text.length() > MAX_LENGTH ? "" : withoutComment(text);
        try {
            Instant moment = date.length() > 10 && date.charAt(4) == '-' ? standard(date) : mail(date);
            return moment == null || moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST) ? null : moment;
        } catch (DateTimeException | NumberFormatException none) { // the answer: no such day, no number
            return null;
        }
    }

    private static String withoutComment(String text) {
        int comment = text.indexOf('(');
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }

    /** {@code 2026-11-24T10:34:00.000Z}; some write a blank for the T and leave the zone out. */
    private static Instant standard(String date) {
        String written = date.replaceFirst(" (?=\\d)", "T").replace(" ", "").replace("UTC", "Z");
        boolean zoned = written.endsWith("Z") || written.lastIndexOf('-') > 10 || written.indexOf('+') > 10;
        return zoned
                ? OffsetDateTime.parse(withColon(written)).toInstant()
                : LocalDateTime.parse(written).toInstant(ZoneOffset.UTC);
    }

    /** {@code +0900} as {@code +09:00}. */
    private static String withColon(String written) {
        int sign = written.length() - 5;
        return sign > 10 && "+-".indexOf(written.charAt(sign)) >= 0
                ? written.substring(0, sign + 3) + ":" + written.substring(sign + 3)
                : written;
    }

    /** {@code Tue, 24 Nov 2026 10:34:00 +0900}. */
    private static @Nullable Instant mail(String date) {
        List<String> words = words(date);
        int day = words.isEmpty() || Character.isDigit(words.get(0).charAt(0)) ? 0 : 1; // behind the name of the day
        if (words.size() < day + 4) {
            return null;
        }
        int month = month(words.get(day + 1));
        int year = year(words.get(day + 2));
        String clock = words.get(day + 3);
        int minutes = clock.indexOf(':') + 1;
        int seconds = clock.indexOf(':', minutes) + 1;
        if (month == 0 || minutes == 0) {
            return null;
        }
        int second = seconds == 0 ? 0 : Math.min(59, Integer.parseInt(clock.substring(seconds))); // a leap second is 60
        return LocalDateTime.of(
                        year,
                        month,
                        Integer.parseInt(words.get(day)),
                        Integer.parseInt(clock.substring(0, minutes - 1)),
                        Integer.parseInt(clock.substring(minutes, seconds == 0 ? clock.length() : seconds - 1)),
                        second)
                .toInstant(zone(words.size() > day + 4 ? words.get(day + 4) : ""));
    }

    private static List<String> words(String date) {
        List<String> words = new ArrayList<>(6);
        int from = 0;
        for (int at = 0; at <= date.length(); at++) {
            if (at == date.length() || date.charAt(at) <= ' ' || date.charAt(at) == ',') {
                if (at > from) {
                    words.add(date.substring(from, at));
                }
                from = at + 1;
            }
        }
        return words;
    }

    private static int month(String name) {
        int at = name.length() < 3 ? -1 : MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
        return at < 0 || at % 3 != 0 ? 0 : at / 3 + 1;
    }

    /** §4.3: two digits below 50 are of this century, three and two others count from 1900. */
    private static int year(String written) {
        int year = Integer.parseInt(written);
        return written.length() > 3 ? year : year < 50 ? 2000 + year : 1900 + year;
    }

    private static ZoneOffset zone(String written) {
        boolean number = written.length() == 5 && "+-".indexOf(written.charAt(0)) >= 0;
        if (number) {
            int hours = Integer.parseInt(written.substring(1, 3));
            int minutes = Integer.parseInt(written.substring(3));
            int seconds = hours * SECONDS_OF_HOUR + minutes * 60;
            return ZoneOffset.ofTotalSeconds(written.charAt(0) == '-' ? -seconds : seconds);
        }
        int hours = switch (written.toUpperCase(Locale.ROOT)) {
            case "EDT" -> -4;
            case "EST", "CDT" -> -5;
            case "CST", "MDT" -> -6;
            case "MST", "PDT" -> -7;
            case "PST" -> -8;
            default -> 0;
        };
        return ZoneOffset.ofHours(hours);
    }
}
