package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Takes the usual changes off a body, one at a time, until its hash is the one that was signed. For one thread. */
final class BodySuspects {
    /** Lines that are taken off at either end. */
    private static final int MAX_LINES = 100;

    /** Octets hashed in all. */
    private static final long MAX_HASHED = 64L << 20;

    private final byte[] body;
    private final SignatureFacts facts;
    private long hashed;

    BodySuspects(byte[] body, SignatureFacts facts) {
        this.body = body;
        this.facts = facts;
    }

    Finding find() {
        if (fits(body, 0, body.length)) {
            return Finding.of(DkimSuspect.BODY_UNCHANGED, "");
        }
        int end = body.length;
        for (int lines = 1; lines <= MAX_LINES && end > 0; lines++) {
            end = lineBefore(end);
            if (fits(body, 0, end)) {
                return Finding.of(DkimSuspect.FOOTER_ADDED, "", Integer.toString(lines));
            }
        }
        int from = 0;
        for (int lines = 1; lines <= MAX_LINES && from < body.length; lines++) {
            from = lineBehind(from);
            if (fits(body, from, body.length)) {
                return Finding.of(DkimSuspect.BANNER_ADDED, "", Integer.toString(lines));
            }
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (fits(("\n" + text).replace("\n>From ", "\nFrom ").substring(1))) {
            return Finding.of(DkimSuspect.FROM_ESCAPED, "");
        }
        if (fits(("\n" + text).replace("\n..", "\n.").substring(1))) {
            return Finding.of(DkimSuspect.DOTS_DOUBLED, "");
        }
        return encoded(text)
                ? Finding.of(DkimSuspect.BODY_ENCODED, "")
                : Finding.of(DkimSuspect.BODY_NOT_EXPLAINED, "");
    }

    /** Whether the body, taken out of base64 or quoted-printable, is the one that was signed. */
    private boolean encoded(String text) {
        if (fits(withoutQuotedPrintable(text))) {
            return true;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text.replace("\r\n", ""));
            String lines = new String(decoded, StandardCharsets.ISO_8859_1);
            return fits(lines) || fits(lines.replace("\r\n", "\n").replace("\n", "\r\n"));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static String withoutQuotedPrintable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && text.startsWith("\r\n", i + 1)) {
                i += 2;
            } else if (c == '=' && i + 2 < text.length() && octet(text, i + 1) >= 0) {
                plain.append((char) octet(text, i + 1));
                i += 2;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static int octet(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private int lineBefore(int end) {
        int at = end - 1;
        while (at > 0 && body[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private int lineBehind(int from) {
        int at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return Math.min(body.length, at + 1);
    }

    private boolean fits(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return fits(octets, 0, octets.length);
    }

    private boolean fits(byte[] octets, int from, int to) {
        hashed += to - from;
        if (hashed > MAX_HASHED) {
            return false;
        }
        BodyHash hash = new BodyHash(facts.relaxedBody());
        if (facts.bodyLength() >= 0) {
            hash.cutAt(facts.bodyLength());
        }
        hash.write(octets, from, to);
        hash.end();
        byte[] whole = facts.bodyLength() < 0 ? hash.whole() : hash.cut(facts.bodyLength());
        return whole != null && MessageDigest.isEqual(whole, facts.bodyHash());
    }
}
