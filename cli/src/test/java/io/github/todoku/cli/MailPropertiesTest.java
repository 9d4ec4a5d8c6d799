package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordingResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What must not change the verdict on a message, a diagnosis or the reading of a bounce does not; the same for SPF alone and for lists
 * is {@link PropertiesTest}. Seeded, so that what fails once can be tried again.
 */
@Timeout(180)
@SuppressWarnings("StringConcatToTextBlock") // line ends are part of what is read
class MailPropertiesTest {
    private static final int WORLDS = 150;
    private static final DkimKeyPair KEYS = DkimKeyPair.ed25519();

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A domain with what it publishes of SPF, DKIM and DMARC, some of it missing, doubled or broken. */
    private static String zone(Random random) {
        StringBuilder zone = new StringBuilder(". SOA . . 0 0 0 0 0\nmx.example.com. A 192.0.2.1\n");
        String key = KEYS.publish(DnsName.of("example.com"), DnsName.of("s1")).after();
        for (String domain : List.of("example.com.", "news.example.com.", "example.net.")) {
            if (random.nextInt(5) > 0) {
                zone.append(domain)
                        .append(" TXT \"v=spf1 ")
                        .append(pick(random, "mx", "ip4:192.0.2.0/30", "a", "include:example.net"));
                zone.append(pick(random, " -all", " ~all", " ?all", "")).append("\"\n");
            }
            zone.append(domain)
                    .append(" MX 10 mx.example.com.\n")
                    .append(domain)
                    .append(" MX 20 mx2.example.com.\n");
            zone.append(domain).append(" TXT \"other=1\"\n").append(domain).append(" TXT \"other=2\"\n");
            for (int i = random.nextInt(3); i > 0; i--) {
                zone.append("_dmarc.")
                        .append(domain)
                        .append(" TXT \"v=DMARC1; p=")
                        .append(pick(random, "none", "quarantine", "reject", "x"));
                zone.append(pick(random, "", "; sp=reject", "; adkim=s", "; aspf=s; np=none"))
                        .append("\"\n");
            }
            if (random.nextInt(4) > 0) {
                zone.append("s1._domainkey.")
                        .append(domain)
                        .append(" TXT \"")
                        .append(random.nextInt(6) == 0 ? "v=DKIM1; p=" : key);
                zone.append("\"\n");
            }
        }
        return zone.toString();
    }

    private static byte[] mail(Random random) {
        String from = pick(random, "example.com", "news.example.com", "a.b.example.com", "example.net");
        byte[] mail = ("From: Author <a@" + from
                        + ">\r\nTo: b@example.org\r\nSubject: hello\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000"
                        + "\r\n\r\nHello\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        if (random.nextInt(3) == 0) {
            return mail;
        }
        DnsName signer = DnsName.of(pick(random, "example.com", "news.example.com", "example.net"));
        byte[] signed = DkimSigner.using(KEYS.signingKey(signer, DnsName.of("s1")))
                .sign(mail)
                .addedTo(mail);
        if (random.nextInt(6) == 0) {
            signed[signed.length - 4] ^= 1;
        }
        return signed;
    }

    /** The same world behind layers that change nothing in it, each with its name. */
    private static void assertSame(String which, InMemoryDns world, Random random, Function<DnsResolver, String> ask) {
        String plain = ask.apply(world);
        CachingResolver cached = CachingResolver.builder().over(world);
        RecordingResolver recorded = RecordingResolver.over(world);
        assertThat(ask.apply(cached)).as("%s, the first time", which).isEqualTo(plain);
        assertThat(ask.apply(cached)).as("%s, cached", which).isEqualTo(plain);
        assertThat(ask.apply(OverlayResolver.of(Zone.of(List.of()), world)))
                .as("%s, nothing laid over", which)
                .isEqualTo(plain);
        assertThat(ask.apply(recorded)).as("%s, recorded", which).isEqualTo(plain);
        assertThat(ask.apply(InMemoryDns.of(Zone.of(recorded.zone().toString()))))
                .as("%s, replayed", which)
                .isEqualTo(plain);
        assertThat(ask.apply(shuffled(world, random)))
                .as("%s, records in another order", which)
                .isEqualTo(plain);
    }

    private static DnsResolver shuffled(DnsResolver world, Random random) {
        return (question, deadline) -> world.resolve(question, deadline).thenApply(answer -> {
            if (answer instanceof DnsAnswer.Found found) {
                List<DnsRecord> records = new ArrayList<>(found.records());
                Collections.shuffle(records, random);
                return new DnsAnswer.Found(question, records, found.aliases(), found.ttl(), found.origin());
            }
            return answer;
        });
    }

    private static String verdict(DnsResolver dns, byte[] mail, String client) {
        var verdict = MessageVerifier.using(dns)
                .check(ReceivedMessage.of(mail)
                        .from(IpLiteral.of(client))
                        .helo("mx.example.com")
                        .mailFrom("a@example.com"));
        return verdict.authenticationResults("mx.example.org").toHeader() + " " + verdict.dmarc();
    }

