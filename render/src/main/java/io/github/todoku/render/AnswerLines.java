package io.github.todoku.render;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;

/** A DNS answer as lines, the way dig has taught people to read them. */
final class AnswerLines {
    private AnswerLines() {}

    static List<String> lines(DnsAnswer answer, ReportWords words) {
        List<String> lines = new ArrayList<>();
        String asked = answer.question().name() + "  " + answer.question().type();
        if (!answer.aliases().isEmpty()) {
            lines.add(answer.question().name() + "  CNAME  "
                    + String.join(
                            " -> ",
                            answer.aliases().stream().map(Object::toString).toList()));
        }
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                lines.add(found.owner() + "  " + found.ttl().toSeconds() + "  "
                        + found.question().type() + "  " + record.toText());
            }
        } else if (answer instanceof DnsAnswer.TempFail failed) {
            lines.add(asked + "  " + words.text("dns.failed", failed.reason().text(words.locale()), failed.detail()));
        } else {
            lines.add(asked + "  " + words.text(answer instanceof DnsAnswer.NoData ? "dns.noData" : "dns.nxDomain"));
        }
        return lines;
    }
}
