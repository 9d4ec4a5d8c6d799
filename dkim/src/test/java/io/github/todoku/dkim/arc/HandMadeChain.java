package io.github.todoku.dkim.arc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A chain written by the letter of RFC 8617, right or wrong, a char an octet. Nothing of the library has a hand in it: what is signed is
 * made of texts, by the sentences of RFC 6376 §3.4 and RFC 8617 §5.1.1.
 */
final class HandMadeChain {
    static final String DOMAIN = "example.com";
    static final KeyPair RSA = pair("RSA", 1024);
    static final KeyPair ED25519 = pair("Ed25519", 255);
    static final KeyPair OTHER = pair("RSA", 1024);
    static final UnaryOperator<String> AS_IT_IS = UnaryOperator.identity();

    static final String MAIL = """
            From: Author <author@example.com>
            To: list@example.net
            Subject: A test
             of folding
            DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=none; h=from; bh=AAAA; b=AAAA

            Hello,

            this  is \t a body \s


            """.replace("\n", "\r\n");

    /** The fields of a set in the order of their sealing: results, message signature, seal. */
    private final List<List<String>> sets = new ArrayList<>();

    private String mail = MAIL;

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    static String base64(KeyPair pair) {
        byte[] octets = pair.getPublic().getEncoded();
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        return Base64.getEncoder()
                .encodeToString(rsa ? octets : Arrays.copyOfRange(octets, octets.length - 32, octets.length));
    }

    /** Chains of so many sets. */
    static HandMadeChain of(int count) {
        HandMadeChain chain = new HandMadeChain();
        for (int i = 0; i < count; i++) {
            chain.add();
        }
        return chain;
    }

    HandMadeChain add() {
        return add(AS_IT_IS, AS_IT_IS, AS_IT_IS);
    }

    HandMadeChain results(UnaryOperator<String> edit) {
        return add(edit, AS_IT_IS, AS_IT_IS);
    }

    HandMadeChain signature(UnaryOperator<String> edit) {
        return add(AS_IT_IS, edit, AS_IT_IS);
    }

    HandMadeChain seal(UnaryOperator<String> edit) {
        return add(AS_IT_IS, AS_IT_IS, edit);
    }

    /** One set more, whose fields are edited before they are signed. */
    HandMadeChain add(UnaryOperator<String> results, UnaryOperator<String> signature, UnaryOperator<String> seal) {
        int i = sets.size() + 1;
        String aar = results.apply("ARC-Authentication-Results: i=" + i + "; mx.example.net;\r\n\tspf=pass "
                + "smtp.mailfrom=example.com; arc=" + (i == 1 ? "none" : "pass"));
        String ams = signedMail(signature.apply("ARC-Message-Signature: i=" + i + "; a=rsa-sha256; c=relaxed/relaxed; "
                + "d=example.com; s=arc;\r\n h=from:to:subject:dkim-signature; t=1790000000; bh={bh};\r\n b={b}"));
        String as = seal.apply("ARC-Seal: i=" + i + "; a=rsa-sha256; cv=" + (i == 1 ? "none" : "pass")
                + "; d=example.com; s=arc; t=1790000000;\r\n b={b}");
        List<String> covered = new ArrayList<>();
        if (!as.contains("cv=fail")) { // §5.1.2
            sets.forEach(covered::addAll);
        }
        covered.addAll(List.of(aar, ams));
        return raw(List.of(aar, ams, signed(as, covered)));
    }

    /** One set more, as it stands. */
    HandMadeChain raw(List<String> set) {
        sets.add(set);
        mail = String.join("\r\n", set.get(2), set.get(1), set.get(0)) + "\r\n" + mail;
        return this;
    }

    /** A hop that changes the message without telling. */
    HandMadeChain changed(String from, String to) {
        if (!mail.contains(from)) {
            throw new AssertionError("the mail has no " + from);
        }
        mail = mail.replace(from, to);
        return this;
    }

    String mail() {
        return mail;
    }

    /** A field of a set: 0 the results, 1 the message signature, 2 the seal. */
    String field(int instance, int which) {
        return sets.get(instance - 1).get(which);
    }

    /** The mail without that field. */
    String without(int instance, int which) {
        return mail.replace(field(instance, which) + "\r\n", "");
    }

    private String signedMail(String template) {
        int end = mail.indexOf("\r\n\r\n");
        String canonical = tag(template, "c");
        String body = mail.substring(end + 4);
        String whole = canonical.endsWith("/relaxed") ? relaxedBody(body) : simpleBody(body);
        String length = tag(template, "l");
        String begun = length.isEmpty() ? whole : whole.substring(0, Integer.parseInt(length));
        String hashed = template.replace("{bh}", base64(sha256(begun)));
        List<String> fields = new ArrayList<>(List.of(mail.substring(0, end).split("\r\n(?![ \t])", -1)));
        boolean relaxed = canonical.startsWith("relaxed");
        StringBuilder covered = new StringBuilder();
        for (String name : tag(template, "h").split(":", -1)) {
            for (int i = fields.size() - 1; i >= 0; i--) {
                String field = fields.get(i);
                if (field.substring(0, field.indexOf(':')).strip().equalsIgnoreCase(name.strip())) {
                    covered.append(relaxed ? relaxed(field) : field).append("\r\n");
                    fields.remove(i);
                    break;
                }
            }
        }
        String unsigned = hashed.replace("{b}", "");
        return with(hashed, covered + (relaxed ? relaxed(unsigned) : unsigned));
    }

    /** A seal over these fields, in this order. */
    static String signed(String template, List<String> covered) {
        StringBuilder text = new StringBuilder();
        covered.forEach(field -> text.append(relaxed(field)).append("\r\n"));
        return with(template, text + relaxed(template.replace("{b}", "")));
    }

    private static String with(String template, String covered) {
        boolean rsa = !template.contains("a=ed25519");
        try {
            Signature signer = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            PrivateKey key = (rsa ? RSA : ED25519).getPrivate();
            signer.initSign(key);
            signer.update(rsa ? octets(covered) : sha256(covered));
            return template.replace("{b}", base64(signer.sign()));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The value of a tag that stands behind a blank or a colon; empty if none does. */
    private static String tag(String field, String name) {
        for (String each : field.substring(field.indexOf(':') + 1).split(";", -1)) {
            String[] parts = each.strip().split("=", 2);
            if (parts.length == 2 && parts[0].strip().equals(name)) {
                return parts[1].strip();
            }
        }
        return "";
    }

    /** RFC 6376 §3.4.2, without the last CRLF. */
    static String relaxed(String field) {
        int colon = field.indexOf(':');
        String value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ");
        return field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + value.strip();
    }

    /** RFC 6376 §3.4.4. */
    private static String relaxedBody(String body) {
        String lines =
                body.replaceAll("[ \t]+\r\n", "\r\n").replaceAll("[ \t]+", " ").replaceAll("(\r\n)+$", "");
        return lines.isEmpty() ? "" : lines + "\r\n";
    }

    /** RFC 6376 §3.4.3. */
    private static String simpleBody(String body) {
        return body.replaceAll("(\r\n)+$", "") + "\r\n";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets(text));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
