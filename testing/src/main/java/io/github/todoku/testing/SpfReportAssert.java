package io.github.todoku.testing;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.publish.SpfReport;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of a domain’s SPF as the linter sees it.
 *
 * <pre>{@code
 * assertThat(SpfLinter.using(dns).check(DnsName.of("example.com"))).isAllGreen();
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class SpfReportAssert extends AbstractAssert<SpfReportAssert, SpfReport> {

    private SpfReportAssert(SpfReport actual) {
        super(actual, SpfReportAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static SpfReportAssert assertThat(SpfReport actual) {
        return new SpfReportAssert(actual);
    }

    /**
     * Nothing is wrong, and everything could be checked.
     *
     * @return this
     */
    public SpfReportAssert isAllGreen() {
        return holds(SpfReport::allGreen, "to be all green");
    }

    /**
     * There is no failure, and everything could be checked; there may be warnings.
     *
     * @return this
     */
    public SpfReportAssert doesNotFail() {
        return holds(it -> it.checks(Severity.FAIL).isEmpty() && !it.cannotTell(), "not to fail");
    }

    /**
     * This was found.
     *
     * @param kind an {@code SpfRule} or {@code SpfFinding}
     * @return this
     */
    public SpfReportAssert hasFinding(Finding.Kind kind) {
        return holds(
                it -> it.findings().stream().anyMatch(each -> each.kind() == kind), "to have the finding " + kind.id());
    }

    private SpfReportAssert holds(Predicate<SpfReport> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting("the SPF of " + actual.domain(), wanted)
                            .but(
                                    (actual.cannotTell()
                                            ? "cannot be told whole"
                                            : actual.findings().isEmpty() ? "has no findings" : "has findings"))
                            .since(actual.checks().stream()
                                    .filter(each -> each.severity() != Severity.PASS)
                                    .toList())
                            .without(actual.gaps())
                            .text());
        }
        return this;
    }
}
