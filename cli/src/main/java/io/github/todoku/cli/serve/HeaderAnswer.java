package io.github.todoku.cli.serve;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.MailAddress;
import io.github.todoku.message.Masking;
import io.github.todoku.message.Message;
import io.github.todoku.message.MethodResult;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import io.github.todoku.spf.ReceivedSpf;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A message's header without its body, or a part of it: what hosts have written into it, and what the DNS says today of those whom it
 * names. Signatures cannot be verified, since they cover the body.
 */
final class HeaderAnswer {
    /** Fields of one kind that are told of. */
    private static final int MAX_FIELDS = 20;

    /** Domains whose DKIM keys are looked at. */
    private static final int MAX_SIGNERS = 5;

    private static final int MAX_FIELD_LENGTH = 400;

    private final DnsResolver dns;
    private final Duration limit;
    private final boolean addresses;

    HeaderAnswer(DnsResolver dns, Duration limit, boolean addresses) {
        this.dns = dns;
        this.limit = limit;
        this.addresses = addresses;
    }

    /** Asks about whom the header names, and waits. */
    Answer of(byte[] octets, Locale locale) {
        HeaderFields header = Message.parse(octets).headers();
        ReportWords words = PageWords.in(locale);
        HtmlWriter out = HtmlWriter.start();
        Optional<DnsName> author = author(header);
        out.open("header", "class", "unsure").element("h1", words.text("header.title"));
        out.element("p", words.text(author.isPresent() ? "header.no-body" : "header.no-author"))
                .close();
        written(header, words, out);
        checkedAgain(header, words, out);
        way(header, words, out);
        keys(header, locale, out);
        author.ifPresent(domain -> {
            out.element("h2", words.text("header.dmarc", domain));
            DmarcRequest request = DmarcRequest.of(domain).withoutDestinations();
            out.own(HtmlReport.main(DmarcChecker.using(dns).withTimeLimit(limit).check(request), null, locale));
        });
        String part = out.html();
        return Answer.part(() -> part);
    }

    /** The domain in From; empty where there is none, or not one. */
    private static Optional<DnsName> author(HeaderFields header) {
        List<String> fields = header.all("From");
        if (fields.size() != 1) {
            return Optional.empty();
        }
        List<MailAddress> authors = AddressList.parse(fields.get(0)).addresses();
        return authors.size() == 1 ? authors.get(0).domainName() : Optional.empty();
    }

    /** What hosts say that they have found; whoever sent the message may have written it as well. */
    private void written(HeaderFields header, ReportWords words, HtmlWriter out) {
        List<AuthenticationResults> results = read(header, AuthenticationResults.NAME, AuthenticationResults::parse);
        List<ReceivedSpf> spf = read(header, ReceivedSpf.NAME, ReceivedSpf::parse);
        if (results.isEmpty() && spf.isEmpty()) {
            return;
        }
        out.element("h2", words.text("header.written"));
        out.element("p", words.text("header.believe"), "class", "faint");
        for (AuthenticationResults each : results) {
            out.element("p", masked(each.authservId()));
            out.open("ul");
            each.results().stream()
                    .limit(MAX_FIELDS)
                    .forEach(result -> out.element("li", told(result), "class", look(result.result())));
            out.close();
        }
        for (ReceivedSpf each : spf) {
            String by = each.value("receiver").orElse("Received-SPF");
            out.element("p", masked(by));
            String client = each.value("client-ip").map(ip -> " " + ip).orElse("");
            String word = each.verdict().token();
            out.open("ul").element("li", "spf=" + word + masked(client), "class", look(word));
            out.close();
        }
    }

    private String told(MethodResult result) {
        StringBuilder told = new StringBuilder(result.method() + "=" + result.result());
        result.reason()
                .or(result::comment)
                .ifPresent(why -> told.append(" (").append(masked(why)).append(')'));
        result.properties()
                .forEach(each -> told.append(" " + each.ptype() + "." + each.name() + "=" + masked(each.value())));
        return told.toString();
    }

    private static String look(String result) {
        return switch (result.toLowerCase(Locale.ROOT)) {
            case "pass" -> "good";
            case "fail", "permerror" -> "bad";
            default -> "unsure";
        };
    }

    /** SPF once more, where a receiver has written from which address and as whom it came. */
    private void checkedAgain(HeaderFields header, ReportWords words, HtmlWriter out) {
        String path =
                Optional.ofNullable(header.first("Return-Path")).orElse("").strip();
        for (ReceivedSpf each : read(header, ReceivedSpf.NAME, ReceivedSpf::parse)) {
            InetAddress client =
                    each.value("client-ip").flatMap(IpLiteral::parse).orElse(null);
            String sender = each.value("envelope-from").orElse(path);
            if (client != null && !sender.isEmpty()) {
                SpfRequest request = SpfRequest.from(client)
                        .helo(each.value("helo").orElse(""))
                        .mailFrom(sender);
                SpfResult result = TimedSpf.check(request, dns, limit);
                String word = result.verdict().token();
                String told = words.text("header.spf", IpLiteral.format(client), masked(sender), word);
                out.element("p", told, "class", look(word));
                return;
            }
        }
    }

    /** Who handed it to whom, the sender first. */
    private void way(HeaderFields header, ReportWords words, HtmlWriter out) {
        List<String> received = new ArrayList<>(header.all("Received"));
        if (received.isEmpty()) {
            return;
        }
        out.element("h2", words.text("header.way"));
        out.open("ol");
        int first = Math.max(0, received.size() - MAX_FIELDS);
        for (int i = received.size() - 1; i >= 0 && i >= received.size() - MAX_FIELDS; i--) {
            out.element("li", cut(masked(received.get(i).replaceAll("\\s+", " ").strip())));
        }
        out.close();
        if (first > 0) {
            out.element("p", words.text("header.more", first), "class", "faint");
        }
    }

    /** The keys of those who signed it, as far as they are there today. */
    private void keys(HeaderFields header, Locale locale, HtmlWriter out) {
        List<DkimSignature> signatures = DkimSignature.parseAll(header.all("DKIM-Signature"));
        Set<DnsName> signers = new LinkedHashSet<>();
        signatures.forEach(each -> each.domain().ifPresent(signers::add));
        signers.stream().limit(MAX_SIGNERS).forEach(signer -> {
            DkimRequest request = DkimRequest.of(signer);
            for (DkimSignature each : signatures) {
                if (each.domain().equals(Optional.of(signer)) && each.selector().isPresent()) {
                    request = request.selector(each.selector().get(), DkimSelector.Source.SIGNATURE);
                }
            }
            out.element("h2", PageWords.in(locale).text("header.dkim", signer));
            out.own(HtmlReport.main(DkimChecker.using(dns).withTimeLimit(limit).check(request), locale));
        });
    }

    private static <T> List<T> read(HeaderFields header, String name, Function<String, Optional<T>> parse) {
        return header.all(name).stream()
                .limit(MAX_FIELDS)
                .flatMap(field -> parse.apply(field).stream())
                .toList();
    }

    private String masked(String text) {
        return addresses ? text : Masking.mask(text);
    }

    private static String cut(String text) {
        return text.length() <= MAX_FIELD_LENGTH ? text : text.substring(0, MAX_FIELD_LENGTH) + " …";
    }
}
