package io.github.todoku.diagnosis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Date field of a mail (RFC 5322 §3.3). Anything else than a plain date is none: a day is counted, nothing is judged. */
final class MailDate {
    /** {@code Tue, 24 Nov 2026 10:34:00 +0900} and a comment is the longest that is read. */
    private static final int MAX_LENGTH = 100;

    private MailDate() {}

    static Optional<Instant> parse(String field) {
        int comment = field.indexOf('(');
        String date = (comment < 0 ? field : field.substring(0, comment)).strip();
        if (date.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
