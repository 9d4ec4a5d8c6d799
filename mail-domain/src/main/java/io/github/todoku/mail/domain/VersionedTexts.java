package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The TXT records of a name, those that begin with a version apart from the others, which are discarded.
 *
 * @param records those that begin with it, each joined
 * @param others the rest, each joined
 */
record VersionedTexts(List<String> records, List<String> others) {

    /** Of an answer that is no failure. */
    static VersionedTexts of(DnsAnswer answer, String version) {
        List<String> records = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (DnsRecord.Txt each : answer.records(DnsRecord.Txt.class)) {
            String text = each.joined();
            (text.startsWith(version) ? records : others).add(text);
        }
        return new VersionedTexts(records, others);
    }

    /** Of those that are discarded, the ones that were meant to be a record: same word, other case or blanks. */
    List<String> nearMisses(String version) {
        String wanted = plain(version);
        return others.stream().filter(text -> plain(text).startsWith(wanted)).toList();
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\";]", "").toLowerCase(Locale.ROOT);
    }
}
