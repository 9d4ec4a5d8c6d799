package io.github.todoku.dns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code dig}, {@code host} and {@code nslookup} print, as zone text: the answers, the questions that found nothing, and
 * that nothing else is known. A line becomes a line, so that a fault is found where it was pasted.
 */
final class PastedAnswers {
    private static final int MAX_ALIASES = 8;
    private static final String RECORDED = ";! RECORDED\n";

    private static final Pattern DIG =
            Pattern.compile("(?m)^(;; ->>HEADER<<-|;; (QUESTION|ANSWER|AUTHORITY) SECTION:|; <<>> DiG )");
    private static final Pattern TRANSFER = Pattern.compile("(?m)^;; XFR size:");
    private static final Pattern DIG_STATUS = Pattern.compile("^;; ->>HEADER<<-.*status: ([A-Z]{1,16})");
    private static final Pattern DIG_FLAGS = Pattern.compile("^;; flags:([a-z ]{0,40});");
    private static final Pattern DIG_QUESTION = Pattern.compile("^;([^\\s;]{1,1024})\\s+IN\\s+([A-Z0-9]{1,16})\\s*$");

    private static final Pattern HOST =
            Pattern.compile("(?m)^(\\S{1,1024} (has address |has IPv6 address |descriptive text"
                    + " |mail is handled by |is an alias for |domain name pointer |has no [A-Z0-9]{1,16} record)"
                    + "|Host \\S{1,1024} not found: )");

    /** How host says what a record is, and the record's type. */
    private static final Map<String, String> HOST_WORDS = Map.of(
            "has address", "A",
            "has IPv6 address", "AAAA",
            "descriptive text", "TXT",
            "mail is handled by", "MX",
            "is an alias for", "CNAME",
            "domain name pointer", "PTR",
            "name server", "NS",
            "has SOA record", "SOA");

    private static final Pattern HOST_LINE =
            Pattern.compile("^(\\S{1,1024}) (has address|has IPv6 address|descriptive text"
                    + "|mail is handled by|is an alias for|domain name pointer|name server|has SOA record) (.+)$");
    private static final Pattern HOST_NONE = Pattern.compile("^(\\S{1,1024}) has no ([A-Z0-9]{1,16}) record$");
    private static final Pattern HOST_FAILED =
            Pattern.compile("^Host (\\S{1,1024}) not found: [0-9]{1,5}\\(([A-Z]{1,16})\\)$");

    private static final Pattern NSLOOKUP = Pattern.compile(
            "(?m)^(Server:\\s|サーバー:\\s|\\*\\* server can't find |\\S{1,1024}\\s+text =|Non-authoritative answer:)");
    private static final Pattern NSLOOKUP_LINE = Pattern.compile("^(\\S{1,1024})\\s+(text|mail exchanger|nameserver"
            + "|canonical name|name|internet address|has AAAA address) =?\\s*(.*)$");
    private static final Map<String, String> NSLOOKUP_WORDS = Map.of(
            "text", "TXT",
            "mail exchanger", "MX",
            "nameserver", "NS",
            "canonical name", "CNAME",
            "name", "PTR",
            "internet address", "A",
            "has AAAA address", "AAAA");
    private static final Pattern WINDOWS_MX =
            Pattern.compile("^(\\S{1,1024})\\s+MX preference = ([0-9]{1,5}), mail exchanger = (\\S{1,1024})$");
    private static final Pattern SERVER = Pattern.compile("(?:Server|サーバー):.*");
    private static final Pattern NAME = Pattern.compile("^(Name|名前):\\s+(\\S{1,1024})$");
    private static final Pattern ADDRESS = Pattern.compile("^(Address|Addresses):\\s+(\\S{1,64})$");
    private static final Pattern NSLOOKUP_FAILED =
            Pattern.compile("^\\*\\* server can't find (\\S{1,1024}): ([A-Z]{1,16})$");

    private static final Pattern SHORT_LINE =
            Pattern.compile("^(\"[^\"]{0,1024}\"[ \"].*|\"[^\"]{0,65536}\"|[0-9]{1,5} \\S{1,1024}\\.|\\S{1,1024}\\.)$");

    private PastedAnswers() {}

    /**
     * The text itself if it is zone text; otherwise what the programs printed, as zone text.
     *
     * @throws ZoneSyntaxException if it is what {@code dig +short} printed: without names it is nobody's answer
     */
    static String zoneText(String text) {
        if (text.startsWith(";!") || TRANSFER.matcher(text).find()) {
            return text;
        } else if (DIG.matcher(text).find()) {
            return dig(text);
        } else if (HOST.matcher(text).find()) {
            return host(text);
        } else if (NSLOOKUP.matcher(text).find()) {
            return nslookup(text);
        }
        refuseShort(text);
        return text;
    }

    /** The lines are zone text already; what the comments say of absence and failure comes behind them. */
    private static String dig(String text) {
        StringBuilder more = new StringBuilder(RECORDED);
        Response response = null;
        boolean questions = false;
        for (String raw : text.split("\n", -1)) {
            String line = raw.stripTrailing();
            Matcher status = DIG_STATUS.matcher(line);
            if (status.find()) {
                end(response, more);
                response = new Response(status.group(1));
            } else if (response != null) {
                Matcher flags = DIG_FLAGS.matcher(line);
                Matcher question = DIG_QUESTION.matcher(line);
                if (line.startsWith(";; ")) {
                    questions = line.startsWith(";; QUESTION SECTION:");
                    response.answers = line.startsWith(";; ANSWER SECTION:");
                    response.isFinal |= flags.find() && isFinal(flags.group(1));
                } else if (questions && question.matches()) {
                    response.name = question.group(1);
                    response.type = question.group(2);
                } else if (response.answers && !line.startsWith(";")) {
                    response.answer(line);
                }
            }
        }
        end(response, more);
        return text + (text.endsWith("\n") ? "" : "\n") + more;
    }

