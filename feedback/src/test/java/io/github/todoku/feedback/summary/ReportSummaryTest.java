package io.github.todoku.feedback.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.feedback.ReportItem;
import io.github.todoku.feedback.ReportLimits;
import io.github.todoku.feedback.ReportReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A month is a fold of its days, in any order and grouping. */
class ReportSummaryTest {
    private static final int SPLITS = 100;

    private static List<List<ReportItem>> reports(Random random, int count, int networks) {
        List<List<ReportItem>> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(read(report(random, i, networks)));
        }
        return reports;
    }

    private static String report(Random random, int number, int networks) {
        long begin = 1_764_547_200L + 86_400L * random.nextInt(40);
        StringBuilder xml = new StringBuilder("<feedback><report_metadata><org_name>Reporter " + random.nextInt(9)
                + "</org_name><report_id>" + number + "</report_id><date_range><begin>" + begin + "</begin><end>"
                + (begin + 86_399) + "</end></date_range></report_metadata><policy_published><domain>"
                + (random.nextInt(4) == 0 ? "example.net" : "example.com")
                + "</domain><p>none</p></policy_published>");
        for (int row = 0; row < 1 + random.nextInt(30); row++) {
            int network = random.nextInt(networks);
            xml.append("<record><row><source_ip>")
                    .append(((network >> 8) & 255) | 1)
                    .append('.')
                    .append(network & 255)
                    .append(".2.")
                    .append(random.nextInt(200))
                    .append("</source_ip><count>")
                    .append(1 + random.nextInt(1 + 500 / (1 + network)))
                    .append("</count><policy_evaluated><dkim>")
                    .append(random.nextBoolean() ? "pass" : "fail")
                    .append("</dkim><spf>")
                    .append(random.nextBoolean() ? "pass" : "fail")
                    .append(
                            "</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>")
                    .append("<auth_results><spf><domain>")
                    .append(random.nextInt(3) == 0 ? "amazonses.com" : "example.com")
                    .append("</domain><result>pass</result></spf></auth_results></record>");
        }
        return xml.append("</feedback>").toString();
    }

    private static List<ReportItem> read(String xml) {
        List<ReportItem> items = new ArrayList<>();
        try (ReportReader reader =
                ReportReader.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "test")) {
            reader.forEach(items::add);
        }
        return items;
    }

    private static ReportSummary summary(List<List<ReportItem>> reports) {
        ReportTally tally = ReportTally.standard();
        reports.forEach(report -> report.forEach(tally::add));
        return tally.summary();
    }

    /** Reports divided at random, summed up apart, merged in a random order and grouping. */
    private static ReportSummary folded(List<List<ReportItem>> reports, Random random) {
        List<List<List<ReportItem>>> parts = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            parts.add(new ArrayList<>());
        }
        reports.forEach(report -> parts.get(random.nextInt(count)).add(report));
        List<ReportSummary> sums = new ArrayList<>();
        parts.forEach(part -> sums.add(summary(part)));
        Collections.shuffle(sums, random);
        while (sums.size() > 1) {
            ReportSummary one = sums.remove(random.nextInt(sums.size()));
            ReportSummary other = sums.remove(random.nextInt(sums.size()));
            sums.add(one.merge(other));
        }
        return sums.get(0);
    }

    @Test
    void anySplitOfExactSummariesMergesIntoTheWhole() {
        Random random = new Random(1);
        List<List<ReportItem>> reports = reports(random, 60, 30);
        ReportSummary whole = summary(reports);
        assertThat(whole.isExact()).isTrue();
        for (int i = 0; i < SPLITS; i++) {
            assertThat(folded(reports, random)).isEqualTo(whole);
        }
    }

    @Test
    void beyondTheBoundEveryCountIsWithinWhatItTells() {
        Random random = new Random(2);
        List<List<ReportItem>> reports = reports(random, 900, 60_000);
        Map<Traffic.Key, Long> truth = new HashMap<>();
        ReportSummary whole = summary(reports);
        for (List<ReportItem> report : reports) {
            for (DomainSummary domain : summary(List.of(report)).domains()) {
                domain.traffic().forEach(each -> truth.merge(inDomain(domain, each), each.messages(), Long::sum));
            }
        }
        assertThat(whole.isExact()).isFalse();
        for (int i = 0; i < 10; i++) {
            ReportSummary folded = folded(reports, random);
            assertThat(folded.messages()).isEqualTo(whole.messages());
            assertThat(folded.reports()).isEqualTo(whole.reports());
            for (DomainSummary domain : folded.domains()) {
                long off = domain.countsOffBy();
                assertThat(off).isLessThanOrEqualTo(domain.messages() / DomainSummary.MAX_TRAFFIC);
                assertThat(domain.traffic()).hasSizeLessThanOrEqualTo(DomainSummary.MAX_TRAFFIC);
                Map<Traffic.Key, Long> kept = new HashMap<>();
                domain.traffic().forEach(each -> kept.put(inDomain(domain, each), each.messages()));
                truth.forEach((key, messages) -> {
                    if (key.headerFrom().startsWith(domain.domain() + "/")) {
                        long told = kept.getOrDefault(key, 0L);
                        assertThat(told).isBetween(messages - off, messages);
                    }
                });
            }
        }
    }

    private static Traffic.Key inDomain(DomainSummary domain, Traffic traffic) {
        return new Traffic.Key(
                domain.domain() + "/" + traffic.headerFrom(),
                traffic.sender(),
                traffic.dkim(),
                traffic.spf(),
                traffic.isForwarded());
    }

    @Test
    void distinctAddressesAreCountedWithinTheErrorThatIsTold() {
        DistinctCount one = new DistinctCount();
        DistinctCount other = new DistinctCount();
        for (int i = 0; i < 200_000; i++) {
            (i % 3 == 0 ? one : other).add(io.github.todoku.feedback.internal.ReportKey.mix(i));
        }
        one.merge(other);
        assertThat(one.isExact()).isFalse();
        assertThat((double) one.count()).isBetween(200_000 * 0.93, 200_000 * 1.07);
    }

    @Test
    void theFormOnDiskGivesTheSameSummaryBack() throws IOException {
        for (int networks : new int[] {20, 60_000}) {
            ReportSummary whole = summary(reports(new Random(3), networks == 20 ? 40 : 900, networks));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            whole.writeTo(out);
            assertThat(ReportSummary.read(new ByteArrayInputStream(out.toByteArray())))
                    .contains(whole);
        }
    }

    private static Optional<ReportSummary> writtenAndRead(ReportSummary summary) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        summary.writeTo(out);
        return ReportSummary.read(new ByteArrayInputStream(out.toByteArray()));
    }

    @Test
    void theLongestTextsOfReportsAreReadBack() throws IOException {
        for (String letter : new String[] {"x", "\u00e9", "\u6f22", "\ud83d\ude00", "\u0130", "\ud83d", "\\u0001"}) {
            String kind = letter.repeat(ReportLimits.MAX_TEXT_LENGTH + 1);
            ReportSummary summary = summary(List.of(read("{\"organization-name\":\"" + kind
                    + "\",\"report-id\":\"1\",\"policies\":[{\"policy\":{\"policy-domain\":\"" + kind
                    + "\"},\"failure-details\":[{\"result-type\":\"" + kind
                    + "\",\"failed-session-count\":3}]}]}")));
            assertThat(summary.tls().values())
                    .singleElement()
                    .extracting(TlsSummary::failures)
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Long.class))
                    .containsValue(3L);
            assertThat(writtenAndRead(summary)).contains(summary);
        }
    }

    @Test
    void aSummaryTravels() throws IOException, ClassNotFoundException {
        ReportSummary whole = summary(reports(new Random(4), 20, 20));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream object = new ObjectOutputStream(out)) {
            object.writeObject(whole);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(whole);
        }
    }

    @Test
    void aDomainThatMillionsForgeStaysBelowAMegabyte() throws IOException {
        ReportSummary whole = summary(reports(new Random(5), 3_000, 60_000));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream object = new ObjectOutputStream(out)) {
            object.writeObject(whole.domains().get(0));
        }
        assertThat(out.size()).isLessThan(1_000_000);
    }

    @Test
    void aReportThatComesAgainIsNotCountedAgain() {
        List<List<ReportItem>> reports = reports(new Random(6), 5, 10);
        ReportSummary once = summary(reports);
        ReportTally tally = ReportTally.after(once, List.of());
        reports.forEach(report -> report.forEach(tally::add));
        ReportSummary twice = tally.summary();
        assertThat(twice.messages()).isEqualTo(once.messages());
        assertThat(twice.duplicates()).isEqualTo(5);
        assertThat(once.merge(once).countedTwice()).isEqualTo(5);
    }

    @Test
    void reportsThatDoNotSayWhichTheyAreAreNoDuplicatesOfEachOther() {
        String bare = "<feedback><policy_published><domain>example.com</domain></policy_published><record><row>"
                + "<source_ip>192.0.2.1</source_ip><count>2</count></row></record></feedback>";
        String named = bare.replace(
                "<policy_published>", "<report_metadata><report_id>7</report_id></report_metadata><policy_published>");
        ReportSummary sum = summary(List.of(read(bare), read(bare), read(named), read(named)));
        assertThat(sum.reports()).isEqualTo(3);
        assertThat(sum.messages()).isEqualTo(6);
        assertThat(sum.duplicates()).isEqualTo(1);
    }

    @Test
    void aBarInAReportGarblesNoSavedKey() throws IOException {
        String xml =
                "<feedback><report_metadata><org_name>Re|porter|PASS</org_name><report_id>1</report_id><date_range>"
                        + "<begin>1764547200</begin><end>1764633599</end></date_range></report_metadata><policy_published>"
                        + "<domain>example.com</domain></policy_published><record><row><source_ip>192.0.2.1</source_ip><count>2"
                        + "</count></row><identifiers><header_from>a|b.example.com</header_from></identifiers><auth_results><spf>"
                        + "<domain>c|d.example.net</domain><result>pass</result></spf></auth_results></record></feedback>";
        ReportSummary sum = summary(List.of(read(xml)));
        assertThat(writtenAndRead(sum)).contains(sum);
        DomainSummary domain = sum.domain("example.com").orElseThrow();
        assertThat(domain.reporters()).containsExactly("Re/porter/PASS");
        assertThat(domain.traffic()).extracting(Traffic::headerFrom).containsExactly("");
        SenderId sender = domain.traffic().get(0).sender();
        assertThat(domain.receiversOf(sender)).containsOnlyKeys("Re/porter/PASS");
    }

    @Test
    void thatTheKeysOfReportsAreFullIsKept() throws IOException {
        ReportSummary sum = summary(reports(new Random(7), 2, 2));
        sum.seen.setFull();
        assertThat(writtenAndRead(sum)).hasValueSatisfying(read -> {
            assertThat(read.mayHoldDuplicates()).isTrue();
            assertThat(read).isEqualTo(sum);
        });
    }

    @Test
    void whatIsSaidOfTooManyDomainsIsCountedAndNotExact() throws IOException {
        ReportTally tally = ReportTally.standard();
        for (int i = 0; i < ReportSummary.MAX_DOMAINS + 3; i++) {
            read("{\"organization-name\":\"a\",\"report-id\":\"" + i + "\",\"policies\":[{\"policy\":"
                            + "{\"policy-domain\":\"" + (10_000 + i) + ".example\"},\"summary\":"
                            + "{\"total-successful-session-count\":2,\"total-failure-session-count\":1}}]}")
                    .forEach(tally::add);
        }
        ReportSummary sum = tally.summary();
        assertThat(sum.tls()).hasSize(ReportSummary.MAX_DOMAINS);
        assertThat(sum.sessionsOfOtherDomains()).isEqualTo(9);
        assertThat(sum.isExact()).isFalse();
        assertThat(writtenAndRead(sum)).contains(sum);
        assertThat(sum.merge(sum).sessionsOfOtherDomains()).isEqualTo(18);
    }

    @Test
    void whatIsNoSummaryIsNone() throws IOException {
        for (String text : new String[] {"", "{}", "[1]", "{\"reportSummary\":2}", "{\"reportSummary\":1", "x"}) {
            assertThat(ReportSummary.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                    .isEmpty();
        }
    }
}
