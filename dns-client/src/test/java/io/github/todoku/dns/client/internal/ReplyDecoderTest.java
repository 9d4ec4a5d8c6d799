package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our reading of replies beside dnsjava's: the same answers, or a reason that can be named. */
class ReplyDecoderTest {
    private static final int WELL_MADE = 10_000;
    private static final int BROKEN = 60_000;

    /** A seed of the day would find more and could not be found again. */
    private static final long SEED = 1035;

    private static DnsAnswer ours(DnsQuestion question, byte[] octets) {
        return ReplyDecoder.read(question, octets, true, "a server");
    }

    private static DnsAnswer theirs(DnsQuestion question, byte[] octets) {
        return DnsJavaReader.read(question, octets, true, "a server");
    }

    private static boolean isMalformed(DnsAnswer answer) {
        return answer instanceof DnsAnswer.TempFail failure && failure.reason() == DnsAnswer.Reason.MALFORMED;
    }

    /** Without the words of a failure: only its reason is compared. */
    private static Object essence(DnsAnswer answer) {
        return answer instanceof DnsAnswer.TempFail failure ? failure.reason() : answer;
    }

    @Test
    void wellMadeRepliesReadTheSameWithAndWithoutCompression() {
        RandomReplies replies = new RandomReplies(new Random(SEED));
        Map<RecordType, Integer> found = new EnumMap<>(RecordType.class);
        int aliases = 0;
        int empty = 0;
        int failed = 0;
        for (int i = 0; i < WELL_MADE; i++) {
            RandomReplies.Reply reply = replies.next();
            DnsAnswer is = ours(reply.question(), reply.octets());
            assertThat(essence(is)).as("reply %s", i).isEqualTo(essence(theirs(reply.question(), reply.octets())));
            if (is instanceof DnsAnswer.Found) {
                found.merge(reply.question().type(), 1, Integer::sum);
            }
            aliases += is.aliases().isEmpty() ? 0 : 1;
            empty += is.isVoid() ? 1 : 0;
            failed += is.isFailure() ? 1 : 0;
        }
        assertThat(found).containsOnlyKeys(RecordType.values());
        assertThat(found.values()).allMatch(count -> count > 50);
        assertThat(aliases).isGreaterThan(250);
        assertThat(empty).isGreaterThan(250);
        assertThat(failed).isGreaterThan(250);
    }

    @Test
    void brokenRepliesReadTheSameOrAreRefusedForAReason() {
        Random random = new Random(SEED);
        RandomReplies replies = new RandomReplies(random);
        RandomReplies.Reply reply = replies.next();
        Map<Disagreement, Integer> reasons = new EnumMap<>(Disagreement.class);
        int same = 0;
        int bothRefuse = 0;
        for (int i = 0; i < BROKEN; i++) {
            reply = i % 10 == 0 ? replies.next() : reply;
            byte[] octets = replies.broken(reply.octets());
            DnsAnswer is = ours(reply.question(), octets);
            DnsAnswer was = theirs(reply.question(), octets);
            if (essence(is).equals(essence(was))) {
                same++;
                bothRefuse += isMalformed(is) ? 1 : 0;
            } else {
                Disagreement why = Disagreement.of(octets, isMalformed(is));
                assertThat(why)
                        .as(
                                "reply %s: %s, but %s: %s",
                                i, is, was, HexFormat.of().formatHex(octets))
                        .isNotNull();
                reasons.merge(why, 1, Integer::sum);
            }
        }
        assertThat(reasons).as("a reason that never occurs is not tested").containsOnlyKeys(Disagreement.values());
        assertThat(same).as("%s", reasons).isGreaterThan(BROKEN * 9 / 10);
        assertThat(bothRefuse).isBetween(BROKEN / 10, BROKEN * 9 / 10);
    }

    /** 16,000 owners, each a pointer into a chain of 8,000 pointers; the walk along it would be the product. */
    @Test
    void chainsOfPointersDoNotMultiply() {
        ByteBuffer message = ByteBuffer.allocate(0xFFFF);
        message.putLong(0x1234_8180_0000_0FFFL).putInt(0);
        message.put((byte) 0);
        for (int target = 12; message.position() < 0x3FF0; target = message.position() - 2) {
            message.putShort((short) (0xC000 | target));
        }
        byte[] octets = Arrays.copyOf(message.array(), message.capacity());
        assertThat(isMalformed(ours(DnsQuestion.of("example.com", RecordType.A), octets)))
                .isTrue();
    }

    @Test
    void aMessageOfNameServersAloneIsReadInBoundedTime() {
        ByteBuffer message = ByteBuffer.allocate(0xFFFF);
        int each = 2_000;
        message.putLong(0x1234_8180_0001_0000L).putShort((short) each).putShort((short) each);
        message.put(new byte[] {1, 'a', 0, 0, 1, 0, 1});
        for (int i = 0; i < each; i++) {
            message.putShort((short) 0xC00C).putInt(0x0002_0001).putInt(60).putShort((short) 2);
            message.putShort((short) 0xC00C);
        }
        for (int i = 0; i < each; i++) {
            message.putShort((short) 0xC00C).putInt(0x0001_0001).putInt(60).putShort((short) 4);
            message.putInt(0xC000_0200 | (i & 0xFF));
        }
        byte[] octets = Arrays.copyOf(message.array(), message.position());
        DnsAnswer answer = ReplyDecoder.read(DnsQuestion.of("a", RecordType.A), octets, false, "a server");
        assertThat(answer)
                .isInstanceOfSatisfying(
                        DnsAnswer.NoData.class,
                        empty -> assertThat(empty.origin().nameServers()).hasSize(ReplyDecoder.MAX_NAME_SERVERS));
    }

    @Test
    void everyPrefixOfAReplyIsRefusedOrReadWithoutAThrow() {
        RandomReplies replies = new RandomReplies(new Random(SEED));
        for (int i = 0; i < 300; i++) {
            RandomReplies.Reply reply = replies.next();
            boolean hasRecords = reply.octets()[7] != 0 || reply.octets()[9] != 0 || reply.octets()[11] != 0;
            for (int length = 0; length < reply.octets().length; length++) {
                DnsAnswer answer = ours(reply.question(), Arrays.copyOf(reply.octets(), length));
                assertThat(isMalformed(answer) || (!hasRecords && length >= 12)).isTrue();
            }
        }
    }

    /** RFC 1035 §3.2.4: the records of another class are another world's. */
    @Test
    void aRecordOfAnotherClassIsNoAnswer() {
        DnsQuestion question = DnsQuestion.of("example.com", RecordType.A);
        String header = "0001" + "8180" + "0001" + "0001" + "0000" + "0000";
        String name = "07" + "6578616d706c65" + "03" + "636f6d" + "00";
        String asked = header + name + "0001" + "0001";
        String data = "0000003c" + "0004" + "c0000201";
        assertThat(ours(question, HexFormat.of().parseHex(asked + "c00c" + "0001" + "0001" + data)))
                .isInstanceOf(DnsAnswer.Found.class);
        assertThat(isMalformed(ours(question, HexFormat.of().parseHex(asked + "c00c" + "0001" + "0003" + data))))
                .isTrue();
        assertThat(isMalformed(ours(question, HexFormat.of().parseHex(asked + "c00c" + "0001" + "00ff" + data))))
                .isTrue();
    }
}
