package io.github.todoku.feedback.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.feedback.ReportReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Limits of what is remembered of reports, at the number and one past it (docs/limits.md). */
class SummaryLimitsTest {
    private final ReportTally tally = ReportTally.standard();
    private int number;

    private void report(String reporter, long day, String domain, int messages) {
        String xml = "<feedback><report_metadata><org_name>" + reporter + "</org_name><report_id>" + number++
                + "</report_id><date_range><begin>" + 86_400 * day + "</begin><end>" + (86_400 * day + 86_399)
                + "</end></date_range></report_metadata><policy_published><domain>" + domain
                + "</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.1</source_ip><count>"
                + messages + "</count></row></record></feedback>";
        try (ReportReader reader =
                ReportReader.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "test")) {
            reader.forEach(tally::add);
        }
    }

    private DomainSummary domain() {
        return tally.summary().domain("example.com").orElseThrow();
    }

    @Test
    void theEarliestDaysAreForgotten() {
        long first = 20_000;
        for (int i = 0; i < DomainSummary.MAX_DAYS; i++) {
            report("a", first + i, "example.com", 1);
        }
        assertThat(domain().reportedDays()).hasSize(DomainSummary.MAX_DAYS).contains(first);
        report("a", first + DomainSummary.MAX_DAYS, "example.com", 1);
        assertThat(domain().reportedDays())
                .hasSize(DomainSummary.MAX_DAYS)
                .doesNotContain(first)
                .contains(first + DomainSummary.MAX_DAYS);
        assertThat(domain().messages()).as("the messages still count").isEqualTo(DomainSummary.MAX_DAYS + 1);
    }

    @Test
    void reportersLastInTheAlphabetAreLeftOut() {
        for (int i = 0; i < DomainSummary.MAX_REPORTERS; i++) {
            report("r" + (1_000 + i), 20_000, "example.com", 1);
        }
        assertThat(domain().reporters()).hasSize(DomainSummary.MAX_REPORTERS);
        report("a", 20_000, "example.com", 1);
        assertThat(domain().reporters())
                .hasSize(DomainSummary.MAX_REPORTERS)
                .contains("a")
                .doesNotContain("r" + (1_000 + DomainSummary.MAX_REPORTERS - 1));
        assertThat(domain().reports()).as("their reports still count").isEqualTo(DomainSummary.MAX_REPORTERS + 1);
    }

    @Test
    void domainsWithTheFewestMessagesAreCountedTogether() {
        for (int i = 0; i < ReportSummary.MAX_DOMAINS; i++) {
            report("a", 20_000, "d" + i + ".example", 10);
        }
        assertThat(tally.summary().domains()).hasSize(ReportSummary.MAX_DOMAINS);
        assertThat(tally.summary().messagesOfOtherDomains()).isZero();
        report("a", 20_000, "few.example", 9);
        assertThat(tally.summary().domains()).hasSize(ReportSummary.MAX_DOMAINS);
        assertThat(tally.summary().domain("few.example")).isEmpty();
        assertThat(tally.summary().messagesOfOtherDomains()).isEqualTo(9);
    }
}
