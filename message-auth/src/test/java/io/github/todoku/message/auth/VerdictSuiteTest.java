package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.fixtures.AuthSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every whole verdict and every DMARC case of the suite, one test a case; {@code -Dauth.suite=PATH} names it. */
class VerdictSuiteTest {
    private static Stream<AuthSuite.Case> cases(String folder) {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return AuthSuite.cases(AuthSuite.path().orElseThrow(), folder).stream();
    }

    @TestFactory
    Stream<DynamicTest> everyVerdict() {
        return cases("verdict").map(each -> dynamicTest("verdict/" + each.id(), () -> check(each)));
    }

    @SuppressWarnings("unchecked")
    private static void check(AuthSuite.Case each) throws Exception {
        ReceivedMessage message = ReceivedMessage.of(each.message())
                .from(IpLiteral.parse(each.text("ip")).orElseThrow())
                .helo(each.text("helo"))
                .mailFrom(each.text("mailFrom"))
                .receivedAt(each.time());
        MessageVerdict verdict = MessageVerifier.using(each.dns()).check(message);
        MessageVerifyingStream single = MessageVerifier.using(each.dns()).begin(message);
        for (byte octet : each.message()) {
            single.write(octet);
        }
        assertThat(single.await().text(Locale.ENGLISH)).isEqualTo(verdict.text(Locale.ENGLISH));
        List<String> dmarc = new ArrayList<>(List.of(each.expected("dmarc")));
        dmarc.addAll((List<String>) each.expect().getOrDefault("also", List.of()));
        assertThat(dmarc)
                .as(verdict.toString())
                .contains(verdict.dmarc().result().word());
        assertThat(verdict.spf().verdict().token()).isEqualTo(each.expected("spf"));
        List<Map<String, Object>> dkim =
                (List<Map<String, Object>>) each.expect().getOrDefault("dkim", List.of());
        assertThat(verdict.dkim().signatures().stream().map(s -> s.result().word()))
                .containsExactlyElementsOf(
                        dkim.stream().map(s -> String.valueOf(s.get("result"))).toList());
        assertThat(verdict.dmarc().authorDomain().map(DnsName::toString).orElse(""))
                .isEqualTo(each.expected("authorDomain"));
        assertThat(verdict.dmarc().policy().map(DmarcPolicy::word).orElse("")).isEqualTo(each.expected("policy"));
        assertThat(verdict.dmarc().aligned().stream().map(DmarcVerdict.Mechanism::word))
                .containsExactlyElementsOf((List<String>) each.expect().getOrDefault("aligned", List.of()));
        assertThat(verdict.text(Locale.JAPANESE)).doesNotContain("{");
        assertThat(verdict.authenticationResults("mx.example.net").toHeader())
                .contains("dmarc=" + verdict.dmarc().result().word());
    }

    @TestFactory
    Stream<DynamicTest> everyPolicy() {
        return cases("dmarc").map(each -> dynamicTest("dmarc/" + each.id(), () -> checkPolicy(each)));
    }

    @SuppressWarnings("unchecked")
    private static void checkPolicy(AuthSuite.Case each) {
        Object from = each.fields().get("from");
        String address = from instanceof List<?> list ? String.valueOf(list.get(0)) : String.valueOf(from);
        DmarcRequest request = DmarcRequest.of(DnsName.of(address.substring(address.indexOf('@') + 1)))
                .withoutDestinations();
        for (String domain : (List<String>) each.fields().getOrDefault("dkim", List.of())) {
            request = request.signedBy(DnsName.of(domain));
        }
        for (String domain : (List<String>) each.fields().getOrDefault("spf", List.of())) {
            request = request.mailFromDomain(DnsName.of(domain));
        }
        DmarcResult result = DmarcChecker.using(each.dns()).check(request);
        java.util.Optional<DmarcPolicy> applied = result.applied();
        String word =
                applied.isEmpty() ? result.cannotTell() ? "temperror" : "none" : result.isAligned() ? "pass" : "fail";
        if (!each.expected("status.result").isEmpty()) {
            assertThat(word).isEqualTo(each.expected("status.result"));
        }
        if (!each.expected("policy").isEmpty()) {
            assertThat(applied.map(DmarcPolicy::word).orElse("")).isEqualTo(each.expected("policy"));
        }
    }
}
