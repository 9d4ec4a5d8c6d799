package io.github.todoku.dkim.internal;

import io.github.todoku.dkim.DkimAlgorithm;
import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.TagList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a signature's field and holds it to the rules (RFC 6376 §6.1.1), for DKIM, for an ARC message signature, and for an ARC
 * seal. One object a field.
 */
public final class SignatureReader {
    /** Which field it is. */
    public enum Form {
        /** DKIM-Signature (RFC 6376 §3.5). */
        DKIM,
        /** ARC-Message-Signature (RFC 8617 §4.1.2): without a version, {@code i=} counts. */
        ARC_MESSAGE,
        /** ARC-Seal (RFC 8617 §4.1.3): without a body hash and a list of fields. */
        ARC_SEAL
    }

    private static final int MAX_TIME_DIGITS = 76;
    private static final long INFINITE = 1_000_000_000_000L;
    private static final int MAX_LENGTH_DIGITS = 76;
    private static final int MAX_SHOWN = 60;

    /** What nobody may use any more (RFC 8301 §3.1). */
    private static final String RSA_SHA1 = "rsa-sha1";

    private final Form form;
    private final SignatureTags tags;
    private final boolean internationalized;
    private @Nullable Refusal refusal;

    /** Reads what stands behind the field's colon, an octet a character. */
    public SignatureReader(Form form, String text, boolean internationalized) {
        this.form = form;
        this.internationalized = internationalized;
        boolean tooLong = text.length() > DkimLimits.MAX_FIELD_OCTETS;
        this.tags = new SignatureTags(tooLong ? text.substring(0, DkimLimits.MAX_FIELD_OCTETS) : text);
        if (tooLong) {
            refuse(DkimReason.FIELD_TOO_LONG, Integer.toString(DkimLimits.MAX_FIELD_OCTETS));
        }
    }

    /** The tags, whatever they are. */
    public SignatureTags tags() {
        return tags;
    }

