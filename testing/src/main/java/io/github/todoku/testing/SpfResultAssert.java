package io.github.todoku.testing;

import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of an SPF check.
 *
 * <pre>{@code
 * assertThat(SpfVerifier.using(dns).check(request)).isPass();
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class SpfResultAssert extends AbstractAssert<SpfResultAssert, SpfResult> {

    private SpfResultAssert(SpfResult actual) {
        super(actual, SpfResultAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static SpfResultAssert assertThat(SpfResult actual) {
        return new SpfResultAssert(actual);
    }

    /**
     * It passes.
     *
     * @return this
     */
    public SpfResultAssert isPass() {
        return holds(SpfResult::isPass, "to pass");
    }

    /**
     * It has this verdict.
     *
     * @param verdict what check_host() gives (RFC 7208 §2.6)
     * @return this
     */
    public SpfResultAssert hasVerdict(SpfVerdict verdict) {
        return holds(it -> it.verdict() == verdict, "to give " + verdict.token());
    }

    private SpfResultAssert holds(Predicate<SpfResult> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting("the SPF check of " + actual.domain(), wanted)
                            .but("gives " + actual.verdict().token())
                            .lines("since", List.of(actual.trace().text(Locale.ENGLISH)))
                            .without(actual.gaps())
                            .text());
        }
        return this;
    }
}
