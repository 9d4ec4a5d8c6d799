package io.github.todoku.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads master-file text into a {@link Zone} (RFC 1035 §5.1). Its own reader, since a message must name line and column, a
 * character-string must keep its octets, and a recording's {@code ;!} lines must be read.
 */
final class ZoneReader {
    private static final long MAX_NUMBER = 0xFFFF_FFFFL;

    private final ZoneTokens tokens;
    private final List<Zone.Entry> entries = new ArrayList<>();
    private final List<Zone.Failure> failures = new ArrayList<>();
    private final List<Zone.Absence> absences = new ArrayList<>();
    private Zone.Scope scope = Zone.Scope.DECLARED;
    private DnsName origin = DnsName.ROOT;
    private long defaultTtl = Zone.DEFAULT_TTL_SECONDS;
    private @Nullable DnsName owner;

    ZoneReader(String text) {
        if (text.length() > Zone.MAX_TEXT_LENGTH) {
            throw new ZoneSyntaxException(1, 1, "longer than " + Zone.MAX_TEXT_LENGTH + " characters");
        }
        tokens = new ZoneTokens(text);
    }

    Zone read() {
        for (ZoneTokens.Line line = tokens.nextLine(); line != null; line = tokens.nextLine()) {
            if (line.isFailure()) {
                statement(line);
            } else if (line.first().text().startsWith("$") && !line.first().quoted()) {
                directive(line);
            } else {
                record(line);
            }
        }
        return new Zone(entries, failures, absences, scope);
    }

    private void directive(ZoneTokens.Line line) {
        ZoneTokens.Token name = line.next("a directive");
        switch (name.text().toUpperCase(Locale.ROOT)) {
            case "$ORIGIN" -> origin = name(line.next("a name"));
            case "$TTL" -> {
                ZoneTokens.Token value = line.next("a TTL");
                defaultTtl = seconds(value, Zone.MAX_TTL_SECONDS).orElseThrow(() -> value.wrong("not a TTL"));
            }
            default -> throw name.wrong("directive " + name.text() + " is not supported");
        }
        line.end();
    }

    /** What a master file cannot say: what the text knows, a question that fails, a question that found nothing. */
    private void statement(ZoneTokens.Line line) {
        ZoneTokens.Token first = line.next("a reason");
        String word = first.text().toUpperCase(Locale.ROOT);
        if (!line.hasNext() && (word.equals("WORLD") || word.equals("RECORDED"))) {
            scope = Zone.Scope.valueOf(word);
            return;
        }
        boolean nameMissing = word.equals(Zone.NXDOMAIN);
        if (nameMissing || word.equals(Zone.NODATA)) {
            absences.add(new Zone.Absence(question(line), nameMissing));
            return;
        }
        DnsAnswer.Reason reason;
        try {
            reason = DnsAnswer.Reason.valueOf(word);
        } catch (IllegalArgumentException unknown) {
            throw first.wrong("no such reason: " + first.text());
        }
        failures.add(new Zone.Failure(question(line), reason));
    }

    private DnsQuestion question(ZoneTokens.Line line) {
        DnsName name = name(line.next("a name"));
        ZoneTokens.Token type = line.next("a type");
        RecordType parsedType =
                RecordType.parse(type.text()).orElseThrow(() -> type.wrong("no such type: " + type.text()));
        line.end();
        return new DnsQuestion(name, parsedType);
    }

    private void record(ZoneTokens.Line line) {
        if (!line.startsWithBlank()) {
            owner = name(line.next("a name"));
        }
        DnsName at = owner;
        if (at == null) {
            throw line.first().wrong("no owner name stands before this line");
        }
        Optional<Long> ttl = Optional.empty();
        boolean classed = false;
        ZoneTokens.Token word = line.next("a type");
        for (int i = 0; i < 2; i++) { // TTL and class, in either order, each once at most
            Optional<Long> number = ttl.isPresent() ? Optional.empty() : seconds(word, Zone.MAX_TTL_SECONDS);
            if (number.isPresent()) {
                ttl = number;
                word = line.next("a type");
            } else if (!classed && !word.quoted() && word.text().equalsIgnoreCase("IN")) {
                classed = true;
                word = line.next("a type");
            }
        }
        if (ttl.isPresent() && seconds(word, Zone.MAX_TTL_SECONDS).isPresent()) {
            throw word.wrong("a second TTL: " + word.text());
        }
        refuseTtlAndClass(word);
        entries.add(new Zone.Entry(at, ttl.orElse(defaultTtl), data(word, line)));
        line.end();
    }

