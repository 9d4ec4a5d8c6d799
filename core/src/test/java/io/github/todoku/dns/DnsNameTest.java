package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {
    private static final String LABEL63 = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".a", "a..b", "a..", "m\u00FCnchen.example", " \u00A0.example"})
    void whatIsNoNameIsEmptyAndThrowsAsALiteral(String text) {
        assertThat(DnsName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> DnsName.of(text)).withMessageContaining(text);
    }

    @Test
    void labelsOf63OctetsAndNamesOf255AreTheLongest() {
        String longest = String.join(".", LABEL63, LABEL63, LABEL63, "a".repeat(61));
        assertThat(DnsName.of(longest).wireLength()).isEqualTo(255);
        assertThat(DnsName.parse(longest + ".")).isPresent();
        assertThat(DnsName.parse(longest + "a")).isEmpty();
        assertThat(DnsName.parse(LABEL63 + "a.example")).isEmpty();
        assertThat(DnsName.parse("a.".repeat(127))).isPresent();
        assertThat(DnsName.parse("a.".repeat(128))).isEmpty();
        assertThat(DnsName.parse("a.".repeat(1_000_000))).isEmpty();
    }

    @Test
    void aDotAtTheEndChangesNothingAndIsNotPrinted() {
        assertThat(DnsName.of("example.com."))
                .isEqualTo(DnsName.of("example.com"))
                .hasToString("example.com");
        assertThat(DnsName.of(".")).isSameAs(DnsName.ROOT).hasToString(".");
    }

    @Test
    void lettersAreComparedWithoutCaseAndKeptAsWritten() {
        DnsName mixed = DnsName.of("ExAmple.COM");
        assertThat(mixed).isEqualTo(DnsName.of("eXaMPLE.com")).hasSameHashCodeAs(DnsName.of("example.com"));
        assertThat(mixed).hasToString("ExAmple.COM");
        assertThat(mixed.toLowerCase()).hasToString("example.com");
        assertThat(DnsName.of("a[")).as("only letters have case").isNotEqualTo(DnsName.of("a{"));
    }

    /** F10: text is data here, not zone syntax. */
    @Test
    void aBackslashIsAnOrdinaryCharacter() {
        DnsName name = DnsName.of("ex\\.am.example");
        assertThat(name.labels()).containsExactly("ex\\", "am", "example");
        assertThat(name).hasToString("ex\\\\.am.example");
    }

    @Test
    void octetsThatCouldMisleadAreEscapedInText() {
        DnsName name = DnsName.ofLabels(List.of("a.b\0\u00FF \";()", "x")).orElseThrow();
        assertThat(name).hasToString("a\\.b\\000\\255\\032\\\"\\;\\(\\).x");
        assertThat(DnsName.fromWire(name.toWire())).contains(name);
    }

    @Test
    void partsAreTakenFromTheRightAndPutOnTheLeft() {
        DnsName name = DnsName.of("mail.example.com");
        assertThat(name.suffix(2)).isEqualTo(DnsName.of("example.com"));
        assertThat(name.suffix(0)).isEqualTo(DnsName.ROOT);
        assertThat(name.parent()).contains(DnsName.of("example.com"));
        assertThat(DnsName.ROOT.parent()).isEmpty();
        assertThat(DnsName.of("_dmarc").below(name)).contains(DnsName.of("_dmarc.mail.example.com"));
        assertThat(DnsName.of(LABEL63).below(DnsName.of(String.join(".", LABEL63, LABEL63, LABEL63))))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> name.suffix(4));
    }

    @Test
    void withinGoesByLabelsNotByLetters() {
        DnsName zone = DnsName.of("Example.com");
        assertThat(DnsName.of("a.EXAMPLE.com").isWithin(zone)).isTrue();
        assertThat(zone.isWithin(zone)).isTrue();
        assertThat(zone.isWithin(DnsName.ROOT)).isTrue();
        assertThat(DnsName.of("notexample.com").isWithin(zone)).isFalse();
        assertThat(DnsName.of("com").isWithin(zone)).isFalse();
        // the octets of "xexample.com" hold those of a shorter name at a place that is no label's start
        DnsName tricky = DnsName.ofLabels(List.of("a\7example", "com")).orElseThrow();
        assertThat(tricky.isWithin(zone)).isFalse();
    }

    /** The order of RFC 4034 §6.1, its own example without the escaped names. */
    @Test
    void namesSortByLabelsFromTheRight() {
        List<DnsName> sorted = Stream.of(
                        "example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example")
                .map(DnsName::of)
                .toList();
        assertThat(sorted.stream().sorted((a, b) -> b.compareTo(a)).sorted().toList())
                .isEqualTo(sorted);
    }

    @Test
    void wireOctetsThatAreNoNameAreEmpty() {
        assertThat(DnsName.fromWire(new byte[0])).isEmpty();
        assertThat(DnsName.fromWire(new byte[] {1})).isEmpty();
        assertThat(DnsName.fromWire(new byte[] {1, 'a'})).isEmpty();
        assertThat(DnsName.fromWire(new byte[] {1, 'a', 0, 0})).isEmpty();
        assertThat(DnsName.fromWire(new byte[] {(byte) 0xC0, 12})).isEmpty();
        assertThat(DnsName.fromWire(new byte[] {64, 0})).isEmpty();
        assertThat(DnsName.fromWire(new byte[] {0})).contains(DnsName.ROOT);
    }

    @Test
    void randomOctetsNeverThrow() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
            DnsName.fromWire(octets).ifPresent(name -> assertThat(name.toWire()).isEqualTo(octets));
            DnsName.parse(new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aNameTravelsByJavaSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(DnsName.of("example.com"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(DnsName.of("example.com"));
        }
    }

    @Test
    void isReadFromTheBeginningOfALongerArrayAndWrittenIntoAMessage() {
        byte[] octets = new byte[DnsName.MAX_WIRE_LENGTH];
        DnsName name = DnsName.of("Mail.example.com");
        name.toWire(octets, 0);
        assertThat(DnsName.fromWire(octets, name.wireLength())).contains(name);
        assertThat(DnsName.fromWire(octets, name.wireLength() - 1)).isEmpty();
        assertThat(DnsName.fromWire(octets, name.wireLength() + 1)).isEmpty();
        assertThat(DnsName.fromWire(octets, 0)).isEmpty();
        octets[0]++;
        assertThat(name).as("keeps no array of another").isEqualTo(DnsName.of("mail.example.com"));
        assertThatThrownBy(() -> name.toWire(octets, octets.length - 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> DnsName.fromWire(octets, octets.length + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
