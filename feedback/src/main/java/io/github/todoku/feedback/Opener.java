package io.github.todoku.feedback;

import io.github.todoku.feedback.RefusedReport.Reason;
import io.github.todoku.message.Mbox;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Tells by its octets what something is, never by its name or type, and opens it. */
final class Opener {
    private static final int BUFFER = 1 << 13;

    /** Gzip, zip, a declaration and a report's first element, in base64. */
    private static final List<String> BEGINNINGS = List.of("H4sI", "UEsD", "PD94", "PGZl");

    private Opener() {}

    /** The layer for a stream, which it closes. */
    static Layer open(InputStream stream, Found found) throws IOException {
        if (found.depth() > ReportLimits.MAX_NESTING) {
            stream.close();
            return refused(found, Reason.TOO_DEEP, "MAX_NESTING " + ReportLimits.MAX_NESTING);
        }
        PeekedStream in = new PeekedStream(stream);
        byte[] beginning = in.beginning();
        if (beginning.length == 0) {
            return empty(in, found);
        }
        if (startsWith(beginning, 0x1f, 0x8b)) {
            return gzip(in, found);
        }
        if (startsWith(beginning, 'P', 'K')) {
            return new ZipLayer(in, found);
        }
        return text(in, beginning, found);
    }

    private static Layer refused(Found found, Reason reason, @Nullable String detail) {
        return new ItemLayer(found.place(), found.refused(reason, detail));
    }

    /** Nothing came: the end, or the damage of what it is packed in. */
    private static Layer empty(InputStream in, Found found) throws IOException {
        try (in) {
            return in.read() < 0 && !found.quiet()
                    ? refused(found, Reason.EMPTY, "")
                    : new ItemLayer(found.place(), null);
        } catch (IOException damaged) {
            return new ItemLayer(found.place(), found.refused(damaged));
        }
    }

    private static Layer gzip(InputStream in, Found found) throws IOException {
        CountedStream packed = new CountedStream(in);
        try {
            InputStream unpacked = new GZIPInputStream(new BufferedInputStream(packed, BUFFER), BUFFER);
            return open(new PackedStream(unpacked, packed::count, found.unpacked()), found.within(""));
        } catch (IOException damaged) {
            in.close();
            return new ItemLayer(found.place(), found.refused(damaged));
        }
    }

    private static Layer text(InputStream in, byte[] beginning, Found found) throws IOException {
        Set<FeedbackNote> notes = AggregateLayer.noNotes();
        Charset wide = wide(beginning);
        if (wide != null) {
            if (beginning[0] != '<' && beginning[1] != '<') {
                notes.add(FeedbackNote.BYTE_ORDER_MARK);
                in.skipNBytes(2);
            }
            return new AggregateLayer(
                    new RecodedStream(in, wide), StandardCharsets.UTF_8, notes, found.place(), found.quiet());
        }
        int from = 0;
        if (startsWith(beginning, 0xef, 0xbb, 0xbf)) {
            notes.add(FeedbackNote.BYTE_ORDER_MARK);
            from = 3;
        } else if (startsWith(beginning, 0xff, 0xfe, 0, 0) || startsWith(beginning, 0, 0, 0xfe, 0xff)) {
            in.close();
            return refused(found, Reason.ENCODING, "UTF-32");
        }
        int mark = from;
        while (from < beginning.length && isBlank(beginning[from])) {
            from++;
        }
        if (from == beginning.length || beginning[from] == '<') {
            if (from > mark && isDeclaration(beginning, from)) {
                notes.add(FeedbackNote.BLANKS_BEFORE_DECLARATION);
            }
            return xml(in, Arrays.copyOfRange(beginning, from, beginning.length), notes, found);
        }
        if (beginning[from] == '{') {
            in.skipNBytes(from);
            return TlsReportReader.layer(in, found);
        }
        return mail(in, beginning, mark, found);
    }

