package io.github.todoku.dkim.arc;

import static io.github.todoku.dkim.arc.ChainVector.chain;
import static io.github.todoku.dkim.arc.ChainVector.fails;
import static io.github.todoku.dkim.arc.ChainVector.holds;
import static io.github.todoku.dkim.arc.ChainVector.put;
import static io.github.todoku.dkim.arc.ChainVector.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Chains that are whole, and chains whose structure is broken in each way that RFC 8617 names. */
class OddChainsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return Stream.of(whole(), instances(), sets(), statuses())
                .flatMap(each -> each)
                .map(ChainVector::test);
    }

    @Test
    void whatTheNewestSignatureLeavesOpenIsTold() {
        String mail = chain(0).signature(tags("l=6;")).mail() + "more\r\n";
        ArcChain chain = ArcVerifier.using(InMemoryDns.zone(ChainVector.zone()))
                .at(ChainVector.NOW)
                .check(HandMadeChain.octets(mail));
        assertThat(chain.findings().stream().map(each -> each.id()))
                .containsExactly("arc.chain-holds", "dkim.body-partly-signed");
    }

    private static Stream<ChainVector> whole() {
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

    private static Stream<ChainVector> instances() {
        List<ChainVector> all = new ArrayList<>();
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

    private static Stream<ChainVector> sets() {
        List<ChainVector> all = new ArrayList<>();
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

    private static Stream<ChainVector> statuses() {
        List<ChainVector> all = new ArrayList<>();
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
}
