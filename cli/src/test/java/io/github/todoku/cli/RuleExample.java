package io.github.todoku.cli;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.finding.Finding;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanOptions.DeadTerms;
import io.github.todoku.spf.publish.SpfPlanOptions.Flatten;
import io.github.todoku.spf.publish.SpfPlanOptions.Tidy;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What brings a rule: a world, and a question about it. */
record RuleExample(String run, List<String> zone, String fault, Stanza stanza) {
    private static final Pattern TIMES = Pattern.compile("\\{(\\d+)\\*([^}]*)\\}");
    private static final Pattern LONG_STRING = Pattern.compile("\"[^\"]{254,}\"");
    private static final Pattern RSA = Pattern.compile("\\{rsa(\\d+)(-bare|-cut)?\\}");

    /** The octets of an Ed25519 key, and what stands before them in its wrapper (RFC 8410 §4). */
    private static final byte[] ED25519_FRAME = {0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0};

    private static final byte[] RSA_OID = {
        0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
    };
    private static final int CUT_KEY = 200;

    /** What an example has beside a zone. */
    private static final List<String> AROUND = List.of(
            "Many",
            "Signed",
            "Serves",
            "Shows",
            "Earlier",
            "Server",
            "List",
            "Message",
            "Days",
            "Policy",
            "Reported",
            "Undated");

    static RuleExample of(Stanza stanza) {
        return new RuleExample(
                stanza.required("Run"),
                stanza.all("Zone"),
                stanza.optional("Fault").orElse(""),
                stanza);
    }

    /** As a person would set it up. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(zone);
        if (!fault.isEmpty()) {
            lines.add(fault + " is not answered");
        }
        if (run.startsWith("spf-plan")) {
            lines.add("todoku " + run.replaceFirst("-", " "));
        }
        if (run.startsWith("dmarc-trial")) {
            lines.add("p=quarantine is to be tried out");
        }
        if (zone.isEmpty() && AROUND.stream().allMatch(each -> stanza.all(each).isEmpty())) {
            lines.add(run.substring(run.indexOf(' ') + 1));
        }
        AROUND.forEach(field -> stanza.all(field).forEach(value -> lines.add(around(field, value))));
        if (run.startsWith("preflight") || run.startsWith("reports")) {
            lines.add("todoku " + run);
        }
        return lines;
    }

    private static String around(String field, String value) {
        return switch (field) {
            case "Message" -> value;
            case "Many" -> value.substring(value.indexOf(' ') + 1) + "   ; # from 0 to " + (times(value) - 1);
            default -> field + ": " + value.replaceAll("[0-9A-Za-z+/]{300,}", "…");
        };
    }

    private static int times(String many) {
        return Integer.parseInt(many.substring(0, many.indexOf(' ')));
    }

    /** {@code N LINE}: the line once for each number, in the place of {@code #}; the next one in that of {@code #+}. */
    private static String many(String value) {
        String line = value.substring(value.indexOf(' ') + 1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < times(value); i++) {
            lines.append(line.replace("#+", String.valueOf(i + 1)).replace("#", String.valueOf(i)))
                    .append('\n');
        }
        return lines.toString();
    }

