package io.github.todoku.dkim.arc;

import static io.github.todoku.dkim.arc.HandMadeChain.AS_IT_IS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Chains that are whole, and chains broken in each way that RFC 8617 names: each is judged by the section that is named. */
class OddChainsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String KEY = HandMadeChain.base64(HandMadeChain.RSA);
    private static final int NOT_ASKED = -1;

    /**
     * One vector.
     *
     * @param name its section and what it is
     * @param reason what must come out
     * @param oldest the oldest set since which nothing has changed; {@link #NOT_ASKED} where the chain is broken
     * @param mail the message
     */
    private record Vector(String name, ArcReason reason, int oldest, String mail) {}

    private static Vector holds(String name, int oldest, HandMadeChain chain) {
        return new Vector(name, ArcReason.CHAIN_HOLDS, oldest, chain.mail());
    }

    private static Vector holds(String name, String mail) {
        return new Vector(name, ArcReason.CHAIN_HOLDS, 0, mail);
    }

    private static Vector fails(String name, ArcReason reason, HandMadeChain chain) {
        return new Vector(name, reason, NOT_ASKED, chain.mail());
    }

    private static Vector fails(String name, ArcReason reason, String mail) {
        return new Vector(name, reason, NOT_ASKED, mail);
    }

    private static HandMadeChain chain(int sets) {
        return HandMadeChain.of(sets);
    }

    private static UnaryOperator<String> put(String from, String to) {
        return text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        };
    }

    private static UnaryOperator<String> tags(String more) {
        return put(" t=1790000000;", " t=1790000000; " + more);
    }

    private static String zone() {
        return "arc._domainkey.example.com. TXT \"v=DKIM1; p=" + KEY + "\"\n"
                + "other._domainkey.example.com. TXT \"v=DKIM1; p=" + HandMadeChain.base64(HandMadeChain.OTHER) + "\"\n"
                + "ed._domainkey.example.com. TXT \"v=DKIM1; k=ed25519; p="
                + HandMadeChain.base64(HandMadeChain.ED25519) + "\"\n"
                + "arc._domainkey.sealer.example. TXT \"v=DKIM1; t=y; p=" + KEY + "\"\n"
                + "arc._domainkey.xn--bcher-kva.example. TXT \"v=DKIM1; p=" + KEY + "\"\n"
                + "revoked._domainkey.example.com. TXT \"v=DKIM1; p=\"\n"
                + "reports._domainkey.example.com. TXT \"v=DKIM1; s=tlsrpt; p=" + KEY + "\"\n"
                + "text._domainkey.example.com. TXT \"hello\"\n";
    }

    @TestFactory
    Stream<DynamicTest> vectors() {
        return Stream.of(whole(), instances(), sets(), statuses(), signatures(), seals(), keys(), ways())
                .flatMap(each -> each)
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> judged(vector)));
    }

    private static void judged(Vector vector) {
        InMemoryDns dns =
                InMemoryDns.zone(zone()).fault("slow._domainkey.example.com", RecordType.TXT, Fault.timeout());
        byte[] octets = HandMadeChain.octets(vector.mail());
        ArcChain chain = ArcVerifier.using(dns).at(NOW).check(octets);
        assertThat(chain.reason().kind()).as("%s", chain.findings()).isEqualTo(vector.reason());
        boolean pass = vector.reason() == ArcReason.CHAIN_HOLDS;
        assertThat(chain.result()).isEqualTo(pass ? ArcResult.PASS : ArcResult.FAIL);
        assertThat(chain.oldestPass()).isEqualTo(pass ? OptionalInt.of(vector.oldest()) : OptionalInt.empty());
        assertThat(chain.reason().text(Locale.JAPANESE)).doesNotContain("{");
        boolean structure = chain.sets().isEmpty();
        if (vector.name().endsWith("key: slow")) {
            assertThat(chain.cannotTell()).isEqualTo(!pass);
        }
        assertThat(dns.queries().isEmpty()).as("no key is asked for in vain").isEqualTo(structure);
        ArcVerifyingStream stream = ArcVerifier.using(dns).at(NOW).begin();
        for (int at = 0; at < octets.length; at += 37) {
            stream.write(octets, at, Math.min(37, octets.length - at));
        }
        assertThat(stream.await().toString()).isEqualTo(chain.toString());
    }

    @Test
    void whatTheNewestSignatureLeavesOpenIsTold() {
        String mail = chain(0).signature(tags("l=6;")).mail() + "more\r\n";
        ArcChain chain = ArcVerifier.using(InMemoryDns.zone(zone())).at(NOW).check(HandMadeChain.octets(mail));
        assertThat(chain.findings().stream().map(each -> each.id()))
                .containsExactly("arc.chain-holds", "dkim.body-partly-signed");
    }

    private static Stream<Vector> whole() {
        HandMadeChain three = chain(3);
        List<String> fields = new ArrayList<>(
                Arrays.asList(three.mail().split("\r\n\r\n", 2)[0].split("\r\n(?![ \t])", -1)));
        String body = "\r\n\r\n" + three.mail().split("\r\n\r\n", 2)[1];
        List<String> arc = new ArrayList<>(fields.subList(0, 9));
        List<String> rest = fields.subList(9, fields.size());
        Collections.reverse(arc);
        String reversed = String.join("\r\n", arc) + "\r\n" + String.join("\r\n", rest) + body;
        String below = String.join("\r\n", rest) + "\r\n" + String.join("\r\n", arc) + body;
        return Stream.of(
                holds("5.2 one set", 0, chain(1)),
                holds("5.2 five sets", 0, chain(5)),
                holds("4.2.1 fifty sets", 0, chain(50)),
                holds("4.2 the fields in another order", reversed),
                holds("4.2 the fields below the others", below),
                holds(
                        "4.1 names in capitals",
                        chain(2).mail().replace("ARC-", "arc-").replace("arc-Seal", "ARC-SEAL")),
                holds("3.4.2 refolded", chain(2).mail().replace("; d=example.com", ";\r\n\t d=example.com")),
                holds(
                        "5.2 step 5 changed before the second seal",
                        2,
                        chain(1).changed("A test", "[l] A test").add()),
                holds(
                        "5.2 step 5 body changed before the third",
                        3,
                        chain(2).changed("Hello", "Hallo").add()),
                holds(
                        "5.2 step 5 unchanged since the second",
                        2,
                        chain(1).changed("Hello", "Hallo").add().add()),
                holds(
                        "5.2 step 5 a gap counts from its newer side",
                        3,
                        chain(1).signature(put("{bh}", "AAAA")).add()),
                holds("4.1.2 v= is ignored", 0, chain(0).signature(tags("v=9;"))),
                holds("4.1.2 a tag of no standard", 0, chain(0).signature(tags("xx=(any)=;"))),
                holds("4.1.2 x= to come", 0, chain(0).signature(tags("x=1900000000;"))),
                holds("4.1.2 c=simple/simple", 0, chain(1).signature(put("relaxed/relaxed", "simple/simple"))),
                holds("4.1.2 c=simple/relaxed", 0, chain(1).signature(put("relaxed/relaxed", "simple/relaxed"))),
                holds("4.1.2 what is named and not there", 0, chain(1).signature(put("h=from", "h=from:from:x-no"))),
                holds(
                        "4.1.2 i= last",
                        0,
                        chain(0).signature(text -> put("i=1; ", "").apply(text) + "; i=1")),
                holds("4.1.3 a tag of no standard", 0, chain(0).seal(tags("xx=1;"))),
                holds("4.1.3 x= is no tag of a seal", 0, chain(0).seal(tags("x=1;"))),
                holds("4.1.3 q= is no tag of a seal", 0, chain(0).seal(tags("q=other;"))),
                holds("4.1.3 l= is no tag of a seal", 0, chain(0).seal(tags("l=x;"))),
                holds("4.1.3 without t=", 0, chain(0).seal(put(" t=1790000000;", ""))),
                holds("4.1.1 comments around i=", 0, chain(0).results(put("i=1;", "(a) i (b) = (c) 1 (d) ;"))),
                holds("4.1.1 nothing that can be read", 0, chain(0).results(put("mx.example.net;", "\"torn;"))),
                holds("4.1.1 none", 0, chain(1).results(text -> "ARC-Authentication-Results: i=2; mx; none")),
                holds(
                        "4.1.4 d= in U-labels",
                        chain(0).seal(put("d=example.com", "d=b\u00c3\u00bccher.example"))
                                .mail()),
                holds(
                        "3.5 of l= more behind it",
                        chain(0).signature(tags("l=6;")).mail() + "more\r\n"));
    }

    private static Stream<Vector> instances() {
        List<Vector> all = new ArrayList<>();
        for (String digits :
                List.of("0", "00", "51", "99", "100", "001", "-1", "+1", "1x", "0x1", "1 1", "", "\"1\"")) {
            UnaryOperator<String> edit = put("i=1;", "i=" + digits + ";");
            all.add(fails("4.2.1 results of i=" + digits, ArcReason.BAD_INSTANCE, chain(0).results(edit)));
            all.add(fails("4.2.1 signature of i=" + digits, ArcReason.BAD_INSTANCE, chain(0).signature(edit)));
            all.add(fails("4.2.1 seal of i=" + digits, ArcReason.BAD_INSTANCE, chain(0).seal(edit)));
        }
        UnaryOperator<String> capital = put("i=1;", "I=1;");
        UnaryOperator<String> two = put("i=1;", "i=01;");
        all.add(holds("4.2.1 two digits", 0, chain(0).add(two, two, two)));
        all.add(holds("4.2.1 two digits in one of them", 0, chain(0).seal(two)));
        all.add(fails("4.2.1 I= in the signature", ArcReason.BAD_INSTANCE, chain(0).signature(capital)));
        all.add(fails("4.2.1 I= in the results", ArcReason.BAD_INSTANCE, chain(0).results(capital)));
        all.add(fails(
                "4.1.1 i= behind the results",
                ArcReason.BAD_INSTANCE,
                chain(0).results(put("i=1; ", "").andThen(text -> text + "; i=1")::apply)));
        all.add(fails("4.1.1 i= without a semicolon", ArcReason.BAD_INSTANCE, chain(0).results(put("i=1;", "i=1"))));
        all.add(fails("4.2.1 a fifty-first set", ArcReason.BAD_INSTANCE, chain(51)));
        return all.stream();
    }

    private static Stream<Vector> sets() {
        List<Vector> all = new ArrayList<>();
        String[] names = {"results", "signature", "seal"};
        for (int i = 1; i <= 2; i++) {
            for (int which = 0; which < names.length; which++) {
                HandMadeChain two = chain(2);
                String field = two.field(i, which) + "\r\n";
                String what = names[which] + " of set " + i;
                all.add(fails("5.2 step 3.A no " + what, ArcReason.SET_INCOMPLETE, two.without(i, which)));
                all.add(fails("5.2 step 3.A twice the " + what, ArcReason.SET_INCOMPLETE, field + two.mail()));
            }
        }
        UnaryOperator<String> third = put("i=2;", "i=3;");
        UnaryOperator<String> again = put("i=2;", "i=1;");
        HandMadeChain three = chain(3);
        String withoutFirst =
                three.without(1, 0).replace(three.field(1, 1) + "\r\n", "").replace(three.field(1, 2) + "\r\n", "");
        all.add(fails("5.2 step 3.B a gap", ArcReason.SET_INCOMPLETE, chain(1).add(third, third, third)));
        all.add(fails("5.2 step 3.B no first set", ArcReason.SET_INCOMPLETE, withoutFirst));
        all.add(fails("5.2 step 3.B two first sets", ArcReason.SET_INCOMPLETE, chain(1).add(again, again, again)));
        all.add(fails(
                "5.2 results alone",
                ArcReason.SET_INCOMPLETE,
                chain(1).without(1, 1).replaceFirst("(?s)^ARC-Seal.*?\r\n(?=ARC)", "")));
        return all.stream();
    }

    private static Stream<Vector> statuses() {
        List<Vector> all = new ArrayList<>();
        for (String status : List.of("pass", "None", "NONE", "", "nonexistent", "none pass", "temperror")) {
            HandMadeChain chain = chain(0).seal(put("cv=none", "cv=" + status));
            all.add(fails("5.2 step 3.C first seal of cv=" + status, ArcReason.WRONG_STATUS, chain));
        }
        for (String status : List.of("none", "Pass", "PASS", "", "permerror")) {
            HandMadeChain chain = chain(1).seal(put("cv=pass", "cv=" + status));
            all.add(fails("5.2 step 3.C second seal of cv=" + status, ArcReason.WRONG_STATUS, chain));
            all.add(fails("5.2 step 3.C second of three of cv=" + status, ArcReason.WRONG_STATUS, chain.add()));
        }
        UnaryOperator<String> failed = put("cv=pass", "cv=fail");
        all.add(fails("5.2 step 3.C no cv=", ArcReason.WRONG_STATUS, chain(0).seal(put("cv=none; ", ""))));
        all.add(fails("5.2 step 2 first seal of cv=fail", ArcReason.BROKEN_BEFORE, chain(0).seal(put("none", "fail"))));
        all.add(fails("5.2 step 2 second seal of cv=fail", ArcReason.BROKEN_BEFORE, chain(1).seal(failed)));
        all.add(fails(
                "5.1.3 a pass sealed on a fail",
                ArcReason.WRONG_STATUS,
                chain(1).seal(failed).add()));
        all.add(fails(
                "5.1.3 a fail on a fail",
                ArcReason.BROKEN_BEFORE,
                chain(1).seal(failed).seal(failed)));
        all.add(fails(
                "5.1.3 a first seal of cv=fail, then a pass",
                ArcReason.WRONG_STATUS,
                chain(0).seal(put("none", "fail")).add()));
        return all.stream();
    }

    private static Stream<Vector> signatures() {
        ArcReason broken = ArcReason.MESSAGE_SIGNATURE_BROKEN;
        HandMadeChain two = chain(2);
        return Stream.of(
                fails("5.2 step 4 body changed", broken, chain(2).changed("Hello", "Hallo")),
                fails("5.2 step 4 header changed", broken, chain(2).changed("A test", "Another")),
                fails(
                        "5.2 step 4 b= of the newest changed",
                        broken,
                        two.mail().replace(two.field(2, 1), two.field(1, 1).replace("i=1", "i=2"))),
                fails("5.2 step 4 bh= of another body", broken, chain(0).signature(put("{bh}", "AAAA"))),
                fails("4.1.2 no From", broken, chain(0).signature(put("from:to", "to"))),
                fails("4.1.2 no h=", broken, chain(0).signature(put("h=from", "x=from"))),
                fails("4.1.2 h= in another order", broken, chain(1).mail().replace("from:to:", "to:from:")),
                fails(
                        "4.1.2 a field put behind the oversigned",
                        broken,
                        chain(0).signature(put("h=from", "h=cc:from")).changed("To:", "Cc: c@example.net\r\nTo:")),
                fails("4.1.2 no bh=", broken, chain(0).signature(put("bh={bh};", ""))),
                fails("4.1.2 an empty b=", broken, chain(0).signature(put("b={b}", "b="))),
                fails("4.1.2 b= that is no base64", broken, chain(0).signature(put("b={b}", "b=A-B_"))),
                fails("4.1.2 no d=", broken, chain(0).signature(put("d=example.com;", ""))),
                fails("4.1.2 no s=", broken, chain(0).signature(put("s=arc;", ""))),
                fails("4.1.2 x= past", broken, chain(0).signature(tags("x=1790000001;"))),
                fails("4.1.2 c= unknown", broken, chain(0).signature(put("relaxed/relaxed", "relaxed/strict"))),
                fails("4.1.2 a tag twice", broken, chain(0).signature(tags("xx=1; xx=2;"))),
                fails("8301 a=rsa-sha1", broken, chain(0).signature(put("rsa-sha256", "rsa-sha1"))),
                fails("4.1.2 a= unknown", broken, chain(0).signature(put("rsa-sha256", "rsa-sha3"))),
                fails(
                        "4.1.2 over ARC-Seal",
                        ArcReason.SEAL_COVERED,
                        chain(1).signature(put("h=from", "h=ARC-Seal:from"))),
                // what is wrong with an older one only says since when the message is unchanged
                holds(
                        "5.2 step 5 an older one has expired",
                        2,
                        chain(0).signature(tags("x=1790000001;")).add()),
                holds(
                        "5.2 step 5 an older one by SHA-1",
                        2,
                        chain(0).signature(put("rsa-sha256", "rsa-sha1")).add()),
                holds(
                        "5.2 step 5 an older one without From",
                        2,
                        chain(0).signature(put("from:to", "to")).add()),
                holds(
                        "5.2 step 5 an older one over ARC-Seal",
                        3,
                        chain(1).signature(put("h=from", "h=arc-seal:from")).add()),
                fails(
                        "3.2 an older one is no list of tags",
                        broken,
                        chain(0).signature(tags("xx=1; xx=2;")).add()));
    }

    private static Stream<Vector> seals() {
        ArcReason broken = ArcReason.SEAL_BROKEN;
        HandMadeChain two = chain(2);
        String second = "ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=example.com; s=arc; b={b}";
        List<String> results = List.of(two.field(1, 0), two.field(2, 0));
        List<String> signatures = List.of(two.field(1, 1), two.field(2, 1));
        String first = two.field(1, 2);
        List<Vector> all = new ArrayList<>();
        List<List<String>> wrong = List.of(
                List.of(results.get(1), signatures.get(1)),
                List.of(results.get(1), signatures.get(1), results.get(0), signatures.get(0), first),
                List.of(signatures.get(0), results.get(0), first, results.get(1), signatures.get(1)),
                List.of(results.get(0), signatures.get(0), results.get(1), signatures.get(1)),
                List.of(first, results.get(0), signatures.get(0), results.get(1), signatures.get(1)),
                List.of(results.get(0), signatures.get(0), first, results.get(1)),
                List.of());
        for (List<String> covered : wrong) {
            String mail = two.mail().replace(two.field(2, 2), HandMadeChain.signed(second, covered));
            all.add(fails("5.1.1 a seal over wrong fields " + all.size(), broken, mail));
        }
        for (String tag : List.of("h=from;", "h=;", "bh=AAAA;", "c=relaxed/relaxed;")) {
            all.add(fails("4.1.3 " + tag + " in a seal", ArcReason.FORBIDDEN_TAG, chain(1).seal(tags(tag))));
            all.add(fails(
                    "4.1.3 " + tag + " in an older seal",
                    ArcReason.FORBIDDEN_TAG,
                    chain(0).seal(tags(tag)).add()));
        }
        all.add(fails("5.2 step 6 results changed", broken, two.mail().replace("; arc=pass", "; arc=none")));
        all.add(fails("5.2 step 6 older results changed", broken, two.mail().replace("; arc=none", "; arc=fail")));
        all.add(fails(
                "5.2 step 6 an older signature's t=",
                broken,
                two.mail().replace(signatures.get(0), signatures.get(0).replace("t=179", "t=178"))));
        all.add(fails(
                "5.2 step 6 an older seal's t=", broken, two.mail().replace(first, first.replace("t=179", "t=178"))));
        all.add(fails(
                "5.2 step 6 the newest seal's t=",
                broken,
                two.mail().replace(two.field(2, 2), two.field(2, 2).replace("t=179", "t=178"))));
        for (String tag : List.of("a=rsa-sha256;", "d=example.com;", "s=arc;", "b={b}")) {
            all.add(fails("4.1.3 a seal without " + tag, broken, chain(1).seal(put(tag, ""))));
            all.add(fails(
                    "4.1.3 an older seal without " + tag,
                    broken,
                    chain(0).seal(put(tag, "")).add()));
        }
        all.add(fails("4.1.3 a tag twice", broken, chain(0).seal(tags("xx=1; xx=1;"))));
        all.add(fails("4.1.3 t= that is no number", broken, chain(0).seal(put("t=1790000000", "t=now"))));
        all.add(fails("8301 a seal by SHA-1", broken, chain(0).seal(put("rsa-sha256", "rsa-sha1"))));
        all.add(fails("4.1.3 a seal by another key", broken, chain(1).seal(put("s=arc", "s=other"))));
        all.add(fails(
                "4.1.3 an older seal by another key",
                broken,
                chain(0).seal(put("s=arc", "s=other")).add()));
        return all.stream();
    }

    private static Stream<Vector> keys() {
        List<Vector> all = new ArrayList<>();
        for (String selector : List.of("none", "slow", "revoked", "reports", "text", "ed", "a..b")) {
            UnaryOperator<String> edit = put("s=arc", "s=" + selector);
            ArcReason signature = ArcReason.MESSAGE_SIGNATURE_BROKEN;
            all.add(fails("5.2.1 signature's key: " + selector, signature, chain(1).signature(edit)));
            all.add(fails("5.2.1 seal's key: " + selector, ArcReason.SEAL_BROKEN, chain(1).seal(edit)));
            all.add(fails(
                    "5.2.1 older seal's key: " + selector,
                    ArcReason.SEAL_BROKEN,
                    chain(0).seal(edit).add()));
            all.add(holds(
                    "5.2 step 5 older signature's key: " + selector,
                    2,
                    chain(0).signature(edit).add()));
        }
        UnaryOperator<String> ed25519 = put("a=rsa-sha256", "a=ed25519-sha256").andThen(put("s=arc", "s=ed"))::apply;
        UnaryOperator<String> sealer = put("d=example.com", "d=sealer.example");
        all.add(holds(
                "8463 a set by Ed25519",
                0,
                chain(1).add(AS_IT_IS, ed25519, ed25519).add()));
        all.add(holds("4.1.3 a seal by another domain, with a test key", 0, chain(1).seal(sealer)));
        all.add(holds(
                "4.1.2 a signature by another domain",
                0,
                chain(1).signature(sealer).add()));
        return all.stream();
    }

    /** By hand, or by another sealer's fault. */
    private static Stream<Vector> ways() {
        HandMadeChain two = chain(2);
        String copied = chain(1).mail().replace("Hello", "Buy this");
        return Stream.of(
                fails("6 a chain taken from another message", ArcReason.MESSAGE_SIGNATURE_BROKEN, copied),
                fails(
                        "6 the newest set cut off and forged",
                        ArcReason.SEAL_BROKEN,
                        two.mail().replace("i=2; mx.example.net;\r\n\tspf=pass", "i=2; mx.example.net;\r\n\tspf=fail")),
                fails(
                        "4.1.1 NUL in the results",
                        ArcReason.SEAL_BROKEN,
                        two.mail().replace("arc=none", "arc=n\0ne")),
                fails(
                        "3.4.2 a bare LF in the results",
                        ArcReason.SEAL_BROKEN,
                        two.mail().replace("; arc=none", ";\n arc=none")));
    }
}