    /** What stands where a type is wanted and was meant as what may stand before it. */
    private static void refuseTtlAndClass(ZoneTokens.Token word) {
        String text = word.text().toUpperCase(Locale.ROOT);
        if (word.quoted() || TypeNames.code(text) != TypeNames.UNKNOWN) {
            return;
        } else if (text.matches("[0-9]{1,20}")) {
            throw word.wrong("not a TTL: " + text + "; it is 0 to " + Zone.MAX_TTL_SECONDS + " seconds (RFC 2181 §8)");
        } else if (text.equals("IN")) {
            throw word.wrong("a second class: IN");
        } else if (text.matches("CH|HS|CS|CLASS[0-9]{1,5}")) {
            throw word.wrong("class " + text + " is not read; only IN is");
        }
    }

    private DnsRecord data(ZoneTokens.Token typeWord, ZoneTokens.Line line) {
        int code = typeWord.quoted() ? TypeNames.UNKNOWN : TypeNames.code(typeWord.text());
        Optional<RecordType> type = RecordType.ofCode(code);
        if (code == TypeNames.UNKNOWN) {
            throw typeWord.wrong("no such type: " + typeWord.text());
        } else if (line.hasNext() && line.peek().isGenericMark()) {
            return generic(code, line);
        } else if (type.isEmpty()) {
            return other(code, line);
        }
        return switch (type.get()) {
            case A -> new DnsRecord.A(address4(line.next("an IPv4 address")));
            case AAAA -> {
                ZoneTokens.Token text = line.next("an IPv6 address");
                byte[] octets = IpLiteral.parseOctets(text.text())
                        .filter(o -> o.length == 16)
                        .orElseThrow(() -> text.wrong("not an IPv6 address: " + text.text()));
                yield new DnsRecord.Aaaa(IpLiteral.inet6(octets));
            }
            case MX -> new DnsRecord.Mx((int) number(line.next("a preference"), 0xFFFF), name(line.next("a host")));
            case PTR -> new DnsRecord.Ptr(name(line.next("a name")));
            case CNAME -> new DnsRecord.Cname(name(line.next("a name")));
            case NS -> new DnsRecord.Ns(name(line.next("a host")));
            case TXT -> new DnsRecord.Txt(strings(line));
            case SPF -> new DnsRecord.Spf(strings(line));
            case CAA ->
                new DnsRecord.Caa(
                        (int) number(line.next("flags"), 0xFF),
                        tag(line),
                        line.next("a value").octets());
            case TLSA ->
                new DnsRecord.Tlsa(
                        (int) number(line.next("a usage"), 0xFF),
                        (int) number(line.next("a selector"), 0xFF),
                        (int) number(line.next("a matching type"), 0xFF),
                        hexadecimal(line));
            case SOA ->
                new DnsRecord.Soa(
                        name(line.next("a primary server")),
                        name(line.next("a mailbox")),
                        number(line.next("a serial"), MAX_NUMBER),
                        time(line),
                        time(line),
                        time(line),
                        time(line));
        };
    }

    /** Data in the form that may stand for any type (RFC 3597 §5). */
    private static DnsRecord generic(int code, ZoneTokens.Line line) {
        ZoneTokens.Token mark = line.next("data");
        List<String> words = new ArrayList<>();
        while (line.hasNext()) {
            words.add(line.next("data").text());
        }
        byte[] octets = GenericData.octets(words)
                .orElseThrow(
                        () -> mark.wrong("not data in the generic form: a length, then as many octets in hexadecimal"));
        Optional<RecordType> type = RecordType.ofCode(code);
        if (type.isPresent()) {
            return GenericData.record(type.get(), octets)
                    .orElseThrow(() -> mark.wrong("these octets are no data of type " + type.get()));
        }
        String digits = String.join("", words.subList(1, words.size()));
        return new DnsRecord.Other(code, ("\\# " + octets.length + " " + digits).stripTrailing());
    }

