package io.github.todoku.cli;

import static io.github.todoku.cli.ManyRuns.Run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.dns.Zone;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Every command prints what strangers wrote, in each of its formats: no character that a terminal, a browser, a spreadsheet or a
 * reader of lines would obey gets through, whether it came by a record, a mail, a report, a reply, a name of a file or an argument.
 */
@Timeout(300)
class PrintedCommandsTest {
    private static final Pattern CELL = Pattern.compile("(?:^|,)(\"(?:[^\"]|\"\")*\"|[^,\"]*)");

    @TempDir
    Path files;

    private final List<Run> runs = new ArrayList<>();

    @Test
    void whatComesFromStrangersIsObeyedByNobody() throws Exception {
        Set<String> faults = new TreeSet<>();
        List<Program.Result> results = new ArrayList<>();
        for (int i = 0; i < Nasty.EACH.size(); i++) {
            int before = runs.size();
            commands(Nasty.EACH.get(i), i);
            results.addAll(ManyRuns.of(Map.of("LC_ALL", "C"), runs.subList(before, runs.size())));
        }
        int spoken = 0;
        for (int i = 0; i < runs.size(); i++) {
            Program.Result result = results.get(i);
            List<String> args = runs.get(i).args();
            String told = args.stream()
                    .map(each -> each.replaceAll("[^ -~]", "?"))
                    .toList()
                    .toString();
            if (result.exitCode() == ExitCode.OUR_FAULT) {
                faults.add(told + " is our fault: " + result.err());
            }
            lines(result.out(), told, faults);
            lines(result.err(), told, faults);
            if (args.contains("--json")) {
                for (String line : result.out().lines().toList()) {
                    assertThat(JSON.std.anyFrom(line)).isNotNull();
                }
            } else if (args.contains("--csv") && args.get(0).equals("bounce")) {
                result.out().lines().skip(1).forEach(row -> cells(row, told, faults));
            }
            spoken += result.out().isEmpty() && result.err().isEmpty() ? 0 : 1;
        }
        List<String> pages = written(faults);
        assertThat(faults).isEmpty();
        assertThat(pages).as("pages written").hasSize(5 * Nasty.EACH.size());
        assertThat(spoken).as("runs that said something").isGreaterThan(runs.size() * 9 / 10);
    }

