package io.github.todoku.bounce.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ParseLimits;
import io.github.todoku.bounce.ReportKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail of every form and of every provider, gateway and list we claim to read, written for this test in {@code forms/}. */
class FormsTest {
    static Stream<Arguments> forms() {
        return Stream.of(
                // mail servers
                arguments("qmail", "qmail", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("exim", "exim", "bob@example.org MAILBOX_FULL 552"),
                arguments("sendmail", "sendmail", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("sendmail-biglobe", "sendmail", "bob@example.org MAILBOX_FULL null"),
                arguments("postfix", "postfix", "bob@example.org BLOCKED 554"),
                arguments("session", "postfix-session", "bob@example.org REMOTE_SYSTEM 451"),
                arguments("exchange", "exchange", "bob@example.org ADDRESS_UNKNOWN null"),
                arguments("exchange-online", "rfc3464", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("notes", "notes", "bob@example.org ADDRESS_UNKNOWN null"),
                arguments("domino", "rfc3464", "bob@example.org MAILBOX_FULL null"),
                arguments("courier", "rfc3464", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("opensmtpd", "opensmtpd", "bob@example.org MAILBOX_FULL 552"),
                arguments("dragonfly", "dragonfly", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("imail", "imail", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("messaging-server", "messaging-server", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("error-below", "error-below", "0123456789@mobile.example.org MAILBOX_FULL 550"),
                arguments("technical-details", "technical-details", "bob@example.org ADDRESS_UNKNOWN 553"),
                // mailbox providers
                arguments("gmail", "gmail", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("outlook-com", "rfc3464", "bob@outlook.com ADDRESS_UNKNOWN 550"),
                arguments("yahoo", "qmail", "bob@yahoo.com ADDRESS_UNKNOWN 554"),
                arguments("icloud", "rfc3464", "bob@icloud.com ADDRESS_UNKNOWN 550"),
                arguments("zoho", "zoho", "bob@example.org MAILBOX_FULL 552"),
                arguments("yandex", "rfc3464", "bob@yandex.ru ADDRESS_UNKNOWN 550"),
                arguments("mailru", "exim", "bob@mail.ru ADDRESS_UNKNOWN 550"),
                // sending services
                arguments("ses-json", "ses-notification", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("workmail", "rfc3464-in-text", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("sendgrid", "rfc3464", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("mailgun", "rfc3464-in-text", "bob@example.org SUPPRESSED null"),
                // Japanese carriers
                arguments("docomo", "postfix", "bob@docomo.ne.jp ADDRESS_UNKNOWN 550"),
                arguments("au", "carrier", "bob@ezweb.ne.jp MAILBOX_DISABLED 550"),
                arguments("softbank", "rfc3464", "bob@softbank.ne.jp ADDRESS_UNKNOWN 550"),
                arguments("carrier", "carrier", "bob@example.org MAILBOX_FULL null"),
                // gateways
                arguments("mimecast", "mimecast", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("mimecast-gateway", "mimecast", "bob@example.org EXPIRED null"),
                arguments("proofpoint", "rfc3464", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("barracuda", "prose", "bob@example.org SPAM_CONTENT null"),
                arguments("messagelabs", "rfc3464", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("m-filter", "m-filter", "bob@example.org SPAM_CONTENT 550"),
                arguments("mailmarshal", "mailmarshal", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("mailfoundry", "mailfoundry", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("webshield", "webshield", "bob@example.org ROUTING_LOOP null"),
                arguments("exchange-notice-german", "exchange", "bob@example.org MAILBOX_FULL null"),
                arguments("exchange-notice-french", "exchange", "bob@example.org MAILBOX_FULL null"),
                arguments("interscan", "interscan", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("smtp-server", "smtp-server", "bob@example.org ADDRESS_UNKNOWN 550"),
                // lists
                arguments("google-groups", "gmail", "cats@example.org POLICY null"),
                arguments("mailman-moderator", "mailman", "cats@example.org POLICY null"),
                arguments("mailman-nonmember", "mailman", "cats@example.org RECIPIENT_REFUSED null"),
                arguments("list-loop", "list-loop", "cats@example.org REMOTE_SYSTEM null"),
                // words alone, under a subject that says nothing
                arguments("prose", "prose", "bob@example.org MAILBOX_FULL null"),
                arguments("prose-german", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-french", "prose", "bob@example.org ADDRESS_UNKNOWN 550"),
                arguments("prose-spanish", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-portuguese", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-italian", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-dutch", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-russian", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-chinese", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-korean", "prose", "bob@example.org MAILBOX_FULL 552"),
                arguments("prose-japanese", "prose", "bob@example.org MAILBOX_FULL 552"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void isRead(String name, String form, String bounces) throws IOException {
        BounceReport report = BounceParser.standard().parse(mail(name));
        assertThat(report.form()).isEqualTo(form);
        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        assertThat(report.bounces())
                .extracting(b -> b.recipient() + " " + b.cause() + " " + b.replyCode())
                .containsExactly(bounces);
    }

    /** Mailman writes X-BeenThere on each post; List-Post tells a post from the list's own words. */
    @Test
    void aPostThatQuotesARejectionIsNone() throws IOException {
        String rejection = new String(mail("mailman-moderator"), StandardCharsets.UTF_8);
        String post = rejection.replaceFirst("From: cats-owner@", "List-Post: <mailto:cats@example.org>\nFrom: alice@");
        assertThat(post).isNotEqualTo(rejection);
        assertThat(BounceParser.standard()
                        .parse(post.getBytes(StandardCharsets.UTF_8))
                        .kind())
                .isEqualTo(ReportKind.NONE);
    }

    @Test
    void everyExtractorHasAMailThatItIsTheFirstToRead() throws IOException {
        Set<Class<?>> used = new HashSet<>();
        for (Arguments form : forms().toList()) {
            byte[] mail = mail((String) form.get()[0]);
            ScanBudget budget = new ScanBudget(ParseLimits.DEFAULT);
            ReportMessage message = new ReportMessage(budget.scan(mail).root(), budget);
            for (ReportExtractor extractor : Extractors.all()) {
                if (extractor.extract(message).isPresent()) {
                    used.add(extractor.getClass());
                    break;
                }
            }
        }
        List<Class<?>> all =
                Extractors.all().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(used).containsExactlyInAnyOrderElementsOf(all);
    }

    private static byte[] mail(String name) throws IOException {
        String path = "/io/github/todoku/bounce/forms/" + name + ".eml";
        try (InputStream in = Objects.requireNonNull(FormsTest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }
}
