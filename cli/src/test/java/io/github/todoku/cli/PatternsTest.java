package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No regular expression repeats a group that itself repeats something: such a one takes time that grows with a power of the text, and a
 * frame of the stack for every turn. A possessive repetition does neither.
 */
class PatternsTest {
    private static final Pattern USES = Pattern.compile(
            "(?:Pattern\\s*\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*+\"\\s*+\\+?+\\s*+)++)");

    /** A pattern that is put together when the program runs. */
    private static final Pattern MADE = Pattern.compile("Pattern\\s*+\\.compile\\((?!\\s*+\")");

    /** Where one is: of a name in a list of ours, with {@code [^.]*} for each star. */
    private static final List<String> MADE_OF_OUR_LISTS = List.of("Schema.java", "TrafficCatalog.java");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u[0-9A-Fa-f]{4}");

    @Test
    void noPatternRepeatsARepetition() throws IOException {
        List<String> faults = new ArrayList<>();
        List<String> made = new ArrayList<>();
        int patterns = 0;
        try (Stream<Path> files = Files.find(
                Path.of(".."),
                16,
                (path, attributes) -> path.toString().contains("/src/main/java/")
                        && path.toString().endsWith(".java"))) {
            for (Path file : files.toList()) {
                String source = Files.readString(file);
                MADE.matcher(source)
                        .results()
                        .forEach(each -> made.add(file.getFileName().toString()));
                Matcher use = USES.matcher(source);
                while (use.find()) {
                    StringBuilder pattern = new StringBuilder();
                    Matcher literal = LITERAL.matcher(use.group(1));
                    while (literal.find()) {
                        String text = UNICODE.matcher(literal.group(1)).replaceAll("$1x");
                        pattern.append(text.translateEscapes());
                    }
                    patterns++;
                    if (isNested(pattern.toString())) {
                        faults.add(file.getFileName() + ": " + pattern);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(patterns).isGreaterThan(150);
        assertThat(made).as("patterns that no source shows").containsExactlyInAnyOrderElementsOf(MADE_OF_OUR_LISTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "(a+)+ true",
                "(?:a|b*)* true",
                "(a+b)*+ false",
                "((a*)b){2,} true",
                "(a+)? false",
                "[(a+]+ false",
                "\\(a+\\)+ false",
                "(ab)* false"
            })
    void aNestedRepetitionIsSeen(String pattern, boolean nested) {
        assertThat(isNested(pattern)).isEqualTo(nested);
    }

    private static boolean isNested(String pattern) {
        Deque<Boolean> open = new ArrayDeque<>(); // whether something in the group repeats
        open.push(false);
        boolean closed = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean inner = closed;
            closed = false;
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                i = endOfClass(pattern, i);
            } else if (c == '(') {
                open.push(false);
            } else if (c == ')') {
                closed = open.pop();
                if (closed) {
                    open.pop();
                    open.push(true);
                }
            } else if (c == '*' || c == '+' || isOpenEnded(pattern, i)) {
                int end = c == '{' ? pattern.indexOf('}', i) : i;
                boolean possessive = end + 1 < pattern.length() && pattern.charAt(end + 1) == '+';
                if (inner && !possessive) {
                    return true;
                }
                open.pop();
                open.push(true);
                i = possessive ? end + 1 : end;
            }
        }
        return false;
    }

    /** {@code {n,}}. */
    private static boolean isOpenEnded(String pattern, int at) {
        return pattern.startsWith("{", at) && pattern.indexOf(",}", at) == pattern.indexOf('}', at) - 1;
    }

    private static int endOfClass(String pattern, int from) {
        int depth = 0;
        for (int i = from; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && i > from + 1 && --depth == 0) {
                return i;
            }
        }
        return pattern.length();
    }
}
