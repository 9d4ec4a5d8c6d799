package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.ReportNote;
import io.github.todoku.dkim.DkimFinding;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.DkimSuspect;
import io.github.todoku.dkim.arc.ArcReason;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dnsbl.DnsblFinding;
import io.github.todoku.feedback.plan.ReportFinding;
import io.github.todoku.finding.Finding;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.message.auth.AuthFinding;
import io.github.todoku.preflight.PreflightFinding;
import io.github.todoku.preflight.domain.DomainPageFinding;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.publish.SpfPlanFinding;
import io.github.todoku.spf.publish.SpfRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of finding of every module, in both languages, with details where its sentence has places. */
class FindingWordsTest {
    private static final List<Class<? extends Finding.Kind>> KINDS = List.of(
            DomainInput.Refusal.class,
            SpfFinding.class,
            SpfRule.class,
            SpfPlanFinding.class,
            DkimFinding.class,
            DkimReason.class,
            DkimSuspect.class,
            ArcReason.class,
            DmarcFinding.class,
            AuthFinding.class,
            DnsblFinding.class,
            PreflightFinding.class,
            DomainPageFinding.class,
            MailDomainFinding.class,
            ReportFinding.class,
            ReportNote.class);

    private static final Pattern PLACE = Pattern.compile("\\{\\d+\\}");
    private static final Pattern JAPANESE = Pattern.compile("[ぁ-んァ-ヶ一-龠]");

    static Stream<Finding.Kind> kinds() {
        return KINDS.stream().flatMap(each -> Stream.of(each.getEnumConstants()));
    }

    @Test
    void noModulesKindsAreForgotten() throws IOException {
        Set<String> named = new HashSet<>();
        KINDS.forEach(each -> named.add(
                (each.getEnclosingClass() == null ? each : each.getEnclosingClass()).getSimpleName() + ".java"));
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<String> sources = files.filter(path -> path.toString().contains("src/main/java")
                            && path.toString().endsWith(".java")
                            && declaresKinds(path))
                    .map(path -> path.getFileName().toString())
                    .toList();
            assertThat(named).containsExactlyInAnyOrderElementsOf(sources);
        }
    }

    private static boolean declaresKinds(Path source) {
        try {
            return Files.readString(source).contains(" implements Finding.Kind");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itReadsInBothLanguages(Finding.Kind kind) {
        Finding finding = Finding.of(kind, "example.com", "192.0.2.1", "mail.example.com", "7", "9", "11");
        String english = finding.text(Locale.ENGLISH);
        String japanese = finding.text(Locale.JAPANESE);
        assertThat(english)
                .as(kind.id())
                .isNotBlank()
                .doesNotContainPattern(PLACE)
                .doesNotContain("''");
        assertThat(japanese).as(kind.id()).isNotBlank().doesNotContainPattern(PLACE);
        // "SPF pass" is the standard's own word in every language
        assertThat(kind == PreflightFinding.SPF || JAPANESE.matcher(japanese).find())
                .as(japanese)
                .isTrue();
        assertThat(english).doesNotContainPattern(JAPANESE);
        String advice = finding.advice(Locale.JAPANESE);
        assertThat(advice).as(kind.id()).doesNotContainPattern(PLACE);
        assertThat(advice.isEmpty()).isEqualTo(finding.advice(Locale.ENGLISH).isEmpty());
        assertThat(advice.isEmpty() || JAPANESE.matcher(advice).find())
                .as(advice)
                .isTrue();
    }
}
