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
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final Set<String> SECTIONS =
            cases().stream().map(SpfSuite.Case::section).collect(Collectors.toSet());

    /** Those that define what check_host() does; 9.1 is {@link HeaderFieldsTest}'s. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.3", "2.4", "2.6.1", "2.6.2", "2.6.3", "2.6.4", "2.6.5", "2.6.6", "2.6.7", "3.1", "3.2", "3.3", "3.4",
                "3.5", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.6.1", "4.6.2", "4.6.3", "4.6.4", "4.7", "4.8", "5",
                "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6", "6.1", "6.2", "7.1", "7.2", "7.3", "7.4", "8.1",
                "8.2", "8.3", "8.4", "8.5", "8.6", "8.7", "12"
            })
    void everySectionHasItsCases(String section) {
        assertThat(SECTIONS).contains(section);
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