    private static Layer xml(InputStream in, byte[] beginning, Set<FeedbackNote> notes, Found found)
            throws IOException {
        Charset charset = XmlScanner.charset(beginning, notes);
        if (charset == null) {
            in.close();
            return refused(
                    found,
                    Reason.ENCODING,
                    new String(beginning, StandardCharsets.ISO_8859_1)
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
        return new AggregateLayer(in, charset, notes, found.place(), found.quiet());
    }

    private static Layer mail(InputStream in, byte[] beginning, int from, Found found) throws IOException {
        byte[] begins = Arrays.copyOfRange(beginning, from, beginning.length);
        in.skipNBytes(from);
        if (Mbox.beginsLike(begins)) {
            return new MboxLayer(in, found);
        }
        if (isHeader(begins)) {
            return MailLayer.of(in, found);
        }
        if (found.quiet()) {
            return quietly(in, found);
        }
        in.close();
        return refused(
                found, Reason.NOT_A_REPORT, new String(begins, 0, Math.min(40, begins.length), StandardCharsets.UTF_8));
    }

    /** A part of a mail that may be a report in base64, which nothing says. */
    private static Layer quietly(InputStream in, Found found) throws IOException {
        byte[] octets;
        try (in) {
            octets = in.readNBytes(ReportLimits.MAX_MAIL_BYTES);
        }
        byte[] decoded = base64(octets);
        return decoded == null
                ? new ItemLayer(found.place(), null)
                : open(new ByteArrayInputStream(decoded), found.within("base64"));
    }

    private static byte @Nullable [] base64(byte[] octets) {
        String code = code(new String(octets, StandardCharsets.ISO_8859_1));
        if (code.isEmpty()) {
            return null;
        }
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(code);
            boolean packed =
                    startsWith(decoded, 0x1f, 0x8b) || startsWith(decoded, 'P', 'K') || startsWith(decoded, '<');
            return packed ? decoded : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** The lines in base64, from the first on that begins as a report does; people write a few words before it, and some behind. */
    private static String code(String text) {
        StringBuilder code = new StringBuilder();
        int end;
        for (int from = 0; from <= text.length(); from = end + 1) {
            end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            if (code.length() == 0 && !beginsCode(text, from)) {
                continue; // most lines of a text, of which no object is made
            }
            String stripped = text.substring(from, end).strip();
            boolean isCode = !stripped.isEmpty() && stripped.chars().allMatch(Opener::isCode);
            if (isCode) {
                code.append(stripped);
            } else if (code.length() > 0 && !stripped.isEmpty()) {
                break;
            }
        }
        return code.toString();
    }

    /** Whether behind the blanks at a place in the text a report in base64 may begin. */
    private static boolean beginsCode(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        for (String beginning : BEGINNINGS) {
            if (text.startsWith(beginning, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCode(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+/=".indexOf(c) >= 0;
    }

    /** A field's name and a colon at the beginning of the first line (RFC 5322 §2.2). */
    private static boolean isHeader(byte[] octets) {
        int at = 0;
        while (at < octets.length && octets[at] > ' ' && octets[at] < 0x7f && octets[at] != ':') {
            at++;
        }
        return at > 0 && at < octets.length && octets[at] == ':' && (at + 1 == octets.length || octets[at + 1] != '/');
    }

    /** UTF-16 by its mark (RFC 2781 §3.2), and not UTF-32, or without one by how a document begins (XML 1.0 §F.1); otherwise null. */
    private static @Nullable Charset wide(byte[] octets) {
        if (startsWith(octets, '<', 0, '?', 0)
                || (startsWith(octets, 0xff, 0xfe) && !startsWith(octets, 0xff, 0xfe, 0, 0))) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(octets, 0xfe, 0xff) || startsWith(octets, 0, '<', 0, '?') ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean isDeclaration(byte[] octets, int at) {
        return at + 1 < octets.length && octets[at + 1] == '?';
    }

    private static boolean startsWith(byte[] octets, int... magic) {
        if (octets.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((octets[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }
}
