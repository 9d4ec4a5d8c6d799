package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dkim.DkimFinding;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.arc.ArcReason;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of the linters has an example that brings it, reads right in both languages, and stands in docs/rules.md.
 * {@code -Drules.write=true} writes the page.
 */
class RulesPageTest {
    private static final Path PAGE = Path.of("../docs/rules.md");

    /**
     * Not found in any zone of a few lines: the planners' last guards against a record of their own that does not read back or lets
     * in or out whom nobody named, what takes a hundred names, and the rule whose faults are the kinds of {@link SpfFinding}.
     */
    private static final Set<Finding.Kind> WITHOUT_EXAMPLE = Set.of(
            DmarcFinding.CANNOT_PLAN,
            SpfRule.SYNTAX,
            SpfPlanFinding.GAINED,
            SpfPlanFinding.LOST,
            SpfPlanFinding.TOO_MANY_QUESTIONS,
            SpfPlanFinding.TOO_LARGE_TO_PLAN);

    private static final List<String> LINTERS = List.of("spf.", "dkim.", "dmarc.");

    /** The chapters, by what the ids in them begin with: a title, and what the chapter is about. */
    private static final Map<String, List<String>> CHAPTERS = chapters();

    private static Map<String, List<String>> chapters() {
        Map<String, List<String>> chapters = new LinkedHashMap<>();
        chapters.put("spf", List.of("SPF", ""));
        chapters.put("dkim", List.of("DKIM", ""));
        chapters.put("dmarc", List.of("DMARC", ""));
        chapters.put(
                "mail-domain",
                List.of(
                        "Mail to a domain",
                        "What `todoku domain` finds of MX, MTA-STS, TLS-RPT, DANE, STARTTLS and BIMI. `Serves` is what a host answers"
                                + " over HTTPS, `Shows` what a mail server does, `Signed` what DNSSEC vouches for."));
        chapters.put("domain", List.of("The page of a domain", "What `todoku domain` finds besides."));
        chapters.put(
                "preflight", List.of("Before you send", "What `todoku preflight` checks, and what receivers ask for."));
        chapters.put(
                "dnsbl", List.of("Block lists", "What `todoku dnsbl` finds. `List` is an entry of the catalogue."));
        chapters.put(
                "feedback",
                List.of(
                        "Reports",
                        "What `todoku reports` says of senders and policies. `Reported` stands in each day's report of a receiver:"
                                + " how many messages, from where, with what results."));
        return chapters;
    }

    /** A place of a sentence that no detail filled. */
    private static final Pattern PLACE = Pattern.compile("\\{\\d+\\}");

    /** Where the examples are: one file for the linters, and one for each other page. */
    private static final List<Stanza> STANZAS = Stream.of(
                    "rules.txt", "rules-domain.txt", "rules-preflight.txt", "rules-lists.txt", "rules-reports.txt")
            .flatMap(file -> StanzaReader.resource(file, RulesPageTest.class.getResourceAsStream(file)).stream())
            .toList();

    /** Whose sentence is the same in every language: {@code SPF pass}. */
    private static final Set<Finding.Kind> WITHOUT_LANGUAGE = Set.of(PreflightFinding.SPF);

    private static List<Finding.Kind> kinds() {
        List<Finding.Kind> kinds = new ArrayList<>();
        Stream.of(SpfFinding.values()).filter(SpfFinding::isSyntax).forEach(kinds::add);
        kinds.addAll(List.of(SpfRule.values()));
        kinds.addAll(List.of(SpfPlanFinding.values()));
        kinds.addAll(List.of(DkimFinding.values()));
        kinds.addAll(List.of(DmarcFinding.values()));
        kinds.addAll(List.of(MailDomainFinding.values()));
        kinds.addAll(List.of(DomainPageFinding.values()));
        kinds.addAll(List.of(PreflightFinding.values()));
        kinds.addAll(List.of(DnsblFinding.values()));
        kinds.addAll(List.of(ReportFinding.values()));
        kinds.removeIf(WITHOUT_EXAMPLE::contains);
        return kinds;
    }

    static Stream<Finding.Kind> rules() {
        return kinds().stream();
    }

