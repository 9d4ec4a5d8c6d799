package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DragonFly Mail Agent: "There was an error delivering your mail to {@code <a@b>}." */
final class DragonflyReport implements ReportExtractor {
    private static final String ERROR = "there was an error delivering your mail to <";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        int at = text.lower().indexOf(ERROR);
        int close = at < 0 ? -1 : text.told().indexOf('>', at);
        if (close < 0) {
            return Optional.empty();
        }
        String words = text.told().substring(close + 1);
        words = words.startsWith(".") ? words.substring(1) : words;
        int unlike = words.indexOf(" did not like our ");
        int colon = unlike < 0 ? -1 : words.indexOf(":\n", unlike);
        RecipientList recipients = new RecipientList(message.budget());
        recipients.add(RecipientReport.of(text.told().substring(at + ERROR.length(), close))
                .remoteHost(unlike < 0 ? null : hostIn(words.substring(0, unlike)))
                .command(Codes.commandIn(words))
                .says(colon < 0 ? null : words.substring(colon + 2), Place.TRANSCRIPT)
                .says(words, Place.TEXT));
        return Extraction.unlessEmpty("dragonfly", recipients, text);
    }

    /** {@code mx.example.com [192.0.2.1]}. */
    private static @Nullable String hostIn(String words) {
        String host = words.strip();
        int bracket = host.indexOf(" [");
        return bracket < 0 ? null : host.substring(0, bracket).toLowerCase(Locale.ROOT);
    }
}
