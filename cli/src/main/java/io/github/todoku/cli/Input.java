package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.message.Mbox;
import io.github.todoku.message.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The files, standard input, or replies in the command line itself, that commands read. */
final class Input {
    static final String STANDARD_INPUT = "-";

    /** What a reply that stands in the command line is called where a file's name is wanted. */
    static final String ARGUMENT = "(argument)";

    /** As much of a file as tells an mbox. */
    static final int BEGINNING = 8192;

    /** The largest file of settings: services, rules, lists, keys. */
    static final int MAX_SETTINGS_OCTETS = 16 << 20;

    /** Most mails are no larger: those are read as a whole, which is the quickest way. */
    private static final int SMALL_OCTETS = 1 << 16;

    /** How much a packed mailbox may hold. */
    private static final long MAX_UNPACKED_OCTETS = 4L << 30;

    /** How a reply begins: with its code (RFC 5321 §4.2). Apart, since not every start has use for it. */
    private static final class Reply {
        static final Pattern FORM = Pattern.compile("\\s*[245]\\d\\d[ -]\\s*\\S.*", Pattern.DOTALL);
    }

    private Input() {}

    /** The bounce in a file; whatever is none ends the command with a sentence. */
    static BounceReport bounce(String file) {
        BounceReport report = read(file);
        if (report.kind() != ReportKind.NONE && !report.isBounce()) {
            throw new Failure(ExitCode.BAD_INPUT, "input.otherKind", name(file), report.kind());
        }
        if (report.bounces().isEmpty()) {
            throw new Failure(ExitCode.BAD_INPUT, "input.noBounce", name(file));
        }
        return report;
    }

    /** The message in a file, of which nothing is judged yet. */
    static Message message(String file) {
        try (InputStream in = mail(file)) {
            Message message = Message.parse(in);
            if (message.length() == 0) {
                throw nothing(file);
            }
            return message;
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    /** Whether there is more than one message to read: several names, a directory, or a file or standard input that begins like an mbox. */
    static boolean isMany(List<String> files) {
        if (files.size() > 1) {
            return true;
        }
        String file = files.get(0);
        if (file.equals(STANDARD_INPUT)) {
            return standardInputIsMbox();
        }
        if (isReply(file)) {
            return false;
        }
        if (Files.isDirectory(path(file))) {
            return true;
        }
        try (InputStream in = mail(file)) {
            return Mbox.beginsLike(in.readNBytes(BEGINNING));
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    /** Looks at its beginning and gives it back: a stream that cannot be looked at so is one message. */
    private static boolean standardInputIsMbox() {
        InputStream in = System.in;
        if (!in.markSupported()) {
            return false;
        }
        try {
            in.mark(BEGINNING);
            byte[] beginning = in.readNBytes(BEGINNING);
            in.reset();
            return Mbox.beginsLike(beginning);
        } catch (IOException unreadable) {
            throw Unreadable.failure(STANDARD_INPUT, unreadable);
        }
    }

    private static BounceReport read(String file) {
        try (InputStream in = mail(file)) {
            in.mark(1);
            if (in.read() < 0) {
                throw nothing(file);
            }
            in.reset();
            return BounceParser.standard().parse(in);
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    /** A mailbox without mail is an answer and no mistake. */
    static Failure nothing(String where) {
        return where.equals(STANDARD_INPUT)
                ? new Failure(ExitCode.GOOD, "input.empty.standard")
                : new Failure(ExitCode.GOOD, "input.empty", where);
    }

    /** Whether the text is a reply itself, and no file of that name is there. */
    static boolean isReply(String text) {
        if (!Reply.FORM.matcher(text).matches()) {
            return false;
        }
        try {
            return !Files.exists(Path.of(text));
        } catch (InvalidPathException noFile) {
            return true;
        }
    }

    /** How a message's place is called to people and programs. */
    static String name(String file) {
        return isReply(file) ? ARGUMENT : file;
    }

    /** A mail or mailbox, unpacked where it is one packed file; other formats are refused by their name. Can be marked. */
    static InputStream mail(String file) throws IOException {
        if (isReply(file)) {
            return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
        }
        InputStream opened = open(file);
        InputStream in = opened.markSupported() ? opened : new BufferedInputStream(opened, BEGINNING);
        in.mark(FileFormat.BEGINNING);
        Optional<FileFormat> format = FileFormat.of(in.readNBytes(FileFormat.BEGINNING));
        in.reset();
        if (format.isEmpty()) {
            return in;
        }
        if (format.get() == FileFormat.GZIP && !file.equals(STANDARD_INPUT)) {
            return unpacked(in, file);
        }
        in.close();
        throw format.get().refusal(file);
    }

    private static InputStream unpacked(InputStream packed, String file) throws IOException {
        InputStream in =
                new BufferedInputStream(new BoundedInput(new GZIPInputStream(packed), MAX_UNPACKED_OCTETS), BEGINNING);
        in.mark(FileFormat.BEGINNING);
        Optional<FileFormat> inside = FileFormat.of(in.readNBytes(FileFormat.BEGINNING));
        in.reset();
        if (inside.isPresent()) {
            in.close();
            throw inside.get().refusal(file);
        }
        return in;
    }

    static InputStream open(String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        Path path = path(file);
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable.directory", file);
        }
        return attributes.isRegularFile() && attributes.size() <= SMALL_OCTETS
                ? new ByteArrayInputStream(Files.readAllBytes(path))
                : new BufferedInputStream(Files.newInputStream(path));
    }

    /** The text of a file or of standard input, in UTF-8; more than so many octets, or what is no text, ends the command. */
    static String text(String file, int maxOctets) {
        try (InputStream in = new BoundedInput(open(file), maxOctets)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    /** Refuses an empty name before anything is read. */
    static void refuseEmpty(List<String> names) {
        if (names.contains("")) {
            throw new Failure(ExitCode.USAGE, "usage.path");
        }
    }

    /** The path of that name. An empty one, which a shell makes of a variable that is not set, does not mean the current folder. */
    static Path path(String file) {
        refuseEmpty(List.of(file));
        try {
            return Path.of(file);
        } catch (InvalidPathException wrong) {
            throw Unreadable.failure(file, wrong);
        }
    }
}
