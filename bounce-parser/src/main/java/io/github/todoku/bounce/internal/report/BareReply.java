package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** No mail at all: a file with a server's reply, or lines of Postfix's or Exim's log. */
public final class BareReply {
    /** The most characters before Exim's mark: two dates, a host, a program and a message id. */
    private static final int MAX_BEFORE_MARK = 200;

    /** In how many lines a log must come to what failed. */
    private static final int MAX_BEFORE_FAILURE = 1_000;

    /** Whose lines in a system's log there are many of before one of a failure. */
    private static final List<String> DAEMONS = List.of("postfix/", "sendmail[", "sm-mta[");

    /** {@code Nov 24 09:00:00 mx program[1]: } or with a date of RFC 3339: a line of whichever program's. */
    private static final Pattern SYSLOG = Pattern.compile("(?:<[0-9]{1,3}>)?"
            + "(?:[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[0-9.:+Z-]{0,20})"
            + " [^ ]{1,100} [^ :\\[]{1,100}(?:\\[[0-9]{1,10}\\])?: ");

    private static final List<String> EXIM_SUCCESSES = List.of(" <= ", " => ", " -> ", " Completed");

    /** Stands between a host and its reply; without it a host in the words may be the client's. */
    private static final String SAID = " said: ";

    private BareReply() {}

    /** What the text says; empty if it begins neither like a reply nor like such a line. Every line of a log is read. */
    public static Optional<Extraction> extract(String text, ScanBudget budget) {
        String bounded = text.strip();
        if (startsLikeReply(bounded)) {
            return Optional.of(extraction("reply", List.of(reply(bounded))));
        }
        String first = firstLine(bounded);
        boolean trace = !TraceLine.read(first).isEmpty();
        String form = trace ? "message-trace" : isPostfix(first) ? "postfix-log" : "exim-log";
        if (isHeaderField(first) || logLine(first).isEmpty()) {
            RecipientReport pasted = bounded.isEmpty() ? null : PastedReply.read(bounded);
            return pasted == null ? Optional.empty() : Optional.of(extraction("reply", List.of(pasted)));
        }
        RecipientList recipients = new RecipientList(budget);
        bounded.lines().flatMap(line -> logLine(line).stream()).forEach(recipients::addOrReplace);
        return recipients.isEmpty() ? Optional.empty() : Optional.of(extraction(form, recipients.toList()));
    }

    /** The first line; in a log the first behind the names of columns and behind what tells of no failure. */
    private static String firstLine(String text) {
        return text.lines()
                .limit(MAX_BEFORE_FAILURE)
                .dropWhile(line -> TraceLine.isHeading(line) || isOfSuccess(line))
                .findFirst()
                .orElse("");
    }

    /** Whether a log may begin so before it comes to what failed. */
    private static boolean isOfSuccess(String line) {
        return TraceLine.isOfSuccess(line)
                || isEximsOfSuccess(line)
                || (isOfDaemon(line) && logLine(line).isEmpty());
    }

    private static boolean isOfDaemon(String line) {
        return SYSLOG.matcher(line).lookingAt()
                || (line.contains("]: ") && DAEMONS.stream().anyMatch(line::contains));
    }

    /** Whether lines of a system's log stand in the text: what one of them says may be of anybody. */
    static boolean holdsLog(String text) {
        return text.lines().limit(MAX_BEFORE_FAILURE).anyMatch(line -> isOfDaemon(line) || isPostfix(line));
    }

    /** {@code 2026-11-24 09:00:00 1abcde-000001-AA <= a@b …}: it came, it was delivered, it is done with. */
    private static boolean isEximsOfSuccess(String line) {
        return EXIM_SUCCESSES.stream().mapToInt(line::indexOf).anyMatch(mark -> mark > 0 && isBehindId(line, mark));
    }

