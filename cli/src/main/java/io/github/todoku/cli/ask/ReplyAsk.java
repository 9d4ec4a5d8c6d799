package io.github.todoku.cli.ask;

import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReplyRequest;
import io.github.todoku.render.JsonReport;
import java.util.Locale;

/** What an SMTP reply, or a line of a log with one, means. Asks no DNS. */
public final class ReplyAsk {
    private ReplyAsk() {}

    /**
     * {@return it as an object for programs}
     *
     * @param classifier knows what replies mean
     * @param text with or without codes
     * @param locale the language of sentences
     */
    public static JsonReport json(ReplyClassifier classifier, String text, Locale locale) {
        return JsonReport.of(classifier.readLine(text).orElseGet(() -> classifier.read(ReplyRequest.of(text))), locale);
    }
}
