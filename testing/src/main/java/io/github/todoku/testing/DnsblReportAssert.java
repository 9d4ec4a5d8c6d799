package io.github.todoku.testing;

import io.github.todoku.dnsbl.DnsblReport;
import java.util.Locale;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of an address or domain at the block lists.
 *
 * <pre>{@code
 * assertThat(DnsblChecker.using(dns).check(address)).isClean();
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class DnsblReportAssert extends AbstractAssert<DnsblReportAssert, DnsblReport> {

    private DnsblReportAssert(DnsblReport actual) {
        super(actual, DnsblReportAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static DnsblReportAssert assertThat(DnsblReport actual) {
        return new DnsblReportAssert(actual);
    }

    /**
     * It is on no list, and every list that counts has answered.
     *
     * @return this
     */
    public DnsblReportAssert isClean() {
        return holds(DnsblReport::isClean, "to be clean");
    }

    /**
     * It is on a list.
     *
     * @return this
     */
    public DnsblReportAssert isListed() {
        return holds(DnsblReport::isListed, "to be listed");
    }

    /**
     * It is on this list.
     *
     * @param zone the list’s zone: {@code zen.spamhaus.org}
     * @return this
     */
    public DnsblReportAssert isListedAt(String zone) {
        return holds(
                it -> it.entries().stream()
                        .anyMatch(each -> each.isListed() && each.list().zone().equals(zone)),
                "to be listed at " + zone);
    }

    private DnsblReportAssert holds(Predicate<DnsblReport> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting(actual.subject().text(), wanted)
                            .but("is " + actual.status())
                            .lines(
                                    "since",
                                    actual.entries().stream()
                                            .map(each -> each.list().zone() + ": " + each.text(Locale.ENGLISH))
                                            .toList())
                            .text());
        }
        return this;
    }
}
