package io.github.todoku.dns.client;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.util.List;

/** About how many octets of memory an answer takes: exact enough for a bound, on the safe side. */
final class AnswerSize {
    /** The entry, the question with its name, and the answer itself. */
    private static final int BASE = 600;

    /** A name has 255 octets at most (RFC 1035 §2.3.4); the rest are headers and references. */
    private static final int NAME = 320;

    /** A record without its text, or a text without its octets. */
    private static final int OBJECT = 64;

    private AnswerSize() {}

    static long of(DnsAnswer answer) {
        long size = BASE + (long) NAME * answer.aliases().size();
        if (answer instanceof DnsAnswer.TempFail failed) {
            return size + text(failed.detail());
        }
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                size += of(record);
            }
        }
        return size;
    }

    private static long of(DnsRecord record) {
        if (record instanceof DnsRecord.Txt txt) {
            return OBJECT + texts(txt.strings());
        }
        if (record instanceof DnsRecord.Spf spf) {
            return OBJECT + texts(spf.strings());
        }
        if (record instanceof DnsRecord.Caa caa) {
            return OBJECT + text(caa.tag()) + text(caa.value());
        }
        if (record instanceof DnsRecord.Tlsa tlsa) {
            return OBJECT + text(tlsa.data());
        }
        if (record instanceof DnsRecord.Other other) {
            return OBJECT + text(other.text());
        }
        return OBJECT + 2 * NAME;
    }

    private static long texts(List<String> texts) {
        long size = 0;
        for (String text : texts) {
            size += text(text);
        }
        return size;
    }

    /** Text from the wire has one octet a character and is kept so; other text may take two. */
    private static long text(String text) {
        return OBJECT + 2L * text.length();
    }
}