    private static boolean isBehindId(String line, int mark) {
        return mark < MAX_BEFORE_MARK && isMessageId(line.substring(line.lastIndexOf(' ', mark - 1) + 1, mark));
    }

    /** What one line says of a recipient that was not reached; empty if it says nothing of that sort. */
    public static Optional<RecipientReport> line(String text) {
        String line = text.strip();
        RecipientReport report = logLine(line).stream().findFirst().orElse(null);
        if (report == null && (startsLikeReply(line) || line.contains(SAID))) {
            report = reply(line);
        }
        if (report == null && !line.isEmpty()) {
            report = PastedReply.read(line);
        }
        return Optional.ofNullable(report).filter(found -> found.action() != DeliveryAction.DELIVERED);
    }

    /** Whether the text begins with a line of a log, of which there may be many. */
    static boolean beginsLikeLog(String text) {
        String first = firstLine(text.stripLeading());
        return !isHeaderField(first) && !logLine(first).isEmpty();
    }

    private static RecipientReport reply(String text) {
        return RecipientReport.of(recipientIn(text))
                .remoteHost(text.contains(SAID) ? PostfixReport.hostIn(text) : null)
                .command(Codes.commandIn(text))
                .says(text, Place.REPLY);
    }

    private static List<RecipientReport> logLine(String line) {
        if (isPostfix(line)) {
            return List.of(postfix(line));
        }
        int mark = eximMark(line);
        if (mark >= 0) {
            return List.of(exim(line, mark));
        }
        RecipientReport sendmail = PastedReply.sendmailLine(line);
        RecipientReport accounted = sendmail == null ? PastedReply.accountingLine(line) : sendmail;
        return accounted == null ? TraceLine.read(line) : List.of(accounted);
    }

    private static boolean isPostfix(String line) {
        return line.contains(" status=") && line.contains(" to=<");
    }

    /** {@code Subject: …}: a mail whose header quotes a line of a log is no log. */
    private static boolean isHeaderField(String line) {
        int end = 0;
        while (end < line.length() && (Character.isLetter(line.charAt(end)) || line.charAt(end) == '-')) {
            end++;
        }
        return end > 0 && line.startsWith(": ", end);
    }

    /**
     * Whether octets may begin so: with a digit of a refusal, or with a line that has a mark of a log's in it. A mail hardly
     * ever does, and need not be made a text to see it.
     */
    static boolean mayBegin(byte[] bytes, int length) {
        int at = 0;
        while (at < length && bytes[at] <= ' ') {
            if (bytes[at++] < 0) {
                return true; // perhaps a blank beyond ASCII
            }
        }
        if (at == length || "45<\"'`".indexOf(bytes[at]) >= 0) {
            return at < length;
        }
        if (!isMailField(bytes, at, length)) {
            return true;
        }
        for (; at < length && bytes[at] != '\n' && bytes[at] != '\r'; at++) {
            if (bytes[at] == '=' || bytes[at] == '*') {
                return true;
            }
        }
        return false;
    }

