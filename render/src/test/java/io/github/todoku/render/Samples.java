package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.bounce.suppression.Suppressions;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.SeriesExamination;
import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.client.ResolverCheck;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportPlanner;
import io.github.todoku.feedback.plan.ReportWishes;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.mail.domain.InboundChecker;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.preflight.MailDomainChecker;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.domain.DomainChecker;
import io.github.todoku.senders.ReverseChecker;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.provider.Arguments;

/** Of every kind of result some, in both languages: with all that they can hold, with little, and without an answer. */
final class Samples {
    static final InMemoryDns DNS = InMemoryDns.zone("""
            good.example.                TXT  "v=spf1 ip4:192.0.2.0/25 include:part.example -all"
            good.example.                MX   10 mx.good.example.
            mx.good.example.             A    192.0.2.5
            part.example.                TXT  "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 -all"
            _mta-sts.good.example.       TXT  "v=STSv1; id=2026-1"
            _25._tcp.mx.good.example.    TLSA 3 0 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            _dmarc.good.example.         TXT  "v=DMARC1; p=reject; rua=mailto:d@elsewhere.example"
            s1._domainkey.good.example.  TXT  "v=DKIM1; p="
            bad.example.                 TXT  "v=spf1 include:gone.example ip4:300.1.2.3 a:\\195\\188.example -all"
            two.example.                 TXT  "v=spf1 -all"
            two.example.                 TXT  "v=spf1 +all"
            loop.example.                TXT  "v=spf1 include:loop.example a mx exists:%{i}.x.example ?all"
            service.example.             TXT  "v=spf1 include:sendgrid.net ip4:192.0.2.7 -all"
            sendgrid.net.                TXT  "v=spf1 ip4:203.0.113.0/24 ~all"
            9.113.0.203.in-addr.arpa.    PTR  mta9.mailing.example.
            mta9.mailing.example.        A    203.0.113.9
            2.0.0.127.zen.spamhaus.org.  A    127.0.0.2
            9.113.0.203.zen.spamhaus.org. A   127.0.0.4
            2.0.0.127.psbl.surriel.com.  A    127.255.255.254
            2.0.0.127.bl.spamcop.net.    A    127.0.0.2
            ;! TIMEOUT slow.example. TXT
            ;! TIMEOUT _dmarc.slow.example. TXT
            ;! TIMEOUT slow.example. MX
            """);
    private static final List<String> DOMAINS = List.of(
            "good.example",
            "bad.example",
            "two.example",
            "loop.example",
            "slow.example",
            "none.example",
            "service.example");
    private static final List<String> REPLIES = List.of(
            "550 5.1.1 <taro@customer.example>: no such user",
            "452 4.2.2 mailbox full, try again in 300 seconds",
            "550 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org",
            "550-5.7.26 The sender is unauthenticated. SPF [good.example] with ip: [203.0.113.9] = did not pass - gsmtp",
            "hello \u0007\u2028 \uD800 \u202E there 550");
    private static final InetAddress CLIENT = IpLiteral.of("203.0.113.9");

    private final List<Arguments> all = new ArrayList<>();

    private Samples() {}

