package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ParseLimits;
import io.github.todoku.message.Maildir;
import io.github.todoku.message.Mbox;
import io.github.todoku.message.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads many messages on all cores and hands them on in their order, holding only a few at a time: a directory of a hundred
 * thousand mails, or an mbox without end, needs no more memory than those few.
 */
final class BounceReading {
    private static final int AHEAD_PER_CORE = 8;
    /** How many octets of messages may wait or be read at once: two of the largest. */
    private static final long MAX_OCTETS_UNDER_WAY = 2L * ParseLimits.DEFAULT.maxInputBytes();

    private final List<String> paths;
    private final Consumer<BounceCommand.Message> sink;
    private final Consumer<Failure> failures;
    private final BounceParser parser;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private long octetsUnderWay;
    private boolean digests;

    /** A message being read, from which file, and how much memory it may take. */
    private record UnderWay(String file, Future<BounceCommand.Message> message, long octets) {}

    BounceReading(
            List<String> paths, BounceParser parser, Consumer<BounceCommand.Message> sink, Consumer<Failure> failures) {
        this.paths = paths;
        this.parser = parser;
        this.sink = sink;
        this.failures = failures;
    }

    /** With a digest of each message. */
    BounceReading withDigests() {
        digests = true;
        return this;
    }

    void run() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(cores);
        try {
            for (String path : paths) {
                readAll(path, pool);
            }
            while (!underWay.isEmpty()) {
                take();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void readAll(String path, ExecutorService pool) throws InterruptedException {
        if (path.equals(Input.STANDARD_INPUT) || Input.isReply(path) || !Files.isDirectory(Input.path(path))) {
            read(path, pool);
            return;
        }
        Maildir.open(Input.path(path)).linksNotFollowed().forEach(link -> failures.accept(Unreadable.link(link)));
        FolderWalk files =
                new FolderWalk(Input.path(path), (folder, why) -> failures.accept(Unreadable.failure(folder, why)));
        for (Optional<Path> file = files.next(); file.isPresent(); file = files.next()) {
            read(file.get().toString(), pool);
        }
    }

    /** One message, or the messages of an mbox: a file that begins like one. Those are cut here and parsed on the cores. */
    private void read(String file, ExecutorService pool) throws InterruptedException {
        try {
            InputStream in = Input.mail(file);
            in.mark(Input.BEGINNING);
            byte[] beginning = in.readNBytes(Input.BEGINNING);
            in.reset();
            if (beginning.length == 0 && paths.contains(file)) { // a mailbox that holds nothing
                in.close();
                return;
            }
            if (BounceParser.beginsLikeEvents(beginning)) {
                readEvents(file, in);
                return;
            }
            if (!Mbox.beginsLike(beginning)) {
                long size = in instanceof ByteArrayInputStream held ? held.available() : sizeOf(file);
                submit(pool, file, size, () -> {
                    try (in) {
                        return message(in, Input.name(file));
                    }
                });
                return;
            }
            try (Mbox mbox = Mbox.of(in)) {
                for (MessageSource message : mbox) {
                    submit(
                            pool,
                            file,
                            message.octets().length,
                            () -> new BounceCommand.Message(
                                    file, message.index(), parser.parse(message), digest(message.octets())));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            failures.accept(Unreadable.failure(file, unreadable));
        } catch (Failure refused) {
            failures.accept(refused);
        }
    }

    /** What a service posted: read here, one after the other, since it is soon done. */
    private void readEvents(String file, InputStream in) throws IOException, InterruptedException {
        try (in) {
            int index = 0;
            for (var events = parser.parseEvents(in).iterator(); events.hasNext(); index++) {
                BounceReport report = events.next();
                while (underWay.size() >= cores * AHEAD_PER_CORE) {
                    take();
                }
                BounceCommand.Message message = new BounceCommand.Message(Input.name(file), index, report, null);
                underWay.add(new UnderWay(file, CompletableFuture.completedFuture(message), 0));
            }
        }
    }

    private BounceCommand.Message message(InputStream in, String name) throws IOException {
        if (!digests) {
            return new BounceCommand.Message(name, null, parser.parse(in), null);
        }
        DigestInputStream watched = new DigestInputStream(in, sha256());
        BounceReport report = parser.parse(watched);
        return new BounceCommand.Message(
                name,
                null,
                report,
                HexFormat.of().formatHex(watched.getMessageDigest().digest()));
    }

    private @Nullable String digest(byte[] octets) {
        return digests ? HexFormat.of().formatHex(sha256().digest(octets)) : null;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** As much of a file as is read; of what is no plain file nobody knows, so it counts as the most there may be. */
    private static long sizeOf(String file) throws IOException {
        long most = ParseLimits.DEFAULT.maxInputBytes();
        if (Input.isReply(file)) {
            return file.length();
        }
        boolean unknown = file.equals(Input.STANDARD_INPUT) || file.endsWith(".gz");
        return unknown ? most : Math.min(most, Files.size(Input.path(file)));
    }

    /** Waits for the oldest first where there are too many, or where they would take too much memory together. */
    private void submit(ExecutorService pool, String file, long octets, Callable<BounceCommand.Message> work)
            throws InterruptedException {
        while (!underWay.isEmpty()
                && (underWay.size() >= cores * AHEAD_PER_CORE || octetsUnderWay + octets > MAX_OCTETS_UNDER_WAY)) {
            take();
        }
        octetsUnderWay += octets;
        underWay.add(new UnderWay(file, pool.submit(work), octets));
    }

    private void take() throws InterruptedException {
        UnderWay oldest = underWay.remove();
        octetsUnderWay -= oldest.octets();
        try {
            sink.accept(oldest.message().get());
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof IOException unreadable) {
                failures.accept(Unreadable.failure(oldest.file(), unreadable));
            } else if (broken.getCause() instanceof Error error) {
                throw error;
            } else { // a fault of ours with one mail does not take the others with it
                failures.accept(new Failure(
                        ExitCode.OUR_FAULT, "bounce.fault", oldest.file(), String.valueOf(broken.getCause())));
            }
        }
    }
}
