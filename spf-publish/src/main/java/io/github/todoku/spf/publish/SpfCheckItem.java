package io.github.todoku.spf.publish;

import io.github.todoku.spf.SpfProblem;
import io.github.todoku.spf.internal.Sentences;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report: a rule, how it stands, and where.
 *
 * @param rule what was looked at
 * @param status how it stands
 * @param domain whose record it concerns, as text; empty for a text that was given alone
 * @param start where in that record's joined text it begins, in octets; -1 if it has no place
 * @param end where it ends, exclusive; -1 if it has no place
 * @param details the names, terms and counts concerned, in the order the sentence uses them; from the network, not escaped
 * @param suggestion what to write in its place, if that is known
 * @param problem the fault of syntax, if it is one
 */
public record SpfCheckItem(
        SpfRule rule,
        Status status,
        String domain,
        int start,
        int end,
        List<String> details,
        @Nullable String suggestion,
        @Nullable SpfProblem problem)
        implements Serializable {
    /**
     * Copies the list.
     *
     * @param rule what was looked at
     * @param status how it stands
     * @param domain whose record it concerns
     * @param start where it begins
     * @param end where it ends
     * @param details the names, terms and counts concerned
     * @param suggestion what to write in its place
     * @param problem the fault of syntax
     */
    public SpfCheckItem {
        details = List.copyOf(details);
    }

    /** How a rule stands. */
    public enum Status {
        /** All is well. */
        PASS,
        /** It works, and should be changed. */
        WARN,
        /** Mail is or will be lost by it, or anybody can send as the domain. */
        FAIL,
        /** It could not be told: the DNS gave no answer, or the walk met a bound. */
        NOT_RUN
    }

    /** {@return whether {@link #start} and {@link #end} point into the record} */
    public boolean hasSpan() {
        return start >= 0;
    }

    /**
     * {@return what was looked at, as a statement that is true when all is well}
     *
     * @param locale the language; Japanese for that language, English for every other
     */
    public String title(Locale locale) {
        return rule.title(locale);
    }

    /**
     * {@return what was found, in a sentence; empty if there is nothing to say}
     *
     * @param locale the language
     */
    public String evidence(Locale locale) {
        if (status == Status.NOT_RUN) {
            return say(locale, details.isEmpty() ? "lint.nothing" : "lint.not-run");
        }
        if (problem != null) {
            return problem.message(locale);
        }
        return status == Status.PASS && details.isEmpty() ? "" : say(locale, "lint." + rule.id() + ".evidence");
    }

    /**
     * {@return what to do, in a sentence; empty if nothing is}
     *
     * @param locale the language
     */
    public String remedy(Locale locale) {
        if (status == Status.PASS) {
            return "";
        }
        if (status == Status.NOT_RUN) {
            return say(locale, details.isEmpty() ? "lint.nothing.remedy" : "lint.not-run.remedy");
        }
        if (suggestion != null) {
            return Messages.say(locale, "lint.suggestion", Sentences.printable(suggestion));
        }
        return say(locale, "lint." + rule.id() + ".remedy");
    }

    private String say(Locale locale, String key) {
        Object[] arguments = new Object[4];
        for (int i = 0; i < 3; i++) {
            arguments[i + 1] = i < details.size() ? Sentences.printable(details.get(i)) : "";
        }
        arguments[0] = Sentences.printable(domain);
        return Messages.say(locale, key, arguments);
    }
}
