package io.github.todoku.dns.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TagListTest {

    static Stream<Arguments> lists() {
        return Stream.of(
                arguments("v=DKIM1; p=abc", List.of("v=DKIM1", "p=abc"), List.of()),
                arguments(" v = DKIM1 ;\r\n\tp = a b ; ", List.of("v=DKIM1", "p=a b"), List.of()),
                arguments("p=a==", List.of("p=a=="), List.of()),
                arguments("p=", List.of("p="), List.of()),
                arguments("v=1;;p=2", List.of("v=1", "p=2"), List.of(TagList.Kind.EMPTY)),
                arguments("v=1; word; p=2", List.of("v=1", "p=2"), List.of(TagList.Kind.NO_EQUALS)),
                arguments("Value: v=1", List.of("Value: v=1"), List.of(TagList.Kind.BAD_NAME)),
                arguments("9a=1", List.of("9a=1"), List.of(TagList.Kind.BAD_NAME)),
                arguments("p=1; P=2", List.of("p=1", "P=2"), List.of()),
                arguments("p=1; p=2", List.of("p=1", "p=2"), List.of(TagList.Kind.DUPLICATE)),
                arguments("", List.of(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyTextIsAListWithItsFaults(String text, List<String> tags, List<TagList.Kind> faults) {
        TagList list = TagList.parse(text);
        assertThat(list.tags())
                .extracting(tag -> tag.name() + "=" + tag.value())
                .isEqualTo(tags);
        assertThat(list.faults()).extracting(TagList.Fault::kind).isEqualTo(faults);
    }

    @Test
    void spansPointIntoTheText() {
        String text = " v = DKIM1 ; p=abc ";
        assertThat(TagList.parse(text).tags())
                .extracting(tag -> text.substring(tag.start(), tag.end()))
                .containsExactly("v = DKIM1", "p=abc");
    }

    @Test
    void hostileTextIsReadInOnePassAndBounded() {
        byte[] noise = new byte[65_535];
        new Random(1).nextBytes(noise);
        for (String text : List.of(
                ";".repeat(65_535),
                "a=b;".repeat(16_000),
                " ".repeat(65_535),
                "=".repeat(65_535),
                "a".repeat(65_535),
                new String(noise, StandardCharsets.ISO_8859_1))) {
            TagList list = TagList.parse(text);
            assertThat(list.tags()).hasSizeLessThanOrEqualTo(TagList.MAX_TAGS);
            assertThat(list.faults()).hasSizeLessThanOrEqualTo(TagList.MAX_FAULTS);
        }
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append('t').append(i).append("=1;");
        }
        assertThat(TagList.parse(many.toString()).faults())
                .extracting(TagList.Fault::kind)
                .containsExactly(TagList.Kind.TOO_MANY);
    }
}
