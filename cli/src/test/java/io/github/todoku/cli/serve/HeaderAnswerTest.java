package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A header, or a part of one, without its message. */
class HeaderAnswerTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(InMemoryDns.zone(TestServer.ZONE + """
                s1._domainkey.hanamaru.example. TXT "v=DKIM1; p="
                """));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String asked(String header) throws Exception {
        String page = server.form("/", Map.of("text", header)).body();
        assertThat(page).contains("Read as a message.", "without its body");
        return page.substring(page.indexOf("id=\"answer\""));
    }

    @Test
    void whatReceiversWroteIsReadAndSpfAskedAgain() throws Exception {
        String answer = asked("""

                Return-Path: <taro@hanamaru.example>
                Authentication-Results: mx.test; dkim=pass header.d=hanamaru.example;
                 spf=fail (mx.test: no) smtp.mailfrom=taro@hanamaru.example
                Received-SPF: fail (mx.test: no) client-ip=192.0.2.7; helo=mx.hanamaru.example; receiver=mx.test
                """);
        assertThat(answer)
                .contains("mx.test", "dkim=pass header.d=hanamaru.example", "spf=fail (mx.test: no)")
                .contains("SPF asked again, for 192.0.2.7 as ", ": pass today")
                .contains("There is no single From")
                .doesNotContain("taro@", "DMARC policy of");
    }

    @Test
    void recipientsThatReceiversWriteAreMasked() throws Exception {
        String answer = asked("""
                Authentication-Results: taro@customer.example; spf=pass
                Received-SPF: pass client-ip=192.0.2.7; receiver="jiro@customer.example"
                """);
        assertThat(answer).contains("spf=pass 192.0.2.7", "@customer.example").doesNotContain("taro@", "jiro@");
    }

    @Test
    void theWayIsToldFromTheSender() throws Exception {
        String answer = asked("""
                Received: from second.example ([192.0.2.2]) by third.example; Sat, 28 Nov 2026 10:00:02 +0900
                Received: from first.example ([192.0.2.1]) by second.example; Sat, 28 Nov 2026 10:00:01 +0900
                """);
        assertThat(answer).containsSubsequence("<ol>", "from first.example", "from second.example", "</ol>");
    }

    @Test
    void signersAndTheAuthorAreLookedUpAndNothingIsVerified() throws Exception {
        String answer = asked("""
                DKIM-Signature: v=1; a=rsa-sha256; d=hanamaru.example; s=s1; h=from; bh=AAAA; b=AAAA
                From: Hanako <hanako@hanamaru.example>
                Subject: x
                """);
        assertThat(answer)
                .contains("cannot be verified", "The DKIM keys of hanamaru.example today", "s1._domainkey")
                .contains("The DMARC policy of hanamaru.example today", "p=none")
                .doesNotContain("hanako@");
    }

    @Test
    void aHeaderOfManyThingsIsToldInPart() throws Exception {
        String answer = asked("Received: by mx.test; now\n".repeat(500)
                + "DKIM-Signature: v=1; d=%s.example; s=s; h=from; bh=A; b=A\n"
                        .formatted("x")
                        .repeat(500)
                + "Authentication-Results: mx.test; spf=pass\n".repeat(500));
        assertThat(answer).contains("480 more fields").hasSizeLessThan(50_000);
    }
}
