package io.github.todoku.bounce;

import io.github.todoku.bounce.internal.event.EventReader;
import io.github.todoku.bounce.internal.event.EventTexts;
import io.github.todoku.bounce.internal.report.ReportReader;
import io.github.todoku.bounce.internal.report.ScanBudget;
import io.github.todoku.message.MessageSource;
import io.github.todoku.message.MessageStore;
import io.github.todoku.message.internal.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads bounces: what a message is, whom it is about, why, and what to do. Immutable, safe for threads; asks no DNS.
 *
 * <p>Takes a raw message, a file with nothing but a server's reply, a line of Postfix's or Exim's log, or an event that a
 * sending service posts to a webhook ({@link #parseEvents}: each of many). No input makes it throw: what is not a bounce becomes
 * {@link ReportKind#NONE}, and what is too large is read up to {@link ParseLimits}.
 *
 * <pre>{@code
 * BounceReport report = BounceParser.standard().parse(path);
 * report.bounces().forEach(each -> out.println(each.recipient() + " " + each.cause() + " " + each.advice()));
 * }</pre>
 */
public final class BounceParser {
    private static final BounceParser STANDARD =
            new BounceParser(ParseLimits.DEFAULT, ReplyClassifier.standard(), null);

    private final ParseLimits limits;
    private final ReplyClassifier classifier;
    private final @Nullable VerpPattern verp;
    private final ReportReader reader;
    private final EventReader events;

    private BounceParser(ParseLimits limits, ReplyClassifier classifier, @Nullable VerpPattern verp) {
        this.limits = limits;
        this.classifier = classifier;
        this.verp = verp;
        this.reader = new ReportReader(classifier.rules(), verp);
        this.events = new EventReader(reader);
    }

    /** {@return the rules that come with the library, {@link ParseLimits#DEFAULT}} */
    public static BounceParser standard() {
        return STANDARD;
    }

    /**
     * {@return a parser that reads that much of its input}
     *
     * @param limits the limits
     */
    public BounceParser withLimits(ParseLimits limits) {
        return new BounceParser(limits, classifier, verp);
    }

    /**
     * {@return a parser with more rules, which are tried before the existing ones}
     *
     * @param rules the text of a file of rules, see {@link ReplyClassifier#withRules}
     * @throws IllegalArgumentException naming rule and line, if the file is wrong
     */
    public BounceParser withRules(String rules) {
        return new BounceParser(limits, classifier.withRules(rules), verp);
    }

    /**
     * {@return a parser that tells every report of the recipient that the mail was sent to} Where the report names another address,
     * one that his mail is forwarded to, that stands beside him ({@link Bounce#forwardedTo}); where it names none, and there is no
     * pattern, the recipient stays null.
     *
     * @param pattern how the recipient is hidden in the envelope sender
     */
    public BounceParser withVerp(VerpPattern pattern) {
        return new BounceParser(limits, classifier, pattern);
    }

    /**
     * {@return the report in these octets; never throws, whatever they contain}
     *
     * @param message the message
     */
    public BounceReport parse(byte[] message) {
        return parse(message, message.length, message.length > limits.maxInputBytes());
    }

    /**
     * {@return the report in this text; its characters above 0x7F count as UTF-8}
     *
     * @param message the message
     */
    public BounceReport parse(String message) {
        return parse(message.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the report in the stream, read to its end or the limit, not closed}
     *
     * @param message the message
     * @throws IOException if the stream does
     */
    public BounceReport parse(InputStream message) throws IOException {
        byte[] bytes = Octets.of(message, limits.maxInputBytes());
        boolean more = bytes.length == limits.maxInputBytes() && message.read() >= 0;
        return parse(bytes, bytes.length, more);
    }

    /**
     * {@return the report in a file that holds one message; for an mbox see {@link #parseAll}}
     *
     * @param file the file
     * @throws IOException if it cannot be read
     */
    public BounceReport parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in);
        }
    }

    /**
     * {@return the report in a message out of a mailbox}
     *
     * @param message the message
     */
    public BounceReport parse(MessageSource message) {
        byte[] octets = message.octets();
        return parse(octets, octets.length, message.isCut() || octets.length > limits.maxInputBytes());
    }

    /**
     * {@return a report for each message of an mbox or a folder, one at a time: needs the memory of one message, however many
     * there are; closing the stream closes the mailbox}
     *
     * @param mailbox an {@link io.github.todoku.message.Mbox} or {@link io.github.todoku.message.Maildir}
     * @throws IllegalStateException if its messages were asked for before
     */
    public Stream<BounceEntry> parseAll(MessageStore mailbox) {
        return mailbox.stream()
                .map(message -> new BounceEntry(message.file().orElse(null), message.index(), parse(message)));
    }

    /**
     * {@return a report for each event that a sending service tells by a webhook, in their order} An event that tells of no delivery,
     * as an open does, or that is of no service known here, is of kind {@link ReportKind#NONE}. Known are Amazon SES (also as SNS
     * posts it, and out of a queue or EventBridge), SendGrid, Mailgun, Postmark, SparkPost, Brevo and Mailjet; a page of what Mailgun,
     * SparkPost or Postmark list themselves is as many events.
     *
     * <p>Anybody can post to a webhook: check the service's signature over the octets of the body, or its basic authentication,
     * before anything is parsed. That is not done here, since it needs your keys.
     *
     * @param json an object, an array of them, or one behind the other
     */
    public Stream<BounceReport> parseEvents(String json) {
        return parseEvents(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@return the same, of a stream that is read as the reports are asked for}
     *
     * @param json in UTF-8, of any length; not closed
     */
    public Stream<BounceReport> parseEvents(InputStream json) {
        Iterable<EventTexts.Text> texts = () -> new EventTexts(json);
        return StreamSupport.stream(texts.spliterator(), false).flatMap(text -> events.read(text, limits).stream());
    }

    /**
     * {@return whether a file that begins with these octets holds events, for {@link #parseEvents}}
     *
     * @param beginning the first octets
     */
    public static boolean beginsLikeEvents(byte[] beginning) {
        return EventTexts.beginsLike(beginning, beginning.length);
    }

    private Optional<BounceReport> firstEvent(byte[] bytes, int length) {
        List<BounceReport> told = parseEvents(new ByteArrayInputStream(bytes, 0, length))
                .filter(report -> report.kind() != ReportKind.NONE)
                .limit(2)
                .toList();
        if (told.size() < 2) {
            return told.stream().findFirst();
        }
        BounceReport first = told.get(0);
        Set<ReportNote> notes = new TreeSet<>(first.notes());
        notes.add(ReportNote.MORE_EVENTS);
        return Optional.of(BounceReport.of(
                first.kind(),
                first.bounces(),
                first.deliveries(),
                first.original(),
                first.reportingHost(),
                first.complaint(),
                first.form(),
                notes,
                first.identity()));
    }

    private BounceReport parse(byte[] bytes, int length, boolean more) {
        if (EventTexts.beginsLike(bytes, Math.min(length, limits.maxInputBytes()))) {
            Optional<BounceReport> event = firstEvent(bytes, Math.min(length, limits.maxInputBytes()));
            if (event.isPresent()) {
                return event.get();
            }
        }
        ScanBudget budget = new ScanBudget(limits);
        int used = Math.min(length, limits.maxInputBytes());
        if (more) {
            budget.note(ReportNote.INPUT_LIMIT);
        }
        return reader.bareReply(bytes, used, budget).orElseGet(() -> {
            int blank = leadingBlank(bytes, used);
            byte[] mail = blank == 0 ? bytes : Arrays.copyOfRange(bytes, blank, used);
            return reader.read(budget.scan(mail).root(), budget);
        });
    }

    /** How many octets of empty lines stand before the header: some programs that store mails put one there. */
    private static int leadingBlank(byte[] bytes, int length) {
        int blank = 0;
        for (int at = 0; at < length && bytes[at] <= ' ' && bytes[at] >= 0; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                blank = at + 1;
            }
        }
        return blank == length ? 0 : blank;
    }
}
