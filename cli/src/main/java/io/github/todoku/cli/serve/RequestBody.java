package io.github.todoku.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import io.github.todoku.message.Message;
import io.github.todoku.message.MessageLimits;
import io.github.todoku.message.MimePart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request carries: a form's fields, or octets. */
final class RequestBody {
    /** No form and no command has as many; 10 MB of them would take a gigabyte. */
    private static final int MAX_FIELDS = 100;

    /** A mail that is a field is not looked into: however many parts it has, the fields below it are read. */
    private static final MessageLimits FORM = new MessageLimits(
            MessageLimits.DEFAULT.maxMessageBytes(),
            MAX_FIELDS,
            1,
            MessageLimits.DEFAULT.maxHeaderBytes(),
            MessageLimits.DEFAULT.maxTextBytes());

    private static final byte[] NOTHING = new byte[0];

    private RequestBody() {}

    /** The fields of a form (RFC 7578, which is MIME, and urlencoded ones) or of a query. */
    static Map<String, byte[]> fields(@Nullable String contentType, byte[] octets) throws IOException {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        if (contentType != null && contentType.startsWith("multipart/form-data")) {
            ByteArrayOutputStream mail = new ByteArrayOutputStream(octets.length + 200);
            mail.write(("MIME-Version: 1.0\r\nContent-Type: " + contentType.replaceAll("[\\r\\n]", "") + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            mail.write(octets);
            for (MimePart part : Message.parse(mail.toByteArray(), FORM).root().children()) {
                String name = parameter(part.headers().first("Content-Disposition"), "name");
                if (name != null) {
                    fields.putIfAbsent(name, part.body());
                }
            }
            return fields;
        }
        urlencoded(new String(octets, StandardCharsets.UTF_8), fields);
        return fields;
    }

    /** The fields of a query; none if there is no query. */
    static Map<String, byte[]> query(@Nullable String query) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        urlencoded(query == null ? "" : query, fields);
        return fields;
    }

    private static void urlencoded(String text, Map<String, byte[]> fields) {
        int from = 0;
        for (int count = 0; count < MAX_FIELDS && from <= text.length(); count++) {
            int next = text.indexOf('&', from);
            int end = next < 0 ? text.length() : next;
            String pair = text.substring(from, end);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(
                        decoded(pair.substring(0, equals)),
                        decoded(pair.substring(equals + 1)).getBytes(StandardCharsets.UTF_8));
            }
            from = end + 1;
        }
    }

    /** A part of a path, in which a plus sign is one (RFC 3986). */
    static String segment(String raw) {
        return decoded(raw.replace("+", "%2B"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException torn) { // a percent sign without its digits
            return text;
        }
    }

    private static @Nullable String parameter(@Nullable String field, String name) {
        int at = field == null ? -1 : field.indexOf(" " + name + "=\"");
        if (field == null || at < 0) {
            return null;
        }
        int from = at + name.length() + 3;
        int end = field.indexOf('"', from);
        return end < 0 ? null : field.substring(from, end);
    }

    /** The language that a form or a link says, or else the browser. */
    static Locale locale(HttpExchange exchange, Map<String, byte[]> fields) {
        Map<String, byte[]> said = fields.containsKey("lang")
                ? fields
                : query(exchange.getRequestURI().getRawQuery());
        return PageWords.language(
                text(said, "lang"), exchange.getRequestHeaders().getFirst("Accept-Language"));
    }

    /** A field as text; empty if it is not there. */
    static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, NOTHING), StandardCharsets.UTF_8);
    }
}
