package io.github.todoku.feedback.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.feedback.ReportReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A report that broke off gives way to the same one whole, whichever came first and wherever. */
class TornReportsTest {
    private static final int RECORDS = 12;

    private static String report(int number, int records, boolean whole) {
        StringBuilder xml =
                new StringBuilder("<feedback><report_metadata><org_name>Reporter</org_name><report_id>" + number
                        + "</report_id><date_range><begin>1764547200</begin><end>1764633599</end></date_range></report_metadata>"
                        + "<policy_published><domain>example.com</domain><p>none</p></policy_published>");
        for (int i = 0; i < records; i++) {
            xml.append("<record><row><source_ip>192.0." + (number + i) + ".1</source_ip><count>" + (i + 1)
                    + "</count></row><identifiers><header_from>example.com</header_from></identifiers></record>");
        }
        return xml.append(whole ? "</feedback>" : "<record><row><source_ip>192").toString();
    }

    private static String tls(int number, boolean whole) {
        return "{\"organization-name\":\"Reporter\",\"report-id\":\"" + number + "\",\"policies\":[{\"policy\":"
                + "{\"policy-domain\":\"example.com\"},\"summary\":{\"total-successful-session-count\":2}}"
                + (whole
                        ? ",{\"policy\":{\"policy-domain\":\"example.com\"},\"summary\":"
                                + "{\"total-successful-session-count\":3}}]}"
                        : ",{\"pol");
    }

    private static ReportSummary summary(List<String> reports) {
        ReportTally tally = ReportTally.standard();
        for (String each : reports) {
            try (ReportReader reader =
                    ReportReader.of(new ByteArrayInputStream(each.getBytes(StandardCharsets.UTF_8)), "test")) {
                reader.forEach(tally::add);
            }
        }
        return tally.summary();
    }

