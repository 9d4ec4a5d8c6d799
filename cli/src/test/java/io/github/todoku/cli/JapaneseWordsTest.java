package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read in Japanese keeps to the words and rules of {@code docs/glossary.md}. */
class JapaneseWordsTest {
    private static final String JA = "ぁ-んァ-ヶー一-龠々";

    private static final List<Pattern> NEVER = Stream.of(
                    "[｡-ﾟ]", // half-width katakana
                    "[" + JA + "][A-Za-z0-9]|[A-Za-z0-9][" + JA + "]", // no space between
                    "[" + JA + "」）][,;!?()]|[,;()][" + JA + "「（]", // half-width punctuation
                    "[、。（] | [、。）]",
                    "(?<!で|ま)す。|(?<!ま)せん。|(?<!さ)い。|(?<!まし|でし)た。|[るだうくぐむ]。") // です・ます
            .map(Pattern::compile)
            .toList();

    /** Its column "not": what stands there for a word that goes on, as in サーバー, does not count. */
    private static List<Pattern> refused() throws IOException {
        List<Pattern> refused = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/glossary.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && !cells[3].isBlank() && !cells[3].contains("---")) {
                Stream.of(cells[3].strip().split("、"))
                        .filter(word -> !word.equals("not"))
                        .forEach(word -> refused.add(Pattern.compile(Pattern.quote(word) + "(?!ー)")));
            }
        }
        assertThat(refused).hasSizeGreaterThan(20);
        return refused;
    }

    @Test
    void everySentenceKeepsToTheGlossary() throws IOException {
        List<Pattern> never = new ArrayList<>(NEVER);
        never.addAll(refused());
        List<Path> bundles;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            bundles = files.filter(path -> path.toString().contains("src/main/resources")
                            && path.toString().endsWith("_ja.properties"))
                    .toList();
        }
        assertThat(bundles).hasSizeGreaterThan(15);
        List<String> wrong = new ArrayList<>();
        for (Path bundle : bundles) {
            Properties sentences = new Properties();
            try (Reader in = Files.newBufferedReader(bundle)) {
                sentences.load(in);
            }
            sentences.forEach((key, sentence) -> never.stream()
                    .filter(each -> each.matcher(sentence.toString()).find())
                    .forEach(each -> wrong.add(bundle + " " + key + " = " + sentence + "  <- " + each)));
        }
        assertThat(wrong).isEmpty();
    }
}
