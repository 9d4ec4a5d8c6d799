package io.github.todoku.cli.serve;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.cli.ask.RecordText;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.ZoneSyntaxException;
import io.github.todoku.feedback.FailureReport;
import io.github.todoku.feedback.RefusedReport;
import io.github.todoku.feedback.ReportItem;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.Mbox;
import io.github.todoku.message.Message;
import io.github.todoku.message.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody pasted, and what it is taken for. Immutable. */
final class Pasted {
    /** What a text can be. */
    enum Kind {
        /** A bounce, a reply, or a line of a log. */
        BOUNCE,
        /** A message with its header. */
        MESSAGE,
        /** Reports of receivers: XML, gzip, zip, JSON, a mail with one, an mbox of such mails. */
        REPORT,
        /** A domain. */
        DOMAIN,
        /** An IP address. */
        ADDRESS,
        /** The name of a DKIM key, or the text of its record. */
        DKIM,
        /** The text of an SPF record. */
        SPF,
        /** The text of a DMARC record. */
        DMARC,
        /** Answers of the DNS, as {@code dig} or {@code host} prints them, or a zone file. */
        ANSWERS;

        /** The one called so in a form or a path. */
        static Optional<Kind> named(@Nullable String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A line of a zone, of {@code dig} or of {@code host}. */
    private static final Pattern ANSWER = Pattern.compile(
            "\\s(?:IN\\s+)?(?:TXT|MX|A|AAAA|NS|CNAME|SOA|PTR|TLSA)\\s|descriptive text|mail is handled by");

    /** What {@code dig} prints, whatever came of it. */
    private static final String DIG = "->>HEADER<<-";

    /** A longer mbox is for {@code todoku diagnose}. */
    static final int MAX_MAILS = 1_000;

    /** A longer file is not shown in the box: it has its own field. */
    private static final int MAX_FILE_SHOWN = 200_000;

    /** A longer text that was typed is not shown again: written as markup, it takes several times its length. */
    static final int MAX_TYPED_SHOWN = 2_000_000;

    /** With these begins what people copy out of a mail's source, where they do not begin at its From. */
    private static final Set<String> HEADER = Set.of(
            "arc-authentication-results",
            "arc-message-signature",
            "arc-seal",
            "authentication-results",
            "authentication-results-original",
            "date",
            "delivered-to",
            "dkim-signature",
            "domainkey-signature",
            "envelope-to",
            "list-unsubscribe",
            "message-id",
            "mime-version",
            "received",
            "received-spf",
            "reply-to",
            "return-path",
            "sender",
            "subject",
            "to",
            "x-google-dkim-signature",
            "x-original-to",
            "x-received");

    private final byte[] octets;
    private final String text;
    private final Kind kind;
    private final @Nullable Kind said;
    private final boolean file;
    private final @Nullable Zone zone;

    private Pasted(byte[] octets, String text, @Nullable Kind said, boolean file) {
        this.octets = octets;
        this.text = text;
        this.said = said;
        this.file = file;
        Zone begun =
                said == null && isLikeAnswers(text) ? answers(beginning(text)).orElse(null) : null;
        this.zone = text.length() <= ZoneRoom.MAX_SMALL_LENGTH ? begun : null;
        this.kind = said == null ? kind(octets, text, begun != null) : said;
    }

    /** What somebody typed or pasted, taken for what it looks like, or for what they say. */
    static Pasted of(byte[] pasted, @Nullable Kind said) {
        return of(pasted, said, false);
    }

    /** The same of a file. */
    static Pasted ofFile(byte[] octets, @Nullable Kind said) {
        return of(octets, said, true);
    }

    private static Pasted of(byte[] pasted, @Nullable Kind said, boolean file) {
        byte[] octets = withoutBlanksAbove(pasted);
        String text = new String(octets, StandardCharsets.UTF_8).strip();
        return new Pasted(octets, text, said, file);
    }

    /** A mail does not begin with them, and who selects text takes some along. */
    private static byte[] withoutBlanksAbove(byte[] octets) {
        int from = 0;
        while (from < octets.length && " \t\r\n".indexOf(octets[from]) >= 0) {
            from++;
        }
        return from == 0 ? octets : Arrays.copyOfRange(octets, from, octets.length);
    }

    /** Whether it is worth reading as answers of the DNS; a record of one may have words that look so. */
    private static boolean isLikeAnswers(String text) {
        return (text.contains(DIG) || ANSWER.matcher(text).find())
                && (record(text).isEmpty() || Unread.isSeveral(text));
    }

    /** As much as tells a zone, up to the beginning of a record: a longer one is read when it has room. */
    private static String beginning(String text) {
        if (text.length() <= ZoneRoom.MAX_SMALL_LENGTH) {
            return text;
        }
        int end = text.lastIndexOf('\n', ZoneRoom.MAX_SMALL_LENGTH);
        while (end > 0 && " \t\r\n)".indexOf(text.charAt(end + 1)) >= 0) {
            end = text.lastIndexOf('\n', end - 1);
        }
        return text.substring(0, Math.max(0, end));
    }

    private static Kind kind(byte[] octets, String text, boolean answers) {
        Optional<Kind> record = record(text);
        if (record.isPresent() && !Unread.isSeveral(text)) {
            return record.get();
        } else if (text.indexOf('\n') < 0 && text.indexOf(' ') < 0) {
            if (IpLiteral.parse(text).isPresent()) {
                return Kind.ADDRESS;
            } else if (DomainInput.parse(text).domain().isPresent()) {
                return DomainInput.parse(text).selector().isPresent() ? Kind.DKIM : Kind.DOMAIN;
            }
        }
        if (answers || text.contains(DIG)) {
            return Kind.ANSWERS;
        } else if (isReport(octets)) {
            return Kind.REPORT;
        }
        return isMessageAndNoBounce(octets) ? Kind.MESSAGE : Kind.BOUNCE;
    }

    /** Which record a text begins with; empty if it is none. */
    static Optional<Kind> record(String text) {
        String beginning = text.length() > 20 ? text.substring(0, 20) : text;
        String record = beginning.replace("\"", "").strip().toLowerCase(Locale.ROOT);
        if (record.startsWith("v=spf1")) {
            return Optional.of(Kind.SPF);
        } else if (record.startsWith("v=dmarc1")) {
            return Optional.of(Kind.DMARC);
        }
        return record.startsWith("v=dkim1") ? Optional.of(Kind.DKIM) : Optional.empty();
    }

    /** Whether the first thing in it that can be read is a report about DMARC or TLS; a bounce is none, a complaint neither. */
    private static boolean isReport(byte[] octets) {
        try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(octets), "")) {
            for (ReportItem item : reader) {
                if (!(item instanceof RefusedReport)) {
                    return !(item instanceof FailureReport);
                }
            }
            return false;
        }
    }

