package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import java.io.Reader;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Test cases in the format of the OpenSPF suites: documents of {@code tests} and {@code zonedata}. Each document is a DNS of
 * its own, and each case goes through it by the public API.
 */
final class SpfSuite {
    private SpfSuite() {}

    /**
     * One case with its world. {@code explanation} is null if the case says nothing of it, {@code unreadable} unless the case
     * or its world cannot be read: it fails then, and the others of the file are still run.
     */
    record Case(
            String section,
            String name,
            SpfRequest request,
            List<String> results,
            @Nullable String explanation,
            InMemoryDns dns,
            @Nullable String unreadable) {

        String title() {
            return section + " " + name;
        }

        /** What is wrong with a result; empty if nothing is. */
        String complaint(SpfResult result) {
            if (unreadable != null) {
                return title() + ": cannot be read: " + unreadable;
            }
            if (!results.contains(result.verdict().token())) {
                return title() + ": wanted " + results + ", got "
                        + result.verdict().token() + "\n" + result.trace();
            }
            if (explanation == null || result.verdict() != SpfVerdict.FAIL) {
                return "";
            }
            String wanted = explanation.equals("DEFAULT") ? null : explanation;
            return sameText(wanted, result.explanation())
                    ? ""
                    : title() + ": wanted explanation \"" + wanted + "\", got \"" + result.explanation() + "\"";
        }

        private boolean sameText(@Nullable String wanted, @Nullable String got) {
            if (wanted == null || got == null) {
                return wanted == null && got == null;
            }
            return withoutClient(wanted).equals(withoutClient(got));
        }

        /** The hexadecimal digits of an IPv6 client have no case (RFC 4291 §2.2); all other text has. */
        private String withoutClient(String text) {
            String rest = text;
            for (String form : List.of(IpLiteral.format(request.ip()), dotted(false), dotted(true))) {
                rest = rest.replaceAll("(?i)" + Pattern.quote(form), "<client>");
            }
            return rest;
        }

        private String dotted(boolean reversed) {
            List<String> nibbles = new ArrayList<>();
            for (byte octet : request.ip().getAddress()) {
                nibbles.add(Integer.toHexString(octet >> 4 & 0xF));
                nibbles.add(Integer.toHexString(octet & 0xF));
            }
            if (reversed) {
                Collections.reverse(nibbles);
            }
            return String.join(".", nibbles);
        }
    }

    static List<Case> read(Reader yaml) {
        List<Case> cases = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            if (document != null) {
                Map<?, ?> parts = (Map<?, ?>) document;
                Map<?, ?> zonedata = map(parts.get("zonedata"));
                map(parts.get("tests"))
                        .forEach((name, body) -> cases.add(readOrTell(String.valueOf(name), map(body), zonedata)));
            }
        }
        return cases;
    }

    private static Case readOrTell(String name, Map<?, ?> body, Map<?, ?> zonedata) {
        try {
            return readCase(name, body, dns(zonedata));
        } catch (RuntimeException unreadable) {
            SpfRequest none = SpfRequest.from(IpLiteral.of("192.0.2.1"));
            return new Case(
                    text(body.get("spec")),
                    name,
                    none,
                    List.of(),
                    null,
                    InMemoryDns.of(Zone.of(List.of())),
                    String.valueOf(unreadable));
        }
    }

    private static Case readCase(String name, Map<?, ?> body, InMemoryDns dns) {
        SpfRequest request = SpfRequest.from(IpLiteral.of(String.valueOf(body.get("host"))))
                .helo(text(body.get("helo")))
                .mailFrom(text(body.get("mailfrom")));
        Object result = body.get("result");
        List<String> results = new ArrayList<>();
        for (Object each : result instanceof List<?> list ? list : List.of(result)) {
            results.add(String.valueOf(each).toLowerCase(Locale.ROOT));
        }
        Object explanation = body.get("explanation");
        return new Case(
                text(body.get("spec")),
                name,
                request,
                results,
                explanation == null ? null : text(explanation),
                dns,
                null);
    }

    private static InMemoryDns dns(Map<?, ?> zonedata) {
        List<Zone.Entry> entries = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        Map<String, List<RecordType>> known = new LinkedHashMap<>();
        zonedata.forEach((key, list) -> {
            String name = String.valueOf(key);
            List<RecordType> types = known.computeIfAbsent(name, n -> new ArrayList<>());
            List<?> records = list == null ? List.of() : (List<?>) list;
            boolean hasTxt = records.stream().anyMatch(r -> r instanceof Map<?, ?> m && m.containsKey("TXT"));
            for (Object record : records) {
                if (record instanceof Map<?, ?> one) {
                    one.forEach((type, value) -> add(entries, types, name, String.valueOf(type), value, hasTxt));
                } else {
                    silent.add(name);
                }
            }
        });
        InMemoryDns dns = InMemoryDns.of(Zone.of(entries));
        for (String name : silent) {
            for (RecordType type : RecordType.values()) {
                if (!known.getOrDefault(name, List.of()).contains(type)) {
                    dns = dns.fault(name, type, Fault.timeout());
                }
            }
        }
        return dns;
    }

    /** The format's own rule: a name with SPF records and no TXT record has the same texts as TXT. */
    private static void add(
            List<Zone.Entry> entries, List<RecordType> types, String name, String type, Object value, boolean hasTxt) {
        if (type.equals("SPF")) {
            add(entries, types, name, RecordType.SPF, new DnsRecord.Spf(strings(value)));
            if (!hasTxt) {
                add(entries, types, name, RecordType.TXT, new DnsRecord.Txt(strings(value)));
            }
        } else if (!"NONE".equals(value)) {
            RecordType recordType = RecordType.valueOf(type);
            add(entries, types, name, recordType, data(recordType, value));
        }
    }

    private static void add(
            List<Zone.Entry> entries, List<RecordType> types, String name, RecordType type, DnsRecord data) {
        types.add(type);
        entries.add(new Zone.Entry(DnsName.of(name), Zone.DEFAULT_TTL_SECONDS, data));
    }

    private static DnsRecord data(RecordType type, Object value) {
        return switch (type) {
            case A -> new DnsRecord.A((Inet4Address) IpLiteral.of(text(value)));
            case AAAA -> new DnsRecord.Aaaa((Inet6Address) IpLiteral.of(text(value)));
            case CNAME -> new DnsRecord.Cname(DnsName.of(text(value)));
            case PTR -> new DnsRecord.Ptr(DnsName.of(text(value)));
            case TXT -> new DnsRecord.Txt(strings(value));
            case MX -> mx((List<?>) value);
            default -> throw new IllegalArgumentException("record type " + type);
        };
    }

    private static DnsRecord mx(List<?> value) {
        String host = text(value.get(1));
        DnsName exchange = host.isEmpty() || host.equals(".") ? DnsName.ROOT : DnsName.of(host);
        return new DnsRecord.Mx(((Number) value.get(0)).intValue(), exchange);
    }

    private static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : List.of(value)) {
            strings.add(text(each));
        }
        return strings;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }
}
