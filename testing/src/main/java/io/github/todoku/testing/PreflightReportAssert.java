package io.github.todoku.testing;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of a domain before it sends.
 *
 * <pre>{@code
 * assertThat(Preflight.using(dns).check(request)).isReady();
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class PreflightReportAssert extends AbstractAssert<PreflightReportAssert, PreflightReport> {

    private PreflightReportAssert(PreflightReport actual) {
        super(actual, PreflightReportAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static PreflightReportAssert assertThat(PreflightReport actual) {
        return new PreflightReportAssert(actual);
    }

    /**
     * Nothing is wrong, and everything could be checked.
     *
     * @return this
     */
    public PreflightReportAssert isReady() {
        return holds(it -> it.isReady(), "to be ready to send");
    }

    /**
     * It has this status.
     *
     * @param status the status of the checks
     * @return this
     */
    public PreflightReportAssert hasStatus(Severity status) {
        return holds(it -> it.status() == status, "to have the status " + status);
    }

    private PreflightReportAssert holds(Predicate<PreflightReport> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting(actual.domain(), wanted)
                            .but("has the status " + actual.status())
                            .lines("since", notes())
                            .without(actual.gaps())
                            .text());
        }
        return this;
    }

    /** Every cell and rule that does not pass, in words. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (PreflightReport.Row row : actual.rows()) {
            row.checks().forEach(cell -> note(row.sender(), cell, notes));
        }
        actual.rules().forEach(rule -> note(rule.pack() + "/" + rule.rule().id(), rule.finding(), notes));
        return notes;
    }

    private static void note(String of, Finding cell, List<String> notes) {
        if (cell.severity() != Severity.PASS) {
            notes.add(cell.severity() + " " + of + ": " + cell.text(Locale.ENGLISH));
        }
    }
}