    List<Finding> findings() {
        StringBuilder text = new StringBuilder();
        zone.forEach(line -> text.append(inStrings(expanded(line))).append('\n'));
        stanza.all("Many").forEach(value -> text.append(many(value)));
        InMemoryDns dns = InMemoryDns.zone(text.toString());
        if (!fault.isEmpty()) {
            String[] name = fault.split(" ", 2);
            boolean late = name[1].endsWith(" late");
            String type = name[1].replace(" late", "");
            dns = dns.fault(
                    name[0], RecordType.valueOf(type), late ? Fault.timeout() : Fault.fail(DnsAnswer.Reason.SERVFAIL));
        }
        String[] words = expanded(run).split(" ", 2);
        return switch (words[0]) {
            case "domain" -> DomainExample.findings(dns, DnsName.of(words[1].split(" ", 2)[0]), stanza);
            case "lists" -> ListExample.findings(dns, words[1].split(" ", 2)[0], stanza);
            case "preflight" -> PreflightExample.findings(dns, run.split(" ", -1), stanza);
            case "reports" -> ReportsExample.findings(dns, stanza);
            case "dmarc" -> dmarc(dns, DnsName.of(words[1]));
            case "dmarc-trial" ->
                DmarcPlanner.using(dns)
                        .plan(
                                DnsName.of(words[1]),
                                DmarcWish.of(DmarcPolicy.QUARANTINE).onTrial())
                        .findings();
            case "dmarc-text" -> DmarcRecord.parse(words[1]).findings();
            case "dkim" -> {
                String[] key = words[1].split(" ", 2);
                yield DkimChecker.using(dns)
                        .check(DkimRequest.of(DnsName.of(key[0])).selector(key[1]))
                        .findings();
            }
            case "spf" -> SpfLinter.using(dns).check(DnsName.of(words[1])).findings();
            case "spf-forwarded" ->
                SpfLinter.using(dns)
                        .withForwarders(host -> Optional.of("Forwarder")
                                .filter(name -> host.toString().contains("forwarder")))
                        .check(DnsName.of(words[1]))
                        .findings();
            case "spf-plan" -> spfPlan(dns, words[1].split(" ", -1));
            case "spf-text" -> SpfLinter.lint(words[1]).findings();
            case "spf-client" -> {
                String[] client = words[1].split(" ", 2);
                yield SpfLinter.using(dns)
                        .withClient(IpLiteral.of(client[0]))
                        .check(DnsName.of(client[1]))
                        .findings();
            }
            default -> throw new IllegalArgumentException("Run: " + run);
        };
    }

    /** As {@code todoku spf plan} is called. */
    private static List<Finding> spfPlan(InMemoryDns dns, String[] words) {
        SpfPlanOptions options = SpfPlanOptions.standard();
        List<SpfSender> wanted = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "--add" -> wanted.add(sender(words[++i]));
                case "--remove" -> options = options.withRemoved(List.of(sender(words[++i])));
                case "--flatten" -> options = options.withFlatten(Flatten.valueOf(words[++i].toUpperCase(Locale.ROOT)));
                case "--drop-dead" -> options = options.withDeadTerms(DeadTerms.DROP);
                case "--tidy" -> options = options.withTidy(Tidy.ALWAYS);
                default -> throw new IllegalArgumentException("Run: " + words[i]);
            }
        }
        return SpfPlanner.using(dns)
                .withOptions(options)
                .plan(DnsName.of(words[0]), wanted)
                .findings();
    }

    private static SpfSender sender(String text) {
        return SpfSender.parse(text)
                .orElseGet(
                        () -> ServiceCatalog.shipped().find(text).orElseThrow().sender());
    }

    /** The check, and the plan that mends what it finds. */
    private static List<Finding> dmarc(InMemoryDns dns, DnsName domain) {
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(domain));
        List<Finding> findings = new ArrayList<>(result.findings());
        findings.addAll(DmarcPlanner.using(dns)
                .plan(result.placeToPublish(), DmarcWish.MONITOR)
                .findings());
        findings.addAll(DmarcPlanner.using(dns).plan(domain, DmarcWish.MONITOR).findings());
        return findings;
    }

    private static String expanded(String line) {
        String text = TIMES.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
        text = text.replace("{ed25519}", base64(ed25519(false))).replace("{ed25519-wrapped}", base64(ed25519(true)));
        return RSA.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(key(Integer.parseInt(found.group(1)), found.group(2))));
    }

    private static String key(int bits, String form) {
        String key = base64("-bare".equals(form) ? bare(bits) : wrapped(bits));
        return "-cut".equals(form) ? key.substring(0, CUT_KEY) : key;
    }

    /** A zone's string holds 255 octets at most: a longer one becomes several. */
    private static String inStrings(String line) {
        return LONG_STRING
                .matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replaceAll("(.{250})(?=..)", "$1\" \"")));
    }

    /** SubjectPublicKeyInfo (RFC 8017 §A.1, RFC 5280 §4.1). */
    private static byte[] wrapped(int bits) {
        byte[] key = bare(bits);
        byte[] string = element(3, joined(new byte[] {0}, key));
        return element(0x30, joined(RSA_OID, string));
    }

    /** A modulus of that many bits, no product of primes, and 65537. */
    private static byte[] bare(int bits) {
        byte[] modulus = new byte[bits / 8 + 1];
        java.util.Arrays.fill(modulus, 1, modulus.length, (byte) 0xC5);
        return element(0x30, joined(element(2, modulus), element(2, new byte[] {1, 0, 1})));
    }

    private static byte[] ed25519(boolean framed) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) 0x5A);
        return framed ? joined(ED25519_FRAME, key) : key;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