    @Test
    void everyExampleIsOfARuleAndEveryRuleHasOne() {
        Set<String> ids = new TreeSet<>();
        kinds().forEach(kind -> ids.add(kind.id()));
        assertThat(STANZAS).extracting(each -> each.required("Rule")).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itsExampleBringsItAndItReadsRight(Finding.Kind kind) {
        Finding finding = finding(kind);
        boolean linted = LINTERS.stream().anyMatch(kind.id()::startsWith);
        assertThat(finding.section().isPresent() || !linted)
                .as("the section of " + kind.id())
                .isTrue();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            for (String text : List.of(finding.text(locale), finding.advice(locale))) {
                assertThat(text).as(kind.id()).doesNotContainPattern(PLACE).doesNotContain("''", "  ", "()");
            }
        }
        assertThat(finding.text(Locale.ENGLISH)).matches("[\\x20-\\x7E§→…–’]+");
        if (!WITHOUT_LANGUAGE.contains(kind)) {
            assertThat(finding.text(Locale.JAPANESE)).matches(".*[ぁ-んァ-ヶ一-龠].*");
        }
        assertThat(finding.advice(Locale.JAPANESE).isEmpty())
                .isEqualTo(finding.advice(Locale.ENGLISH).isEmpty());
    }

    @Test
    void thePageIsThatOfTheCode() throws IOException {
        String page = page();
        if (Boolean.getBoolean("rules.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/rules.md is stale; -Drules.write=true writes it")
                .isEqualTo(page);
    }

    /** Each example is run once, for the page and for its own test. */
    private static final Map<Finding.Kind, Finding> FOUND = new ConcurrentHashMap<>();

    private static Finding finding(Finding.Kind kind) {
        return FOUND.computeIfAbsent(kind, RulesPageTest::foundByExample);
    }

    private static Finding foundByExample(Finding.Kind kind) {
        RuleExample example = RuleExample.of(STANZAS.stream()
                .filter(each -> each.required("Rule").equals(kind.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("rules.txt has no example of " + kind.id())));
        return example.findings().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind.id() + " is not among " + example.findings()));
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # What can be found

                What the commands can find, with the section that it rests on, how much it matters (FAIL: mail is lost, or a stranger passes;
                WARN: it works and should be changed; INFO: worth knowing; PASS: it is well; CANNOT_TELL: the DNS gave no answer), and an
                example that brings it: the records, and what else is the case. Made from the code by `RulesPageTest`; do not edit it by hand.
                """);
        Map<String, List<Finding.Kind>> kindsOf = new LinkedHashMap<>();
        for (Finding.Kind kind : kinds()) {
            String id = kind.id();
            kindsOf.computeIfAbsent(id.substring(0, id.indexOf('.')), prefix -> new ArrayList<>())
                    .add(kind);
        }
        kindsOf.forEach((prefix, kinds) -> {
            List<String> chapter = Objects.requireNonNull(CHAPTERS.get(prefix), prefix);
            page.append("\n## ").append(chapter.get(0)).append("\n");
            page.append(chapter.get(1).isEmpty() ? "" : "\n" + chapter.get(1) + "\n");
            kinds.forEach(kind -> append(page, kind));
        });
        chapter(
                page,
                "One message",
                "What `todoku verify` finds in a message and its signatures",
                AuthFinding.values(),
                DkimReason.values(),
                ArcReason.values());
        return page.toString();
    }

    private static void chapter(StringBuilder page, String title, String what, Finding.Kind[]... kinds) {
        page.append("\n## ").append(title).append("\n\n").append(what).append("""
                , by its sentence: {0} is the name or address that it is about.

                | id | level | section | sentence |
                | --- | --- | --- | --- |
                """);
        Stream.of(kinds).flatMap(Stream::of).forEach(kind -> page.append(row(kind)));
    }

    private static String row(Finding.Kind kind) {
        String sentence = kind.sentences(Locale.ENGLISH)
                .getString(kind.id())
                .replaceAll("\\{\\d+#[^|}]*\\|([^}]*)}", "$1") // of a word and its plural the plural
                .replace("|", "\\|");
        return "| `" + kind.id() + "` | " + kind.severity() + " | "
                + kind.section().orElse("") + " | " + sentence + " |\n";
    }

    private static void append(StringBuilder page, Finding.Kind kind) {
        Finding finding = finding(kind);
        page.append("\n### `")
                .append(kind.id())
                .append("`\n\n")
                .append(finding.severity())
                .append(finding.section().map(", "::concat).orElse(""))
                .append("\n\n> ")
                .append(finding.text(Locale.ENGLISH))
                .append(finding.advice(Locale.ENGLISH).isEmpty() ? "" : "\n>\n> " + finding.advice(Locale.ENGLISH))
                .append("\n\n");
        RuleExample.of(STANZAS.stream()
                        .filter(each -> each.required("Rule").equals(kind.id()))
                        .findFirst()
                        .orElseThrow())
                .lines()
                .forEach(line -> page.append("    ").append(line).append('\n'));
    }
}
