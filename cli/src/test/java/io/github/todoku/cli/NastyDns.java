package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers every question, and every text and name in its answers is made to be printed. */
record NastyDns(Way way) implements DnsResolver {
    /** Where in its records the text stands. */
    enum Way {
        /** In values that the record's grammar leaves to its writer. */
        VALUES,
        /** Where the grammar breaks. */
        SYNTAX,
        /** In names alone. */
        NAMES,
        /** In the reason why there is no answer. */
        FAILURES
    }

    private static final String TEXT = Nasty.octets(Nasty.TEXT);

    /** Without a dot or a space a label can hold anything (RFC 2181 §11). */
    private static final DnsName NAME = DnsName.ofLabels(
                    List.of("n\u0000\u001b[2J\u007f\u009b\r\n\u00e2\u0080\u00ae\"<b>'", "example"))
            .orElseThrow();

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        return CompletableFuture.completedFuture(answer(question));
    }

    private DnsAnswer answer(DnsQuestion question) {
        if (way == Way.FAILURES) {
            return new DnsAnswer.TempFail(question, DnsAnswer.Reason.SERVFAIL, Nasty.TEXT);
        }
        List<DnsRecord> records = new ArrayList<>();
        String name = question.name().toString();
        switch (question.type()) {
            case TXT -> texts(name).forEach(text -> records.add(new DnsRecord.Txt(pieces(text))));
            case A ->
                records.add(new DnsRecord.A((Inet4Address)
                        IpLiteral.of(name.contains("_") || name.contains("bl.") ? "127.0.0.2" : "192.0.2.1")));
            case AAAA -> records.add(new DnsRecord.Aaaa((Inet6Address) IpLiteral.of("2001:db8::1")));
            case MX -> records.add(new DnsRecord.Mx(10, NAME));
            case NS -> records.add(new DnsRecord.Ns(NAME));
            case PTR -> records.add(new DnsRecord.Ptr(NAME));
            case CAA -> records.add(new DnsRecord.Caa(0, "issue", TEXT.substring(0, 100)));
            default -> {}
        }
        List<DnsName> aliases = way == Way.NAMES ? List.of(NAME) : List.of();
        return records.isEmpty()
                ? new DnsAnswer.NxDomain(question, aliases, Duration.ZERO, DnsAnswer.Origin.UNKNOWN)
                : new DnsAnswer.Found(question, records, aliases, Duration.ZERO, DnsAnswer.Origin.UNKNOWN);
    }

    private List<String> texts(String name) {
        String text = way == Way.NAMES ? "n" : TEXT;
        boolean torn = way == Way.SYNTAX;
        if (name.contains("_dmarc")) {
            return List.of("v=DMARC1; p=" + (torn ? text : "none") + "; rua=mailto:" + text + "@example.com; x" + text);
        }
        if (name.contains("_domainkey")) {
            return List.of("v=DKIM1; k=" + (torn ? text : "rsa") + "; n=" + text + "; p=" + text);
        }
        if (name.contains("_report")) {
            return List.of("v=DMARC1;" + text);
        }
        if (name.contains("_mta-sts")) {
            return List.of("v=STSv1; id=" + text + ";");
        }
        if (name.contains("_tls")) {
            return List.of("v=TLSRPTv1; rua=mailto:" + text);
        }
        if (name.contains("_bimi")) {
            return List.of("v=BIMI1; l=https://" + text + "; a=" + text);
        }
        return torn
                ? List.of("v=spf1 include:" + text + " " + text + " exists:%{z" + text + "} -all")
                : List.of(
                        "v=spf1 a:h.example x-" + (way == Way.NAMES ? "n" : "y") + "=" + text.replace(" ", "")
                                + " mx ptr:" + NAME + " exp=why.example include:" + NAME + " -all",
                        text);
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += 255) {
            pieces.add(text.substring(i, Math.min(text.length(), i + 255)));
        }
        return pieces;
    }
}