    /** Whether the first line is a header field, as in all mails but torn ones; {@code Diagnostic-Code} is no mail's. */
    private static boolean isMailField(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && (bytes[at] == '-' || ((bytes[at] | 0x20) >= 'a' && (bytes[at] | 0x20) <= 'z'))) {
            at++;
        }
        boolean field = at > from && at < length && bytes[at] == ':';
        String name = field ? new String(bytes, from, at - from, StandardCharsets.ISO_8859_1) : "";
        return field && PastedReply.namesNoReply(name);
    }

    private static Extraction extraction(String form, List<RecipientReport> reports) {
        return new Extraction(form, null, reports, null, null);
    }

    /** Three digits that may be a refusal, and then a dash, a blank or the end. */
    private static boolean startsLikeReply(String text) {
        return text.length() >= 3
                && (text.charAt(0) == '4' || text.charAt(0) == '5')
                && Character.isDigit(text.charAt(1))
                && Character.isDigit(text.charAt(2))
                && (text.length() == 3 || " -\t\n".indexOf(text.charAt(3)) >= 0);
    }

    /** The address in {@code <…>: Recipient address rejected}; other addresses in a reply may be the sender's. */
    static @Nullable String recipientIn(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        if (open < 0 || close < 0) {
            return null;
        }
        String address = text.substring(open + 1, close);
        boolean recipient = text.regionMatches(true, close + 1, ": Recipient", 0, 11)
                || text.regionMatches(true, close + 1, "... User unknown", 0, 16)
                || text.regionMatches(true, close + 1, ": User unknown", 0, 14);
        return recipient && Addresses.isAddress(address) ? address : null;
    }

    /** {@code … to=<a@b>, relay=mx[192.0.2.1]:25, …, dsn=5.1.1, status=bounced (host mx said: 550 …)}. */
    private static RecipientReport postfix(String line) {
        String status = between(line, " status=", " ");
        String relay = between(line, " relay=", ",");
        int open = line.indexOf('(', line.indexOf(" status="));
        String words = open < 0 ? "" : line.substring(open + 1, line.endsWith(")") ? line.length() - 1 : line.length());
        DeliveryAction action = status == null
                ? null
                : switch (status) {
                    case "deferred", "SOFTBOUNCE" -> DeliveryAction.DELAYED;
                    case "sent", "deliverable" -> DeliveryAction.DELIVERED;
                    case "bounced", "expired", "undeliverable" -> DeliveryAction.FAILED;
                    default -> null;
                };
        int bracket = relay == null ? -1 : relay.indexOf('[');
        return RecipientReport.of(between(line, " to=<", ">"))
                .originalRecipient(between(line, " orig_to=<", ">"))
                .action(action)
                .status(Codes.parse(between(line, " dsn=", ",")))
                .remoteHost(
                        relay == null || relay.equals("none")
                                ? null
                                : bracket < 0 ? relay : relay.substring(0, bracket))
                .command(Codes.commandIn(words))
                .says(words, Place.REPLY);
    }

    /** Where {@code **} (failed) or {@code ==} (deferred) stands behind date, time and message id; -1 if nowhere. */
    private static int eximMark(String line) {
        int failed = line.indexOf(" ** ");
        int deferred = line.indexOf(" == ");
        int mark = failed < 0 ? deferred : deferred < 0 ? failed : Math.min(failed, deferred);
        return mark > 0 && line.indexOf('@', mark) > 0 && isBehindId(line, mark) ? mark : -1;
    }

    /** {@code 1abcde-000001-AA}, or since Exim 4.97 {@code 1abcde-000000abcde-1abc}: letters and digits in three groups. */
    private static boolean isMessageId(String word) {
        int dashes = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            dashes += c == '-' ? 1 : 0;
            if (c != '-' && (c > 'z' || !Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return dashes == 2 && (word.length() == 16 || word.length() == 23) && word.charAt(6) == '-';
    }

    /** {@code … ** a@b R=dnslookup T=remote_smtp H=mx [192.0.2.1]: SMTP error from remote mail server after …: 550 …}. */
    private static RecipientReport exim(String line, int mark) {
        int words = line.indexOf(": ", line.indexOf('@', mark));
        String host = between(line, " H=", " ");
        return RecipientReport.of(Addresses.firstIn(line, mark + 4))
                .action(line.charAt(mark + 1) == '*' ? DeliveryAction.FAILED : DeliveryAction.DELAYED)
                .remoteHost(host)
                .command(Codes.commandIn(line))
                .says(words < 0 ? line.substring(mark + 4) : line.substring(words + 2), Place.REPLY);
    }

    private static @Nullable String between(String line, String before, String after) {
        int at = line.indexOf(before);
        if (at < 0) {
            return null;
        }
        int from = at + before.length();
        int end = line.indexOf(after, from);
        return line.substring(from, end < 0 ? line.length() : end);
    }
}
