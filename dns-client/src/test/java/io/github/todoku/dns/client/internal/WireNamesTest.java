package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsName;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names as they stand in messages: behind a header of twelve octets, "b." at 12, "a.b." at 15 by pointer. */
class WireNamesTest {
    private static byte[] message(int... name) {
        int[] before = {1, 'b', 0, 1, 'a', 0xC0, 12};
        byte[] octets = new byte[12 + before.length + name.length];
        for (int i = 0; i < before.length; i++) {
            octets[12 + i] = (byte) before[i];
        }
        for (int i = 0; i < name.length; i++) {
            octets[19 + i] = (byte) name[i];
        }
        return octets;
    }

    private static Arguments row(String what, String reads, int endsAt, int... name) {
        return arguments(what, reads, endsAt, message(name));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                row("the root", ".", 20, 0),
                row("no pointer", "x.yz", 25, 1, 'x', 2, 'y', 'z', 0),
                row("a pointer alone", "b", 21, 0xC0, 12),
                row("a pointer to a pointer", "C.a.b", 23, 1, 'C', 0xC0, 15),
                row("a pointer to a root", ".", 21, 0xC0, 14),
                row("a pointer into a label, where another begins", "", WireNames.NONE, 0xC0, 13),
                row("a pointer to itself", "", WireNames.NONE, 0xC0, 19),
                row("a pointer into its own name", "", WireNames.NONE, 1, 'x', 0xC0, 19),
                row("a pointer into its own label, which ends there", "", WireNames.NONE, 2, 0, 'x', 0xC0, 20),
                row("a pointer to labels that lead to it", "", WireNames.NONE, 3, 1, 'x', 0, 0xC0, 20),
                row("a pointer ahead", "", WireNames.NONE, 0xC0, 21, 0),
                row("a pointer beyond the message", "", WireNames.NONE, 0xFF, 0xFF),
                row("a pointer into the header", "", WireNames.NONE, 0xC0, 0),
                row("half a pointer", "", WireNames.NONE, 0xC0),
                row("a label type of 0x40", "", WireNames.NONE, 0x41, 'x', 0),
                row("a label type of 0x80", "", WireNames.NONE, 0x81, 'x', 0),
                row("a label cut short", "", WireNames.NONE, 3, 'x'),
                row("no end", "", WireNames.NONE, 1, 'x'),
                row("nothing", "", WireNames.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aNameEndsWhereItEndsAndReadsWhatItSays(String what, String reads, int endsAt, byte[] message) {
        assertThat(WireNames.end(message, 19, message.length)).isEqualTo(endsAt);
        if (endsAt != WireNames.NONE) {
            DnsName name = WireNames.read(message, 19);
            assertThat(name).hasToString(reads);
            assertThat(WireNames.isName(message, 19, WireNames.lowered(name))).isTrue();
            assertThat(WireNames.isName(message, 19, WireNames.lowered(DnsName.of("other.b"))))
                    .isFalse();
        }
    }

    @Test
    void aNameMustEndBeforeItsLimit() {
        byte[] message = message(1, 'x', 0, 0);
        assertThat(WireNames.end(message, 19, 22)).isEqualTo(22);
        assertThat(WireNames.end(message, 19, 21)).isEqualTo(WireNames.NONE);
    }

    /** 3 labels of 63 octets and one of 61 are 255 octets with the root; one octet more is no name, by pointer or not. */
    @Test
    void aNameHas255OctetsAtMost() {
        for (int last = 61; last <= 62; last++) {
            byte[] message = new byte[12 + 300];
            int at = 12;
            for (int length : new int[] {63, 63, 63, last}) {
                message[at] = (byte) length;
                Arrays.fill(message, at + 1, at + 1 + length, (byte) 'x');
                at += 1 + length;
            }
            int end = at + 1;
            assertThat(WireNames.end(message, 12, message.length)).isEqualTo(last == 61 ? end : WireNames.NONE);
            message[end] = 1;
            message[end + 1] = 'y';
            message[end + 2] = (byte) 0xC0;
            message[end + 3] = 12 + 64;
            assertThat(WireNames.end(message, end, message.length)).isEqualTo(end + 4);
            message[end + 3] = 12;
            assertThat(WireNames.end(message, end, message.length)).isEqualTo(WireNames.NONE);
        }
    }

    @Test
    void pointersAreFollowedAsOftenAsANameCanHaveLabels() {
        byte[] message = new byte[12 + 1 + 2 * 200];
        for (int i = 0; i < 200; i++) {
            message[13 + 2 * i] = (byte) (0xC0 | Math.max(12, 11 + 2 * i) >> 8);
            message[14 + 2 * i] = (byte) Math.max(12, 11 + 2 * i);
        }
        assertThat(WireNames.end(message, 13 + 2 * 126, message.length)).isEqualTo(13 + 2 * 127);
        assertThat(WireNames.end(message, 13 + 2 * 127, message.length)).isEqualTo(WireNames.NONE);
    }
}
