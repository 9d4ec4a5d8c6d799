package io.github.todoku.dkim;

import static io.github.todoku.dkim.DkimResult.FAIL;
import static io.github.todoku.dkim.DkimResult.PASS;
import static io.github.todoku.dkim.DkimResult.PERMERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.message.LineEnds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mail that is odd, and what is done to it after it was signed: each judged by the section that is named. A char is an octet. */
class OddMailTest {
    private static final String MAIL = SignedMail.MAIL;
    private static final String TAGS =
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=rsa; h=from:to:subject; bh={bh}; b={b}";
    private static final String SIMPLE = TAGS.replace("relaxed/relaxed", "simple/simple");
    private static final String UTF8 = "b\u00c3\u00bccher.example";
    private static final String ALABELS = "xn--bcher-kva.example";

    private record Vector(String name, String mail, List<DkimResult> results) {}

    private static Vector vector(String name, String mail, DkimResult... results) {
        return new Vector(name, mail, List.of(results));
    }

    private static String signed(String mail, String tags) {
        return OddSignaturesTest.signed(mail, tags);
    }

    /** The mail as signed, with one piece of it replaced. */
    private static String changed(String mail, String tags, String from, String to) {
        String signed = signed(mail, tags);
        assertThat(signed).contains(from);
        return signed.replace(from, to);
    }

    @TestFactory
    Stream<DynamicTest> vectors() {
        return Stream.of(internationalized(), several(), headers(), bodies())
                .flatMap(each -> each)
                .map(vector -> DynamicTest.dynamicTest(
                        vector.name(),
                        () -> assertThat(results(vector.mail(), LineEnds.OF_THE_WIRE))
                                .isEqualTo(vector.results())));
    }

    private static List<DkimResult> results(String mail, LineEnds ends) {
        String zone = SignedMail.zone()
                + SignedMail.record("rsa._domainkey." + ALABELS + ".", "p=" + SignedMail.base64(SignedMail.RSA));
        return DkimVerifier.using(InMemoryDns.zone(zone))
                .withLineEnds(ends)
                .check(mail.getBytes(StandardCharsets.ISO_8859_1))
                .signatures()
                .stream()
                .map(DkimSignatureResult::result)
                .toList();
    }

    private static Stream<Vector> internationalized() {
        String mail = MAIL.replace("Author <author@example.com>", "\u00c3\u00bc <author@" + UTF8 + ">");
        String unicode = TAGS.replace("d=example.com", "d=" + UTF8);
        String ascii = TAGS.replace("d=example.com", "d=" + ALABELS);
        return Stream.of(
                vector("8616 5 d= in U-labels", signed(mail, unicode), PASS),
                vector("8616 5 d= in A-labels", signed(mail, ascii), PASS),
                vector("8616 5 d= in A-labels, i= in U-labels", signed(mail, ascii + "; i=@" + UTF8), PASS),
                vector("8616 5 d= in U-labels, i= in A-labels", signed(mail, unicode + "; i=@" + ALABELS), PASS),
                vector("8616 5 i= below d=", signed(mail, ascii + "; i=@\u00c3\u00bc." + UTF8), PASS),
                vector(
                        "6532 3.3 i= with a local part in UTF-8",
                        signed(mail, ascii + "; i=\u00c3\u00bc@" + UTF8),
                        PASS),
                vector("6376 3.5 i= of another U-label", signed(mail, ascii + "; i=@\u00c3\u00b6" + UTF8), PERMERROR),
                vector("6376 3.5 d= in U-labels, all else ASCII", signed(MAIL, unicode), PERMERROR),
                vector("6376 3.5 d= that is no UTF-8", signed(mail, unicode.replace("\u00c3", "\u00ff")), PERMERROR),
                vector(
                        "5890 2.3 an ideographic stop divides no labels",
                        signed(mail, TAGS.replace("example.com", "example\u00e3\u0080\u0082com")),
                        PERMERROR));
    }

