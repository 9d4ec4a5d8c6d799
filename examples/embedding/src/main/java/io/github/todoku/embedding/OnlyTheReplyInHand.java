package io.github.todoku.embedding;

import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.AuthenticationSummary;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import java.io.PrintStream;
import java.net.InetAddress;

/** For a sending program: the reply, and what it knows itself of the mail, go in. */
final class OnlyTheReplyInHand {
    private OnlyTheReplyInHand() {}

    /** Reads address, MAIL FROM domain, From domain and reply, and asks the system's DNS. */
    public static void main(String[] args) {
        try (DnsClient dns = DnsClient.system()) {
            SmtpReply reply = SmtpReply.parse(args[3]).orElseThrow();
            explain(reply, IpLiteral.of(args[0]), DnsName.of(args[1]), DnsName.of(args[2]), dns, System.out);
        }
    }

    static void explain(
            SmtpReply reply, InetAddress ip, DnsName bounceDomain, DnsName domain, DnsResolver dns, PrintStream out) {
        SentMail mail = SentMail.UNKNOWN.client(ip).mailFromDomain(bounceDomain).from(domain);
        Case c = Doctor.using(dns).check(reply, mail);
        AuthenticationSummary summary = c.authentication(); // HELO, MAIL FROM and From side by side
        out.println(summary.mailFromAligned() + " " + summary.policy());
        out.println(summary.outcome()); // what DMARC comes to
    }
}
