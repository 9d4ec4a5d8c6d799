package io.github.todoku.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Where something lies.
 *
 * @param place for people
 * @param depth how many times over it is packed
 * @param quiet whether it is no fault if it is no report: a part of a mail
 * @param tlsDomain the domain that the mail around a TLS report names; null if none does
 */
record Found(
        String place, int depth, boolean quiet, @Nullable String tlsDomain) {
    static Found at(String place) {
        return new Found(place, 0, false, null);
    }

    Found within(String name) {
        return new Found(name.isEmpty() ? place : place + "!" + name, depth + 1, quiet, tlsDomain);
    }

    Found entry(String name) {
        return new Found(place + "!" + name, depth + 1, true, tlsDomain);
    }

    Found part(int number, @Nullable String domain) {
        return new Found(place + "#" + number, depth + 1, true, domain);
    }

    RefusedReport refused(RefusedReport.Reason reason, @Nullable String detail) {
        return new RefusedReport(place, reason, detail == null ? "" : detail);
    }
}
