package io.github.todoku.testing;

import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dns.DnsName;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of a domain’s DKIM keys.
 *
 * <pre>{@code
 * assertThat(DkimChecker.using(dns).check(DkimRequest.of(domain).selector("s1"))).isPass();
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class DkimReportAssert extends AbstractAssert<DkimReportAssert, DkimReport> {

    private DkimReportAssert(DkimReport actual) {
        super(actual, DkimReportAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static DkimReportAssert assertThat(DkimReport actual) {
        return new DkimReportAssert(actual);
    }

    /**
     * There is a key that can be used, and nothing is wrong.
     *
     * @return this
     */
    public DkimReportAssert isPass() {
        return holds(it -> it.status() == DkimReport.Status.PASS, "to pass");
    }

    /**
     * It has this status.
     *
     * @param status the status of the keys
     * @return this
     */
    public DkimReportAssert hasStatus(DkimReport.Status status) {
        return holds(it -> it.status() == status, "to have the status " + status);
    }

    /**
     * There is a usable key at this selector.
     *
     * @param selector its name: {@code s1}
     * @return this
     */
    public DkimReportAssert hasUsableKey(String selector) {
        return holds(
                it -> it.keys().stream()
                        .anyMatch(key -> key.isUsable() && key.selector().name().equals(DnsName.of(selector))),
                "to have a usable key at " + selector);
    }

    private DkimReportAssert holds(Predicate<DkimReport> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting("the DKIM keys of " + actual.domain(), wanted)
                            .but("has the status " + actual.status())
                            .lines(
                                    "with",
                                    actual.keys().stream()
                                            .map(DkimKey::toString)
                                            .toList())
                            .since(actual.findings())
                            .without(actual.gaps())
                            .text());
        }
        return this;
    }
}
