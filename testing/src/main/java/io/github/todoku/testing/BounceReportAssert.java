package io.github.todoku.testing;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of what a mail says about its recipients.
 *
 * <pre>{@code
 * assertThat(BounceParser.standard().parse(path)).isBounce().hasCause(Cause.MAILBOX_FULL);
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class BounceReportAssert extends AbstractAssert<BounceReportAssert, BounceReport> {

    private BounceReportAssert(BounceReport actual) {
        super(actual, BounceReportAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static BounceReportAssert assertThat(BounceReport actual) {
        return new BounceReportAssert(actual);
    }

    /**
     * It says that mail for somebody did not arrive, or has not yet.
     *
     * @return this
     */
    public BounceReportAssert isBounce() {
        return holds(BounceReport::isBounce, "to be a bounce");
    }

    /**
     * It does not say that mail for anybody failed to arrive.
     *
     * @return this
     */
    public BounceReportAssert isNoBounce() {
        return holds(it -> !it.isBounce(), "to be no bounce");
    }

    /**
     * Some recipient was not reached for this cause.
     *
     * @param cause why
     * @return this
     */
    public BounceReportAssert hasCause(Cause cause) {
        return holds(it -> it.bounces().stream().anyMatch(each -> each.cause() == cause), "to have the cause " + cause);
    }

    /**
     * This is the advice for some recipient.
     *
     * @param advice what to do with the address
     * @return this
     */
    public BounceReportAssert advises(Advice advice) {
        return holds(it -> it.bounces().stream().anyMatch(each -> each.advice() == advice), "to advise " + advice);
    }

    private BounceReportAssert holds(Predicate<BounceReport> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting("the mail", wanted)
                            .but("is " + actual.kind())
                            .lines(
                                    "since",
                                    actual.bounces().stream()
                                            .map(Bounce::toString)
                                            .toList())
                            .text());
        }
        return this;
    }
}
