package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.ReportWords;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final InMemoryDns DNS = InMemoryDns.zone("""
            hanamaru.example.           TXT  "v=spf1 include:_spf.mailing.example -all"
            _spf.mailing.example.       TXT  "v=spf1 ip4:198.51.100.0/24 -all"
            mail.hanamaru.example.      A    203.0.113.25
            25.113.0.203.in-addr.arpa.  PTR  mail.hanamaru.example.
            """);

    private static final String REPLY =
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication results: DKIM ="
                    + " did not pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass - gsmtp";

    private static Case examined(InMemoryDns dns, String reply) {
        return Doctor.using(dns).check(SmtpReply.parse(reply).orElseThrow());
    }

    private static Document page(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static String text(Document page, String element) {
        return page.getElementsByTagName(element).item(0).getTextContent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void theVerdictComesFirstAndTheLinesToPasteAreThere(String language) throws Exception {
        Case examined = examined(DNS, REPLY);
        Locale locale = Locale.forLanguageTag(language);
        Document page = page(HtmlReport.of(examined, locale, false));

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo(language);
        assertThat(text(page, "h1")).isEqualTo(examined.text(locale));
        assertThat(text(page, "ins")).isEqualTo("ip4:203.0.113.25");
        NodeList lines = page.getElementsByTagName("pre");
        String last = lines.item(lines.getLength() - 1).getTextContent();
        assertThat(last.lines().toList())
                .isEqualTo(examined.remedy().orElseThrow().records().get(0).zoneLines());
        assertThat(text(page, "ul")).contains("_spf.mailing.example", "include:_spf.mailing.example");
        assertThat(text(page, "table")).contains("203.0.113.25", "fail", "pass");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws Exception {
        String html = HtmlReport.of(examined(DNS, REPLY), Locale.ENGLISH, false);
        assertThat(html)
                .doesNotContain("src=", "href=", "url(", "@import", "http://", "https://", " style=", " onclick=");
        assertThat(html).contains("default-src 'none'");
        page(html);
    }

    @Test
    void whatTheReceiverAndTheDnsSayStaysText() throws Exception {
        InMemoryDns hostile = InMemoryDns.zone("""
                hanamaru.example.  TXT  "v=spf1 x=</pre><script>alert(1)</script> exp='>\\"&amp;<!-- ?all"
                """);
        String html = HtmlReport.of(
                examined(hostile, REPLY + " <script>alert(2)</script> ]]> \u202Etxt.exe \u0000\u001B[31m"),
                Locale.ENGLISH,
                true);
        assertThat(html).doesNotContain("<script>alert", "\u202E", "\u001B");
        assertThat(page(html).getElementsByTagName("script").getLength()).isEqualTo(1);
    }

    @Test
    void recipientsAreMaskedUnlessAskedFor() {
        Case examined = Doctor.using(DNS).check(BounceParser.standard().parse("""
                From: MAILER-DAEMON@mail.hanamaru.example
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; taro.yamada@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <taro.yamada@example.net>: no such user

                --b--
                """.getBytes(StandardCharsets.UTF_8)));
        assertThat(HtmlReport.of(examined, Locale.ENGLISH, false)).doesNotContain("taro.yamada");
        assertThat(HtmlReport.of(examined, Locale.ENGLISH, true)).contains("taro.yamada@example.net");
    }

    @Test
    void manyBouncesAreOnePage() throws Exception {
        CaseSeries series =
                Doctor.using(DNS).check(List.of(BounceParser.standard().parse(REPLY.getBytes(StandardCharsets.UTF_8))));
        Document page = page(HtmlReport.of(series, Locale.ENGLISH, false));
        assertThat(text(page, "h1")).isEqualTo(ReportWords.of(Locale.ENGLISH).text("reading." + series.reading()));
        assertThat(text(page, "table")).contains("203.0.113.25");
    }

    @Test
    void aRecordOfThousandsOfTermsIsDrawnUpToABound() throws Exception {
        String many = "ip4:192.0.2.1 ".repeat(3_000);
        InMemoryDns dns = InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 \" " + "\""
                + String.join("\" \"", many.split("(?<=\\G.{238})", -1)) + "\" \"-all\"\n");
        Document page = page(HtmlReport.of(examined(dns, REPLY), Locale.ENGLISH, false));
        assertThat(page.getElementsByTagName("li").getLength()).isBetween(200, 205);
    }
}
