package io.github.todoku.testing;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of a domain’s DMARC.
 *
 * <pre>{@code
 * assertThat(DmarcChecker.using(dns).check(DmarcRequest.of(domain))).isPass().appliesPolicy(DmarcPolicy.REJECT);
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class DmarcResultAssert extends AbstractAssert<DmarcResultAssert, DmarcResult> {

    private DmarcResultAssert(DmarcResult actual) {
        super(actual, DmarcResultAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static DmarcResultAssert assertThat(DmarcResult actual) {
        return new DmarcResultAssert(actual);
    }

    /**
     * There is a record, and nothing is wrong with it.
     *
     * @return this
     */
    public DmarcResultAssert isPass() {
        return holds(it -> it.status() == DmarcResult.Status.PASS, "to pass");
    }

    /**
     * It has this status.
     *
     * @param status what was found
     * @return this
     */
    public DmarcResultAssert hasStatus(DmarcResult.Status status) {
        return holds(it -> it.status() == status, "to have the status " + status);
    }

    /**
     * Receivers apply this policy.
     *
     * @param policy what happens to mail that fails
     * @return this
     */
    public DmarcResultAssert appliesPolicy(DmarcPolicy policy) {
        return holds(it -> it.applied().filter(policy::equals).isPresent(), "to apply the policy " + policy);
    }

    /**
     * The domain that SPF or a signature vouches for is aligned with From.
     *
     * @return this
     */
    public DmarcResultAssert isAligned() {
        return holds(DmarcResult::isAligned, "to be aligned");
    }

    private DmarcResultAssert holds(Predicate<DmarcResult> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting("the DMARC of " + actual.request().from(), wanted)
                            .but("has the status " + actual.status()
                                    + actual.applied()
                                            .map(policy -> " and applies " + policy)
                                            .orElse(""))
                            .since(actual.findings())
                            .without(actual.gaps())
                            .text());
        }
        return this;
    }
}