    /** A referral and an answer that was cut short say nothing of absence. */
    private static boolean isFinal(String flags) {
        List<String> set = Arrays.asList(flags.strip().split(" +", -1));
        return !set.contains("tc") && (set.contains("aa") || (set.contains("rd") && set.contains("ra")));
    }

    private static void end(@Nullable Response response, StringBuilder more) {
        if (response != null) {
            response.appendTo(more);
        }
    }

    /** One response of dig, as far as it must be understood to know what was not there. */
    private static final class Response {
        final String status;

        /** Null until the question was read. */
        @Nullable
        String name;

        String type = "";
        boolean answers;

        /** Whether it is an answer and no referral: from the zone's own server, or one that looks things up. */
        boolean isFinal;

        boolean found;
        final Map<String, String> aliases = new HashMap<>();

        Response(String status) {
            this.status = status;
        }

        void answer(String line) {
            String[] words = line.strip().split("\\s+", 6);
            if (words.length >= 5) {
                found |= words[3].equals(type);
                if (words[3].equals("CNAME")) {
                    aliases.put(folded(words[0]), words[4]);
                }
            }
        }

        void appendTo(StringBuilder more) {
            if (name == null || RecordType.parse(type).isEmpty()) {
                return;
            }
            String end = name;
            for (int i = 0; i < MAX_ALIASES && aliases.containsKey(folded(end)); i++) {
                end = aliases.getOrDefault(folded(end), end);
            }
            String word = statement(status);
            if (status.equals("NOERROR")) {
                word = isFinal && !found ? "NODATA" : null;
            }
            if (word != null) {
                more.append(";! ")
                        .append(word)
                        .append(' ')
                        .append(end)
                        .append(' ')
                        .append(type)
                        .append('\n');
            }
        }

        private static String folded(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    private static @Nullable String statement(String status) {
        return switch (status) {
            case "NXDOMAIN", "SERVFAIL", "REFUSED" -> status;
            case "NOERROR" -> null;
            default -> DnsAnswer.Reason.OTHER_RCODE.name();
        };
    }

    private static String host(String text) {
        List<String> zone = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            zone.add(hostLine(line.strip()));
        }
        return String.join("\n", zone) + "\n" + RECORDED;
    }

    private static String hostLine(String line) {
        Matcher record = HOST_LINE.matcher(line);
        if (record.matches()) {
            return record.group(1) + " " + HOST_WORDS.get(record.group(2)) + " " + record.group(3);
        }
        Matcher none = HOST_NONE.matcher(line);
        if (none.matches()) {
            return RecordType.parse(none.group(2)).isEmpty() ? "" : ";! NODATA " + none.group(1) + " " + none.group(2);
        }
        Matcher failed = HOST_FAILED.matcher(line);
        return failed.matches() ? failure(failed.group(1), failed.group(2)) : "";
    }

    /** Which type was asked is not told. */
    private static String failure(String name, String status) {
        String word = statement(status);
        return word == null ? "" : ";! " + word + " " + name + " TXT";
    }

    private static String nslookup(String text) {
        List<String> zone = new ArrayList<>();
        String owner = null;
        int open = -1; // the TXT record whose strings stand on the lines behind it
        for (String raw : text.split("\n", -1)) {
            String line = raw.strip();
            Matcher name = NAME.matcher(line);
            Matcher address = ADDRESS.matcher(line);
            Matcher windows = WINDOWS_MX.matcher(line);
            Matcher record = NSLOOKUP_LINE.matcher(line);
            Matcher failed = NSLOOKUP_FAILED.matcher(line);
            String printed = "";
            if (open >= 0 && line.startsWith("\"")) {
                zone.set(open, zone.get(open) + " " + line);
            } else if (!line.isEmpty()) {
                open = -1;
            }
            if (SERVER.matcher(line).matches()) {
                owner = null; // its address follows, and is nobody's record
            } else if (name.matches()) {
                owner = name.group(2);
            } else if (owner != null
                    && (address.matches() || IpLiteral.parseOctets(line).isPresent())) {
                printed = address(owner, address.matches() ? address.group(2) : line);
            } else if (windows.matches()) {
                printed = windows.group(1) + " MX " + windows.group(2) + " " + windows.group(3);
            } else if (record.matches()) {
                open = record.group(3).isEmpty() ? zone.size() : -1;
                printed = record.group(1) + " " + NSLOOKUP_WORDS.get(record.group(2)) + " " + record.group(3);
                owner = null;
            } else if (failed.matches()) {
                printed = failure(failed.group(1), failed.group(2));
            }
            zone.add(printed);
        }
        return String.join("\n", zone) + "\n" + RECORDED;
    }

    private static String address(String owner, String address) {
        Optional<byte[]> octets = IpLiteral.parseOctets(address);
        return octets.isEmpty() ? "" : owner + (octets.get().length == 4 ? " A " : " AAAA ") + address;
    }

    private static void refuseShort(String text) {
        List<String> lines = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(20)
                .forEach(lines::add);
        boolean isShort = !lines.isEmpty()
                && lines.stream()
                        .allMatch(line -> SHORT_LINE.matcher(line).matches()
                                || IpLiteral.parseOctets(line).isPresent());
        if (isShort) {
            throw new ZoneSyntaxException(
                    1,
                    1,
                    "answers without names, as \"dig +short\" prints them: whose they are cannot be told; leave +short away");
        }
    }
}
