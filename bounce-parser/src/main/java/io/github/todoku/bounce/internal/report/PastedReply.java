package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.SmtpReply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reply as people paste it, with the words that stood before it: {@code Diagnostic-Code: smtp; 550 …},
 * {@code <a@b>: host H[192.0.2.1] said: 550 …}, {@code Remote server returned '550 …'}; and the lines of sendmail's log and of
 * PowerMTA's accounting files.
 */
final class PastedReply {
    /** Longer is no paste of one reply. */
    private static final int MAX_LENGTH = 4_000;

    /** A mail has one of these fields, a paste has none. */
    private static final List<String> MAIL_FIELDS = List.of(
            "from:", "to:", "subject:", "date:", "received:", "return-path:", "message-id:", "mime-version:", "from ");

    /** What announces a reply, lower case; a code in other texts may be any number. */
    private static final List<String> ANNOUNCED = List.of(
            "diagnostic-code:",
            "diagnostic code:",
            "smtp;",
            " said:",
            " refused to talk to me:",
            "smtp error from",
            "server returned",
            "response from the remote server",
            "response was",
            "unknown address error",
            "other mail system problem",
            "error:",
            "reason:",
            "led=",
            "deferred:",
            "status:");

    /** A reply code and, beside it, a status of the same class: no other text has both. */
    private static final Pattern CODED =
            Pattern.compile("(?<![0-9.])([45])[0-9]{2}[ -]#?\\1\\.[0-9]{1,3}\\.[0-9]{1,3}(?![0-9.])");

    private PastedReply() {}

    /** What the text says; null if it is no paste of a reply. */
    static @Nullable RecipientReport read(String text) {
        if (text.length() > MAX_LENGTH || isMail(text)) {
            return null;
        }
        if (PastedPage.isGmails(text)) {
            return RecipientReport.of(recipient(text))
                    .says(PastedPage.error(text), Place.REPLY)
                    .says(text, Place.REPLY);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean quoted = "\"'`<".indexOf(text.charAt(0)) >= 0;
        if (!quoted
                && !ReportText.holdsAny(lower, ANNOUNCED)
                && !CODED.matcher(text).find()) {
            return null;
        }
        Optional<SmtpReply> reply = SmtpReply.parse(unquoted(text));
        if (reply.isEmpty() || reply.get().code() == null || reply.get().code() < 400) {
            return null;
        }
        return RecipientReport.of(recipient(text))
                .remoteHost(PostfixReport.hostIn(text) == null ? EximReport.hostIn(text) : PostfixReport.hostIn(text))
                .command(Codes.commandIn(text))
                .says(PastedPage.error(text), Place.REPLY)
                .says(unquoted(text), Place.REPLY);
    }

    /** Whether a field of this name may begin a mail: those that a reply stands in do not. */
    static boolean namesNoReply(String field) {
        return !field.equalsIgnoreCase("Diagnostic-Code")
                && !field.equalsIgnoreCase("Error")
                && !field.equalsIgnoreCase("Reason")
                && !field.equalsIgnoreCase("Status");
    }

    /** Whether one of the first lines is a field that only mails have. */
    private static boolean isMail(String text) {
        return text.lines()
                .limit(12)
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> MAIL_FIELDS.stream().anyMatch(line::startsWith));
    }

    private static String unquoted(String text) {
        int from = 0;
        int end = text.length();
        while (from < end && "\"'`".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (end > from && "\"'`".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(from, end);
    }

    /** {@code <a@b>: host …}, {@code after RCPT TO:<a@b>}, or as in the reply itself. */
    private static @Nullable String recipient(String text) {
        AddressBlocks.Block block =
                AddressBlocks.begin(text.lines().findFirst().orElse(""), AddressBlocks.Reason.AFTER_COLON);
        int rcpt = text.indexOf("RCPT TO:<");
        if (block != null) {
            return block.address();
        }
        String named = rcpt < 0 ? BareReply.recipientIn(text) : Addresses.firstIn(text, rcpt);
        return named == null ? PastedPage.recipient(text) : named;
    }

    /** {@code … to=<a@b>, delay=0, mailer=esmtp, relay=mx. [192.0.2.1], dsn=5.1.1, stat=User unknown}. */
    static @Nullable RecipientReport sendmailLine(String line) {
        int stat = line.indexOf(", stat=");
        String address = stat < 0 ? null : Addresses.firstIn(line, Math.max(0, line.indexOf("to=")));
        if (address == null) {
            return null;
        }
        String said = line.substring(stat + 7).strip();
        String relay = between(line, " relay=", ",");
        int end = relay == null ? -1 : relay.indexOf(" [");
        String host = relay == null ? null : end < 0 ? relay : relay.substring(0, end);
        boolean sent = said.startsWith("Sent");
        return RecipientReport.of(address)
                .action(sent ? DeliveryAction.DELIVERED : DeliveryAction.of(said.startsWith("Deferred")))
                .status(Codes.parse(between(line, " dsn=", ",")))
                .remoteHost(host == null || !host.endsWith(".") ? host : host.substring(0, host.length() - 1))
                .command(Codes.commandIn(said))
                .says(said, Place.REPLY);
    }

    /** A line of PowerMTA's accounting file: {@code b,time,…,from,to,…,failed,5.1.1 (bad mailbox),smtp;550 …,mx (192.0.2.1),…}. */
    static @Nullable RecipientReport accountingLine(String line) {
        String[] cells = line.split(",", 40);
        for (int i = 3; i + 2 < cells.length; i++) {
            DeliveryAction action = DeliveryAction.parse(cells[i]).orElse(null);
            if (action != null && action != DeliveryAction.DELIVERED && cells[i + 2].startsWith("smtp;")) {
                String recipient = null;
                for (int before = i - 1; before > 0 && recipient == null; before--) {
                    recipient = Addresses.isAddress(cells[before]) ? cells[before] : null;
                }
                String host = i + 3 < cells.length ? DeliveryStatusReport.hostIn(cells[i + 3]) : null;
                return RecipientReport.of(recipient)
                        .action(action)
                        .status(Codes.parse(cells[i + 1].split(" ", 2)[0]))
                        .remoteHost(host)
                        .says(cells[i + 2].substring(5), Place.REPLY);
            }
        }
        return null;
    }

    private static @Nullable String between(String line, String before, String after) {
        int at = line.indexOf(before);
        int end = at < 0 ? -1 : line.indexOf(after, at + before.length());
        return at < 0 ? null : line.substring(at + before.length(), end < 0 ? line.length() : end);
    }
}