    private static Stream<Vector> several() {
        String one = signed(MAIL, TAGS);
        String first = one.substring(0, one.indexOf("\r\nFrom:") + 2);
        String over = signed(one, TAGS.replace("subject;", "subject:dkim-signature;"));
        String bad = first.replace("h=from:to", "h=to:from");
        return Stream.of(
                vector("6.1 a good one below a bad one", bad + one, FAIL, PASS),
                vector("6.1 a bad one below a good one", first + bad + MAIL, PASS, FAIL),
                vector(
                        "6.1 an unreadable one between two",
                        first + "DKIM-Signature: v=1\r\n" + one,
                        PASS,
                        PERMERROR,
                        PASS),
                vector("3.5 a signature over another", over, PASS, PASS),
                vector("3.5 the one that is covered is gone", over.replace(first, ""), FAIL),
                vector("5.4.2 the one that is covered has moved up", first + over.replace(first, ""), PASS, PASS),
                vector("3.5 the same twice", first + one, PASS, PASS));
    }

    private static Stream<Vector> headers() {
        String subjects = TAGS.replace("subject;", "subject:subject;");
        String froms = TAGS.replace("h=from", "h=from:from");
        String received = "Received: from a by b; now\r\nReceived: from b by c; now\r\n" + MAIL;
        String all = TAGS.replace("subject;", "subject:received:received;");
        String empty = "X-Empty:\r\n" + MAIL;
        String named = TAGS.replace("subject;", "subject:x-empty;");
        return Stream.of(
                vector("8.15 a second Subject where it is oversigned", "Subject: x\r\n" + signed(MAIL, subjects), FAIL),
                vector("8.15 a second Subject where it is not", "Subject: x\r\n" + signed(MAIL, TAGS), PASS),
                vector("8.15 a second From where it is oversigned", "From: x\r\n" + signed(MAIL, froms), FAIL),
                vector("8.15 a second from: in lower case", "from: x\r\n" + signed(MAIL, froms), FAIL),
                vector("8.15 a second From with a blank before its colon", "From : x\r\n" + signed(MAIL, froms), FAIL),
                vector(
                        "5.4.2 the names in h= count in any case",
                        signed(MAIL, TAGS.replace("h=from", "h=From:FROM")),
                        PASS),
                vector("5.4.2 a Received on top", "Received: from c by d; now\r\n" + signed(received, all), PASS),
                vector("5.4.2 a Received below", changed(received, all, "From: A", "Received: x\r\nFrom: A"), FAIL),
                vector(
                        "5.4.2 two Received change places",
                        changed(received, all, "from a by b", "from b by c")
                                .replaceFirst("(?s)(from b by c.*?)from b by c", "$1from a by b"),
                        FAIL),
                vector("5.4 an empty field is taken off", changed(empty, named, "X-Empty:\r\n", ""), FAIL),
                vector("5.4 an empty field stays", signed(empty, named), PASS),
                vector("3.4.2 an empty field gets a blank", changed(empty, named, "X-Empty:", "X-Empty: \t"), PASS),
                vector(
                        "3.4.2 a tab for the blank of a folding",
                        changed(MAIL, TAGS, "test\r\n of", "test\r\n\tof"),
                        PASS),
                vector("3.4.1 the same under simple", changed(MAIL, SIMPLE, "test\r\n of", "test\r\n\tof"), FAIL),
                vector("3.4.2 blanks at a field's end", changed(MAIL, TAGS, "folding\r\n", "folding \t \r\n"), PASS),
                vector("3.4.1 the same under simple", changed(MAIL, SIMPLE, "folding\r\n", "folding \t \r\n"), FAIL),
                vector("2.8 a no-break space is no blank", changed(MAIL, TAGS, "A test", "A\u00c2\u00a0test"), FAIL),
                vector("2.8 a form feed is no blank", changed(MAIL, TAGS, "A test", "A\ftest"), FAIL),
                vector("2.8 a NUL as it was signed", signed(MAIL.replace("A test", "A\0test"), TAGS), PASS),
                vector("2.8 a NUL put in", changed(MAIL, TAGS, "A test", "A test\0"), FAIL),
                vector("2.8 octets that are no UTF-8", signed(MAIL.replace("A test", "A\u00ff\u00fetest"), TAGS), PASS),
                vector(
                        "2.8 UTF-8 in another normal form",
                        changed(MAIL.replace("A test", "\u00c3\u00bc"), TAGS, "\u00c3\u00bc", "u\u00cc\u0088"),
                        FAIL),
                vector("5.3 a word encoded afterwards", changed(MAIL, TAGS, "A test", "=?utf-8?q?A_test?="), FAIL),
                vector("2.2 a line that is no field", signed(MAIL.replace("Date:", "no field\r\nDate:"), TAGS), PASS),
                vector(
                        "5.3 folded anew inside a word",
                        changed(MAIL, TAGS, "Subject: A t", "Subject: A t\r\n "),
                        FAIL));
    }

