package io.github.todoku.testing;

import io.github.todoku.diagnosis.Case;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of a bounce that was diagnosed.
 *
 * <pre>{@code
 * assertThat(Doctor.using(dns).check(report)).hasCause("spf-missing-service");
 * }</pre>
 *
 * <p>What is not known is never taken for a yes or a no. For one thread, as all assertions are.
 */
public final class CaseAssert extends AbstractAssert<CaseAssert, Case> {

    private CaseAssert(Case actual) {
        super(actual, CaseAssert.class);
    }

    /**
     * {@return assertions on it}
     *
     * @param actual the result
     */
    public static CaseAssert assertThat(Case actual) {
        return new CaseAssert(actual);
    }

    /**
     * The evidence decides the cause.
     *
     * @return this
     */
    public CaseAssert isDecided() {
        return holds(Case::isDecided, "to be decided");
    }

    /**
     * This is the cause.
     *
     * @param cause its id: {@code spf-none}
     * @return this
     */
    public CaseAssert hasCause(String cause) {
        return holds(it -> it.cause().equals(cause), "to have the cause " + cause);
    }

    /**
     * The first remedy publishes this text.
     *
     * @param text the record, whole
     * @return this
     */
    public CaseAssert publishes(String text) {
        return holds(
                it -> it.remedy()
                        .filter(remedy -> remedy.records().stream()
                                .anyMatch(each -> each.after().equals(text)))
                        .isPresent(),
                "to publish " + text);
    }

    private CaseAssert holds(Predicate<Case> condition, String wanted) {
        isNotNull();
        if (!condition.test(actual)) {
            failWithMessage(
                    "%s",
                    Story.expecting("the case", wanted)
                            .but("has the cause " + actual.cause())
                            .lines("since", List.of(actual.text(Locale.ENGLISH), actual.advice(Locale.ENGLISH)))
                            .without(actual.gaps())
                            .text());
        }
        return this;
    }
}
