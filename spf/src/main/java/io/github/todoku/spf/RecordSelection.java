package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SPF record among a name's TXT records (RFC 7208 §4.5).
 *
 * @param found how many of the texts are SPF records: none, one, or too many
 * @param record the record as the client sees it; null unless there is exactly one
 */
record RecordSelection(int found, @Nullable LeanRecord record) {

    /** The texts that begin with a version section, of a lookup that did not fail. */
    static List<String> spfTexts(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(1);
        for (DnsRecord each : found.records()) {
            if (each instanceof DnsRecord.Txt txt) {
                String text = txt.joined();
                if (SpfRecord.isSpf(text)) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** Selects, and reads the one record with the eyes of the client at {@code ip}. */
    static RecordSelection of(DnsAnswer answer, byte[] ip) {
        List<String> texts = spfTexts(answer);
        LeanRecord record = texts.size() == 1 ? LeanRecord.of(new RecordParser(texts.get(0)).parseTerms(), ip) : null;
        return new RecordSelection(texts.size(), record);
    }
}
