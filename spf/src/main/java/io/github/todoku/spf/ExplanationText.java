package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The explain-string among the TXT records that {@code exp=} leads to (RFC 7208 §6.2). */
final class ExplanationText {
    private ExplanationText() {}

    /** The text; null if there is none, more than one, or one with a syntax error: "as if no "exp" modifier was given". */
    static @Nullable MacroString of(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return null;
        }
        List<DnsRecord> records = found.records();
        return records.size() == 1 && records.get(0) instanceof DnsRecord.Txt txt
                ? MacroParser.explainString(txt.joined(), new MacroParser.Fault())
                : null;
    }
}
