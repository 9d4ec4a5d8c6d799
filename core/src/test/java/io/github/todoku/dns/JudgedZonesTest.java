package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Our reading of zone texts for {@code ci/differential}: of each text in {@code -Dtodoku.zones=FILE} the zone as we would write it, or why
 * it cannot be read, into {@code -Dtodoku.zones.read=FILE}.
 */
class JudgedZonesTest {
    @Test
    void writesALineForEachText() throws IOException {
        String zones = System.getProperty("todoku.zones");
        String read = System.getProperty("todoku.zones.read");
        if (zones == null || read == null) {
            abort("no zones named: give -Dtodoku.zones=FILE -Dtodoku.zones.read=FILE");
        }
        int texts = 0;
        try (BufferedReader in = Files.newBufferedReader(Path.of(zones), StandardCharsets.UTF_8);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(read), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine(), texts++) {
                String[] fields = line.split("\t", -1);
                String text = new String(HexFormat.of().parseHex(fields[2]), StandardCharsets.ISO_8859_1);
                out.println(fields[1] + "\t" + told(text));
            }
        }
        assertThat(texts).isPositive();
    }

    private static String told(String text) {
        try {
            byte[] written = Zone.of(text).toString().getBytes(StandardCharsets.ISO_8859_1);
            return "ok\t" + HexFormat.of().formatHex(written);
        } catch (ZoneSyntaxException refused) {
            return "refused\t"
                    + String.valueOf(refused.getMessage()).replace('\n', ' ').replace('\r', ' ');
        }
    }
}
