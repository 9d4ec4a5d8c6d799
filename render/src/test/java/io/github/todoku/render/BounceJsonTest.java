package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code todoku bounce --json} prints is what {@code docs/json.md} says, name by name. */
class BounceJsonTest {
    private static final String MIXED = """
            From: MAILER-DAEMON@mx.example.net
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; a@example.org
            Action: delivered
            Status: 2.0.0

            Final-Recipient: rfc822; l@example.org
            Action: expanded

            Final-Recipient: rfc822; b@example.org
            Action: failed
            Status: 5.2.2

            --b
            Content-Type: text/rfc822-headers

            Message-ID: <1@example.com>
            X-Campaign: 42
            --b--
            """;
    private static final String COMPLAINT = """
            From: fbl@example.net
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: auth-failure
            Auth-Failure: dmarc
            --b--
            """;

    private static Map<String, @Nullable Object> json(String mail) {
        BounceReport report = BounceParser.standard().parse(mail);
        return BounceJson.of(report, "x.eml", null, Locale.ENGLISH);
    }

    @Test
    void recipientsWhoseMailArrivedAreInIt() {
        assertThat(String.valueOf(json(MIXED).get("deliveries")))
                .contains("a@example.org", "DELIVERED", "l@example.org", "EXPANDED");
        assertThat(String.valueOf(json(MIXED).get("bounces")))
                .contains("b@example.org")
                .doesNotContain("a@example.org");
    }

    @Test
    void everyFieldThatCameBackIsInIt() {
        assertThat(String.valueOf(json(MIXED).get("original"))).contains("name=X-Campaign", "value=42");
    }

    @Test
    void itsNamesAreThoseOfTheDocumentation() throws IOException {
        Set<String> names = new TreeSet<>();
        collect(json(MIXED), names);
        collect(json(COMPLAINT), names);
        names.remove("schema"); // told once for every command
        assertThat(documented()).containsAll(names);
        assertThat(names).containsAll(documented());
    }

    private static void collect(@Nullable Object value, Set<String> names) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                names.add(String.valueOf(name));
                collect(member, names);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(member -> collect(member, names));
        }
    }

    private static Set<String> documented() throws IOException {
        String all = Files.readString(Path.of("..", "docs", "json.md"));
        String section = all.substring(all.indexOf("## todoku bounce"));
        section = section.substring(0, section.indexOf("\n## ", 1));
        Set<String> names = new TreeSet<>();
        Pattern.compile("`([a-z][A-Za-z]*)`").matcher(section).results().forEach(found -> names.add(found.group(1)));
        return names;
    }
}
