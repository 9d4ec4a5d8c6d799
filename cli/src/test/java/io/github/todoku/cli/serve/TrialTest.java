package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What if a record were another: laid over the DNS for one answer, and published nowhere. */
class TrialTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(TestServer.dns());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatIfTheRecordWereAnother() throws Exception {
        Map<String, String> fields =
                Map.of("domain", "hanamaru.example", "record", "v=spf1 include:no.such.example -all", "part", "1");
        HttpResponse<String> part = server.form("/whatif", fields);
        assertThat(part.body()).contains("no.such.example").doesNotContain("<html");
        assertThat(part.body())
                .contains("DNS lookups: 0 today, 1 with this record", "May no longer send: 192.0.2.0/24");
        String more = server.form(
                        "/whatif", Map.of("domain", "hanamaru.example", "record", "v=spf1 ip4:192.0.2.0/23 -all"))
                .body();
        assertThat(more).contains("May send with this record: 192.0.3.0/24").doesNotContain("May no longer send");
        assertThat(server.form("/", Map.of("text", "hanamaru.example")).body())
                .contains("id=\"whatif-spf\"", "id=\"whatif-dmarc\"");
    }

    @Test
    void onlyARecordThatIsThereOrNoneAtAllIsEdited() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("""
                two.example. TXT "v=spf1 ip4:192.0.2.1 -all"
                two.example. TXT "v=spf1 ip4:192.0.2.2 -all"
                no.example.  MX  10 mx.no.example.
                """);
        try (TestServer own = TestServer.start(dns)) {
            String two = own.form("/", Map.of("text", "two.example")).body();
            assertThat(two).doesNotContain("id=\"whatif-spf\"").contains("DMARC record (there is none today)");
            assertThat(own.form("/whatif", Map.of("domain", "two.example", "record", "v=spf1 ip4:192.0.2.1 -all"))
                            .body())
                    .contains("There are 2 SPF records today");
            assertThat(own.form("/", Map.of("text", "no.example")).body()).contains("SPF record (there is none today)");
        }
    }

    /** They are not there to be laid below what is edited, and the DNS says something else. */
    @Test
    void answersThatWerePastedAreNotEdited() throws Exception {
        String page = server.form("/", Map.of("text", "shop.example. 300 IN TXT \"v=spf1 ip4:198.51.100.0/24 -all\""))
                .body();
        assertThat(page).contains("Read as answers from the DNS.").doesNotContain("id=\"whatif");
    }

    @Test
    void whatIfTheDmarcRecordWereAnother() throws Exception {
        Map<String, String> fields = Map.of(
                "domain",
                "hanamaru.example",
                "kind",
                "dmarc",
                "record",
                "v=DMARC1; p=reject; sp=nonsense",
                "part",
                "1");
        assertThat(server.form("/whatif", fields).body())
                .contains("none today, no policy with this record", " is not a policy.")
                .doesNotContain("<html");
        String whole = server.form(
                        "/whatif",
                        Map.of("domain", "hanamaru.example", "kind", "dmarc", "record", "v=DMARC1; p=reject"))
                .body();
        assertThat(whole)
                .contains("reject with this record", "id=\"whatif-dmarc\"")
                .doesNotContain("id=\"whatif-spf\"");
        String below = server.form(
                        "/whatif",
                        Map.of(
                                "domain",
                                "news.hanamaru.example",
                                "kind",
                                "dmarc",
                                "record",
                                "v=DMARC1; p=none; sp=quarantine"))
                .body();
        assertThat(below).as("laid where the record stands").contains("quarantine with this record");
    }

    /** What a browser sends of a form of the page, with another record in it. */
    private static Map<String, String> filled(String page, String kind, String record) {
        String form = page.substring(page.indexOf("id=\"whatif-" + kind + "\""));
        form = form.substring(0, form.indexOf("</form>"));
        Map<String, String> fields = new HashMap<>(Map.of("record", record, "part", "1"));
        Matcher hidden = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(form);
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        return fields;
    }

    @Test
    void underABounceTheRecordIsTriedForTheMailThatCameBack() throws Exception {
        String page = server.form("/", Map.of("text", TestServer.BOUNCE)).body();
        Map<String, String> fields =
                filled(page, "spf", "v=spf1 ip4:192.0.2.0/24 ip4:203.0.113.9 include:_spf.mailing.example -all");
        assertThat(fields)
                .containsEntry("client", "203.0.113.9")
                .containsEntry("sender", "hanamaru.example")
                .containsEntry("domain", "hanamaru.example");
        assertThat(server.form("/whatif", fields).body())
                .contains("from 203.0.113.9 as hanamaru.example: SPF fail today, pass with this record")
                .contains("DNS lookups: 0 today, 1 with this record", "May send with this record: ")
                .doesNotContain("<html");
        fields.put("record", "v=spf1 ip4:192.0.2.0/24 -all");
        assertThat(server.form("/whatif", fields).body()).contains("SPF fail today, fail with this record");
        fields.remove("part");
        assertThat(server.form("/whatif", fields).body())
                .as("without a script, the whole page, with the same mail to try on")
                .contains("<html", "SPF fail today", "name=\"client\" value=\"203.0.113.9\"");
    }

    /** Without a script, a trial is a page of its own. */
    @Test
    void inAnotherLanguageTheSameIsTried() throws Exception {
        Map<String, String> fields =
                Map.of("domain", "hanamaru.example", "kind", "dmarc", "record", "v=DMARC1; p=reject");
        String page = server.form("/whatif?lang=en", fields).body();
        assertThat(page)
                .contains("form=\"whatif-dmarc\" formaction=\"/whatif?lang=ja\" name=\"again\"", "id=\"whatif-dmarc\"");
        Map<String, String> sent = filled(page, "dmarc", "v=DMARC1; p=reject");
        sent.remove("part");
        sent.put("again", "1");
        assertThat(server.form("/whatif?lang=ja", sent).body())
                .contains("lang=\"ja\"", "hanamaru.example", "reject")
                .contains("form=\"whatif-dmarc\" formaction=\"/whatif?lang=en\"");
        assertThat(server.form("/whatif?lang=en", Map.of("domain", "..", "record", "v=spf1 -all"))
                        .body())
                .as("of what cannot be tried there is no form")
                .contains("form=\"ask\" formaction=\"/?lang=ja\"");
    }

    @Test
    void underARefusalByDmarcThePolicyIsTriedForTheMail() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("""
                hanamaru.example.        TXT "v=spf1 ip4:192.0.2.0/24 -all"
                mail.hanamaru.example.   TXT "v=spf1 ip4:192.0.2.25 -all"
                _dmarc.hanamaru.example. TXT "v=DMARC1; p=reject; aspf=s"
                """);
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", "dmarc",
                "domain", "hanamaru.example",
                "client", "192.0.2.25",
                "sender", "mail.hanamaru.example",
                "author", "hanamaru.example",
                "record", "v=DMARC1; p=reject",
                "part", "1"));
        try (TestServer own = TestServer.start(dns)) {
            assertThat(own.form("/whatif", fields).body())
                    .contains("from 192.0.2.25 as mail.hanamaru.example, has SPF pass")
                    .contains("DMARC: fail today, pass with this record");
        }
    }

    @Test
    void whatAForeignFormSaysOfAMailIsReadOrLeft() throws Exception {
        for (String client : new String[] {"<script>", "x".repeat(5_000), "192.0.2.1.", "::ffff:1.2.3.4", ""}) {
            Map<String, String> fields = Map.of(
                    "domain", "hanamaru.example",
                    "record", "v=spf1 -all",
                    "client", client,
                    "sender", "\u0000..@",
                    "author", client);
            HttpResponse<String> answer = server.form("/whatif", fields);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("<script>", "that came back");
        }
    }

    /** Whose record it is nobody said: what rests on that is not told as if it were known. */
    @Test
    void aRecordAloneIsJudgedAsFarAsItGoes() throws Exception {
        String spf = server.form("/", Map.of("text", "v=spf1 mx a:%{d2}.hanamaru.example ip4:192.0.2.0/24 -all"))
                .body();
        assertThat(spf).contains("judged without the domain", "name=\"domain\"", "<code>mx</code>");
        assertThat(spf).contains(": 0 failed, 0 warnings").doesNotContain("does not exist");
        String dmarc = server.form("/", Map.of("text", "v=DMARC1; p=reject; rua=mailto:d@mailing.example"))
                .body();
        assertThat(dmarc).contains("judged without the domain", "name=\"domain\"");
        assertThat(dmarc).doesNotContain("does not exist", "class=\"bad\"");
    }

    @Test
    void aRecordAloneIsJudgedForADomainThatIsNamed() throws Exception {
        Map<String, String> fields = new HashMap<>(Map.of("record", "v=spf1 mx -all", "part", "1", "domain", ""));
        assertThat(server.form("/whatif", fields).body()).contains("judged without the domain");
        fields.put("domain", " https://hanamaru.example/ ");
        assertThat(server.form("/whatif", fields).body())
                .contains("May no longer send: ", "1 with this record")
                .doesNotContain("judged without");
        fields.put("domain", "no domain at all");
        assertThat(server.form("/whatif", fields).statusCode()).isEqualTo(400);
    }

    @Test
    void whatNobodyWantsIsNotMade() {
        Answer answer = new Answer(
                () -> {
                    throw new AssertionError("drawn for a program");
                },
                () -> "{}");
        assertThat(answer.written().json().get()).isEqualTo("{}");
    }
}