    /** {@return the name of the definition in the schema, and the object, each} */
    static List<Arguments> all() {
        Samples samples = new Samples();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            DOMAINS.forEach(domain -> samples.domain(DnsName.of(domain), locale));
            samples.messages(locale);
            REPLIES.forEach(reply -> samples.reply(reply, locale));
            samples.dns(locale);
            samples.add("dnsblReport", JsonReport.of(DnsblChecker.using(DNS).check(CLIENT), locale));
            samples.add(
                    "dnsblReport", JsonReport.of(DnsblChecker.using(DNS).check(DnsName.of("good.example")), locale));
            samples.add("unreadableLine", JsonReport.unreadable(7, "no address"));
            samples.reports(locale);
        }
        return samples.all;
    }

    private void reports(Locale locale) {
        String report = "<feedback><report_metadata><org_name>google.com</org_name><report_id>1</report_id><date_range>"
                + "<begin>1764547200</begin><end>1764633599</end></date_range></report_metadata><policy_published>"
                + "<domain>good.example</domain><p>none</p></policy_published><record><row><source_ip>203.0.113.9</source_ip>"
                + "<count>3</count><policy_evaluated><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers>"
                + "<header_from>good.example</header_from></identifiers><auth_results><spf><domain>good.example</domain>"
                + "<result>fail</result></spf></auth_results></record></feedback>";
        String tls =
                "{\"organization-name\":\"x\",\"report-id\":\"2\",\"policies\":[{\"policy\":{\"policy-type\":\"sts\","
                        + "\"policy-domain\":\"good.example\"},\"summary\":{\"total-successful-session-count\":3,"
                        + "\"total-failure-session-count\":1},\"failure-details\":[{\"result-type\":\"certificate-expired\","
                        + "\"failed-session-count\":1}]}]}";
        List<IpNetwork> own = List.of(IpNetwork.of("203.0.113.0/24"));
        ReportTally tally = ReportTally.after(ReportSummary.empty(), own);
        for (String each : List.of(report, tls, "none")) {
            try (ReportReader reader =
                    ReportReader.of(new ByteArrayInputStream(each.getBytes(StandardCharsets.UTF_8)), "-")) {
                reader.forEach(tally::add);
            }
        }
        ReportSummary summary = tally.summary();
        List<ReportPlan> plans = List.of(ReportPlanner.using(DNS)
                .plan(
                        DnsName.of("good.example"),
                        summary.domain("good.example").orElseThrow(),
                        ReportWishes.NONE.withOwn(own)));
        add("reports", JsonReport.of(summary, plans, locale));
        add("reports", JsonReport.of(ReportSummary.empty(), List.of(), locale));
        add("reports", monthThatPasses(report.replace("fail", "pass"), own, locale));
    }

    /** Enough days from enough receivers for the next policy to be planned. */
    private static JsonReport monthThatPasses(String report, List<IpNetwork> own, Locale locale) {
        ReportTally tally = ReportTally.after(ReportSummary.empty(), own);
        for (int day = 0; day < 30; day++) {
            for (String org : List.of("google.com", "Yahoo", "gmx.net")) {
                String xml =
                        report.replace("google.com", org).replace("1764547200", "" + (1_764_547_200L + day * 86_400L));
                try (ReportReader reader =
                        ReportReader.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "-")) {
                    reader.forEach(tally::add);
                }
            }
        }
        ReportSummary summary = tally.summary();
        DnsResolver dns = OverlayResolver.of(Zone.of("_dmarc.good.example. TXT \"v=DMARC1; p=none\""), DNS);
        ReportPlan plan = ReportPlanner.using(dns)
                .plan(
                        DnsName.of("good.example"),
                        summary.domain("good.example").orElseThrow(),
                        ReportWishes.NONE.withOwn(own));
        assertThat(plan.dmarc()).isPresent();
        return JsonReport.of(summary, List.of(plan), locale);
    }

    private void add(String kind, JsonReport report) {
        all.add(Arguments.of(kind, report));
    }

    private void domain(DnsName domain, Locale locale) {
        SpfRequest request = SpfRequest.from(CLIENT).helo("mx.example.com").mailFrom("bob@" + domain);
        SpfResult result = SpfVerifier.using(DNS).check(request);
        add("spfResult", JsonReport.of(result, locale));
        add("spfResult", JsonReport.of(result, request, locale));
        add("spfResult", JsonReport.of(result, request, locale).without("trace"));
        add("spfReport", JsonReport.of(SpfLinter.using(DNS).check(domain), locale));
        SpfTree tree = SpfWalker.using(DNS).check(domain);
        add("spfTree", JsonReport.of(tree, locale));
        add("spfTree", JsonReport.of(tree, Map.of(DnsName.of("part.example"), "Part"), locale));
        SpfTree other = SpfWalker.using(DNS).check(DnsName.of("good.example"));
        add("spfDrift", JsonReport.of(SpfDrift.between(other, tree), domain, locale));
        List<SpfSender> wanted = List.of(SpfSender.parse("203.0.113.9").orElseThrow());
        add("spfPlan", JsonReport.of(SpfPlanner.using(DNS).plan(domain, wanted), locale));
        add(
                "dkimReport",
                JsonReport.of(
                        DkimChecker.using(DNS).check(DkimRequest.of(domain).selector("s1")), locale));
        DmarcResult dmarc = DmarcChecker.using(DNS)
                .check(DmarcRequest.of(domain).mailFromDomain(domain).signedBy(DnsName.of("other.example")));
        DmarcPlan plan = DmarcPlanner.using(DNS).plan(domain, DmarcWish.of(DmarcPolicy.QUARANTINE));
        add("dmarcResult", JsonReport.of(dmarc, locale));
        add("dmarcResult", JsonReport.of(dmarc, plan, locale));
        add("dmarcPlan", JsonReport.of(plan, locale));
        add("domainReport", JsonReport.of(DomainChecker.using(DNS).check(domain), locale));
        add(
                "domainReport",
                JsonReport.of(
                        DomainChecker.using(DNS)
                                .withProbe((target, deadline) -> CompletableFuture.completedFuture(
                                        MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, "")))
                                .check(domain),
                        locale));
        add("mailDomainResult", JsonReport.of(InboundChecker.using(DNS).check(domain), locale));
        add(
                "preflight",
                JsonReport.of(
                        Preflight.using(DNS)
                                .check(PreflightRequest.of(domain)
                                        .through(ServiceCatalog.shipped()
                                                .find("fastmail")
                                                .orElseThrow())
                                        .from(CLIENT)),
                        locale));
    }

    /** A message with no signature, with one whose key is revoked, and with fields that nothing is right about. */
    private void messages(Locale locale) {
        String[] headers = {"""
            From: a@good.example
            Subject: s
            """, """
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=good.example; s=s1; h=from; t=1; x=2;
             bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA
            From: a@good.example
            """, """
            DKIM-Signature: b\u001b
            ARC-Seal: i=1
            From: a@bad.example, b@other.example
            Received-SPF: pass
            """};
        for (String header : headers) {
            byte[] octets = (header + "\nbody\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            MessageVerdict verdict = MessageVerifier.using(DNS).check(ReceivedMessage.of(octets));
            add("messageVerdict", JsonReport.of(verdict, "mx.example", locale));
            add(
                    "messageVerdict",
                    JsonReport.of(
                            verdict,
                            "a.eml",
                            1,
                            "mx.example",
                            Map.of(0, verdict.arc().findings()),
                            locale));
        }
        MessageVerdict session = MessageVerifier.using(DNS)
                .check(ReceivedMessage.of(headers[0].getBytes(StandardCharsets.US_ASCII))
                        .from(CLIENT)
                        .helo("mx.good.example")
                        .mailFrom("a@good.example"));
        add("messageVerdict", JsonReport.of(session, "mx.example", locale));
    }

    private void reply(String reply, Locale locale) {
        SmtpReply.parse(reply)
                .ifPresent(read -> add(
                        "classification",
                        JsonReport.of(ReplyClassifier.standard().classify(read), locale)));
        ReplyClassifier.standard().readLine(reply).ifPresent(bounce -> add("bounce", JsonReport.of(bounce, locale)));
        BounceReport report = Bounces.of(reply, "taro@customer.example");
        add("bounceReport", JsonReport.of(report, locale));
        add("bounceReport", JsonReport.of(report, "many.mbox", 3, locale));
        SeriesExamination series = Doctor.using(DNS).series();
        Case examined = series.check(report).orElseThrow();
        add("case", JsonReport.of(examined, locale));
        add("case", JsonReport.of(examined, locale, true));
        add("caseOfMail", JsonReport.mail("a.eml", null, report.kind(), examined, locale, false));
        add("noCase", JsonReport.mail("b.eml", 1, ReportKind.AUTO_REPLY, null, locale, false));
        add("caseSeries", JsonReport.of(series.result(), locale));
        SuppressionState state = SuppressionState.empty();
        Suppressions.using(state).add(report, Instant.EPOCH);
        Suppressions.using(state).complained("hanako@customer.example", Instant.EPOCH);
        state.stream().forEach(history -> add("addressHistory", JsonReport.of(history, locale)));
        add("bounceReport", JsonReport.of(BounceParser.standard().parse("Subject: hello\n\nNothing.\n"), locale));
    }

    private void dns(Locale locale) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(5));
        List<DnsAnswer> answers = new ArrayList<>();
        for (String name : List.of("good.example", "slow.example", "gone.example")) {
            for (RecordType type : List.of(RecordType.TXT, RecordType.MX, RecordType.A)) {
                answers.add(answer(new DnsQuestion(DnsName.of(name), type), deadline));
            }
            add("mailDomain", JsonReport.of(MailDomainChecker.using(DNS).check(DnsName.of(name)), locale));
        }
        answers.forEach(answer -> add("dnsAnswer", JsonReport.of(answer, locale)));
        add("dnsAnswers", JsonReport.of(answers, locale));
        add("dnsAnswers", JsonReport.of(List.<DnsAnswer>of(), locale));
        DnsAnswer found = answers.get(0);
        AuthoritativeReport.ServerAnswer server = new AuthoritativeReport.ServerAnswer(
                DnsName.of("ns1.example"), CLIENT, found, 7L, Duration.ofMillis(3));
        add(
                "authoritativeReport",
                JsonReport.of(
                        new AuthoritativeReport(
                                found.question(),
                                DnsName.of("good.example"),
                                List.of(server.host()),
                                found,
                                List.of(server)),
                        locale));
        add(
                "authoritativeReport",
                JsonReport.of(
                        new AuthoritativeReport(found.question(), null, List.of(), answers.get(3), List.of()), locale));
        add(
                "resolverCheck",
                JsonReport.of(
                        new ResolverCheck(
                                List.of(new ResolverCheck.Server(
                                        new InetSocketAddress(CLIENT, 53),
                                        found,
                                        Duration.ofMillis(2),
                                        ResolverCheck.Finding.NO,
                                        ResolverCheck.Finding.UNKNOWN)),
                                Duration.ofSeconds(1)),
                        locale));
        for (String address : List.of("203.0.113.9", "192.0.2.1")) {
            add("reverse", JsonReport.of(ReverseChecker.using(DNS).check(IpLiteral.of(address)), locale));
        }
    }

    private static DnsAnswer answer(DnsQuestion question, Deadline deadline) {
        return DNS.lookup(question, deadline);
    }
}