    /** Why the field is none; after {@link #read}. */
    public Refusal refusal() {
        if (refusal == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return refusal;
    }

    /** What the field says at that time; null if it is refused. */
    public @Nullable SignatureFacts read(Instant now) {
        String fault = tags.fault();
        if (fault != null) {
            refuse(DkimReason.BAD_TAG_LIST, shown(fault));
        }
        if (form == Form.DKIM) {
            requireOneOf("v", "1");
        }
        DkimAlgorithm algorithm = algorithm();
        DnsName domain = name("d");
        DnsName selector = name("s");
        byte[] signature = base64("b");
        boolean seal = form == Form.ARC_SEAL;
        byte[] bodyHash = seal ? new byte[0] : base64("bh");
        List<String> fields = seal ? List.of() : fields();
        String canonical = seal ? "relaxed/relaxed" : canonicalization();
        long length = seal ? SignatureFacts.WHOLE_BODY : length();
        if (!seal) {
            query();
        }
        times(now);
        DnsName identity = form == Form.DKIM && domain != null ? identity(domain) : null;
        if (refusal != null || algorithm == null || domain == null || selector == null) {
            return null;
        }
        return new SignatureFacts(
                tags,
                algorithm,
                domain,
                selector,
                identity,
                canonical.startsWith("relaxed"),
                canonical.endsWith("/relaxed"),
                fields,
                bodyHash,
                length,
                signature);
    }

    private void refuse(DkimReason reason, String... details) {
        if (refusal == null) {
            refusal = Refusal.of(reason, details);
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN);
    }

    private boolean require(String name) {
        if (!tags.has(name)) {
            refuse(DkimReason.MISSING_TAG, name);
        }
        return tags.has(name);
    }

    private void bad(String name) {
        refuse(DkimReason.BAD_VALUE, name, shown(tags.value(name)));
    }

    private void requireOneOf(String name, String value) {
        if (require(name) && !tags.value(name).equals(value)) {
            bad(name);
        }
    }

    private @Nullable DkimAlgorithm algorithm() {
        if (!require("a")) {
            return null;
        }
        String word = tags.value("a");
        if (word.equals(RSA_SHA1)) {
            refuse(DkimReason.RSA_SHA1);
        }
        DkimAlgorithm algorithm = DkimAlgorithm.parse(word).orElse(null);
        if (algorithm == null) {
            refuse(DkimReason.UNKNOWN_ALGORITHM, shown(word));
        }
        return algorithm;
    }

    private @Nullable DnsName name(String tag) {
        if (!require(tag)) {
            return null;
        }
        DnsName name = SignedDomain.parse(tags.value(tag), internationalized).orElse(null);
        if (name == null) {
            bad(tag);
        }
        return name;
    }

    private byte[] base64(String name) {
        byte[] octets = require(name) ? tags.base64(name) : null;
        if (octets == null) {
            bad(name);
            return new byte[0];
        }
        return octets;
    }

    private String canonicalization() {
        String value = tags.has("c") ? tags.value("c") : "simple/simple";
        String whole = value.indexOf('/') < 0 ? value + "/simple" : value;
        switch (whole) {
            case "simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed" -> {
                return whole;
            }
            default -> bad("c");
        }
        return "simple/simple";
    }

    private List<String> fields() {
        List<String> names = new ArrayList<>();
        if (!require("h")) {
            return names;
        }
        String value = tags.value("h");
        int from = 0;
        boolean hasFrom = false;
        while (from <= value.length()) {
            int colon = value.indexOf(':', from);
            int to = colon < 0 ? value.length() : colon;
            String name = stripped(value, from, to);
            boolean left = name.isEmpty() && form == Form.ARC_MESSAGE; // some sealers write two colons in a row
            if (!left && !isFieldName(name)) {
                bad("h");
                return names;
            }
            hasFrom |= name.equalsIgnoreCase("from");
            names.add(name);
            from = to + 1;
        }
        if (!hasFrom) {
            refuse(DkimReason.FROM_NOT_SIGNED);
        }
        return names;
    }

    private static String stripped(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && TagList.isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && TagList.isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isFieldName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == ':' || c == ';') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private long length() {
        if (!tags.has("l")) {
            return SignatureFacts.WHOLE_BODY;
        }
        long length = tags.number("l", MAX_LENGTH_DIGITS);
        if (length < 0) {
            bad("l");
        }
        return length;
    }

    /** {@code q=} may list several ways; one must be ours. */
    private void query() {
        if (tags.has("q")) {
            boolean ours = false;
            for (String way : tags.value("q").split(":", -1)) {
                ours |= stripped(way, 0, way.length()).equals("dns/txt");
            }
            if (!ours) {
                bad("q");
            }
        }
    }

    private void times(Instant now) {
        long signed = time("t");
        long expires = form == Form.ARC_SEAL ? INFINITE : time("x");
        if (tags.has("t") && form != Form.ARC_SEAL && tags.has("x") && expires <= signed && expires < INFINITE) {
            bad("x");
        }
        if (tags.has("x") && expires < now.getEpochSecond()) {
            refuse(DkimReason.EXPIRED, tags.value("x"));
        }
    }

    /** More than twelve digits are infinite (§3.5). */
    private long time(String name) {
        if (!tags.has(name)) {
            return INFINITE;
        }
        long time = tags.number(name, MAX_TIME_DIGITS);
        if (time < 0) {
            bad(name);
        }
        return Math.min(time, INFINITE);
    }

    private @Nullable DnsName identity(DnsName domain) {
        if (!tags.has("i")) {
            return domain;
        }
        DnsName identity = SignedDomain.ofIdentity(tags.flat("i"), internationalized);
        if (identity == null) {
            bad("i");
        } else if (!identity.isWithin(domain)) {
            refuse(DkimReason.IDENTITY_OUTSIDE, identity.toString(), domain.toString());
        }
        return identity;
    }
}
