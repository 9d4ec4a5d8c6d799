package io.github.todoku.message;

import io.github.todoku.message.internal.HeaderText;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one method found, {@code spf=pass smtp.mailfrom=example.com}: {@code resinfo} (RFC 8601 §2.2). Immutable; the
 * {@code with…} methods give changed copies. Keywords are in lower case.
 */
public final class MethodResult implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_KEYWORD = 80;

    private final String method;
    private final int version;
    private final String result;
    private final @Nullable String reason;
    private final @Nullable String comment;
    private final List<Property> properties;

    private MethodResult(
            String method,
            int version,
            String result,
            @Nullable String reason,
            @Nullable String comment,
            List<Property> properties) {
        this.method = method;
        this.version = version;
        this.result = result;
        this.reason = reason;
        this.comment = comment;
        this.properties = List.copyOf(properties);
    }

    /**
     * What was looked at: {@code ptype "." property "=" pvalue}.
     *
     * @param ptype where it is: {@code smtp}, {@code header}, {@code body}, {@code policy} …
     * @param name which it is: {@code mailfrom}, {@code d} …
     * @param value the value, without quotes and escapes
     */
    public record Property(String ptype, String name, String value) implements Serializable {
        /**
         * Keywords come in lower case.
         *
         * @param ptype where it is
         * @param name which it is
         * @param value the value
         * @throws IllegalArgumentException if ptype or name is not a keyword
         */
        public Property {
            ptype = keyword("ptype", ptype);
            name = keyword("property", name);
        }

        /** {@return the property with addresses masked, for logs} */
        @Override
        public String toString() {
            return ptype + "." + name + "=" + HeaderText.pvalue(Masking.mask(value));
        }
    }

    /**
     * {@return the result of a method}
     *
     * @param method {@code spf}, {@code dkim}, {@code dmarc}, {@code arc} … (RFC 8601 §2.7)
     * @param result {@code pass}, {@code fail}, {@code none} …
     * @throws IllegalArgumentException if one of them is not a keyword
     */
    public static MethodResult of(String method, String result) {
        return new MethodResult(keyword("method", method), 1, keyword("result", result), null, null, List.of());
    }

    /**
     * {@return the same by another version of the method}
     *
     * @param version the version; 1 is not written
     */
    public MethodResult withVersion(int version) {
        if (version < 0) {
            throw new IllegalArgumentException("version " + version + " is negative");
        }
        return new MethodResult(method, version, result, reason, comment, properties);
    }

    /**
     * {@return the same with a reason}
     *
     * @param reason why, for programs and people; null for none
     */
    public MethodResult withReason(@Nullable String reason) {
        return new MethodResult(method, version, result, reason, comment, properties);
    }

    /**
     * {@return the same with a comment after the result}
     *
     * @param comment for people; null for none
     */
    public MethodResult withComment(@Nullable String comment) {
        return new MethodResult(method, version, result, reason, comment, properties);
    }

    /**
     * {@return the same with one more property}
     *
     * @param ptype {@code smtp}, {@code header} …
     * @param name {@code mailfrom}, {@code d} …
     * @param value the value
     * @throws IllegalArgumentException if ptype or name is not a keyword
     */
    public MethodResult with(String ptype, String name, String value) {
        List<Property> more = new ArrayList<>(properties);
        more.add(new Property(ptype, name, value));
        return new MethodResult(method, version, result, reason, comment, more);
    }

    /** {@return the method's name} */
    public String method() {
        return method;
    }

    /** {@return the method's version; 1 unless the field says otherwise} */
    public int version() {
        return version;
    }

    /** {@return the result's keyword} */
    public String result() {
        return result;
    }

    /** {@return why, if the field says so} */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** {@return the comment after the result} */
    public Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return what was looked at, in its order} */
    public List<Property> properties() {
        return properties;
    }

    /**
     * {@return the value of the first such property}
     *
     * @param ptype {@code smtp}, {@code header} …, in any case
     * @param name {@code mailfrom}, {@code d} …, in any case
     */
    public Optional<String> property(String ptype, String name) {
        return properties.stream()
                .filter(p -> p.ptype().equalsIgnoreCase(ptype) && p.name().equalsIgnoreCase(name))
                .map(Property::value)
                .findFirst();
    }

    /** Its pieces, between which a field may be folded. */
    List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        pieces.add(method + (version == 1 ? "" : "/" + version) + "=" + result);
        if (comment != null) {
            pieces.add(HeaderText.comment(comment));
        }
        if (reason != null) {
            pieces.add("reason=" + HeaderText.tokenOrQuoted(reason));
        }
        for (Property property : properties) {
            pieces.add(property.ptype() + "." + property.name() + "=" + HeaderText.pvalue(property.value()));
        }
        return pieces;
    }

    /** The same with the local part of every address cut. */
    MethodResult masked() {
        List<Property> safe = properties.stream()
                .map(p -> new Property(p.ptype(), p.name(), Masking.mask(p.value())))
                .toList();
        return new MethodResult(method, version, result, masked(reason), masked(comment), safe);
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : Masking.mask(text);
    }

    private static String keyword(String what, String text) {
        if (!isKeyword(text)) {
            throw new IllegalArgumentException(
                    what + " \"" + Printable.octets(text, MAX_KEYWORD) + "\" is no keyword (RFC 8601 §2.2)");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** {@code Keyword} (RFC 5321 §4.1.2), and the underscore that some write. */
    static boolean isKeyword(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_KEYWORD
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodResult that
                && method.equals(that.method)
                && version == that.version
                && result.equals(that.result)
                && Objects.equals(reason, that.reason)
                && Objects.equals(comment, that.comment)
                && properties.equals(that.properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, version, result, reason, comment, properties);
    }

    /** {@return the result as written, addresses masked, for logs} */
    @Override
    public String toString() {
        return String.join(" ", masked().pieces());
    }
}
