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
            String text = spfText(each);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static @Nullable String spfText(DnsRecord record) {
        String text = record instanceof DnsRecord.Txt txt ? txt.joined() : "";
        return SpfRecord.isSpf(text) ? text : null;
    }

    /** Selects, and reads the one record with the eyes of the client at {@code ip}. */
    static RecordSelection of(DnsAnswer answer, byte[] ip) {
        int texts = 0;
        String first = null;
        for (DnsRecord each : answer instanceof DnsAnswer.Found found ? found.records() : List.<DnsRecord>of()) {
            String text = spfText(each);
            if (text != null) {
                texts++;
                first = first == null ? text : first;
            }
        }
        LeanRecord record = first == null || texts > 1 ? null : LeanRecord.of(new RecordParser(first).parseTerms(), ip);
        return new RecordSelection(texts, record);
    }
}
