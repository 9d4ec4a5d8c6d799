package io.github.todoku.embedding;

import static io.github.todoku.spf.SpfVerdict.PASS;
import static io.github.todoku.spf.SpfVerdict.TEMPERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The programs of the README, run. */
class ReadmeTest {
    private static final String ZONE = """
            hanamaru.example.                MX   10 mx.webhost.example.
            hanamaru.example.                TXT  "v=spf1 ip4:192.0.2.0/28 -all"
            mta25.mailing.example.           A    203.0.113.25
            _spf.mailing.example.            TXT  "v=spf1 ip4:203.0.113.0/26 -all"
            25.113.0.203.in-addr.arpa.       PTR  mta25.mailing.example.
            2.0.0.127.zen.spamhaus.org.      A    127.0.0.2
            25.113.0.203.zen.spamhaus.org.   A    127.0.0.2
            """;
    private static final String REPLY =
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication results:"
                    + " DKIM = did not pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass - gsmtp";

    private final DnsResolver dns = InMemoryDns.zone(ZONE);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whyDidItComeBack() throws Exception {
        WhyDidItComeBack.explain(new ByteArrayInputStream(REPLY.getBytes(StandardCharsets.UTF_8)), dns, out);

        assertThat(printed().lines())
                .startsWith("spf-missing-service")
                .contains("v=spf1 ip4:192.0.2.0/28 include:_spf.mailing.example -all")
                .endsWith("true");
    }

    @Test
    void onlyTheReplyInHand() {
        SmtpReply reply = SmtpReply.parse(
                        "550-5.7.26 Unauthenticated email from hanamaru.example is not accepted due to"
                                + " domain's DMARC policy. - gsmtp")
                .orElseThrow();
        OnlyTheReplyInHand.explain(
                reply,
                IpLiteral.of("203.0.113.25"),
                DnsName.of("_spf.mailing.example"),
                DnsName.of("hanamaru.example"),
                InMemoryDns.zone(ZONE + "_dmarc.hanamaru.example. TXT \"v=DMARC1; p=reject\""),
                out);

        assertThat(printed()).isEqualTo("NOT_ALIGNED REJECT\nUNKNOWN\n"); // nobody saw whether it was signed
    }

    @Test
    void whyOnlySometimes() {
        WhyOnlySometimes.read(List.of(BounceParser.standard().parse(REPLY.getBytes(StandardCharsets.UTF_8))), dns, out);

        assertThat(printed().lines()).containsExactly("ONE_PATH_FAILS", "/203.0.113.25 FAIL");
    }

    @Test
    void beforeTheFirstMail() {
        DnsName domain = DnsName.of("hanamaru.example");
        BeforeTheFirstMail.check(dns, domain, DnsName.of("bounce.hanamaru.example"), IpLiteral.of("192.0.2.1"), out);

        assertThat(printed().strip())
                .startsWith("false [FAIL preflight.no-record"); // the bounce domain has no record yet
    }

    @Test
    void mayThisAddressSend() {
        MayThisAddressSend.check(
                dns, IpLiteral.of("203.0.113.25"), "mta25.mailing.example", "news@hanamaru.example", out);

        assertThat(printed()).startsWith("FAIL\n").contains("ip4:192.0.2.0/28");
    }

    @Test
    void isTheRecordRight() {
        IsTheRecordRight.report(
                InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 nclude:_spf.mailing.example -all\""),
                DnsName.of("hanamaru.example"),
                out);

        assertThat(printed()).isEqualTo("false\n\"nclude\" is not a mechanism Write: include:_spf.mailing.example\n");
    }

    @Test
    void whatDoesThisReplySay() {
        WhatDoesThisReplySay.tell("550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown", out);

        assertThat(printed()).isEqualTo("ADDRESS_UNKNOWN: REMOVE_ADDRESS\n");
    }

    @Test
    void onABlockList() throws Exception {
        OnABlockList.check(DnsblChecker.using(dns), IpLiteral.of("203.0.113.25"), out);

        assertThat(printed()).startsWith("LISTED\n").contains("Spamhaus");
    }

    @Test
    void dnsThatDoesAsItIsTold() {
        DnsResolver dns = InMemoryDns.zone("""
                        example.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
                        """).fault("slow.example", RecordType.TXT, Fault.timeout());
        SpfVerifier spf = SpfVerifier.using(dns);
        SpfRequest request = SpfRequest.from(IpLiteral.of("192.0.2.7")).helo("mx.example.com");

        assertThat(spf.check(request.mailFrom("bob@example.com")).verdict()).isEqualTo(PASS);
        assertThat(spf.check(request.mailFrom("bob@slow.example")).verdict()).isEqualTo(TEMPERROR);
    }

    /** Every Java block of the README stands, line after line, in a program of this module or in this test. */
    @Test
    void theReadmeShowsNoOtherProgram() throws Exception {
        StringBuilder programs = new StringBuilder();
        for (Class<?> program : new Class<?>[] {
            WhyDidItComeBack.class,
            OnlyTheReplyInHand.class,
            MayThisAddressSend.class,
            IsTheRecordRight.class,
            WhyOnlySometimes.class,
            BeforeTheFirstMail.class
        }) {
            programs.append(source("main", program));
        }
        programs.append(source("test", ReadmeTest.class));
        String known = bare(programs.toString());

        List<String> blocks = blocks("README.md");
        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(known).contains(bare(block)));
    }

    @Test
    void theJapaneseReadmeShowsTheSame() throws Exception {
        assertThat(blocks("README.ja.md").stream().map(ReadmeTest::bare))
                .containsExactlyElementsOf(
                        blocks("README.md").stream().map(ReadmeTest::bare).toList());
        assertThat(rows("README.ja.md")).hasSizeGreaterThan(40).isEqualTo(rows("README.md"));
    }

    private static String readme(String name) throws Exception {
        return Files.readString(Path.of("../..").resolve(name));
    }

    private static List<String> blocks(String name) throws Exception {
        return Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(readme(name))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The first cells of its tables: artifacts and commands. */
    private static List<String> rows(String name) throws Exception {
        return readme(name)
                .lines()
                .filter(line -> line.matches("\\| (?:`|… `).*"))
                .map(line -> line.split("(?<!\\\\)\\|", -1)[1].strip())
                .toList();
    }

    /** Without comments and blanks. */
    private static String bare(String code) {
        return code.replaceAll(" //.*", "").replaceAll("\\s+", "");
    }

    private static String source(String tree, Class<?> program) throws Exception {
        return Files.readString(
                Path.of("src/" + tree + "/java/" + program.getName().replace('.', '/') + ".java"));
    }
}
