package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.IpLiteral;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings settings(int queriesPerSocket) {
        Duration minute = Duration.ofMinutes(1);
        return new Settings(minute, 1, 8, 1024, 4096, queriesPerSocket, minute, false, DnsListener.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 4096",
        "::1, 4096",
        "10.1.2.3, 4096",
        "192.168.1.1, 4096",
        "172.16.0.1, 4096",
        "169.254.1.1, 4096",
        "fe80::1, 4096",
        "fd00::53, 4096",
        "192.0.2.53, 16",
        "2001:db8::53, 16",
        "100.64.0.1, 16"
    })
    void theFartherTheServerTheSoonerThePortChanges(String server, int queries) { // RFC 5452 §9.2
        assertThat(settings(Settings.BY_DISTANCE).queriesPerSocketTo(IpLiteral.of(server)))
                .isEqualTo(queries);
        assertThat(settings(7).queriesPerSocketTo(IpLiteral.of(server))).isEqualTo(7);
    }
}
