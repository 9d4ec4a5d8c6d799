package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.Zone;
import io.github.todoku.dns.ZoneSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

/** The names of record types in zone text, against the table of another library. */
class TypeNamesTest {
    private static int code(String name) {
        return Zone.of("x " + name + " \\# 0").entries().get(0).data().typeCode();
    }

    @Test
    void everyTypeThatDnsJavaNamesHasItsNumber() {
        for (int code = 300; code <= 0xFFFF; code++) {
            assertThat(code(Type.string(code))).as(Type.string(code)).isEqualTo(code);
        }
        for (int code = 3; code < 300; code++) {
            boolean typed =
                    code <= 16 || code == 28 || code == 52 || code == 99 || code == 257; // whose data must be sound
            if (!typed) {
                assertThat(code(Type.string(code))).as(Type.string(code)).isEqualTo(code);
            }
        }
        assertThat(code("type30")).isEqualTo(30);
        assertThat(code("nsec3param")).isEqualTo(51);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TYPE", "TYPE65536", "TYPE-1", "TYPE+1", "TYPE1x", "NOSUCH", "AAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoTypeIsRefused(String name) {
        assertThatThrownBy(() -> code(name)).isInstanceOf(ZoneSyntaxException.class);
    }
}
