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

    /** Longer messages are cut at a hundred places. */
    private static final int MOST_CUTS = 1_500;

    /** RFC 8601 §2.7.1 leaves open which of these it is. */
    private static final Set<String> NOT_ACCEPTED = Set.of("permerror", "policy", "neutral");

    @TestFactory
    Stream<DynamicTest> everyCase() {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return FOLDERS.stream()
                .flatMap(folder -> AuthSuite.cases(AuthSuite.path().orElseThrow(), folder).stream())
                .map(each -> dynamicTest(each.folder() + "/" + each.id(), () -> check(each)));
    }

    /** Octet by octet: each cut that there is, in one go. */
    @TestFactory
    Stream<DynamicTest> everyCaseInPieces() {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return FOLDERS.stream()
                .flatMap(folder -> AuthSuite.cases(AuthSuite.path().orElseThrow(), folder).stream())
                .map(each -> dynamicTest(each.folder() + "/" + each.id(), () -> checkInPieces(each)));
    }

    private static void checkInPieces(AuthSuite.Case each) throws Exception {
        DkimVerifier verifier = DkimVerifier.using(each.dns()).at(each.time());
        byte[] octets = each.message();
        String whole = verifier.check(octets).toString();
        DkimVerifyingStream single = verifier.begin();
        for (byte octet : octets) {
            single.write(octet);
        }
        assertThat(single.await().toString()).isEqualTo(whole);
        for (int piece : new int[] {2, 3, 7, 64, 1000}) {
            DkimVerifyingStream stream = verifier.begin();
            for (int from = 0; from < octets.length; from += piece) {
                stream.write(octets, from, Math.min(piece, octets.length - from));
            }
            assertThat(stream.await().toString()).as("pieces of " + piece).isEqualTo(whole);
        }
    }

    /** One cut, at every octet. */
    @TestFactory
    Stream<DynamicTest> everyOwnCaseCutAtEveryOctet() {
        Assumptions.assumeTrue(AuthSuite.path().isPresent(), "no -Dauth.suite: the suite is not here");
        return AuthSuite.cases(AuthSuite.path().orElseThrow(), "own").stream()
                .map(each -> dynamicTest(each.folder() + "/" + each.id(), () -> checkEveryCut(each)));
    }

    private static void checkEveryCut(AuthSuite.Case each) throws Exception {
        DkimVerifier verifier = DkimVerifier.using(each.dns()).at(each.time());
        byte[] octets = each.message();
        List<DkimResult> whole = results(verifier.check(octets));
        boolean slow = octets.length > MOST_CUTS;
        for (int cut = 0; cut <= octets.length; cut += slow ? 1 + octets.length / 100 : 1) {
            DkimVerifyingStream stream = verifier.begin();
            stream.write(octets, 0, cut);
            stream.write(octets, cut, octets.length - cut);
            assertThat(results(stream.await())).as("cut at " + cut).isEqualTo(whole);
        }
    }

    private static List<DkimResult> results(DkimVerification verification) {
        return verification.signatures().stream()
                .map(DkimSignatureResult::result)
                .toList();
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