    private void commands(String text, int at) throws Exception {
        Path bounce = files.resolve("bounce" + at + ".mbox");
        StringBuilder mbox = new StringBuilder();
        for (byte[] mail : NastyMail.bounces(text)) {
            mbox.append("From MAILER-DAEMON Tue Nov 24 10:00:00 2026\n")
                    .append(new String(mail, StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        Files.writeString(
                bounce,
                mbox.codePoints()
                        .filter(c -> !Character.isSurrogate((char) c) || c > 0xFFFF)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
        Path mail = Files.write(
                files.resolve("mail" + at + ".eml"), NastyMail.bounces(text).get(0));
        Path aggregate = Files.writeString(files.resolve("report" + at + ".xml"), NastyMail.aggregateReport(text));
        Path tls = Files.writeString(files.resolve("report" + at + ".json"), NastyMail.tlsReport(text));
        Path zone = Files.writeString(files.resolve("zone" + at), zone(text));
        assertThat(Zone.of(Files.readString(zone)).entries()).hasSizeGreaterThan(20);
        Path broken = Files.writeString(files.resolve("broken" + at), "a.example. TXT " + text + "\n" + text);
        String dns = "world:" + zone;
        String page = files.resolve("page" + at).toString();
        for (List<String> format : List.of(List.<String>of(), List.of("--json"), List.of("--lang", "ja"))) {
            add("", format, "bounce", bounce.toString());
            add("", format, "diagnose", mail.toString(), "--show-addresses", "--dns", dns);
            add("", format, "reports", aggregate.toString(), tls.toString(), "--dns", dns);
            add("550 5.7.1 " + text + "\n", format, "reply", "-");
            add("", format, "dmarc", text, "--dns", dns);
            if (at > 0) {
                continue; // the first text holds every character; what the others begin with counts where they are a
                // whole field
            }
            for (String domain : List.of("example.com", "torn.example", "names.example")) {
                add("", format, "spf", "check", "192.0.2.1", "bob@" + domain, "--helo", "mx." + domain, "--dns", dns);
                add("", format, "spf", "lint", domain, "--dns", dns);
                add("", format, "spf", "tree", domain, "--dns", dns);
                add("", format, "spf", "plan", domain, "--add", "ip4:192.0.2.7", "--dns", dns);
                add("", format, "dkim", domain, "--selector", "s1", "--dns", dns);
                add("", format, "dmarc", domain, "--dns", dns);
                add("", format, "domain", domain, "--no-lists", "--all", "--dns", dns);
                add("", format, "preflight", domain, "--address", "192.0.2.1", "--all", "--dns", dns);
                add("", format, "dig", domain, "TXT", "MX", "CAA", "NS", "--dns", dns);
            }
            add("", format, "dig", "192.0.2.1", "--dns", dns);
            add("", format, "dnsbl", "192.0.2.1", "--catalog", catalog(at).toString(), "--lists", "L", "--dns", dns);
            add("", format, "dns", "check", "--dns", dns);
            add("", format, "diagnose", bounce.toString(), "--dns", dns);
            add("", format, "verify", mail.toString(), "--ip", "192.0.2.1", "--helo", "mx.example.com", "--dns", dns);
            add("", format, "spf", "lint", "example.com", "--dns", "world:" + broken);
            // what a person pastes
            add("", format, "spf", "lint", "v=spf1 include:" + text + " " + text + " -all", "--dns", dns);
            add("", format, "bounce", "550 5.7.1 " + text);
            add("", format, "diagnose", "550 5.7.26 SPF " + text, "--mail-from", text, "--helo", text, "--dns", dns);
            for (String command :
                    List.of("dmarc", "dkim", "dig", "domain", "preflight", "dnsbl", "services", "help", text)) {
                add("", format, command, text, "--dns", dns);
            }
            add("", format, "spf", "check", text, text, "--helo", text, "--dns", dns);
            add("", format, "spf", "check", "192.0.2.1", text + "@" + text, "--helo", text, "--dns", dns);
            add("", format, "spf", "plan", "example.com", "--add", text, "--dns", dns);
            add("", format, "dmarc", "example.com", "--dns", "world:" + text);
            add("", format, "dmarc", "example.com", "--" + text);
            add("", format, "bounce", "--rules", text, "--verp", text, bounce.toString());
        }
        add(
                "",
                List.of(),
                "bounce",
                "--csv",
                "--state",
                files.resolve("state" + at).toString(),
                bounce.toString());
        add("", List.of(), "suppressions", files.resolve("state" + at).toString());
        add("", List.of("--json"), "suppressions", files.resolve("state" + at).toString());
        add("", List.of("--csv"), "suppressions", files.resolve("state" + at).toString());
        add(
                "",
                List.of(),
                "spf",
                "tree",
                "example.com",
                "--svg",
                page + ".svg",
                "--record",
                page + ".zone",
                "--dns",
                dns);
        add("", List.of(), "spf", "tree", "example.com", "--dns", "world:" + page + ".zone");
        add("", List.of(), "diagnose", mail.toString(), "--html", page + "1.html", "--dns", dns);
        add(
                "",
                List.of(),
                "preflight",
                "example.com",
                "--html",
                page + "2.html",
                "--address",
                "192.0.2.1",
                "--dns",
                dns);
        add("", List.of(), "domain", "torn.example", "--no-lists", "--html", page + "3.html", "--dns", dns);
        add(
                "",
                List.of(),
                "reports",
                aggregate.toString(),
                "--html",
                page + "4.html",
                "--csv",
                page + ".csv",
                "--dns",
                dns);
    }

    private void add(String input, List<String> format, String... args) {
        List<String> all = new ArrayList<>();
        // no program can be given a NUL
        Stream.of(args).map(each -> each.replace("\u0000", "")).forEach(all::add);
        all.addAll(format);
        runs.add(new Run(input, all));
    }

    private Path catalog(int at) throws Exception {
        return Files.writeString(files.resolve("catalog" + at), """
                Zone: bl.example
                Name: L
                Serves: ipv4 domain
                Test: listed 127.0.0.2
                Per-day: 1000000
                """);
    }

    /** The text in records whose grammar allows it, in torn ones, and in names. */
    static String zone(String text) {
        String label = Nasty.master(text.substring(0, Math.min(12, text.length())));
        String strings = Nasty.masterStrings(text);
        String first = strings.substring(1, strings.indexOf('"', 1));
        return """
                example.com. TXT "v=spf1 a:h.example.com x-y=" %2$s " exp=why.example.com ip4:192.0.2.0/24 include:names.example -all"
                example.com. TXT %2$s
                why.example.com. TXT "no: " %2$s
                example.com. MX 10 %3$s.example.
                example.com. NS %3$s.example.
                example.com. CAA 0 issue "%1$s"
                _dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:a@example.net; x=" %2$s
                s1._domainkey.example.com. TXT "v=DKIM1; n=" %2$s "; p="
                _mta-sts.example.com. TXT "v=STSv1; id=" %2$s ";"
                _smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:" %2$s
                default._bimi.example.com. TXT "v=BIMI1; l=https://" %2$s
                torn.example. TXT "v=spf1 include:" %2$s " " %2$s " ~all"
                _dmarc.torn.example. TXT "v=DMARC1; p=" %2$s "; rua=" %2$s
                s1._domainkey.torn.example. TXT "v=DKIM1; k=" %2$s "; p=" %2$s
                _mta-sts.torn.example. TXT "v=STSv1;" %2$s
                _smtp._tls.torn.example. TXT "v=TLSRPTv1;" %2$s
                names.example. TXT "v=spf1 mx ptr include:%3$s.example redirect=%3$s.example"
                names.example. MX 10 %3$s.example.
                _dmarc.names.example. CNAME %3$s.example.
                %3$s.example. TXT %2$s
                %3$s.example. A 192.0.2.1
                1.2.0.192.in-addr.arpa. PTR %3$s.example.
                1.2.0.192.bl.example. A 127.0.0.2
                1.2.0.192.bl.example. TXT %2$s
                2.0.0.127.bl.example. A 127.0.0.2
                """.formatted(first, strings, label);
    }

    static void lines(String printed, String told, Set<String> faults) {
        int nasty = Nasty.firstIn(printed, "\n");
        if (nasty >= 0) {
            int at = printed.indexOf(Character.toString(nasty));
            faults.add(told + " prints U+" + Integer.toHexString(nasty) + " behind "
                    + printed.substring(Math.max(0, at - 40), at).replace('\n', ' '));
        }
        if (printed.lines().anyMatch(line -> line.startsWith("X-Injected"))) {
            faults.add(told + " lets a line in");
        }
    }

    private static void cells(String row, String told, Set<String> faults) {
        Matcher cell = CELL.matcher(row);
        while (cell.find()) {
            String value = cell.group(1).replaceAll("^\"|\"$", "").strip();
            if (value.matches("[=+@-].*")) {
                faults.add(told + " prints a formula: " + value);
            }
        }
    }

    /** What was written into files. */
    private List<String> written(Set<String> faults) throws Exception {
        List<String> pages = new ArrayList<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".html") || name.endsWith(".svg")) {
                    lines(Files.readString(file).replace("\r", "").replace("\t", ""), name, faults);
                    nothingRuns(Files.readString(file), name, faults);
                    pages.add(name);
                } else if (name.endsWith(".csv")) {
                    lines(Files.readString(file).replace("\r\n", "\n"), name, faults);
                    Files.readString(file).lines().skip(1).forEach(row -> cells(row, name, faults));
                } else if (name.startsWith("page") && name.endsWith(".zone")) {
                    lines(Files.readString(file), name, faults);
                }
            }
        }
        return pages;
    }

    private static void nothingRuns(String page, String name, Set<String> faults) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replaceFirst("<!DOCTYPE html>", ""))));
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element each = (Element) all.item(i);
            if (each.getTagName().equals("script") && each.getTextContent().contains("alert(1)")) {
                faults.add(name + " runs a script");
            }
            if (each.hasAttribute("onload")) {
                faults.add(name + " has an attribute of a stranger's");
            }
        }
    }
}
