package io.github.todoku.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.finding.Severity;
import io.github.todoku.message.Message;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receivers ask for that only a message shows. */
class SampleMessageTest {
    private static final String HEAD = """
            Date: Sun, 29 Nov 2026 12:00:00 +0000
            From: news@hanamaru.example
            Message-ID: <1@hanamaru.example>
            """;

    private static final String URIS =
            "List-Unsubscribe: <mailto:off@hanamaru.example>,\n <https://hanamaru.example/u/1>\n";
    private static final String POST = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n";
    private static final String SIGNATURE =
            "DKIM-Signature: v=1; a=rsa-sha256; d=hanamaru.example; s=k1;\n h=From:Date:List-Unsubscribe\n :List-Unsubscribe-Post; bh=x; b=y\n";

    private static SampleMessage sample(String header) {
        return SampleMessage.of(Message.parse((header + "\nhello\n").replace("\n", "\r\n")));
    }

    @Test
    void bothFieldsAndASignatureOverThemAreOneClick() {
        assertThat(sample(SIGNATURE + HEAD + URIS + POST).unsubscribe().kind()).isEqualTo(PreflightFinding.ONE_CLICK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                            | ONE_CLICK_NONE",
                "List-Unsubscribe: <https://hanamaru.example/u>                               | ONE_CLICK_FIELDS",
                "List-Unsubscribe: <mailto:off@hanamaru.example>~List-Unsubscribe-Post: List-Unsubscribe=One-Click | ONE_CLICK_HTTPS",
                "List-Unsubscribe: (or <https://hanamaru.example/u>) <mailto:off@hanamaru.example>~List-Unsubscribe-Post: List-Unsubscribe=One-Click | ONE_CLICK_HTTPS",
                "List-Unsubscribe: <mailto:off@hanamaru.example>, (the web) <https://hanamaru.example/u?a=1,2,3>~List-Unsubscribe-Post: List-Unsubscribe=One-Click | ONE_CLICK_UNSIGNED",
                "List-Unsubscribe: <http://hanamaru.example/u>~List-Unsubscribe-Post: List-Unsubscribe=One-Click | ONE_CLICK_HTTPS",
                "List-Unsubscribe: https://hanamaru.example/u~List-Unsubscribe-Post: List-Unsubscribe=One-Click | ONE_CLICK_HTTPS",
                "List-Unsubscribe: <https://hanamaru.example/u>~List-Unsubscribe-Post: yes     | ONE_CLICK_POST",
                "List-Unsubscribe: <https://hanamaru.example/u>~List-Unsubscribe-Post: List-Unsubscribe=One-Click | ONE_CLICK_UNSIGNED",
            })
    void whatIsMissingIsNamed(String fields, PreflightFinding kind) {
        String header = fields == null ? "" : fields.replace('~', '\n') + "\n";

        assertThat(sample(HEAD + header).unsubscribe().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from mta.hanamaru.example (mta.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTPS id 1 | TLS_USED",
                "from mta.hanamaru.example (mta.hanamaru.example [203.0.113.25]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) by mx.customer.example (Postfix) with ESMTPS id 1 | TLS_USED",
                "from mta.hanamaru.example (203.0.113.25) by mx.customer.example with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_X) id 15.20 | TLS_USED",
                "from mta.hanamaru.example (HELO mta) (203.0.113.25) by mx.customer.example with (AES256-SHA encrypted) SMTP | TLS_USED",
                "from mta.hanamaru.example (mta.hanamaru.example [IPv6:2001:db8::25]) by mx.customer.example with esmtps id 1 | TLS_USED",
                "from app.hanamaru.example (app.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTPSA id 1 | TLS",
                "from app.hanamaru.example (app.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTPA id 1 | TLS",
                "from version=tls1.3 (version=tls1.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTP id 1 | TLS_NOT_USED",
                "from mta.hanamaru.example (tlsv1.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTP id 1 | TLS_NOT_USED",
                "from mx.customer.example (mta.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTP id 1 | TLS_NOT_USED",
                "from in1.customer.example (in1.customer.example [203.0.113.25]) by store.customer.example with ESMTP id 1 | TLS",
                "from mx.customer.example (unknown [203.0.113.25]) by mx.customer.example with ESMTP id 1 | TLS_NOT_USED",
                "from in1.customer.example ([203.0.113.25]) by store.customer.example with ESMTP id 1 | TLS",
                "from mta.hanamaru.example (mta.hanamaru.example [203.0.113.25]) by mx.customer.example with ESMTP id 1 | TLS_NOT_USED",
                "from mta.hanamaru.example (203.0.113.25) by mx.customer.example with Microsoft SMTP Server id 15.20 | TLS",
                "from app (app [10.0.0.7]) by mta.hanamaru.example with ESMTP id 1                         | TLS",
                "by mx.customer.example with SMTP id 1                                                     | TLS",
            })
    void theHopIntoTheReceiversHouseTellsOfTls(String received, PreflightFinding kind) {
        assertThat(sample("Received: " + received + "\n" + HEAD).tls().kind()).isEqualTo(kind);
    }

    @Test
    void hopsInsideAHouseAreNotJudged() {
        String header = """
                Received: by 2002:a05:6402:1 with SMTP id x
                Received: from inner (inner [10.0.0.1]) by store with LMTP id 2
                Received: from mta (mta [203.0.113.25]) by mx with ESMTPS id 1
                Received: from app (app [198.51.100.9]) by mta with ESMTP id 0
                """;
        String inside = """
                Received: from in1.customer.example (in1.customer.example [198.51.100.7])
                \tby store.customer.example with ESMTP id 3
                """;

        assertThat(sample(header + HEAD).tls().kind()).isEqualTo(PreflightFinding.TLS_USED);
        assertThat(sample(inside + header + HEAD).tls().kind()).isEqualTo(PreflightFinding.TLS_USED);
    }

    @ParameterizedTest
    @CsvSource({
        "Subject: a,                                FIELDS",
        "Subject: a~Subject: b,                     FIELD_TWICE",
        "From: other@hanamaru.example,              FIELD_TWICE",
    })
    void theHeaderHasEachFieldOnce(String more, PreflightFinding kind) {
        assertThat(sample(HEAD + more.replace('~', '\n') + "\n").format().kind())
                .isEqualTo(kind);
        assertThat(sample("Subject: a\n").format().kind()).isEqualTo(PreflightFinding.FIELD_MISSING);
        assertThat(sample(HEAD.replaceAll("Message-ID.*\n", "")).format().kind())
                .isEqualTo(PreflightFinding.NO_MESSAGE_ID);
    }

    @Test
    void packsThatAskForItJudgeByTheMessageAndSayNothingWithoutOne() {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN);
        PreflightRequest with = request.withMessage(sample(HEAD));

        assertThat(PreflightWorld.rule(PreflightWorld.check(request), "gmail-bulk.unsubscribe")
                        .finding()
                        .kind())
                .isEqualTo(PreflightFinding.UNSUBSCRIBE);
        assertThat(PreflightWorld.rule(PreflightWorld.check(with), "gmail-bulk.unsubscribe")
                        .finding())
                .satisfies(each -> {
                    assertThat(each.kind()).isEqualTo(PreflightFinding.ONE_CLICK_NONE);
                    assertThat(each.severity()).isEqualTo(Severity.FAIL);
                    assertThat(each.text(Locale.JAPANESE)).contains("List-Unsubscribe");
                });
        assertThat(PreflightWorld.rule(PreflightWorld.check(with), "gmail.message-format")
                        .finding()
                        .severity())
                .isEqualTo(Severity.PASS);
        assertThat(PreflightWorld.rule(PreflightWorld.check(with), "gmail.tls")
                        .finding()
                        .kind())
                .as("not seen in the message")
                .isEqualTo(PreflightFinding.TLS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "news@hanamaru.example                     | NOT_GMAIL_FROM",
                "hanamaru.example@gmail.com                | GMAIL_FROM",
                "News <news@hanamaru.example>, a@GoogleMail.com | GMAIL_FROM",
                "gmail.com <news@hanamaru.example>         | NOT_GMAIL_FROM",
                "news@gmail.com.hanamaru.example           | NOT_GMAIL_FROM",
                "not an address                            | NOT_GMAIL_FROM",
            })
    void whoeverWritesAsGmailIsRefusedByIt(String from, PreflightFinding kind) {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN)
                .withMessage(sample(HEAD.replace("news@hanamaru.example", from)));
        for (String rule : List.of("gmail.no-gmail-from", "gmail-bulk.no-gmail-from")) {
            assertThat(PreflightWorld.rule(PreflightWorld.check(request), rule)
                            .finding()
                            .kind())
                    .isEqualTo(kind);
        }
    }

    /** The message names the selector that nobody gave. */
    @Test
    void theKeysOfItsSignaturesAreLookedAt() {
        InMemoryDns dns = InMemoryDns.zone(
                PreflightWorld.ZONE
                        + "k1._domainkey.hanamaru.example. TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n");
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN);
        String rule = "gmail-bulk.dkim-1024";
        assertThat(PreflightWorld.rule(PreflightWorld.check(dns, request), rule)
                        .finding()
                        .kind())
                .isEqualTo(PreflightFinding.DKIM_SELECTOR_UNKNOWN);
        assertThat(PreflightWorld.rule(PreflightWorld.check(dns, request.withMessage(sample(SIGNATURE + HEAD))), rule)
                        .finding()
                        .kind())
                .isEqualTo(PreflightFinding.KEY_LONG_ENOUGH);
        String strange = SIGNATURE.replace("d=hanamaru.example", "d=mailer.example");
        assertThat(PreflightWorld.rule(PreflightWorld.check(dns, request.withMessage(sample(strange + HEAD))), rule)
                        .finding()
                        .kind())
                .as("the key of another domain")
                .isEqualTo(PreflightFinding.DKIM_SELECTOR_UNKNOWN);
    }

    @Test
    void aHostileHeaderIsReadInTime() {
        for (String field : List.of("Received: from ", "List-Unsubscribe: ", "DKIM-Signature: h=", "From: ")) {
            String hostile = field + "(<,:[".repeat(200_000) + "\n";
            assertThat(sample(hostile + HEAD + URIS + POST).toString()).isNotBlank();
        }
    }
}
