package io.github.todoku.dkim.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.todoku.dkim.DkimSigningKey;
import io.github.todoku.dns.DnsName;
import io.github.todoku.fixtures.AuthSuite;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every ARC chain of the suite, one test a case; {@code -Dauth.suite=PATH} names it. */
class ArcSuiteTest {
    @TestFactory
    Stream<DynamicTest> everyChain() {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return Stream.of("arc-valimail", "stalwart")
                .flatMap(folder -> AuthSuite.cases(AuthSuite.path().orElseThrow(), folder).stream())
                .filter(each -> each.expect().containsKey("arc"))
                .map(each -> dynamicTest(each.folder() + "/" + each.id(), () -> check(each)));
    }

    private static void check(AuthSuite.Case each) throws Exception {
        ArcChain chain = ArcVerifier.using(each.dns()).at(each.time()).check(each.message());
        assertThat(List.of(chain.result().word()))
                .as(chain.findings().toString())
                .contains(each.expected("arc"));
        assertThat(chain.reason().text(Locale.ROOT)).doesNotContain("{");
        ArcVerifyingStream single =
                ArcVerifier.using(each.dns()).at(each.time()).begin();
        for (byte octet : each.message()) {
            single.write(octet);
        }
        assertThat(single.await().toString()).isEqualTo(chain.toString());
    }

    /** The fields are compared tag by tag; the signatures octet by octet, as tags come in the suite's order. */
    @TestFactory
    Stream<DynamicTest> everySeal() {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return AuthSuite.cases(AuthSuite.path().orElseThrow(), "arc-sign").stream()
                .map(each -> dynamicTest(each.folder() + "/" + each.id(), () -> checkSeal(each)));
    }

    private static void checkSeal(AuthSuite.Case each) throws Exception {
        DkimSigningKey key = DkimSigningKey.parse(
                DnsName.of(each.text("domain")),
                DnsName.of(each.text("selector")),
                each.dir().resolve(each.text("key")));
        List<String> fields = ArcSealer.using(key)
                .withClock(Clock.fixed(each.time(), ZoneOffset.UTC))
                .withFields(List.of(each.text("headers").split(":", -1)))
                .seal(each.message(), each.text("authservId"));
        List<String> names = List.of("seal", "messageSignature", "authenticationResults");
        for (int i = 0; i < names.size(); i++) {
            String value = fields.get(i).substring(fields.get(i).indexOf(':') + 1);
            assertThat(tags(value)).isEqualTo(tags(each.expected(names.get(i))));
        }
    }

    private static Set<String> tags(String value) {
        Set<String> tags = new HashSet<>();
        for (String tag : value.split(";", -1)) {
            tags.add(tag.replaceAll("\\s", ""));
        }
        return tags;
    }
}
