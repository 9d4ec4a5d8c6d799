package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void fullWidthCharactersTakeTwoColumns() {
        assertThat(Terminal.columns("宛先")).isEqualTo(4);
        assertThat(Terminal.columns("ab（c）")).isEqualTo(7);
        assertThat(Terminal.pad("宛先", 6)).isEqualTo("宛先  ");
    }

    @Test
    void linesBreakAtBlanksAndBetweenFullWidthCharactersButNotBeforeAFullStop() {
        assertThat(Terminal.wrap("one two three", 7)).isEqualTo("one two\nthree");
        assertThat(Terminal.wrap("abcdefgh", 3)).isEqualTo("abc\ndef\ngh");
        assertThat(Terminal.wrap("宛先がない。", 10)).isEqualTo("宛先がな\nい。");
        assertThat(Terminal.wrap("a.example の記録", 13)).isEqualTo("a.example の\n記録");
    }

    @Test
    void controlAndDirectionCharactersAreShownNotObeyed() {
        assertThat(Terminal.safe("a\u001B[2J\u202Eb\nc")).isEqualTo("a\\x1B[2J\\u202Eb\\x0Ac");
    }
}