    private static ReportSummary writtenAndRead(ReportSummary summary) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        summary.writeTo(out);
        return ReportSummary.read(new ByteArrayInputStream(out.toByteArray())).orElseThrow();
    }

    @Test
    void theWholeOneCountsInEitherOrder() {
        String whole = report(1, RECORDS, true);
        String torn = report(1, 3, false);
        ReportSummary only = summary(List.of(whole));
        for (List<String> order : List.of(List.of(whole, torn), List.of(torn, whole), List.of(torn, whole, torn))) {
            ReportSummary sum = summary(order);
            assertThat(sum.domains()).isEqualTo(only.domains());
            assertThat(sum.incomplete()).isZero();
            assertThat(sum.notes()).isEqualTo(only.notes());
            assertThat(sum.duplicates()).isEqualTo(order.size() - 1);
        }
    }

    @Test
    void untilThenWhatStoodBeforeTheEndCounts() throws IOException {
        ReportSummary sum = summary(List.of(report(1, 3, false), report(1, 5, false), report(1, 4, false)));
        assertThat(sum.reports()).isEqualTo(1);
        assertThat(sum.messages()).isEqualTo(1 + 2 + 3 + 4 + 5);
        assertThat(sum.incomplete()).isEqualTo(1);
        assertThat(sum.duplicates()).isEqualTo(2);
        assertThat(sum.isExact()).isTrue();
        ReportSummary read = writtenAndRead(sum);
        assertThat(read).isEqualTo(sum);
        ReportSummary whole = summary(List.of(report(1, RECORDS, true)));
        assertThat(read.merge(whole).domains()).isEqualTo(whole.domains());
        assertThat(whole.merge(read).domains()).isEqualTo(whole.domains());
    }

    @Test
    void anySplitMergesIntoTheSame() {
        Random random = new Random(1);
        List<String> all = new ArrayList<>();
        List<String> best = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean came = random.nextBoolean();
            int longest = 0;
            for (int torn = random.nextInt(3); torn > 0; torn--) {
                int records = 1 + random.nextInt(RECORDS - 1);
                all.add(report(i, records, false));
                longest = Math.max(longest, records);
            }
            if (came) {
                all.add(report(i, RECORDS, true));
                best.add(report(i, RECORDS, true));
            } else if (longest > 0) {
                best.add(report(i, longest, false));
            }
        }
        ReportSummary expected = summary(best);
        for (int split = 0; split < 100; split++) {
            Collections.shuffle(all, random);
            List<ReportSummary> sums = new ArrayList<>();
            int size = 1 + random.nextInt(9);
            for (int from = 0; from < all.size(); from += size) {
                sums.add(summary(all.subList(from, Math.min(all.size(), from + size))));
            }
            while (sums.size() > 1) {
                ReportSummary one = sums.remove(random.nextInt(sums.size()));
                ReportSummary other = sums.remove(random.nextInt(sums.size()));
                sums.add(one.merge(other));
            }
            ReportSummary sum = sums.get(0);
            assertThat(sum.domains()).isEqualTo(expected.domains());
            assertThat(sum.incomplete()).isEqualTo(expected.incomplete());
            assertThat(sum.notes()).isEqualTo(expected.notes());
            assertThat(sum.duplicates()).isEqualTo(all.size() - best.size());
            assertThat(sum.countedTwice()).isZero();
            assertThat(sum).isEqualTo(summary(all));
        }
    }

    @Test
    void aTlsReportToo() throws IOException {
        for (List<String> order : List.of(List.of(tls(1, true), tls(1, false)), List.of(tls(1, false), tls(1, true)))) {
            ReportSummary sum = summary(order);
            assertThat(sum.tls().values()).extracting(TlsSummary::succeeded).containsExactly(5L);
            assertThat(sum.duplicates()).isEqualTo(1);
            assertThat(sum.incomplete()).isZero();
        }
        ReportSummary torn = summary(List.of(tls(1, false)));
        assertThat(torn.tls().values()).extracting(TlsSummary::succeeded).containsExactly(2L);
        assertThat(writtenAndRead(torn)).isEqualTo(torn);
    }

    @Test
    void aLongReportIsAddedUpApart() {
        int records = 10_000;
        ReportSummary whole = summary(List.of(report(0, records, true)));
        assertThat(whole.domains()).singleElement().satisfies(domain -> {
            assertThat(domain.rows()).isEqualTo(records);
            assertThat(domain.messages()).isEqualTo((long) records * (records + 1) / 2);
        });
        ReportSummary both = summary(List.of(report(0, 9_000, false), report(0, records, true)));
        assertThat(both.messages()).isEqualTo(whole.messages());
    }

    @Test
    void moreThanAreKeptApartAreGivenUpAndToldApart() throws IOException {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < TornReports.MAX_TORN + 5; i++) {
            many.add(report(i, 2, false));
        }
        ReportSummary sum = summary(many);
        assertThat(sum.torn.size()).isEqualTo(TornReports.MAX_TORN);
        assertThat(sum.reports()).isEqualTo(TornReports.MAX_TORN);
        assertThat(sum.tornGivenUp()).isEqualTo(5);
        assertThat(sum.incomplete()).isEqualTo(many.size());
        assertThat(sum.messages()).isEqualTo(3L * TornReports.MAX_TORN);
        assertThat(sum.isExact()).isFalse();
        assertThat(sum.domains()).singleElement().satisfies(domain -> {
            assertThat(domain.isExact()).isFalse();
            assertThat(domain.messagesGivenUp()).isEqualTo(15);
            assertThat(domain.missingSince(0)).isEqualTo(15);
        });
        assertThat(writtenAndRead(sum)).isEqualTo(sum);
    }

    /** Whatever is forged, the whole one is no duplicate of a torn one that was given up. */
    @Test
    void aWholeReportCountsThoughItsTornOneWasGivenUp() {
        List<String> all = new ArrayList<>();
        all.add(report(1_000, 200, false));
        for (int i = 0; i < 2 * TornReports.MAX_TORN; i++) {
            all.add(report(i, 1, false));
        }
        all.add(report(1_000, 220, true));
        for (int i = 0; i < 2 * TornReports.MAX_TORN; i++) {
            all.add(report(i, RECORDS, true));
        }
        ReportSummary sum = summary(all);
        assertThat(sum.messages()).isEqualTo(220L * 221 / 2 + 2L * TornReports.MAX_TORN * RECORDS * (RECORDS + 1) / 2);
        assertThat(sum.torn.isEmpty()).isTrue();
        assertThat(summary(all.subList(0, 2 * TornReports.MAX_TORN + 1)).tornGivenUp())
                .isPositive();
    }

    /** What is missing is not missing any more when it comes, and not twice because it broke off twice. */
    @Test
    void whatCameIsNotMissingThoughItWasGivenUp() throws IOException {
        List<String> torn = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        for (int i = 0; i < TornReports.MAX_TORN + 40; i++) {
            torn.add(report(i, 2, false));
            whole.add(report(i, RECORDS, true));
        }
        ReportSummary once = summary(torn);
        assertThat(once.tornGivenUp()).isEqualTo(40);
        List<String> twice = new ArrayList<>(torn);
        twice.addAll(torn);
        for (ReportSummary sum : List.of(summary(twice), once.merge(once), once.merge(writtenAndRead(once)))) {
            assertThat(sum.tornGivenUp()).isEqualTo(40);
            assertThat(sum.duplicates()).isEqualTo(torn.size());
            assertThat(sum.domains()).isEqualTo(once.domains());
            assertThat(sum.domains())
                    .allSatisfy(domain -> assertThat(domain.messagesGivenUp()).isEqualTo(3 * 40));
        }
        ReportSummary only = summary(whole);
        List<String> both = new ArrayList<>(torn);
        both.addAll(whole);
        for (ReportSummary sum :
                List.of(summary(both), once.merge(only), only.merge(once), only.merge(writtenAndRead(once)))) {
            assertThat(sum.tornGivenUp()).isZero();
            assertThat(sum.incomplete()).isZero();
            assertThat(sum.isExact()).isTrue();
            assertThat(sum.domains()).isEqualTo(only.domains());
        }
    }

    /** Of those that are not known one by one it stays unknown, and so the loss as large as it may be. */
    @Test
    void noMoreAreKnownThanAreCounted() {
        GivenUpReports givenUp = new GivenUpReports();
        for (long key = 0; key < GivenUpReports.MAX_KNOWN + 3; key++) {
            givenUp.add(key, new GivenUpReports.Loss("example.com", 1, 1));
        }
        assertThat(givenUp.losses()).hasSize(GivenUpReports.MAX_KNOWN);
        assertThat(givenUp.others()).isEqualTo(3);
        assertThat(givenUp.size()).isEqualTo(GivenUpReports.MAX_KNOWN + 3L);
        assertThat(givenUp.takeBack(GivenUpReports.MAX_KNOWN, new TreeMap<>())).isFalse();
        assertThat(givenUp.takeBack(0, new TreeMap<>())).isTrue();
    }

    @Test
    void neitherTheLargestNorTheSmallestAloneGo() {
        TornReports<Integer> torn = new TornReports<>();
        for (int i = 0; i < 40; i++) {
            torn.add(i, 1_000, Integer::compare);
        }
        torn.add(50, 4_000, Integer::compare);
        torn.add(60, 10, Integer::compare);
        torn.add(-1, 4_000, Integer::compare);
        Collection<Integer> out = torn.beyond(Integer::longValue).values();
        assertThat(torn.parts()).containsEntry(-1L, 4_000).containsEntry(60L, 10);
        assertThat(out).contains(4_000, 1_000);
        assertThat(torn.parts().values().stream().mapToInt(Integer::intValue).sum())
                .isLessThanOrEqualTo(TornReports.MAX_COUNTS);
    }

    @Test
    void theKindsOfTlsFailuresAreCountedAsWell() {
        StringBuilder kinds = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            kinds.append(i == 0 ? "" : ",")
                    .append("{\"result-type\":\"" + "k".repeat(500) + i + "\",\"failed-session-count\":1}");
        }
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            some.append(i == 0 ? "" : ",").append("{\"result-type\":\"" + i + "\",\"failed-session-count\":1}");
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add("{\"organization-name\":\"Reporter\",\"report-id\":\"" + i + "\",\"policies\":[{\"policy\":"
                    + "{\"policy-domain\":\"example.com\"},\"summary\":{\"total-failure-session-count\":90},"
                    + "\"failure-details\":[" + some + "]},{\"pol");
        }
        ReportSummary sum = summary(all);
        assertThat(sum.torn.parts().values().stream()
                        .mapToInt(part -> part.tls.values().stream()
                                .mapToInt(TlsSummary::counts)
                                .sum())
                        .sum())
                .isEqualTo(200 * 90);
        assertThat(TornReports.MAX_COUNTS).isGreaterThan(200 * 90);
        String long_ = "{\"organization-name\":\"Reporter\",\"report-id\":\"x\",\"policies\":[{\"policy\":"
                + "{\"policy-domain\":\"example.com\"},\"failure-details\":[" + kinds + "]}]}";
        assertThat(summary(List.of(long_)).tls().values())
                .singleElement()
                .satisfies(tls -> assertThat(tls.failures()).hasSize(1).containsValue(90L));
    }
}