    @Test
    void noLayerChangesTheVerdictOnAMessage() {
        int passed = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            InMemoryDns world = InMemoryDns.zone(zone(random));
            byte[] mail = mail(random);
            String client = pick(random, "192.0.2.1", "192.0.2.2", "192.0.2.77");
            assertSame("seed " + seed, world, random, dns -> verdict(dns, mail, client));
            passed += verdict(world, mail, client).contains("dmarc=pass") ? 1 : 0;
        }
        assertThat(passed).as("worlds of both kinds").isBetween(WORLDS / 20, WORLDS * 19 / 20);
    }

    @Test
    void theCaseOfANameChangesNoVerdictOnAMessage() {
        for (long seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            String zone = zone(random);
            byte[] mail = mail(random);
            String plain = verdict(InMemoryDns.zone(zone), mail, "192.0.2.1");
            String loud = zone.replace("example.com.", "EXAMPLE.Com.")
                    .replace("_dmarc.", "_DMARC.")
                    .replace("_domainkey.", "_DomainKey.");
            assertThat(verdict(InMemoryDns.zone(loud), mail, "192.0.2.1"))
                    .as("seed %s", seed)
                    .isEqualToIgnoringCase(plain);
        }
    }

    private static String told(Case examined) {
        return examined.cause() + " " + examined.remedies();
    }

    @Test
    void noLayerChangesADiagnosis() {
        for (long seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            InMemoryDns world = InMemoryDns.zone(zone(random));
            BounceReport report = BounceParser.standard().parse(bounce(random));
            assertSame(
                    "seed " + seed,
                    world,
                    new Random(0), // what is shuffled is asked for in one order
                    dns -> told(Doctor.using(dns).check(report)));
        }
    }

    private static final List<String> REPLIES = List.of(
            "550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail policy (-all) but it fails to pass"
                    + " SPF checks with the ip: [192.0.2.77] - gsmtp",
            "550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
            "552 5.2.2 <bob@example.org>: Mailbox full",
            "550 5.7.1 Service unavailable, Client host [192.0.2.77] blocked using bl.example",
            "554 5.7.5 Permanent error evaluating DMARC policy",
            "451 4.7.1 Greylisted, please try again in 300 seconds",
            "550 5.7.20 No passing DKIM signature found");

    /** A delivery report, as one of several programs would write it. */
    private static String bounce(Random random) {
        String reply = REPLIES.get(random.nextInt(REPLIES.size()));
        String status = reply.replaceFirst("^\\d{3}[- ](\\d\\.\\d\\.\\d+).*", "$1");
        String recipient = "bob" + random.nextInt(100) + "@example.org";
        StringBuilder mail = new StringBuilder(
                "Return-Path: <>\r\nFrom: " + pick(random, "MAILER-DAEMON", "Mail Delivery System")
                        + " <MAILER-DAEMON@mx.example.net>\r\nTo: news@example.com\r\nSubject: Undelivered mail returned to sender\r\n");
        if (random.nextInt(4) == 0) {
            return mail + "\r\nHi. This is the qmail-send program at mx.example.net.\r\n\r\n<" + recipient
                    + ">:\r\n192.0.2.25 does not like recipient.\r\nRemote host said: " + reply
                    + "\r\nGiving up on 192.0.2.25.\r\n";
        }
        mail.append(
                "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n");
        if (random.nextBoolean()) {
            mail.append("--b1\r\nContent-Type: text/plain\r\n\r\n<" + recipient
                    + ">: host mx.example.org[192.0.2.25] said:\r\n    " + reply + "\r\n\r\n");
        }
        mail.append("--b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
                + "Final-Recipient: rfc822; " + recipient + "\r\nAction: "
                + (reply.startsWith("4") ? "delayed" : "failed")
                + "\r\nStatus: " + status + "\r\nRemote-MTA: dns; mx.example.org\r\nDiagnostic-Code: smtp; " + reply
                + "\r\n\r\n");
        if (random.nextBoolean()) {
            mail.append(
                    "--b1\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: news@example.com\r\nSubject: news\r\n\r\n");
        }
        return mail.append("--b1--\r\n").toString();
    }

    @Test
    void lineEndsTheMboxLineAndFoldingChangeNoReadingOfABounce() {
        for (long seed = 0; seed < 400; seed++) {
            String mail = bounce(new Random(seed));
            String plain = essence(mail);
            assertThat(plain).as("seed %s", seed).contains("@example.org");
            assertThat(essence(mail.replace("\r\n", "\n")))
                    .as("seed %s, LF", seed)
                    .isEqualTo(plain);
            assertThat(essence(mail.replace("\r\n", "\r")))
                    .as("seed %s, CR", seed)
                    .isEqualTo(plain);
            assertThat(essence("From MAILER-DAEMON Tue Nov 24 10:00:00 2026\r\n" + mail))
                    .as("seed %s, mbox", seed)
                    .isEqualTo(plain);
            assertThat(essence("\r\n" + mail))
                    .as("seed %s, a blank line first", seed)
                    .isEqualTo(plain);
            assertThat(essence(mail.replaceAll(
                            "(?m)^((?:Subject|To|Diagnostic-Code|Final-Recipient): [^ \r]*) ", "$1\r\n\t")))
                    .as("seed %s, folded", seed)
                    .isEqualTo(plain);
            assertThat(essence(mail.replaceAll(
                            "(?m)^(Subject|To|Action|Status|Diagnostic-Code|Final-Recipient|Content-Type|Remote-MTA):",
                            pick(new Random(seed), "$1:  ", "$1:\t"))))
                    .as("seed %s, blanks behind the colon", seed)
                    .isEqualTo(plain);
        }
    }

    private static String essence(String mail) {
        BounceReport report = BounceParser.standard().parse(mail);
        return report.kind() + " "
                + report.bounces().stream().map(MailPropertiesTest::essence).toList();
    }

    private static String essence(Bounce bounce) {
        return String.join(
                " ",
                bounce.recipient(),
                "" + bounce.status(),
                "" + bounce.cause(),
                "" + bounce.advice(),
                "" + bounce.remoteHost(),
                bounce.diagnosticText().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
    }
}
