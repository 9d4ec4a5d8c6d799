package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.SmtpReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table of replies.
 *
 * @param reply the reply as the library reads the text
 * @param status the status column, where the text bears none; null if there is none
 * @param command the stage column; null if unknown
 * @param text the text
 * @param causes every cause that is right
 * @param dead whether the text says that the address is dead: yes, no, unsure
 * @param key what makes it a twin of another
 */
record TableRow(
        SmtpReply reply,
        @Nullable EnhancedStatus status,
        @Nullable String command,
        String text,
        List<Cause> causes,
        String dead,
        String key) {

    /** The columns are code, status, stage, text, causes, dead, provider, source; {@code #} begins a comment. */
    static List<TableRow> read(String table) {
        List<TableRow> rows = new ArrayList<>();
        int number = 0;
        for (String line : table.split("\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#") || line.startsWith("code\t")) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length != 8) {
                throw new IllegalArgumentException("line " + number + " has " + fields.length + " columns, not 8");
            }
            rows.add(of(fields, number));
        }
        return rows;
    }

    private static TableRow of(String[] fields, int number) {
        List<Cause> causes = new ArrayList<>();
        for (String name : fields[4].split("\\|", -1)) {
            causes.add(Cause.valueOf(name));
        }
        SmtpReply reply = SmtpReply.parse(fields[3])
                .orElseThrow(() -> new IllegalArgumentException("line " + number + " has no text"));
        return new TableRow(
                reply,
                reply.status() == null && !fields[1].isEmpty()
                        ? EnhancedStatus.parse(fields[1]).orElse(null)
                        : null,
                fields[2].isEmpty() ? null : fields[2],
                fields[3],
                List.copyOf(causes),
                fields[5],
                ReplyForm.key(reply.text()));
    }

    /** The numbers of its features, each once. */
    int[] features() {
        return features(codes());
    }

    /** The same words without code, status and stage. */
    int[] bareFeatures() {
        return features(CodeFeatures.none(null));
    }

    private int[] features(CodeFeatures codes) {
        WordFeatures words = WordFeatures.of(reply.text(), Sieve.ofAll());
        return IntStream.concat(
                        IntStream.range(0, words.kept()).map(words::number),
                        IntStream.range(0, codes.count()).map(codes::number))
                .distinct()
                .toArray();
    }

    /** What a model says of it. */
    Reading read(ReplyModel model) {
        return model.read(reply.text()).beside(codes());
    }

    private CodeFeatures codes() {
        return CodeFeatures.of(reply.code(), reply.status() == null ? status : reply.status(), command);
    }

    /** Which of {@code folds} it belongs to: its twins to the same. */
    int fold(int folds) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) ((hash.getValue() >>> 3) % folds);
    }
}
