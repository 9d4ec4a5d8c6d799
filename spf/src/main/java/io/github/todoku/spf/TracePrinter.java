package io.github.todoku.spf;

import io.github.todoku.spf.internal.AnswerText;
import io.github.todoku.words.Printable;
import java.util.Locale;

/** A trace as indented lines, one a term. */
final class TracePrinter {
    private static final String INDENT = "  ";

    /** How much of a record is printed, in characters: all that anybody needs, not all that a stranger can publish. */
    private static final int MAX_RECORD_LENGTH = 4_000;

    private final Locale locale;
    private final StringBuilder out = new StringBuilder();

    TracePrinter(Locale locale) {
        this.locale = locale;
    }

    String print(SpfTrace trace) {
        print(trace, "");
        return out.toString();
    }

    /** As deep as includes nest, which the limit of terms bounds. */
    private void print(SpfTrace trace, String indent) {
        out.append(indent).append(Printable.octets(trace.domain()));
        if (trace.record() != null) {
            out.append(": ").append(Printable.octets(trace.record().text(), MAX_RECORD_LENGTH));
        } else if (trace.lookup() != null) {
            out.append(" (")
                    .append(Printable.octets(AnswerText.of(trace.lookup().answer())))
                    .append(')');
        }
        out.append('\n');
        for (SpfTrace.Step step : trace.steps()) {
            print(step, indent + INDENT);
        }
        if (trace.finding() != null) {
            out.append(indent)
                    .append(INDENT)
                    .append("! ")
                    .append(trace.finding().text(locale))
                    .append('\n');
        }
        if (trace.verdict() != null) {
            out.append(indent)
                    .append(INDENT)
                    .append("= ")
                    .append(trace.verdict().token())
                    .append('\n');
        }
    }

    private void print(SpfTrace.Step step, String indent) {
        out.append(indent)
                .append(Printable.octets(step.text()))
                .append(" - ")
                .append(step.reason().text(locale));
        out.append(" [").append(step.terms()).append('/').append(step.voids()).append("]\n");
        for (SpfLookup lookup : step.lookups()) {
            out.append(indent).append(INDENT).append("? ");
            out.append(Printable.octets(AnswerText.of(lookup.answer())));
            out.append(" (").append(lookup.took().toMillis()).append(" ms)\n");
        }
        if (step.nested() != null) {
            print(step.nested(), indent + INDENT);
        }
    }
}
