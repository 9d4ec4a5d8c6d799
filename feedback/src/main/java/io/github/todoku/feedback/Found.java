package io.github.todoku.feedback;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where something lies.
 *
 * @param place for people
 * @param depth how many times over it is packed
 * @param quiet whether it is no fault if it is no report: a part of a mail
 * @param tlsDomain the domain that the mail around a TLS report names; null if none does
 * @param unpacked what has been unpacked of the outermost file or mail that it lies in
 */
record Found(
        String place, int depth, boolean quiet, @Nullable String tlsDomain, Unpacked unpacked) {
    static Found at(String place) {
        return new Found(place, 0, false, null, new Unpacked());
    }

    Found within(String name) {
        return new Found(name.isEmpty() ? place : place + "!" + name, depth + 1, quiet, tlsDomain, unpacked);
    }

    Found entry(String name) {
        return new Found(place + "!" + name, depth + 1, true, tlsDomain, unpacked);
    }

    Found part(int number, @Nullable String domain) {
        return new Found(place + "#" + number, depth + 1, true, domain, unpacked);
    }

    /** A mail of an mbox; one of an mbox that lies in nothing is an outermost one. */
    Found mail(int number) {
        return new Found(place + "#" + number, depth, false, null, depth == 0 ? new Unpacked() : unpacked);
    }

    /** For what broke; null if that was told before. */
    @Nullable
    RefusedReport refused(IOException damage) {
        return damage instanceof PackedStream.TooMuch much
                ? much.refused(place, "")
                : refused(RefusedReport.Reason.DAMAGED, damage.getMessage());
    }

    RefusedReport refused(RefusedReport.Reason reason, @Nullable String detail) {
        return new RefusedReport(place, reason, detail == null ? "" : detail);
    }
}
