package io.github.todoku.feedback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportTally;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Limits of a plan, at the number and one past it (docs/limits.md). */
class PlannerLimitsTest {
    @Test
    void lighterNetworksAreNotAskedForTheirNames() {
        for (int count : new int[] {ReportPlanner.MAX_REVERSE, ReportPlanner.MAX_REVERSE + 1}) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < count; i++) {
                rows.append("<record><row><source_ip>203.0." + i + ".1</source_ip><count>" + (100 - i)
                        + "</count></row><identifiers><header_from>example.com</header_from></identifiers></record>");
            }
            String xml = "<feedback><report_metadata><org_name>a</org_name><report_id>1</report_id></report_metadata>"
                    + "<policy_published><domain>example.com</domain><p>none</p></policy_published>" + rows
                    + "</feedback>";
            ReportTally tally = ReportTally.standard();
            try (ReportReader reader =
                    ReportReader.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "test")) {
                reader.forEach(tally::add);
            }
            InMemoryDns dns = InMemoryDns.zone(". SOA . . 0 0 0 0 0");
            ReportPlanner.using(dns)
                    .plan(
                            DnsName.of("example.com"),
                            tally.summary().domain("example.com").orElseThrow(),
                            ReportWishes.NONE);
            assertThat(dns.queries().stream().filter(each -> each.type() == RecordType.PTR))
                    .hasSize(ReportPlanner.MAX_REVERSE);
            assertThat(dns.queries())
                    .noneMatch(each -> each.name().toString().startsWith("1." + ReportPlanner.MAX_REVERSE + "."));
        }
    }
}
