package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Suites in OpenSPF format, named by {@code -Dspf.suite=FILE[,FILE…]}: every case through the real record selection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSpfSuiteTest {
    private final List<String> failed = new ArrayList<>();
    private final AtomicInteger run = new AtomicInteger();

    @TestFactory
    List<DynamicTest> cases() throws IOException {
        String files = System.getProperty("spf.suite");
        if (files == null) {
            abort("no suite named: give -Dspf.suite=FILE[,FILE...]");
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : files.split(",", -1)) {
            try (Reader yaml = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                List<SpfSuite.Case> cases = SpfSuite.read(yaml);
                assertThat(cases).as("cases in " + file).isNotEmpty();
                cases.forEach(each -> tests.add(DynamicTest.dynamicTest(each.title(), () -> check(each))));
            }
        }
        return tests;
    }

    private void check(SpfSuite.Case each) {
        run.incrementAndGet();
        failed.add(each.title()); // until it is shown to pass: a case that throws has failed too
        String complaint = each.complaint(SpfVerifier.using(each.dns()).check(each.request()));
        assertThat(complaint).isEmpty();
        failed.remove(each.title());
    }

    @AfterAll
    void closingLine() {
        if (run.get() > 0) {
            failed.forEach(title -> System.out.println("failed: " + title));
            System.out.println((run.get() - failed.size()) + " passed, " + failed.size() + " failed");
        }
    }
}
