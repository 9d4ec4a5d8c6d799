package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import io.github.todoku.fixtures.SignedZone;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each story is a bounce and a zone, and the whole case as expected output: {@code stories.txt}, and beside it a file a
 * story with the case as JSON, a field a line. {@code -Dstories.write=true} writes them anew, to be read before they are
 * committed.
 */
class StoryTest {
    private static final Path EXPECTED = Path.of("src/test/resources/io/github/todoku/render/stories");

    /** Zones without a TTL have one hour: what is asked then can live until 13:00. */
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    static List<Stanza> stories() {
        return StanzaReader.resource("stories.txt", StoryTest.class.getResourceAsStream("stories.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void theWholeCaseIsAsExpected(Stanza story) throws IOException {
        InMemoryDns dns = InMemoryDns.zone(String.join("\n", story.all("Zone")));
        String bounce = Bounces.bounce(
                story.required("Reply"), story.optional("Recipient").orElse("taro@customer.example"), story);
        Doctor doctor = story.optional("Signed")
                .map(domain -> Doctor.using(SignedZone.of(dns, DnsName.of(domain))))
                .map(Doctor::withValidatingResolver)
                .orElse(Doctor.using(dns));
        Case examined = doctor.withClock(NOON).check(BounceParser.standard().parse(bounce));
        String told = told(examined);

        Path file = EXPECTED.resolve(story.required("Story") + ".json");
        if (Boolean.getBoolean("stories.write")) {
            Files.writeString(file, told);
        }
        assertThat(told).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
        assertThat(examined.cause()).isEqualTo(story.required("Cause"));
        assertThatCode(() -> new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(examined))
                .as("every part of it can be carried")
                .doesNotThrowAnyException();
    }

    /** The JSON with a field a line, and without what differs from run to run: how long answers took. */
    private static String told(Case examined) {
        return JsonReport.of(examined, Locale.ENGLISH, true)
                        .toJson()
                        .replaceAll("\"(took[A-Za-z]*|millis|ms|nanos)\":[0-9.E-]+", "\"$1\":0")
                        .replace(",\"", ",\n\"")
                        .replace("},{", "},\n{")
                + "\n";
    }
}
