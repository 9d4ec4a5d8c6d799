package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SPF record among a name's TXT records (RFC 7208 §4.5).
 *
 * @param found how many of the texts are SPF records: none, one, or too many
 * @param record the record as the client sees it; null unless there is exactly one
 */
record RecordSelection(int found, @Nullable LeanRecord record) {

    /** Selects, and reads the one record with the eyes of the client at {@code ip}. */
    static RecordSelection of(DnsAnswer answer, byte[] ip) {
        int texts = 0;
        String first = null;
        for (DnsRecord each : answer instanceof DnsAnswer.Found found ? found.records() : List.<DnsRecord>of()) {
            String text = SpfRecord.textOf(each);
            if (text != null) {
                texts++;
                first = first == null ? text : first;
            }
        }
        LeanRecord record = first == null || texts > 1 ? null : LeanRecord.of(new RecordParser(first).parseTerms(), ip);
        return new RecordSelection(texts, record);
    }
}
