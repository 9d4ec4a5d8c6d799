package io.github.todoku.bounce.internal.learned;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What rules and model are worth on a third of a table of replies that the model has not seen; prints totals, never a row. Arguments:
 * the project's table, the other table, a salt, a folder. The folder gets the third and the model that has not seen it, for
 * whoever wants to try the program on them ({@code ci/held-out.py}).
 */
final class HeldOut {
    private HeldOut() {}

    /** As above. */
    public static void main(String[] args) throws IOException {
        String salt = args[2];
        Path folder = Path.of(args[3]);
        List<TableRow> third = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8)) {
            if (line.isBlank() || line.startsWith("#") || line.startsWith("code\t")) {
                continue;
            }
            TableRow row = ofOther(line);
            if (third(salt, row.key())) {
                third.add(row);
                lines.add(line);
            }
        }
        Set<String> apart = third.stream().map(TableRow::key).collect(Collectors.toSet());
        List<TableRow> taught = TableRow.read(Files.readString(Path.of(args[0]), StandardCharsets.UTF_8)).stream()
                .filter(row -> !apart.contains(row.key()))
                .toList();
        System.out.println("learned from " + taught.size() + " rows");
        for (boolean coded : new boolean[] {true, false}) {
            Figures part = new Figures();
            part.add(
                    taught,
                    third.stream()
                            .filter(row -> coded == (row.reply().code() != null))
                            .toList());
            System.out.println((coded ? "with a code: " : "without a code: ")
                    + part.toString().lines().findFirst().orElse(""));
        }
        Figures whole = new Figures();
        whole.add(taught, third);
        System.out.println(whole);
        Files.write(folder.resolve("third.tsv"), lines, StandardCharsets.UTF_8);
        Files.write(folder.resolve("replies.model"), ModelTrainer.train(taught));
    }

    /** Its columns are code, status, text, causes, dead, provider, source, note. */
    private static TableRow ofOther(String line) {
        String[] f = line.split("\t", -1);
        return TableRow.read(String.join("\t", f[0], f[1], "", f[2], f[3], f[4], f[5], f[6]))
                .get(0);
    }

    private static boolean third(String salt, String key) {
        CRC32 hash = new CRC32();
        hash.update((salt + key).getBytes(StandardCharsets.UTF_8));
        return (hash.getValue() >>> 3) % 3 == 0;
    }
}
