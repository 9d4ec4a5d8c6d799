package io.github.todoku.bounce.internal.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of replies, the model that learned from it, and what both are worth. */
class LearnedModelTest {
    private static final Set<String> REPOSITORIES = Set.of(
            "ActiveCampaign/smtp-field-manual",
            "sisimai/p5-sisimai",
            "sisimai/set-of-emails",
            "sisimai/go-sisimai",
            "cfortune/PHP-Bounce-Handler",
            "KumoCorp/kumomta",
            "vdukhovni/postfix",
            "notqmail/notqmail",
            "OpenSMTPD/OpenSMTPD",
            "apache/james-project",
            "haraka/Haraka",
            "mjl-/mox",
            "cyrusimap/cyrus-imapd",
            "fm/smtp-codes",
            "rjbs/Mail-DeliveryStatus-BounceParser",
            "livebg/bounce_email",
            "postalserver/postal",
            "rspamd/rspamd",
            "trusteddomainproject/OpenDMARC",
            "mikel/mail",
            "jstedfast/MimeKit",
            "freebsd/freebsd-src");

    static String table() throws IOException {
        return new String(resource("replies.tsv"), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        String path = "/io/github/todoku/bounce/learned/" + name;
        try (InputStream in = Objects.requireNonNull(LearnedModelTest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }

    @Test
    void theSameTableGivesTheSameFile() throws IOException {
        assertThat(ModelTrainer.train(TableRow.read(table())))
                .as("the table has changed: train again, docs/learned-reader.md")
                .isEqualTo(resource("replies.model"));
    }

    @Test
    void theFileIsSmall() throws IOException {
        assertThat(resource("replies.model")).hasSizeLessThan(400_000);
    }

    @Test
    void everyLineHasASourceThatMayBeShipped() throws IOException {
        for (String line : table().lines().toList()) {
            if (line.isBlank() || line.startsWith("#") || line.startsWith("code\t")) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            for (String source : fields[7].split(" \\+ ", -1)) {
                boolean known = source.equals("own")
                        || source.startsWith("recalled: ")
                        || source.startsWith("http")
                        || REPOSITORIES.contains(source.replaceFirst("[: ].*", ""));
                assertThat(known).as(line).isTrue();
            }
            assertThat(fields[5]).as(line).isIn("yes", "no", "unsure");
        }
    }

    @Test
    void noLineStandsTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        for (TableRow row : TableRow.read(table())) {
            assertThat(seen.add(row.text() + "\t" + row.status() + "\t" + row.command()))
                    .as(row.text())
                    .isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(5_600);
    }

    /** Of what it has not seen. Who adds a line teaches it: if a figure falls, the line or its cause is doubtful. */
    @Test
    void whatItDoesNotKnowIsReadRight() throws IOException {
        Figures figures = Figures.ofFolds(TableRow.read(table()), 3);
        System.out.println(figures); // who adds lines wants to see them
        assertThat(figures.model()).as("the model alone").isGreaterThanOrEqualTo(0.78);
        assertThat(figures.together()).as("with the rules").isGreaterThanOrEqualTo(0.83);
        assertThat(figures.together()).isGreaterThan(figures.rules()).isGreaterThan(figures.model());
        assertThat(figures.sure()).as("where it says HIGH").isGreaterThanOrEqualTo(0.97);
        assertThat(figures.likely()).as("above 0.7").isGreaterThanOrEqualTo(0.90);
        assertThat(figures.wrongRemovals()).isZero();
        assertThat(figures.wrongByCode()).as("with 5.1.1 before the words").isLessThanOrEqualTo(5);
        for (int tenth = 3; tenth < 10; tenth++) {
            assertThat(figures.right(tenth))
                    .as("claims of 0." + tenth)
                    .isBetween(tenth / 10.0 - 0.08, tenth / 10.0 + 0.18);
        }
    }

    @Test
    void whatIsTaughtIsKnown() throws IOException {
        List<TableRow> rows = TableRow.read(table());
        long right = rows.stream()
                .filter(row ->
                        row.causes().contains(row.read(ReplyModel.shipped()).cause()))
                .count();
        assertThat((double) right / rows.size()).isGreaterThan(0.9);
    }
}
