package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Authentication-Results in the forms that servers write, some of them outside of RFC 8601 §2.2, with names of nobody. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are part of what is read
class ResultsOfServersTest {
    private static Stream<Arguments> fields() {
        return Stream.of(
                arguments(
                        "Gmail",
                        "mx.google.example;\r\n       dkim=pass header.i=@example.com header.s=s1 header.b=AbC+dE/f;\r\n"
                                + "       arc=pass (i=1 spf=pass spfdomain=example.com dkim=pass dkdomain=example.com);\r\n"
                                + "       spf=pass (mx.google.example: domain of bounce+a=example.net@example.com designates"
                                + " 192.0.2.1 as permitted sender) smtp.mailfrom=\"bounce+a=example.net@example.com\";\r\n"
                                + "       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.com",
                        "mx.google.example",
                        "dkim=pass header.i=@example.com header.s=s1 header.b=AbC+dE/f|arc=pass"
                                + "|spf=pass smtp.mailfrom=bounce+a=example.net@example.com|dmarc=pass header.from=example.com"),
                arguments(
                        "Exchange Online, which names no host",
                        "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=example.com; dkim=pass (signature was verified)\r\n"
                                + " header.d=example.com;dmarc=pass action=none\r\n header.from=example.com;compauth=pass reason=100",
                        "",
                        "spf=pass smtp.mailfrom=example.com|dkim=pass header.d=example.com|dmarc=pass header.from=example.com"
                                + "|compauth=pass reason=100"),
                arguments(
                        "Exchange Online, of what is sent",
                        "dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from=example.com;",
                        "",
                        "dkim=none header.d=none|dmarc=none header.from=example.com"),
                arguments(
                        "Yahoo",
                        "atlas-production.mail.example;\r\n dkim=pass header.i=@example.com header.s=s1;\r\n"
                                + " spf=pass smtp.mailfrom=example.com;\r\n dmarc=pass(p=REJECT) header.from=example.com;",
                        "atlas-production.mail.example",
                        "dkim=pass header.i=@example.com header.s=s1|spf=pass smtp.mailfrom=example.com"
                                + "|dmarc=pass header.from=example.com"),
                arguments(
                        "OpenDKIM",
                        "mx.example.net;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=example.com"
                                + " header.i=@example.com header.b=\"AbCdEf+/\";\r\n\tdkim-atps=neutral",
                        "mx.example.net",
                        "dkim=pass header.d=example.com header.i=@example.com header.b=AbCdEf+/|dkim-atps=neutral"),
                arguments(
                        "OpenDMARC",
                        "OpenDMARC; dmarc=fail (p=none dis=none) header.from=example.com",
                        "OpenDMARC",
                        "dmarc=fail header.from=example.com"),
                arguments(
                        "pypolicyd-spf",
                        "mx.example.net; spf=pass (mailfrom) smtp.mailfrom=example.com (client-ip=192.0.2.1;"
                                + " helo=mx.example.com; envelope-from=a@example.com; receiver=<UNKNOWN>)",
                        "mx.example.net",
                        "spf=pass smtp.mailfrom=example.com"),
                arguments(
                        "Rspamd",
                        "mx.example.net;\r\n\tdkim=pass header.d=example.com header.s=s1 header.b=AbCdEfGh;\r\n"
                                + "\tdmarc=pass (policy=reject) header.from=example.com;\r\n"
                                + "\tspf=pass (mx.example.net: domain of a@example.com designates 192.0.2.1 as permitted sender)"
                                + " smtp.mailfrom=a@example.com",
                        "mx.example.net",
                        "dkim=pass header.d=example.com header.s=s1 header.b=AbCdEfGh|dmarc=pass header.from=example.com"
                                + "|spf=pass smtp.mailfrom=a@example.com"),
                arguments(
                        "Exim",
                        "mx.example.net;\r\n\tiprev=pass (mail.example.com) smtp.remote-ip=2001:db8::1;\r\n"
                                + "\tspf=pass smtp.mailfrom=example.com;\r\n"
                                + "\tdkim=pass header.d=example.com header.s=s1 header.a=rsa-sha256;\r\n\tdmarc=pass header.from=example.com;\r\n"
                                + "\tarc=none",
                        "mx.example.net",
                        "iprev=pass smtp.remote-ip=2001:db8::1|spf=pass smtp.mailfrom=example.com"
                                + "|dkim=pass header.d=example.com header.s=s1 header.a=rsa-sha256"
                                + "|dmarc=pass header.from=example.com|arc=none"),
                arguments(
                        "authentication_milter",
                        "mx6.mail.example;\r\n    bimi=skipped (DMARC Policy is not at enforcement);\r\n"
                                + "    dkim=pass (2048-bit rsa key sha256) header.d=example.com\r\n"
                                + "      header.i=@example.com header.b=AbCd header.a=rsa-sha256 header.s=s1 x-bits=2048;\r\n"
                                + "    x-return-mx=pass header.domain=example.com policy.is_org=yes\r\n      (MX Record found);\r\n"
                                + "    x-tls=pass smtp.version=TLSv1.3 smtp.bits=256/256",
                        "mx6.mail.example",
                        "bimi=skipped|dkim=pass header.d=example.com header.i=@example.com header.b=AbCd"
                                + " header.a=rsa-sha256 header.s=s1|x-return-mx=pass header.domain=example.com policy.is_org=yes"
                                + "|x-tls=pass smtp.version=TLSv1.3 smtp.bits=256/256"),
                arguments(
                        "Amazon SES",
                        "mail.example;\r\n spf=pass (spfCheck: domain of example.com designates 192.0.2.1 as permitted sender)"
                                + " client-ip=192.0.2.1; envelope-from=a@example.com; helo=mx.example.com;\r\n"
                                + " dkim=pass header.i=@example.com;\r\n dmarc=pass header.from=example.com;",
                        "mail.example",
                        "spf=pass|dkim=pass header.i=@example.com|dmarc=pass header.from=example.com"),
                arguments(
                        "Zoho",
                        "mx.mail.example;\tdkim=pass;\tspf=pass (mail.example: domain of a@example.com designates 192.0.2.1 as"
                                + " permitted sender) smtp.mailfrom=a@example.com;\tarc=pass (i=1;dkim=pass;spf=pass);"
                                + "\tdmarc=pass(p=reject dis=none)  header.from=example.com",
                        "mx.mail.example",
                        "dkim=pass|spf=pass smtp.mailfrom=a@example.com|arc=pass|dmarc=pass header.from=example.com"),
                arguments(
                        "Yandex",
                        "mxfront1.mail.example; (mxfront1.mail.example [192.0.2.9]); spf=pass smtp.mail=a@example.com;"
                                + " dkim=pass header.i=@example.com",
                        "mxfront1.mail.example",
                        "spf=pass smtp.mail=a@example.com|dkim=pass header.i=@example.com"),
                arguments(
                        "with a number in the id",
                        "mail.example.org/0C5B13F980; dkim=pass header.d=example.com",
                        "mail.example.org/0C5B13F980",
                        "dkim=pass header.d=example.com"),
                arguments(
                        "a reason of several words, and a version",
                        "mx.example.net 1; dkim/1=fail reason=\"body hash; did not verify\" header.d=example.com",
                        "mx.example.net",
                        "dkim=fail reason=\"body hash; did not verify\" header.d=example.com"),
                arguments("an empty id", "\"\"; spf=pass", "", "spf=pass"),
                arguments(
                        "in UTF-8",
                        "m\u00fcnchen.example; spf=pass smtp.mailfrom=\u30e6\u30fc\u30b6@\u4f8b.example",
                        "m\u00fcnchen.example",
                        "spf=pass smtp.mailfrom=\u30e6\u30fc\u30b6@\u4f8b.example"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void whatEachWritesIsRead(String server, String value, String authservId, String results) {
        AuthenticationResults read = AuthenticationResults.parse(value).orElseThrow();
        assertThat(read.authservId()).isEqualTo(authservId);
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.results().stream().map(ResultsOfServersTest::plain).collect(Collectors.joining("|")))
                .isEqualTo(results);
        assertThat(AuthenticationResults.parse("authentication-results:  " + value))
                .contains(read);
        if (value.chars().allMatch(c -> c < 0x80)) {
            assertThat(AuthenticationResults.parse(read.toHeader())).contains(read);
        }
        assertThat(AuthenticationResults.merged(List.of(value), "").results()).isEmpty();
    }

    private static String plain(MethodResult result) {
        StringBuilder text = new StringBuilder(result.method() + "=" + result.result());
        result.reason()
                .ifPresent(reason ->
                        text.append(reason.contains(" ") ? " reason=\"" + reason + '"' : " reason=" + reason));
        result.properties()
                .forEach(each -> text.append(' ')
                        .append(each.ptype())
                        .append('.')
                        .append(each.name())
                        .append('=')
                        .append(each.value()));
        return text.toString();
    }
}