    private static Stream<Vector> bodies() {
        String dots = MAIL.replace("Hello,", ".\r\n..\r\nFrom me");
        String open = MAIL.replaceFirst("(\r\n)+$", "");
        String html = MAIL.replace("Hello,", "Content-Type: text/html\r\n\r\n<p>x</p>");
        return Stream.of(
                vector("3.4.3 lines of dots", signed(dots, SIMPLE), PASS),
                vector("5.3 a dot more, as SMTP stuffs them", changed(dots, TAGS, "\r\n..\r\n", "\r\n...\r\n"), FAIL),
                vector("5.3 From quoted, as an mbox does", changed(dots, TAGS, "\r\nFrom me", "\r\n>From me"), FAIL),
                vector("3.4.4 no CRLF at the end", signed(open, TAGS), PASS),
                vector("3.4.4 one added", signed(open, TAGS) + "\r\n", PASS),
                vector("3.4.4 many added", signed(open, TAGS) + "\r\n \t\r\n\r\n", PASS),
                vector("3.4.3 one taken off", signed(MAIL, SIMPLE).replaceFirst("\r\n$", ""), PASS),
                vector("3.4.3 all taken off", signed(MAIL, SIMPLE).replaceFirst("(\r\n)+$", ""), PASS),
                vector("3.4.4 a LF added", signed(MAIL, TAGS) + "\n", FAIL),
                vector("3.4.4 a CR added", signed(MAIL, TAGS) + "\r", FAIL),
                vector("3.4.4 a CR before a line end", changed(MAIL, TAGS, "Hello,\r\n", "Hello,\r\r\n"), FAIL),
                vector("3.4.4 a letter behind the empty lines", signed(MAIL, TAGS) + "x", FAIL),
                vector("3.4.4 a NUL added", signed(MAIL, TAGS) + "\0", FAIL),
                vector("3.4.4 a body like a header", signed(html, TAGS), PASS),
                vector("3.4.4 another end of the header", changed(html, TAGS, "\r\n\r\nContent", "\r\nContent"), FAIL),
                vector("3.4.4 blanks at the beginning of a line", changed(MAIL, TAGS, "this  is", "  this is"), FAIL),
                vector("3.4.4 blanks for blanks", changed(MAIL, TAGS, "this  is", "this \t\t is"), PASS));
    }

    @Test
    void aFileWithTheLineEndsOfItsSystemIsTheMessage() {
        String file = signed(MAIL, TAGS).replace("\r\n", "\n");
        assertThat(results(file, LineEnds.OF_A_FILE)).containsExactly(PASS);
        assertThat(results(signed(MAIL, TAGS), LineEnds.OF_A_FILE)).containsExactly(PASS);
        assertThat(results(file.replace("Hello", "Hallo"), LineEnds.OF_A_FILE)).containsExactly(FAIL);
        assertThat(results(file, LineEnds.OF_THE_WIRE)).doesNotContain(PASS);
    }
}
