package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import java.util.ArrayList;
import java.util.List;

/** The reader of DNS messages; what it accepts can be written into a zone file and read back. */
public final class WireTarget {
    private static final List<DnsQuestion> QUESTIONS = java.util.Arrays.stream(RecordType.values())
            .map(type -> DnsQuestion.of("example.com", type))
            .toList();

    private WireTarget() {}

    public static List<Object> read(byte[] octets) {
        List<Object> answers = new ArrayList<>();
        int type = octets.length == 0 ? 0 : (octets[0] & 0xFF) % QUESTIONS.size();
        DnsAnswer answer = ReplyDecoder.read(QUESTIONS.get(type), octets, true, "a server");
        answers.add(answer);
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                Zone zone = Zone.of(List.of(new Zone.Entry(found.question().name(), 60, record)));
                if (!Zone.of(zone.toString())
                        .toString()
                        .equals(zone.toString())) { // a TXT without a string has an empty one
                    throw new AssertionError("is not read back: " + zone);
                }
            }
        }
        return answers;
    }
}
