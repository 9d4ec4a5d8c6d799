package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.message.EncodedWords;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.MimePart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets the original mail's header fields, wherever they came back. */
final class OriginalReader {
    private OriginalReader() {}

    /** The original; null if nothing of it came back. {@code inText} is where it stands in the report's text, if there. */
    static @Nullable OriginalMessage read(ReportMessage message, @Nullable String inText) {
        HeaderFields fields = fields(message, inText);
        if (fields == null || fields.count() == 0) {
            return null;
        }
        List<OriginalMessage.Field> kept = new ArrayList<>(Math.min(fields.count(), OriginalMessage.MAX_FIELDS));
        for (int i = 0; i < fields.count() && kept.size() < OriginalMessage.MAX_FIELDS; i++) {
            kept.add(new OriginalMessage.Field(fields.name(i), EncodedWords.decode(fields.value(i))));
        }
        OriginalMessage original = OriginalMessage.of(kept);
        boolean signed = original.first(ReturnedOctets.SIGNATURE).isPresent();
        return signed ? ReturnedOctets.in(message).map(original::withOctets).orElse(original) : original;
    }

    private static @Nullable HeaderFields fields(ReportMessage message, @Nullable String inText) {
        MimePart returned = message.returnedMessage();
        if (returned != null) {
            return returned.children().isEmpty()
                    ? message.budget().headersIn(returned)
                    : returned.children().get(0).headers();
        }
        MimePart headers = message.returnedHeaders();
        if (headers != null) {
            return message.budget().headersIn(headers);
        }
        return inText == null ? null : message.budget().headersIn(inText);
    }
}
