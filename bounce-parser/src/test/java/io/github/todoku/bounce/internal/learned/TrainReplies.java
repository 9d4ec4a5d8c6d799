package io.github.todoku.bounce.internal.learned;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains the model that is shipped: table, file to write. */
final class TrainReplies {
    private TrainReplies() {}

    /** As above. */
    public static void main(String[] args) throws IOException {
        String table = Files.readString(Path.of(args[0]), StandardCharsets.UTF_8);
        Files.write(Path.of(args[1]), ModelTrainer.train(TableRow.read(table)));
    }
}