    /**
     * A text read as answers of the DNS, or as a zone file; empty if there are none in it. It needs {@link ZoneRoom}.
     */
    static Optional<Zone> answers(String text) {
        try {
            return Optional.of(Zone.of(text)).filter(zone -> !zone.entries().isEmpty());
        } catch (ZoneSyntaxException none) {
            return Optional.empty();
        }
    }

    private static boolean isMessageAndNoBounce(byte[] octets) {
        HeaderFields header = Message.parse(octets).headers();
        boolean message = header.has("From")
                || (header.count() > 0 && HEADER.contains(header.name(0).toLowerCase(Locale.ROOT)));
        return message && !BounceParser.standard().parse(octets).isBounce();
    }

    /** Whether it is a message's header, or a part of one, and nothing below it. */
    boolean isHeader() {
        Message message = Message.parse(octets);
        return message.headers().count() > 0
                && (message.root().bodyLength() == 0 || message.root().rawText().isBlank());
    }

    Kind kind() {
        return kind;
    }

    /** What somebody says that it is; empty where it was looked at. */
    Optional<Kind> said() {
        return Optional.ofNullable(said);
    }

    String text() {
        return text;
    }

    /**
     * What the box shows again: what was typed, or a file that is a text. Nothing of what is too long, since a part of it would be another
     * question.
     */
    String shown() {
        boolean shown =
                !file || (text.length() <= MAX_FILE_SHOWN && text.indexOf('\0') < 0 && text.indexOf('\uFFFD') < 0);
        return shown ? typed(text) : "";
    }

    /** The same of a text that was typed and not looked at. */
    static String shown(byte[] octets) {
        return typed(new String(octets, StandardCharsets.UTF_8).strip());
    }

    /** Browsers send a line's end as CR LF, and hold it as LF. */
    private static String typed(String text) {
        return text.length() > MAX_TYPED_SHOWN ? "" : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    byte[] octets() {
        return octets;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Read as answers of the DNS; empty if there are none. */
    Optional<Zone> answers() {
        return zone != null ? Optional.of(zone) : answers(text);
    }

    /** Whether it holds many mails. */
    boolean isMbox() {
        return Mbox.beginsLike(octets);
    }

    /** Read as bounces, one after the other. */
    List<BounceReport> bounces() throws IOException {
        List<BounceReport> bounces = new ArrayList<>();
        try (Mbox mbox = Mbox.of(new ByteArrayInputStream(octets))) {
            for (MessageSource each : mbox) {
                if (bounces.size() == MAX_MAILS) {
                    throw new NoAnswer.TooMuch("page.too-many-mails");
                }
                bounces.add(BounceParser.standard().parse(each.octets()));
            }
        }
        return bounces;
    }

    /** Read as a bounce. */
    BounceReport bounce() {
        return BounceParser.standard().parse(octets);
    }

    /** Read as a domain; empty if it is none. */
    Optional<DnsName> domain() {
        return DomainInput.parse(text).domain();
    }

    /** Read as an address; empty if it is none. */
    Optional<InetAddress> address() {
        return IpLiteral.parse(text);
    }

    /** Read as the text of a record, on one line; empty where it is longer than any. */
    Optional<String> record() {
        return RecordText.joined(text);
    }

    /** Without what was pasted. */
    @Override
    public String toString() {
        return kind + ", " + octets.length + " octets";
    }
}
