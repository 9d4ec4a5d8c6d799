package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.message.MessageHead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Signatures that are made right over fields, keys and messages that are odd: each judged by the section that is named. */
class OddSignaturesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String MAIL = SignedMail.MAIL;
    private static final String KEY = SignedMail.base64(SignedMail.RSA);
    private static final String ED = SignedMail.base64(SignedMail.ED25519);
    private static final String TAGS = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=rsa; h=from:to:subject;";
    private static final String OTHER_KEY = SignedMail.base64(SignedMail.pair("RSA", 2048));

    /** One vector: its name and section, what must come out, the message, and more of the zone. */
    private record Vector(String name, DkimResult result, String mail, String zone) {}

    private static Vector field(String name, DkimResult result, String tags) {
        return new Vector(name, result, signed(MAIL, tags + " bh={bh}; b={b}"), "");
    }

    private static Vector mail(String name, DkimResult result, String mail) {
        return new Vector(name, result, mail, "");
    }

    private static Vector key(String name, DkimResult result, String... records) {
        StringBuilder zone = new StringBuilder();
        for (String record : records) {
            zone.append(SignedMail.record("k._domainkey.example.com.", record));
        }
        return new Vector(
                name, result, signed(MAIL, TAGS.replace("s=rsa", "s=k") + " bh={bh}; b={b}"), zone.toString());
    }

    /** The mail below a field of these tags; the signature fits the field as it stands, whatever that is. */
    static String signed(String mail, String tags) {
        return signedField(mail, "DKIM-Signature: " + tags);
    }

    private static String signedField(String mail, String template) {
        byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        int end = mail.indexOf("\r\n\r\n");
        int bodyFrom = end < 0 ? octets.length : end + 4;
        BodyHash body = new BodyHash(template.contains("/relaxed"));
        body.write(octets, bodyFrom, octets.length);
        body.end();
        String hashed = template.replace("{bh}", Base64.getEncoder().encodeToString(body.whole()));
        int valueOfB = hashed.indexOf("{b}");
        String unsigned = hashed.replace("{b}", "");
        HeaderHash hash = new HeaderHash(template.contains("c=relaxed"));
        hash.addAll(MessageHead.of(octets, end < 0 ? octets.length : end + 2, false), names(unsigned), -1);
        byte[] field = unsigned.getBytes(StandardCharsets.ISO_8859_1);
        hash.addUnsigned(field, unsigned.indexOf(':'), valueOfB, valueOfB);
        boolean rsa = !template.contains("ed25519");
        try {
            Signature signer = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signer.initSign((rsa ? SignedMail.RSA : SignedMail.ED25519).getPrivate());
            signer.update(
                    rsa
                            ? hash.octets()
                            : java.security.MessageDigest.getInstance("SHA-256").digest(hash.octets()));
            return hashed.replace("{b}", Base64.getEncoder().encodeToString(signer.sign())) + "\r\n" + mail;
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    /** As the library reads {@code h=}; its grammar is held elsewhere. */
    private static List<String> names(String field) {
        int from = field.indexOf("h=") + 2;
        int semicolon = field.indexOf(';', from);
        String value = field.substring(from, semicolon < 0 ? field.length() : semicolon);
        return Stream.of(value.split(":")).map(String::strip).toList();
    }

    private static String b(String mail) {
        int from = mail.indexOf(" b=") + 3;
        return mail.substring(from, mail.indexOf("\r\n", from));
    }

    @TestFactory
    Stream<DynamicTest> vectors() {
        return Stream.of(fields(), identities(), domains(), keys(), headers(), bodies())
                .flatMap(each -> each)
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> holds(vector)));
    }

    private static void holds(Vector vector) {
        InMemoryDns dns = InMemoryDns.zone(SignedMail.zone() + vector.zone());
        byte[] octets = vector.mail().getBytes(StandardCharsets.ISO_8859_1);
        List<DkimSignatureResult> results =
                DkimVerifier.using(dns).at(NOW).check(octets).signatures();
        assertThat(results)
                .as(results + " " + vector.mail())
                .extracting(DkimSignatureResult::result)
                .containsOnly(vector.result());
        assertThat(results.get(0).reason().text(Locale.JAPANESE)).doesNotContain("{");
        for (int cut = 1; cut < octets.length; cut += 13) {
            DkimVerifyingStream stream = DkimVerifier.using(dns).at(NOW).begin();
            stream.write(octets, 0, cut);
            stream.write(octets, cut, octets.length - cut);
            assertThat(stream.end().join().toString())
                    .isEqualTo(DkimVerifier.using(dns).at(NOW).check(octets).toString());
        }
    }

    private static Stream<Vector> fields() {
        String good = signed(MAIL, TAGS + " bh={bh}; b={b}");
        String rest = "d=example.com; s=rsa; h=from:to;";
        return Stream.of(
                field("3.5 q= of several ways, one ours", DkimResult.PASS, TAGS + " q=other/x:dns/txt;"),
                field("3.5 q= without a way", DkimResult.PERMERROR, TAGS + " q=;"),
                field("3.5 q=dns without its option", DkimResult.PERMERROR, TAGS + " q=dns;"),
                field("3.5 x= at t=", DkimResult.PERMERROR, TAGS + " t=1700000000; x=1700000000;"),
                field("3.5 x= before t=, both to come", DkimResult.PERMERROR, TAGS + " t=1900000001; x=1900000000;"),
                field("3.5 x= past", DkimResult.PERMERROR, TAGS + " x=1799999999;"),
                field("3.5 x= of this second", DkimResult.PASS, TAGS + " x=1800000000;"),
                field("3.5 x= beyond all counting", DkimResult.PASS, TAGS + " x=" + "9".repeat(40) + ";"),
                field("3.5 x= signed", DkimResult.PERMERROR, TAGS + " x=+1900000000;"),
                field("3.5 t= in hexadecimal", DkimResult.PERMERROR, TAGS + " t=0x10;"),
                field("3.5 t= with a blank in it", DkimResult.PERMERROR, TAGS + " t=17 00;"),
                field("3.5 l= with a blank in it", DkimResult.PERMERROR, TAGS + " l=1 0;"),
                field("3.5 l= beyond the body", DkimResult.PERMERROR, TAGS + " l=1000000;"),
                field("3.5 z= is not held against anything", DkimResult.PASS, TAGS + " z=From:x=40y|To:nobody;"),
                field("3.2 a tag of no standard", DkimResult.PASS, TAGS + " rs=anything =~ goes;"),
                field("3.2 a name with a hyphen", DkimResult.PERMERROR, TAGS + " x-y=1;"),
                field("3.2 a name that begins with a digit", DkimResult.PERMERROR, TAGS + " 1x=1;"),
                field("3.2 the same unknown tag twice", DkimResult.PERMERROR, TAGS + " rs=1; rs=1;"),
                field("3.2 z= twice", DkimResult.PERMERROR, TAGS + " z=a; z=a;"),
                field("3.2 two semicolons in a row", DkimResult.PERMERROR, TAGS + ";"),
                field("3.2 blanks around the equals sign", DkimResult.PASS, TAGS.replace("d=", "d \t= ")),
                field("3.2 a control character", DkimResult.PERMERROR, TAGS + " rs=a\u0001b;"),
                field("3.2 v= last", DkimResult.PASS, "a=rsa-sha256; c=relaxed/relaxed; " + rest + " v=1;"),
                field(
                        "3.5 v= with a blank in it",
                        DkimResult.PERMERROR,
                        "v=1 1; a=rsa-sha256; c=relaxed/relaxed; " + rest),
                field(
                        "3.5 c= with a third part",
                        DkimResult.PERMERROR,
                        TAGS.replace("relaxed/relaxed", "relaxed/relaxed/simple")),
                field(
                        "3.5 c= that ends with its slash",
                        DkimResult.PERMERROR,
                        TAGS.replace("c=relaxed/relaxed", "c=relaxed/")),
                field("3.5 h= that ends with a colon", DkimResult.PERMERROR, TAGS.replace("subject;", "subject:;")),
                field("3.5 h= of blanks", DkimResult.PERMERROR, TAGS.replace("h=from:to:subject", "h= ")),
                field(
                        "3.5 h= with blanks around colons",
                        DkimResult.PASS,
                        TAGS.replace("from:to", "from \t:\r\n\t to")),
                field("3.5 h= with a blank in a name", DkimResult.PERMERROR, TAGS.replace("subject", "sub ject")),
                field("5.4 h= names From twice, one is there", DkimResult.PASS, TAGS.replace("h=from", "h=from:from")),
                field(
                        "5.4 h= names what is not there",
                        DkimResult.PASS,
                        TAGS.replace("subject", "x-none:x-none:subject")),
                field(
                        "6.1.1 h= without From, with a look-alike",
                        DkimResult.PERMERROR,
                        TAGS.replace("h=from", "h=x-from:fr0m")),
                field(
                        "6.1.1 h= names the signature itself",
                        DkimResult.PASS,
                        TAGS.replace("subject", "dkim-signature:subject")),
                mail(
                        "3.5 b= folded between all its characters",
                        DkimResult.PASS,
                        good.replace(b(good), b(good).replaceAll("(.{7})", "$1\r\n\t "))),
                mail(
                        "3.5 b= with a character that base64 has not",
                        DkimResult.PERMERROR,
                        good.replace(b(good), b(good).substring(0, 20) + "-" + b(good).substring(21))),
                mail(
                        "3.5 b= that goes on behind its padding",
                        DkimResult.PERMERROR,
                        good.replace(b(good), b(good) + "AAAA")),
                mail(
                        "3.5 b= one character short",
                        DkimResult.PERMERROR,
                        good.replace(b(good), b(good).substring(0, b(good).length() - 3))),
                mail(
                        "3.5 b= of another octet",
                        DkimResult.FAIL,
                        good.replace(b(good), (b(good).charAt(0) == 'A' ? "B" : "A") + b(good).substring(1))),
                mail(
                        "3.5 bh= folded",
                        DkimResult.PASS,
                        signed(MAIL, TAGS + " bh={bh}; b={b}").replace("zzz", "")),
                mail(
                        "8463 Ed25519 under the name of RSA",
                        DkimResult.PERMERROR,
                        signed(MAIL, TAGS.replace("s=rsa", "s=ed") + " bh={bh}; b={b}")));
    }

    private static Stream<Vector> identities() {
        return Stream.of(
                field("3.5 i= with a quoted local part", DkimResult.PASS, TAGS + " i=\"a=20b\"@example.com;"),
                field("3.5 i= with an at sign in quotes", DkimResult.PASS, TAGS + " i=\"a@b\"@example.com;"),
                field("3.5 i= with two at signs", DkimResult.PERMERROR, TAGS + " i=ceo@bank.example@example.com;"),
                field(
                        "3.5 i= with an encoded at sign",
                        DkimResult.PERMERROR,
                        TAGS + " i=ceo=40bank.example@example.com;"),
                field("3.5 i= with quotes that do not end", DkimResult.PERMERROR, TAGS + " i=\"a@example.com;"),
                field("3.5 i= in angle brackets", DkimResult.PERMERROR, TAGS + " i=<a@example.com>;"),
                field("3.5 i= below d= in another case", DkimResult.PASS, TAGS + " i=@News.EXAMPLE.Com;"),
                field("6.1.1 i= above d=", DkimResult.PERMERROR, TAGS + " i=@com;"),
                field("6.1.1 i= beside d=", DkimResult.PERMERROR, TAGS + " i=@xexample.com;"),
                field("3.5 i= with an empty label", DkimResult.PERMERROR, TAGS + " i=@a..example.com;"),
                field("2.11 i= with a broken escape", DkimResult.PERMERROR, TAGS + " i=a=4@example.com;"));
    }

    private static Stream<Vector> domains() {
        return Stream.of(
                field(
                        "3.5 d= folded in a label",
                        DkimResult.PERMERROR,
                        TAGS.replace("example.com", "exam\r\n ple.com")),
                field(
                        "3.5 d= with a comment",
                        DkimResult.PERMERROR,
                        TAGS.replace("d=example.com", "d=example.com (x)")),
                field("3.5 d= in quotes", DkimResult.PERMERROR, TAGS.replace("d=example.com", "d=\"example.com\"")),
                field(
                        "3.5 d= with a label that ends with a hyphen",
                        DkimResult.PERMERROR,
                        TAGS.replace("example.com", "example-.com")),
                field(
                        "3.5 d= with a NUL",
                        DkimResult.PERMERROR,
                        TAGS.replace("example.com", "example.com\0.evil.example")),
                field(
                        "3.5 d= with an escape of the DNS",
                        DkimResult.PERMERROR,
                        TAGS.replace("example.com", "example\\046com")),
                field("3.5 s= that ends with a dot", DkimResult.PERMERROR, TAGS.replace("s=rsa", "s=rsa.")),
                field("3.5 s= with a space in it", DkimResult.PERMERROR, TAGS.replace("s=rsa", "s=r sa")),
                field("3.5 s= with a wildcard", DkimResult.PERMERROR, TAGS.replace("s=rsa", "s=*")),
                field(
                        "3.6.2 a name too long for the DNS",
                        DkimResult.PERMERROR,
                        TAGS.replace("s=rsa", "s=" + ("a".repeat(60) + ".").repeat(4) + "a")),
                field(
                        "8616 d= as A-labels",
                        DkimResult.PERMERROR,
                        TAGS.replace("d=example.com", "d=xn--bcher-kva.example")));
    }

    private static Stream<Vector> keys() {
        return Stream.of(
                key("3.6.1 n= with blanks and signs", DkimResult.PASS, "v=DKIM1; n=ask =20 us: now! ; p=" + KEY),
                key("3.6.1 s= of several, one of them mail", DkimResult.PASS, "v=DKIM1; s=tlsrpt:email; p=" + KEY),
                key("3.6.1 s= for reports only", DkimResult.PERMERROR, "v=DKIM1; s=tlsrpt; p=" + KEY),
                key("3.6.1 h= without SHA-256", DkimResult.PERMERROR, "v=DKIM1; h=sha1; p=" + KEY),
                key("3.6.1 h= of both", DkimResult.PASS, "v=DKIM1; h= sha1 : sha256 ; p=" + KEY),
                key("3.6.1 t= of unknown flags", DkimResult.PASS, "v=DKIM1; t=x:yes:ss; p=" + KEY),
                key(
                        "3.6.1 white space everywhere",
                        DkimResult.PASS,
                        " v = DKIM1 ;\t k =\trsa ; p = " + KEY.substring(0, 30) + " \t " + KEY.substring(30) + " "),
                key("3.6.1 p= before k=", DkimResult.PASS, "p=" + KEY + "; k=rsa"),
                key("3.6.1 v= behind p=", DkimResult.PERMERROR, "p=" + KEY + "; v=DKIM1"),
                key("3.6.1 v=DKIM10", DkimResult.PERMERROR, "v=DKIM10; p=" + KEY),
                key("3.6.1 p= of blanks alone", DkimResult.PERMERROR, "v=DKIM1; p= \t "),
                key("3.6.1 p= revoked beside a key", DkimResult.PERMERROR, "v=DKIM1; p=; p=" + KEY),
                key("3.2 p= twice", DkimResult.PERMERROR, "v=DKIM1; p=" + KEY + "; p=" + KEY),
                key("3.2 an empty tag", DkimResult.PERMERROR, "v=DKIM1;; p=" + KEY),
                key(
                        "3.6.1 p= that lacks its last characters",
                        DkimResult.PERMERROR,
                        "v=DKIM1; p=" + KEY.substring(0, KEY.length() - 40)),
                key(
                        "3.6.1 p= in the alphabet of URLs",
                        DkimResult.PERMERROR,
                        "v=DKIM1; p=" + KEY.replace('/', '_').replace('+', '-').replaceFirst("M", "-")),
                key("6.1.2 k=ed25519 for a signature of RSA", DkimResult.PERMERROR, "v=DKIM1; k=ed25519; p=" + ED),
                key("6.1.2 a key of RSA that says it is Ed25519", DkimResult.PERMERROR, "v=DKIM1; k=ed25519; p=" + KEY),
                key("6.1.2 two keys, the second fits", DkimResult.PASS, "v=DKIM1; p=" + OTHER_KEY, "v=DKIM1; p=" + KEY),
                key("6.1.2 two keys, none fits", DkimResult.FAIL, "v=DKIM1; p=" + OTHER_KEY, "v=DKIM1; p="),
                key(
                        "6.1.2 a text beside the key",
                        DkimResult.PASS,
                        "google-site-verification=abc",
                        "v=DKIM1; p=" + KEY));
    }

    private static Stream<Vector> headers() {
        String relaxed = TAGS + " bh={bh}; b={b}";
        String simple = relaxed.replace("c=relaxed/relaxed", "c=simple/simple");
        String good = signed(MAIL, relaxed);
        return Stream.of(
                mail(
                        "2.8 a blank line within a folding",
                        DkimResult.PASS,
                        signed(MAIL.replace("test\r\n of", "test\r\n \r\n of"), relaxed)),
                mail(
                        "3.4.1 one blank more under simple",
                        DkimResult.FAIL,
                        signed(MAIL, simple).replace("To: Reader", "To:  Reader")),
                mail("3.4.2 blanks before the colon", DkimResult.PASS, good.replace("Subject: A", "Subject \t : \t A")),
                mail("3.4.2 a name in capitals", DkimResult.PASS, good.replace("Subject:", "SUBJECT:")),
                mail("3.4.2 a bare LF is no white space", DkimResult.FAIL, good.replace("A test", "A\ntest")),
                mail("3.4.2 a bare CR is no white space", DkimResult.FAIL, good.replace("A test", "A\rtest")),
                mail(
                        "3.4.2 a bare LF as it was signed",
                        DkimResult.PASS,
                        signed(MAIL.replace("A test", "A\ntest"), relaxed)),
                mail(
                        "5.4.2 a second Subject above is not seen",
                        DkimResult.PASS,
                        good.replace("From:", "Subject: other\r\nFrom:")),
                mail(
                        "5.4.2 a second Subject below is",
                        DkimResult.FAIL,
                        good.replace("Date:", "Subject: other\r\nDate:")),
                mail(
                        "5.4.2 the lowest of two is gone",
                        DkimResult.FAIL,
                        signed("Subject: one\r\n" + MAIL, relaxed).replace("Subject: A test\r\n of folding\r\n", "")),
                mail(
                        "5.4 what h= named in advance was added",
                        DkimResult.FAIL,
                        signed(MAIL, relaxed.replace("subject", "cc:subject"))
                                .replace("Date:", "Cc: c@example.org\r\nDate:")),
                mail(
                        "3.5 the order in h= is that of the hash",
                        DkimResult.FAIL,
                        good.replace("h=from:to:subject", "h=to:from:subject")),
                mail(
                        "5322 a line of 2,000 octets",
                        DkimResult.PASS,
                        signed(
                                "X-Long: " + "x".repeat(2_000) + "\r\n" + MAIL,
                                relaxed.replace("subject", "x-long:subject"))),
                mail(
                        "2.2 the signature below all fields",
                        DkimResult.PASS,
                        MAIL.substring(0, MAIL.indexOf("\r\n\r\n") + 2)
                                + good.substring(0, good.indexOf("\r\n") + 2)
                                + MAIL.substring(MAIL.indexOf("\r\n\r\n") + 2)),
                mail(
                        "2.2 the field's name in lower case",
                        DkimResult.PASS,
                        signedField(MAIL, "dkim-signature: " + relaxed)),
                mail(
                        "2.2 the field's name with a blank behind it",
                        DkimResult.PASS,
                        signedField(MAIL, "DKIM-Signature : " + relaxed)),
                mail("3.5 nothing behind the field's colon", DkimResult.PERMERROR, "DKIM-Signature:\r\n" + MAIL),
                mail(
                        "3.5 the field's first line is empty",
                        DkimResult.PASS,
                        signedField(MAIL, "DKIM-Signature:\r\n\t" + relaxed)));
    }

    private static Stream<Vector> bodies() {
        String relaxed = TAGS + " bh={bh}; b={b}";
        String simple = relaxed.replace("/relaxed;", "/simple;");
        String head = MAIL.substring(0, MAIL.indexOf("\r\n\r\n") + 4);
        String good = signed(MAIL, relaxed);
        return Stream.of(
                mail(
                        "3.4.3 no body and no empty line",
                        DkimResult.PASS,
                        signed(head.substring(0, head.length() - 2), simple)),
                mail(
                        "3.4.4 no body and no empty line",
                        DkimResult.PASS,
                        signed(head.substring(0, head.length() - 2), relaxed)),
                mail(
                        "3.4.3 a body of line ends is none",
                        DkimResult.PASS,
                        signed(head + "\r\n\r\n\r\n", simple).replaceFirst("\r\n\r\n\r\n\r\n$", "\r\n\r\n")),
                mail("3.4.4 blanks and line ends are none", DkimResult.PASS, signed(head, relaxed) + " \t \r\n\t\r\n"),
                mail("3.4.3 under simple they are something", DkimResult.FAIL, signed(head, simple) + " \t \r\n"),
                mail("3.4.4 a bare LF is content", DkimResult.FAIL, good.replace("Hello,\r\n", "Hello,\n\r\n")),
                mail("3.4.4 a blank put at the beginning of a line", DkimResult.FAIL, good.replace("Hello", " Hello")),
                mail("3.4.4 a word cut by a blank", DkimResult.FAIL, good.replace("Hello", "Hel lo")),
                mail(
                        "3.4.4 the first line end taken out",
                        DkimResult.FAIL,
                        good.replace("Hello,\r\n\r\n", "Hello,\r\n")),
                mail("3.4.5 l= counts canonical octets", DkimResult.PASS, signedShort(6)),
                mail(
                        "3.4.5 an octet within l= changed",
                        DkimResult.FAIL,
                        signedShort(6).replace("Hello", "Hallo")),
                mail(
                        "3.4.5 an octet behind l= changed",
                        DkimResult.PASS,
                        signedShort(6).replace("some lines", "any lines")));
    }

    /** Signed with l=: the hash is of so many canonical octets. */
    private static String signedShort(int length) {
        String head = MAIL.substring(0, MAIL.indexOf("\r\n\r\n") + 4);
        String begun = MAIL.substring(head.length(), head.length() + length);
        try {
            byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                    .digest(begun.getBytes(StandardCharsets.ISO_8859_1));
            return signed(
                    MAIL, TAGS + " l=" + length + "; bh=" + Base64.getEncoder().encodeToString(hash) + "; b={b}");
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }
}
