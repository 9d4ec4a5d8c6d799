package io.github.todoku.feedback.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dmarc.DmarcPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The days that are judged are counted as if nothing had come before them. */
class DaySlicesTest {
    private static final long FIRST = 20_000;

    private static SenderId sender(int number) {
        return new SenderId(SenderId.Kind.NETWORK, "192.0." + number + ".0/24");
    }

    private static DaySlices days(long first, int days, int senders) {
        DaySlices made = new DaySlices();
        for (long day = first; day < first + days; day++) {
            for (int i = 0; i < senders; i++) {
                made.add(sender(i), day, Slice.Result.PASS, 1 + i);
            }
        }
        return made;
    }

    @Test
    void whatIsMissingOfOldDaysIsForgottenWithThem() {
        DaySlices sum = days(FIRST, 40, 200); // more than are kept
        DaySlices copy = new DaySlices();
        copy.merge(sum);
        assertThat(copy.missingSince(FIRST)).isPositive();
        copy.merge(days(FIRST + 40, DaySlices.KEPT_DAYS, 3));
        assertThat(copy.missingSince(Long.MIN_VALUE)).isZero();
        assertThat(copy).isEqualTo(days(FIRST + 40, DaySlices.KEPT_DAYS, 3));
    }

    @Test
    void aYearOfAFewSendersIsExact() {
        DaySlices year = days(FIRST, 365, 30);
        assertThat(year.missingSince(Long.MIN_VALUE)).isZero();
        assertThat(year.of(sender(3))).hasSize(DaySlices.KEPT_DAYS).containsKey(FIRST + 364);
    }

    @Test
    void theOrderInWhichDaysComeDoesNotMatter() {
        Random random = new Random(1);
        List<DaySlices> parts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            parts.add(days(FIRST + random.nextInt(120), 1 + random.nextInt(5), 4));
        }
        DaySlices expected = new DaySlices();
        parts.forEach(expected::merge);
        for (int split = 0; split < 50; split++) {
            List<DaySlices> sums = new ArrayList<>(parts);
            while (sums.size() > 1) {
                DaySlices sum = new DaySlices();
                sum.merge(sums.remove(random.nextInt(sums.size())));
                sum.merge(sums.remove(random.nextInt(sums.size())));
                sums.add(sum);
            }
            assertThat(sums.get(0)).isEqualTo(expected);
        }
    }

    @Test
    void whatAFileDoesNotSayIsOfItsLatestDay() {
        DaySlices days = new DaySlices();
        days.slices().at(new Slice(sender(1), "20000", Slice.Result.PASS)).add(5, Long.MIN_VALUE);
        days.slices().at(new Slice(sender(1), "20001", Slice.Result.PASS)).add(5, Long.MIN_VALUE);
        days.restore(Map.of(), 17);
        assertThat(days.missingSince(20_001)).isEqualTo(7);
    }

    /** A file that does not say when a policy was found milder, or not tried. */
    @Test
    void whatAFileDoesNotSayOfThePolicyMayHaveBeenSoUntilItsEnd() throws IOException {
        ReportSummary sum = new ReportSummary();
        DomainSummary domain = new DomainSummary("example.com");
        domain.lastSecond = 1_764_547_200;
        domain.traffic.count(7);
        sum.domains.put("example.com", domain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sum.writeTo(out);
        String text = out.toString(StandardCharsets.UTF_8);
        String older = text.replaceAll("\"last(Mild|Untried)[A-Za-z]*\":-?\\d+,", "");
        older = older.replaceAll("\"undated\":\\d+,", "");
        assertThat(older).isNotEqualTo(text).doesNotContain("undated");
        ReportSummary read = ReportSummary.read(new ByteArrayInputStream(older.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
        DomainSummary back = read.domain("example.com").orElseThrow();
        assertThat(back.undatedMessages()).isEqualTo(7);
        assertThat(back.lastMildSecond()).isEqualTo(domain.lastSecond);
        assertThat(back.lastUntriedSecond(DmarcPolicy.QUARANTINE)).isEqualTo(domain.lastSecond);
        assertThat(back.lastUntriedSecond(DmarcPolicy.REJECT)).isEqualTo(domain.lastSecond);
    }
}
