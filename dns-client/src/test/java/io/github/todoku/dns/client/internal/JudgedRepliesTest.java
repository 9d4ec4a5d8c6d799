package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Our reading of replies for {@code ci/differential}: of each message in {@code -Dtodoku.replies=FILE} what it answers, into
 * {@code -Dtodoku.replies.read=FILE}.
 */
class JudgedRepliesTest {
    /** Between the parts of an answer: no text of a record has it unescaped. */
    private static final String BETWEEN = "\u001f";

    @Test
    void writesALineForEachReply() throws IOException {
        String replies = System.getProperty("todoku.replies");
        String read = System.getProperty("todoku.replies.read");
        if (replies == null || read == null) {
            abort("no replies named: give -Dtodoku.replies=FILE -Dtodoku.replies.read=FILE");
        }
        int messages = 0;
        try (BufferedReader in = Files.newBufferedReader(Path.of(replies), StandardCharsets.UTF_8);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(read), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine(), messages++) {
                String[] fields = line.split("\t", -1);
                DnsName name =
                        Zone.of(fields[2] + " A 192.0.2.1").entries().get(0).owner();
                DnsQuestion question = new DnsQuestion(name, RecordType.valueOf(fields[3]));
                byte[] octets = HexFormat.of().parseHex(fields[4]);
                out.println(fields[1] + "\t" + told(ReplyDecoder.read(question, octets, true, "a server")));
            }
        }
        assertThat(messages).isPositive();
    }

    /**
     * As zone text, or its octets where dnspython reads that text otherwise: it takes a text of CAA for characters, and makes two octets
     * of one; and no string at all, which the wire can have, has no text.
     */
    private static String text(DnsRecord record) {
        if (record instanceof DnsRecord.Caa caa) {
            return generic(caa);
        }
        boolean empty = (record instanceof DnsRecord.Txt txt && txt.strings().isEmpty())
                || (record instanceof DnsRecord.Spf spf && spf.strings().isEmpty());
        return empty ? "\\# 0 " : record.toText();
    }

    private static String generic(DnsRecord.Caa caa) {
        StringBuilder data = new StringBuilder(
                String.format(Locale.ROOT, "%02x%02x", caa.flags(), caa.tag().length()));
        for (byte octet : (caa.tag() + caa.value()).getBytes(StandardCharsets.ISO_8859_1)) {
            data.append(String.format(Locale.ROOT, "%02x", octet));
        }
        return "\\# " + data.length() / 2 + " " + data;
    }

    private static String told(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            StringBuilder text = new StringBuilder("found\t" + found.ttl().toSeconds() + BETWEEN
                    + found.aliases().size());
            for (DnsRecord record : found.records()) {
                text.append(BETWEEN).append(text(record));
            }
            return text.toString();
        }
        if (answer instanceof DnsAnswer.TempFail failed) {
            return switch (failed.reason()) {
                case MALFORMED -> "malformed\t";
                case ALIAS_LOOP -> "loop\t";
                case SERVFAIL -> "failed\t2";
                case REFUSED -> "failed\t5";
                default -> "failed\tother";
            };
        }
        List<DnsName> aliases = answer.aliases();
        long ttl = answer.fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, none -> Duration.ZERO)
                .toSeconds();
        return (answer instanceof DnsAnswer.NxDomain ? "nxdomain\t" : "nodata\t") + ttl + " " + aliases.size();
    }
}
