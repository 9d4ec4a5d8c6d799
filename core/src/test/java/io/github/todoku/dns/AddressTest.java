package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link IpLiteral}, {@link IpNetwork}, {@link ReverseName}, {@link IpScope}. */
class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.4 ",
                "0x1.2.3.4",
                "1.2.3.-4",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "g::",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "\u0661::",
                ":1",
                "1:",
                "example.com"
            })
    void whatIsNoAddressIsEmpty(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
        assertThat(IpLiteral.parse(text + "1".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1::8, 1::8",
        "1:2:3:4:5:6::, 1:2:3:4:5:6::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1"
    })
    void anAddressIsReadAndWrittenAsTheRfcSays(String text, String written) {
        assertThat(IpLiteral.format(IpLiteral.of(text))).isEqualTo(written);
    }

    @Test
    void theOctetsOfAMappedAddressAreThere() {
        assertThat(IpLiteral.parseOctets("::ffff:192.0.2.1").orElseThrow()).hasSize(16);
        assertThat(IpLiteral.of("::ffff:192.0.2.1")).isInstanceOf(Inet4Address.class);
    }

    @Test
    void writtenAddressesAreReadBack() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[16];
            for (int j = 0; j < 16; j += 2) {
                if (random.nextBoolean()) {
                    octets[j] = (byte) random.nextInt(3);
                    octets[j + 1] = (byte) random.nextInt();
                }
            }
            assertThat(IpLiteral.parseOctets(IpLiteral.format6(octets)).orElseThrow())
                    .isEqualTo(octets);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/-1",
                "192.0.2.0/024",
                "192.0.2.0/2 4",
                "::/129",
                "/24",
                "192.0.2/24",
                "192.0.2.0/24/8"
            })
    void whatIsNoNetworkIsEmpty(String text) {
        assertThat(IpNetwork.parse(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.of(text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.77/25, 192.0.2.127, true",
        "192.0.2.77/25, 192.0.2.128, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "::ffff:0:0/96, 192.0.2.1, false",
    })
    void aNetworkHoldsTheAddressesWithItsLeadingBits(String network, String address, boolean holds) {
        assertThat(IpNetwork.of(network).contains(IpLiteral.of(address))).isEqualTo(holds);
    }

    @Test
    void aMappedNetworkStaysIpv6() {
        IpNetwork mapped = IpNetwork.of("::ffff:c000:200/119");
        assertThat(mapped.isIpv4()).isFalse();
        assertThat(mapped.containsOctets(
                        IpLiteral.parseOctets("::ffff:192.0.2.1").orElseThrow()))
                .isTrue();
    }

    @Test
    void networksAreEqualByWhatTheyHold() {
        assertThat(IpNetwork.of("192.0.2.1/24"))
                .isEqualTo(IpNetwork.of("192.0.2.200/24"))
                .hasSameHashCodeAs(IpNetwork.of("192.0.2.0/24"));
        assertThat(IpNetwork.of("192.0.2.1/24"))
                .isNotEqualTo(IpNetwork.of("192.0.2.1/25"))
                .hasToString("192.0.2.1/24");
        assertThat(IpNetwork.of("192.0.2.0/24").contains(IpNetwork.of("192.0.2.128/25")))
                .isTrue();
        assertThat(IpNetwork.of("192.0.2.128/25").contains(IpNetwork.of("192.0.2.0/24")))
                .isFalse();
        assertThat(IpNetwork.of("::/0").size()).isEqualTo(BigInteger.TWO.pow(128));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.of(IpLiteral.of("192.0.2.1"), 33))
                .withMessage("prefix length 33 is not in 0..32");
    }

    @Test
    void addressesAreReversedByOctetsOrNibbles() {
        assertThat(ReverseName.of(IpLiteral.of("192.0.2.1"))).hasToString("1.2.0.192.in-addr.arpa");
        // RFC 3596 §2.5
        assertThat(ReverseName.of(IpLiteral.of("4321:0:1:2:3:4:567:89ab")))
                .hasToString("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa");
        assertThat(ReverseName.under(IpLiteral.of("127.0.0.2"), DnsName.of("list.example")))
                .hasToString("2.0.0.127.list.example");
        DnsName long250 = DnsName.of(("a".repeat(49) + ".").repeat(4) + "b".repeat(49));
        assertThatIllegalArgumentException().isThrownBy(() -> ReverseName.under(IpLiteral.of("192.0.2.111"), long250));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.31.0.1, false",
        "172.32.0.1, true",
        "192.168.1.1, false",
        "100.64.0.1, false",
        "169.254.169.254, false",
        "224.0.0.1, false",
        "0.0.0.0, false",
        "255.255.255.255, false",
        "8.8.8.8, true",
        "::1, false",
        "fe80::1, false",
        "fd00::1, false",
        "2001:db8::1, false",
        "2606:4700::1, true",
        "::ffff:10.0.0.1, false",
        "64:ff9b::a00:1, false",
        "64:ff9b::808:808, false",
        "2002:a00:1::1, false",
        "2002:808:808::1, true",
        "fec0::1, false"
    })
    void onlyAddressesOfThePublicNetworkArePublic(String address, boolean isPublic) {
        assertThat(IpScope.isPublic(IpLiteral.of(address))).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/24",
                "192.0.2.1",
                "2001:db8::/32",
                "::ffff:192.0.2.1/120",
                "192.0.2.1/",
                "192.0.2/24",
                "/8",
                "",
                "192.0.2.1/033",
                "2001:db8::/129",
                "::1.2.3/8",
                "1.2.3.4.5"
            })
    void aNetworkInTheMiddleOfATextIsReadAsIfItStoodAlone(String network) {
        String text = "1" + network + "/1";
        assertThat(IpNetwork.parse(text, 1, 1 + network.length())).isEqualTo(IpNetwork.parse(network));
        assertThatThrownBy(() -> IpNetwork.parse(text, 1, text.length() + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
