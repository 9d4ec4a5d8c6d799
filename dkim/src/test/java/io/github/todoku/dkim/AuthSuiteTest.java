package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.todoku.fixtures.AuthSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every DKIM case of the suite, one test a case; {@code -Dauth.suite=PATH} names it. */
class AuthSuiteTest {
    private static final List<String> FOLDERS =
            List.of("own", "opendkim", "mail-dkim", "rfc", "dkimpy", "james-jdkim", "stalwart", "arc-valimail");

    /** RFC 8601 §2.7.1 leaves open which of these it is. */
    private static final Set<String> NOT_ACCEPTED = Set.of("permerror", "policy", "neutral");

    @TestFactory
    Stream<DynamicTest> everyCase() {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return FOLDERS.stream()
                .flatMap(folder -> AuthSuite.cases(AuthSuite.path().orElseThrow(), folder).stream())
                .map(each -> dynamicTest(each.folder() + "/" + each.id(), () -> check(each)));
    }

    @SuppressWarnings("unchecked")
    private static void check(AuthSuite.Case each) throws Exception {
        DkimVerification came = DkimVerifier.using(each.dns()).at(each.time()).check(each.message());
        List<Map<String, Object>> expected =
                (List<Map<String, Object>>) each.expect().getOrDefault("dkim", List.of());
        assertThat(came.signatures()).as(came.toString()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            DkimSignatureResult result = came.signatures().get(i);
            assertThat(right(expected.get(i)))
                    .as(result.toString())
                    .contains(result.result().word());
            assertThat(result.reason().text(java.util.Locale.ROOT)).doesNotContain("{");
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> right(Map<String, Object> expected) {
        List<String> right = new ArrayList<>(List.of(String.valueOf(expected.get("result"))));
        right.addAll((List<String>) expected.getOrDefault("also", List.of()));
        if (right.stream().anyMatch(NOT_ACCEPTED::contains)) {
            right.addAll(NOT_ACCEPTED);
        }
        if (String.valueOf(expected.get("why")).contains("expired")) {
            right.add("fail");
        }
        return right;
    }
}
