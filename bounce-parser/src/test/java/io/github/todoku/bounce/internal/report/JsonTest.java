package io.github.todoku.bounce.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void aNotificationIsMapsListsAndStrings() {
        Map<String, Object> read = Json.object("""
                {"a":{"b":[1,"x",true,null,{"c":"d\\u3042\\n"}]},"a":"second","n":-1.5e3,"z":null,} and what follows""");
        assertThat(Json.list(Json.member(read, "a").get("b")))
                .isEqualTo(List.of("1", "x", "true", Map.of("c", "dあ\n")));
        assertThat(read).containsEntry("n", "-1.5e3").containsOnlyKeys("a", "n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"b\",\"c\":{\"d\":\"e",
                "{\"a\":\"b\",\"c\":{\"d\" 7",
                "{\"a\":\"b\",c}",
                "{\"a\":\"b\"]",
                "{\"a\":\"b\",\"n\":1e999999999999999999999x",
            })
    void whatBreaksOffOrIsMalformedGivesWhatStoodBefore(String text) {
        assertThat(Json.object(text)).containsEntry("a", "b");
    }

    @Test
    void linesThatAMailProgramWrappedAreRead() {
        assertThat(Json.object("{\"a\":\"one\n two\",\"b\":\"\\q\"}"))
                .containsEntry("a", "one\n two")
                .containsEntry("b", "q");
    }

    @Test
    void everyLimitGivesWhatStoodBefore() {
        String first = "{\"a\":\"b\",\"c\":";
        assertThat(Json.object(first + "[".repeat(100_000))).containsEntry("a", "b");
        assertThat(Json.object(first + "1".repeat(1_000) + "}")).containsOnlyKeys("a");
        assertThat(Json.object(first + '"' + "x".repeat(2_000_000) + "\"}")).containsOnlyKeys("a");
        assertThat(Json.object(first + "1,\"" + "n".repeat(10_000) + "\":1}")).containsOnlyKeys("a", "c");
        assertThat(Json.object(first + "[" + "1,".repeat(300_000) + "1]}")).containsEntry("a", "b");
    }

    @Test
    void noTextThrows() {
        Random random = new Random(11);
        String alphabet = "{}[]\",:\\u01e-+.tfn \n\u0000\ud800あ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("{");
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Json.object(text.toString())).isNotNull();
        }
        assertThat(Json.object("")).isEmpty();
        assertThat(Json.object("[1]")).isEmpty();
    }
}
