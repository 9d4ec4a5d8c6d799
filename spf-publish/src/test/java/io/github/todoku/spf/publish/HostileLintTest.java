package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts made to cost, on a stack of 256 KB. */
@Timeout(60)
class HostileLintTest {
    private static SpfReport lint(String text) {
        CompletableFuture<SpfReport> report = new CompletableFuture<>();
        Runnable lint = () -> {
            try {
                SpfReport found = SpfLinter.lint(text);
                found.checks().forEach(item -> item.text(Locale.JAPANESE));
                report.complete(found);
            } catch (Throwable broken) {
                report.completeExceptionally(broken);
            }
        };
        new Thread(null, lint, "lint", 256 << 10).start();
        return report.join();
    }

    @Test
    void longTextsOfEveryKindAreRead() {
        String nested = IntStream.range(0, 20_000)
                .mapToObj(i -> (i % 2 == 0 ? "ip4:" : "-ip4:") + "10.0.0.0/" + (i % 33))
                .collect(Collectors.joining(" "));
        for (String text : List.of(
                "x".repeat(64 << 10),
                "v=spf1 " + "x".repeat(64 << 10),
                "v=spf1 " + "%{".repeat(32 << 10),
                "v=spf1 " + "include:".repeat(8 << 10),
                "v=spf1 a:" + "//".repeat(32 << 10) + "x.example",
                "v=spf1 " + "a ".repeat(20_000) + "-all",
                "v=spf1 " + nested + " -all",
                "v=spf1" + " all".repeat(16 << 10),
                "v=spf1 " + "\u3000".repeat(20_000),
                "\uFDFA".repeat(1000) + "v=spf1 -all")) {
            SpfReport report = lint(text);
            assertThat(report.checks()).hasSizeLessThan(SpfRule.values().length * ReportDraft.MAX_ITEMS);
        }
    }

    @Test
    void randomTextsGiveAReport() {
        Random random = new Random(7);
        String alphabet = "v=spf1 include:+-~?%{}./:=allmxptr\u3000\uFF10\"\u0000\uD800ip64exists";
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "v=spf1 " : "");
            for (int k = random.nextInt(60); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            SpfReport report = SpfLinter.lint(text.toString());
            for (Finding item : report.checks()) {
                assertThat(item.text(Locale.ENGLISH) + item.advice(Locale.ENGLISH))
                        .doesNotContain("\u0000");
                if (item.hasSpan()) {
                    assertThat(report.recordOf(item).orElseThrow().text().length())
                            .isGreaterThanOrEqualTo(item.end());
                }
            }
        }
    }
}
