package io.github.todoku.spf.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import java.util.List;
import java.util.Locale;

/** An answer on one line, safe to print. */
public final class AnswerText {
    private static final int MAX_RECORDS = 12;

    private AnswerText() {}

    /**
     * {@return the line: {@code mx.example.com A: 192.0.2.1}; failures with their reason and detail}
     *
     * @param answer the answer
     */
    public static String of(DnsAnswer answer) {
        String said = answer.fold(
                found -> records(found.records()),
                AnswerText::nothing,
                failed -> failed.detail().isEmpty() || saysNoMore(failed)
                        ? failed.reason().toString()
                        : failed.reason() + " (" + failed.detail() + ")");
        return answer.question() + ": " + said;
    }

    /** At the end of an alias (CNAME) it is the name there that does not exist, or has no such record. */
    private static String nothing(DnsAnswer.Empty empty) {
        List<DnsName> aliases = empty.aliases();
        String alias = aliases.isEmpty() ? "" : "CNAME " + aliases.get(aliases.size() - 1) + " ";
        return alias + (empty instanceof DnsAnswer.NxDomain ? "NXDOMAIN" : "NODATA");
    }

    /** The detail is for a log, and people are told the reason in their own language. */
    private static boolean saysNoMore(DnsAnswer.TempFail failed) {
        return failed.reason() == DnsAnswer.Reason.OUTSIDE_ZONE
                || failed.detail().equals(failed.reason().text(Locale.ENGLISH));
    }

    private static String records(List<DnsRecord> records) {
        StringBuilder text = new StringBuilder();
        for (DnsRecord record : records.subList(0, Math.min(records.size(), MAX_RECORDS))) {
            text.append(text.length() == 0 ? "" : ", ").append(record.toText());
        }
        return records.size() > MAX_RECORDS
                ? text.append(", ... (").append(records.size()).append(')').toString()
                : text.toString();
    }
}
