package io.github.todoku.bounce.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FooterTest {
    @Test
    void whatCompaniesWriteBelowEveryMailIsCut() {
        String told = "Your mail came back.\n\nThis mail is for the intended recipient only.\n";
        assertThat(Footer.cut(told)).isEqualTo("Your mail came back.\n\n");
    }

    /** OpenSMTPD writes a recipient's reply as a paragraph of its own; IronPort's speaks of the intended recipient. */
    @Test
    void aReplyIsNoFooter() {
        String reply =
                "554-mx.example.com Access has been rejected; contact the intended recipient via alternate means.";
        assertThat(Footer.cut(reply)).isEqualTo(reply);
        assertThat(Footer.cut("  " + reply)).isEqualTo("  " + reply);
        assertThat(Footer.cut("554 x")).isEqualTo("554 x");
        assertThat(Footer.cut("5540 for the intended recipient only")).isEmpty();
    }
}
