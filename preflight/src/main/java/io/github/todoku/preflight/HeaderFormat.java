package io.github.todoku.preflight;

import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import java.util.List;

/** The fields that a header must have, and those that may stand in it only once (RFC 5322 §3.6). */
final class HeaderFormat {
    private static final List<String> MUST = List.of("Date", "From");

    private static final List<String> ONCE = List.of(
            "Date",
            "From",
            "Sender",
            "Reply-To",
            "To",
            "Cc",
            "Bcc",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Subject");

    private HeaderFormat() {}

    static Finding judge(HeaderFields header) {
        for (String name : MUST) {
            if (!header.has(name)) {
                return PreflightFinding.FIELD_MISSING.of("", name);
            }
        }
        for (String name : ONCE) {
            if (header.all(name).size() > 1) {
                return PreflightFinding.FIELD_TWICE.of(
                        "", name, header.all(name).size());
            }
        }
        return header.has("Message-ID") ? PreflightFinding.FIELDS.of("") : PreflightFinding.NO_MESSAGE_ID.of("");
    }
}
