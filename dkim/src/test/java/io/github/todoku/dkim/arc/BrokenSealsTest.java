package io.github.todoku.dkim.arc;

import static io.github.todoku.dkim.arc.ChainVector.chain;
import static io.github.todoku.dkim.arc.ChainVector.fails;
import static io.github.todoku.dkim.arc.ChainVector.holds;
import static io.github.todoku.dkim.arc.ChainVector.put;
import static io.github.todoku.dkim.arc.ChainVector.tags;
import static io.github.todoku.dkim.arc.HandMadeChain.AS_IT_IS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Chains in which a signature, a seal or a key is not what RFC 8617 §4.1 and §5 want: newest and older ones. */
class BrokenSealsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return Stream.of(signatures(), seals(), keys(), ways())
                .flatMap(each -> each)
                .map(ChainVector::test);
    }

    private static Stream<ChainVector> signatures() {
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

    private static Stream<ChainVector> seals() {
        ArcReason broken = ArcReason.SEAL_BROKEN;
        HandMadeChain two = chain(2);
        String second = "ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=example.com; s=arc; b={b}";
        List<String> results = List.of(two.field(1, 0), two.field(2, 0));
        List<String> signatures = List.of(two.field(1, 1), two.field(2, 1));
        String first = two.field(1, 2);
        List<ChainVector> all = new ArrayList<>();
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

    private static Stream<ChainVector> keys() {
        List<ChainVector> all = new ArrayList<>();
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
    private static Stream<ChainVector> ways() {
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