    /** A type that is not read: the name exists all the same. */
    private DnsRecord other(int code, ZoneTokens.Line line) {
        List<String> words = new ArrayList<>();
        Set<Integer> names = TypeNames.places(code);
        do {
            ZoneTokens.Token word = line.next("data");
            boolean relative =
                    names.contains(words.size()) && !word.quoted() && !word.endsWithDot() && !origin.isRoot();
            words.add(relative ? nameText(word) : word.written());
        } while (line.hasNext());
        return new DnsRecord.Other(code, String.join(" ", words));
    }

    private String nameText(ZoneTokens.Token word) {
        DnsName name = name(word);
        return name.isRoot() ? "." : name + ".";
    }

    private static List<String> strings(ZoneTokens.Line line) {
        List<String> strings = new ArrayList<>();
        do {
            ZoneTokens.Token token = line.next("a character-string");
            String octets = token.octets();
            if (octets.length() > 255) {
                throw token.wrong("a character-string of " + octets.length() + " octets; at most 255 are allowed");
            }
            strings.add(octets);
        } while (line.hasNext());
        return strings;
    }

    /** "The tag length MUST be at least 1" (RFC 8659 §4.1). */
    private static String tag(ZoneTokens.Line line) {
        ZoneTokens.Token token = line.next("a tag");
        if (token.text().isEmpty()) {
            throw token.wrong("an empty tag");
        }
        return token.octets();
    }

    /** All that is left of the line, blanks between (RFC 6698 §2.2: "White space is allowed within hexadecimal text"). */
    private static String hexadecimal(ZoneTokens.Line line) {
        StringBuilder digits = new StringBuilder();
        while (line.hasNext()) {
            ZoneTokens.Token token = line.next("hexadecimal digits");
            if (!token.text().matches("[0-9A-Fa-f]+")) {
                throw token.wrong("not hexadecimal: " + token.text());
            }
            digits.append(token.text().toLowerCase(Locale.ROOT));
            if (digits.length() % 2 != 0 && !line.hasNext()) {
                throw token.wrong("half an octet at the end of the hexadecimal digits");
            }
        }
        return digits.toString();
    }

    private DnsName name(ZoneTokens.Token token) {
        if (token.text().equals("@") && !token.quoted()) {
            return origin;
        }
        boolean absolute = token.endsWithDot();
        List<String> labels = token.labels();
        Optional<DnsName> name = DnsName.ofLabels(labels);
        if (!absolute) {
            name = name.flatMap(n -> n.below(origin));
        }
        return name.orElseThrow(() -> token.wrong("not a domain name: " + token.text()));
    }

    private static Inet4Address address4(ZoneTokens.Token token) {
        InetAddress address = IpLiteral.parseOctets(token.text())
                .filter(octets -> octets.length == 4)
                .flatMap(octets -> IpLiteral.parse(token.text()))
                .orElseThrow(() -> token.wrong("not an IPv4 address: " + token.text()));
        return (Inet4Address) address;
    }

    private static long number(ZoneTokens.Token token, long max) {
        String text = token.text();
        if (text.matches("[0-9]{1,10}")) {
            long value = Long.parseLong(text);
            if (value <= max) {
                return value;
            }
        }
        throw token.wrong("not a number in 0.." + max + ": " + text);
    }

    private static long time(ZoneTokens.Line line) {
        ZoneTokens.Token token = line.next("a time");
        return seconds(token, MAX_NUMBER).orElseThrow(() -> token.wrong("not a time: " + token.text()));
    }

    /** Seconds, or numbers with units as BIND writes them: {@code 1h30m}. */
    private static Optional<Long> seconds(ZoneTokens.Token token, long most) {
        String text = token.text().toLowerCase(Locale.ROOT);
        if (token.quoted() || !text.matches("[0-9]{1,10}|([0-9]{1,8}[wdhms]){1,5}")) {
            return Optional.empty();
        }
        long total = 0;
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = 10 * number + (c - '0');
            } else {
                total += number
                        * switch (c) {
                            case 'w' -> 604_800;
                            case 'd' -> 86_400;
                            case 'h' -> 3_600;
                            case 'm' -> 60;
                            default -> 1;
                        };
                number = 0;
            }
        }
        total += number;
        return total > most ? Optional.empty() : Optional.of(total);
    }
}
