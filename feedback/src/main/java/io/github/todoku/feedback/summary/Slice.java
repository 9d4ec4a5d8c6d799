package io.github.todoku.feedback.summary;

import java.io.Serializable;

/**
 * The messages of a sender of one day or at one reporter.
 *
 * @param sender who sent
 * @param by the reporter's name, or the day counted from 1970
 * @param result whether they passed
 */
record Slice(SenderId sender, String by, Result result) implements Serializable, Comparable<Slice> {
    /** Whether messages passed DMARC. */
    enum Result {
        PASS,
        FAIL,
        FORWARDED_FAIL
    }

    /** The day that it is by. */
    long day() {
        return Long.parseLong(by);
    }

    String text() {
        return result + "|" + by + "|" + sender.text();
    }

    static Slice parse(String text) {
        String[] parts = text.split("\\|", 3);
        if (parts.length < 3) {
            return new Slice(SenderId.NOBODY, "", Result.PASS);
        }
        Result result = parts[0].equals("PASS")
                ? Result.PASS
                : parts[0].equals("FORWARDED_FAIL") ? Result.FORWARDED_FAIL : Result.FAIL;
        return new Slice(SenderId.parse(parts[2]), parts[1], result);
    }

    @Override
    public int compareTo(Slice other) {
        return text().compareTo(other.text());
    }
}
