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
        String status = "554 5.7.1 Rejected; contact the intended recipient.";
        assertThat(Footer.cut(status)).isEqualTo(status);
        assertThat(Footer.cut("554 #5.7.1 Rejected; contact the intended recipient."))
                .isEqualTo("554 #5.7.1 Rejected; contact the intended recipient.");
        assertThat(Footer.cut("5540 for the intended recipient only")).isEmpty();
    }

    @Test
    void aStreetNumberIsNoReply() {
        assertThat(Footer.cut("500 Main Street: confidential. Certified virus free.\n"))
                .isEmpty();
        assertThat(Footer.cut("450 5th Avenue. This mail is confidential.")).isEmpty();
        assertThat(Footer.cut("550-552 Main Street. This mail is confidential."))
                .isEmpty();
        assertThat(Footer.cut("580-end Main Street. This mail is confidential."))
                .isEmpty();
        assertThat(Footer.cut("554 ")).isEqualTo("554 ");
    }
}
