package io.github.todoku.bounce.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final int WHO = 0;
    private static final int WHAT = 1;

    /** A short word inside a long one begins later and ends first: the long one still reaches the word behind. */
    @Test
    void aLongWordThatBeginsFirstIsStillNear() {
        char[] text = "x".repeat(200).toCharArray();
        Sightings words = new Sightings(text, 2);
        words.add(WHAT, 0, 40);
        words.add(WHAT, 5, 8);
        words.add(WHO, 40 + Saying.MAX_GAP, 110);
        assertThat(words.near(WHO, WHAT)).isTrue();
        assertThat(words.near(WHAT, WHO)).isTrue();
    }

    @Test
    void whatIsTooFarAwayOrInAnotherSentenceIsNotNear() {
        char[] text = "x".repeat(200).toCharArray();
        Sightings far = new Sightings(text, 2);
        far.add(WHAT, 0, 40);
        far.add(WHO, 41 + Saying.MAX_GAP, 110);
        assertThat(far.near(WHO, WHAT)).isFalse();
        assertThat(far.near(WHAT, WHO)).isFalse();
        Sightings sentences = new Sightings("mailbox. None".toCharArray(), 2);
        sentences.add(WHO, 0, 7);
        sentences.add(WHAT, 9, 13);
        assertThat(sentences.near(WHO, WHAT)).isFalse();
    }
}
