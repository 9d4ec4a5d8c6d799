package io.github.todoku.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code --journal}: which lines of a batch are done, so that a run that was ended at any point can be gone on with. A
 * line is written down once its answer has left the program, and before the first that a run begins to print. Beside its number stands a sum of all lines up to it, by
 * which another list is told from the one that was begun. Only one run at a time may use it.
 */
final class Journal implements AutoCloseable {
    private static final String TITLE = "todoku batch 1 ";
    private static final String BEGIN = "begin";
    private static final String END = "end";
    private static final Pattern DONE = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{1,8}) ([0-9]{1,3})");

    /** How many lines in a row are done before they are kept as one number. */
    private static final int ROW = 1 << 16;

    private static final int MAX_RECORD = 64;

    private final Path file;
    private final FileChannel channel;

    /** All up to this line are done, and beyond it those in {@link #done}, counted from it. */
    private long row;

    private BitSet done = new BitSet();
    private long last;
    private long lastSum;
    private int worst = ExitCode.GOOD;
    private boolean cut;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The journal of a command, begun if the file is not there; another's, and one in use, end the command. */
    static Journal open(Path file, String command) {
        FileChannel opened = null;
        try {
            opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(opened)) {
                throw new Failure(ExitCode.UNREADABLE, "state.locked", file);
            }
            Journal journal = new Journal(file, opened);
            journal.read(TITLE + command);
            return journal;
        } catch (IOException unusable) {
            closeQuietly(opened);
            throw new Failure(ExitCode.UNREADABLE, "output.unwritable", file);
        } catch (Failure refused) {
            closeQuietly(opened);
            throw refused;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null; // released when the channel is closed
        } catch (OverlappingFileLockException held) {
            return false;
        }
    }

    /** Takes what stands there. A last record without its end was being written when the run was ended, and is dropped. */
    private void read(String title) throws IOException {
        long whole = 0;
        if (channel.size() > 0) {
            // not closed: it is the channel's
            BufferedReader records = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
            for (String record = next(records); record != null; record = next(records)) {
                take(record, whole == 0, title);
                whole += record.length() + 1L;
            }
        }
        channel.truncate(whole);
        channel.position(whole);
        if (whole == 0) {
            append(title + "\n");
        }
    }

    /** A record with its end; null where there is none. */
    private @Nullable String next(BufferedReader records) throws IOException {
        StringBuilder record = new StringBuilder();
        for (int c = records.read(); c != '\n'; c = records.read()) {
            if (c < 0) {
                return null;
            }
            if (record.length() == MAX_RECORD) {
                throw foreign();
            }
            record.append((char) c);
        }
        return record.toString();
    }

    private void take(String record, boolean first, String title) {
        if (first) {
            if (!record.equals(title)) {
                throw foreign();
            }
            return;
        }
        cut = !record.equals(END);
        if (!cut || record.equals(BEGIN)) {
            return;
        }
        Matcher fields = DONE.matcher(record);
        if (!fields.matches()) {
            throw foreign();
        }
        long line = Long.parseLong(fields.group(1));
        if (line <= row || line - row > Integer.MAX_VALUE) {
            return;
        }
        done.set((int) (line - row - 1));
        if (line > last) {
            last = line;
            lastSum = Long.parseLong(fields.group(2), 16);
        }
        worst = Batch.worse(worst, Integer.parseInt(fields.group(3)));
        if (line % ROW == 0) {
            shorten();
        }
    }

    private void shorten() {
        int inARow = done.nextClearBit(0);
        done = done.get(inARow, Math.max(inARow, done.length()));
        row += inARow;
    }

    private Failure foreign() {
        return new Failure(ExitCode.BAD_INPUT, "journal.foreign", file);
    }

    Failure otherList() {
        return new Failure(ExitCode.BAD_INPUT, "journal.otherList", file);
    }

    /** Whether an earlier run did this line; called for each line in turn, with the sum of all lines up to it. */
    boolean isDone(long line, long sum) {
        if (line == last && sum != lastSum) {
            throw otherList();
        }
        return line <= row || (line - row <= Integer.MAX_VALUE && done.get((int) (line - row - 1)));
    }

    /** Called at the end of the list, with the number of its last line. */
    void isWhole(long lines) {
        if (lines < last) {
            throw otherList();
        }
    }

    /** Whether an earlier run did anything. */
    boolean isBegun() {
        return last > 0;
    }

    /** Whether an earlier run was ended before its time, after it had begun to print: its last line may be torn. */
    boolean isCut() {
        return cut;
    }

    /** The last line of all that an earlier run did; 0 if none did any. Once it is read, the list is known to be the same up to it. */
    long last() {
        return last;
    }

    /** The worst exit code of the lines done before. */
    int worst() {
        return worst;
    }

    /** One line's record. */
    static void record(StringBuilder records, long line, long sum, int exitCode) {
        records.append(line)
                .append(' ')
                .append(Long.toHexString(sum))
                .append(' ')
                .append(exitCode)
                .append('\n');
    }

    /** Writes down what is done; its answers have left the program. */
    void append(String records) {
        try {
            ByteBuffer octets = ByteBuffer.wrap(records.getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (IOException full) {
            throw new Failure(ExitCode.UNREADABLE, "output.unwritable", file);
        }
    }

    /** Called before the first line is printed: from here on the last one may be torn. */
    void begin() {
        append(BEGIN + "\n");
    }

    /** All lines are done. */
    void end() {
        append(END + "\n");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void closeQuietly(@Nullable FileChannel opened) {
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
