package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our own cases, written from the text of the RFCs: {@code rfc7208-own.yml}. */
class OwnSpfSuiteTest {

    static List<SpfSuite.Case> cases() {
        try (InputStream file = OwnSpfSuiteTest.class.getResourceAsStream("rfc7208-own.yml");
                Reader yaml = new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
            return SpfSuite.read(yaml);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @TestFactory
    List<DynamicTest> eachCase() {
        return cases().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.title(),
                        () -> assertThat(each.complaint(
                                        SpfVerifier.using(each.dns()).check(each.request())))
                                .isEmpty()))
                .toList();
    }

    @Test
    void theSuiteHasAtLeastTwoHundredDifferentCases() {
        Set<String> questions = new HashSet<>();
        cases().forEach(each -> questions.add(
                System.identityHashCode(each.dns()) + " " + each.request().ip() + " "
                        + each.request().helo() + " " + each.request().mailFrom()));
        assertThat(questions).hasSizeGreaterThanOrEqualTo(300);
    }
}
