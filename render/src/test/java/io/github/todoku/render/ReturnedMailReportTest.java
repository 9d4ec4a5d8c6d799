package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.fixtures.ReturnedMail;
import io.github.todoku.fixtures.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the signatures of a returned mail give, in every form and language. */
class ReturnedMailReportTest {
    private static final DnsName DOMAIN = DnsName.of("hanamaru.example");
    private static final DnsName SELECTOR = DnsName.of("k1");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(2048);
    private static final String MAIL = "From: news@hanamaru.example\r\nTo: taro@customer.example\r\n\r\nHello.\r\n";

    private static Case examined(String added) {
        return examined("", added);
    }

    private static Case examined(String onTop, String added) {
        byte[] octets = MAIL.getBytes(StandardCharsets.US_ASCII);
        String signed = new String(
                DkimSigner.using(KEYS.signingKey(DOMAIN, SELECTOR)).sign(octets).addedTo(octets),
                StandardCharsets.US_ASCII);
        InMemoryDns dns =
                InMemoryDns.of(KEYS.publish(DOMAIN, SELECTOR).overlay().and(Zone.of("""
                        _dmarc.hanamaru.example. TXT "v=DMARC1; p=reject"
                        hanamaru.example. TXT "v=spf1 -all"
                        mta25.mailing.example. A 203.0.113.25
                        """)));
        return Doctor.using(dns)
                .check(BounceParser.standard()
                        .parse(ReturnedMail.to("taro@customer.example")
                                .whole(onTop + signed + added)
                                .refusedWith("550 5.7.30 Your email has been blocked because DKIM authentication"
                                        + " didn't pass. - gsmtp")));
    }

    private static String text(Case examined, Locale locale) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextReport.on(Terminal.of(new PrintStream(out, true, StandardCharsets.UTF_8), false), locale)
                .print(examined, "zone");
        return out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void whatIsNotDecidedIsToldWithoutNamesForMachines() {
        Case open = Doctor.using(InMemoryDns.zone("example.com. A 192.0.2.1"))
                .check(BounceParser.standard()
                        .parse("550 5.7.1 Client host [192.0.2.9] blocked using zen.spamhaus.org"));
        assertThat(text(open, Locale.ENGLISH))
                .contains("Why: not known", "Perhaps: 192.0.2.9 is on a block list: zen.spamhaus.org. / ", "What to do")
                .doesNotContain("cannot-tell", "What to publish");
        assertThat(text(open, Locale.JAPANESE))
                .contains("原因: 不明", "考えられる原因: 192.0.2.9 が")
                .doesNotContain("cannot-tell");
    }

    @Test
    void aChangeIsTold() throws IOException {
        Case examined = examined("Return-Path: <news@hanamaru.example>\r\n", "-- \r\nadded\r\n");

        assertThat(text(examined, Locale.ENGLISH))
                .contains("DKIM signature of the returned mail, d=hanamaru.example s=k1: fail.")
                .contains("the body fits its signature: a footer was added.")
                .contains("on the returned mail: fail")
                .contains("only by an aligned DKIM signature, and that fails on the mail as it came back")
                .doesNotContain("if the aligned DKIM signature verifies");
        assertThat(text(examined, Locale.JAPANESE))
                .contains("返送されたメールの DKIM 署名")
                .doesNotContain("{");
        assertThat(HtmlReport.of(examined, Locale.JAPANESE, false)).contains("返送されたメールの DKIM 署名");
        String json = JsonReport.of(examined, Locale.ENGLISH).toJson();
        assertThat(json).contains("\"returned-mail\"", "dkim.suspect-footer-added");
        assertThat(Schema.read(Path.of("../docs/schema/todoku-" + JsonReport.SCHEMA + ".json"))
                        .faults("case", JSON.std.mapFrom(json)))
                .isEmpty();
    }

    @Test
    void ofAForgedNumberOfSignaturesAFewAreShown() throws IOException {
        Case examined = examined("DKIM-Signature:\r\n".repeat(3_000), "");

        assertThat(text(examined, Locale.ENGLISH))
                .contains("d=hanamaru.example s=k1: pass")
                .contains("DKIM signatures of the returned mail that are not shown: 2993")
                .hasSizeLessThan(8_000);
        assertThat(text(examined, Locale.JAPANESE)).contains("ここに示していないもの: 2993 件");
        assertThat(HtmlReport.of(examined, Locale.ENGLISH, false))
                .contains("signatures of the returned mail that are not shown: 2993");
        String json = JsonReport.of(examined, Locale.ENGLISH).toJson();
        assertThat(json).contains("\"leftOut\":2993");
        assertThat(Schema.read(Path.of("../docs/schema/todoku-" + JsonReport.SCHEMA + ".json"))
                        .faults("case", JSON.std.mapFrom(json)))
                .isEmpty();
        assertThat(text(examined(""), Locale.ENGLISH)).doesNotContain("not shown");
    }

    @Test
    void aSignatureThatHoldsIsGoodNews() {
        Case examined = examined("");

        assertThat(text(examined, Locale.ENGLISH))
                .contains("DMARC passes for hanamaru.example by its signature")
                .doesNotContain("whether the signatures verify");
        assertThat(text(examined, Locale.JAPANESE)).contains("返送されたメールで pass");
    }
}
