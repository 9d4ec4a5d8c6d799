package io.github.todoku.message;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Type (RFC 2045 §5), read as far as it makes sense. Plain text if there is none.
 *
 * @param type {@code type/subtype} in lower case
 * @param boundary for a multipart; null if it names none
 * @param charset as named; null if it names none
 * @param reportType for multipart/report (RFC 6522 §3), lower case; null if it names none
 */
public record ContentType(
        String type,
        @Nullable String boundary,
        @Nullable String charset,
        @Nullable String reportType) implements Serializable {

    static final ContentType PLAIN = new ContentType("text/plain", null, null, null);

    /**
     * {@return what the field says}
     *
     * @param value the field's value, unfolded; null if there is no such field
     */
    public static ContentType parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return PLAIN;
        }
        int semicolon = value.indexOf(';');
        String type =
                (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        if (semicolon < 0) {
            return new ContentType(type, null, null, null);
        }
        String reportType = parameter(value, "report-type");
        return new ContentType(
                type,
                parameter(value, "boundary"),
                parameter(value, "charset"),
                reportType == null ? null : reportType.toLowerCase(Locale.ROOT));
    }

    /** {@return whether it is {@code multipart/…}} */
    public boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    /** {@return whether it contains a whole message, of ASCII or of UTF-8 (RFC 6533 §5)} */
    public boolean isMessage() {
        return type.equals("message/rfc822") || type.equals("message/global");
    }

    /** {@return whether it is a delivery status (RFC 3464 §2.1, RFC 6533 §3)} */
    public boolean isDeliveryStatus() {
        return type.equals("message/delivery-status") || type.equals("message/global-delivery-status");
    }

    private static @Nullable String parameter(String value, String name) {
        int at = value.indexOf(';');
        while (at >= 0) {
            int from = at + 1;
            while (from < value.length() && value.charAt(from) <= ' ') {
                from++;
            }
            int equals = from + name.length();
            while (equals < value.length() && value.charAt(equals) == ' ') {
                equals++;
            }
            if (value.regionMatches(true, from, name, 0, name.length())
                    && equals < value.length()
                    && value.charAt(equals) == '=') {
                return parameterValue(value, equals + 1);
            }
            at = value.indexOf(';', from);
        }
        return null;
    }

    private static String parameterValue(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
        if (at < value.length() && value.charAt(at) == '"') {
            StringBuilder quoted = new StringBuilder();
            for (int i = at + 1; i < value.length() && value.charAt(i) != '"'; i++) {
                if (value.charAt(i) == '\\' && i + 1 < value.length()) {
                    i++;
                }
                quoted.append(value.charAt(i));
            }
            return quoted.toString();
        }
        int end = at;
        while (end < value.length() && value.charAt(end) > ' ' && value.charAt(end) != ';') {
            end++;
        }
        return value.substring(at, end);
    }

    @Override
    public String toString() {
        return Printable.parts(this, type, boundary, charset, reportType);
    }
}
