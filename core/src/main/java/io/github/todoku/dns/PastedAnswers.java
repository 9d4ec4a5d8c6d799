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

    // A pattern takes longer to make than a small zone file to read: they are made where a text has such words, and
    // only then.

    private static final List<String> DIG_SAYS = List.of(";; ", "; <<>> DiG ");
    private static final List<String> HOST_SAYS = List.of(
            " has ",
            " descriptive text ",
            " mail is handled by ",
            " is an alias for ",
            " domain name pointer ",
            " name server ",
            " not found: ");
    private static final List<String> NSLOOKUP_SAYS =
            List.of("Server:", "サーバー:", "** server can't find ", "text =", "Non-authoritative answer:");

    /** What dig prints. */
    private static final class Dig {
        static final Pattern TRANSFER = Pattern.compile("(?m)^;; XFR size:");
        static final Pattern PRINTED =
                Pattern.compile("(?m)^(;; ->>HEADER<<-|;; (QUESTION|ANSWER|AUTHORITY) SECTION:|; <<>> DiG )");
        static final Pattern STATUS = Pattern.compile("^;; ->>HEADER<<-.*status: ([A-Z]{1,16})");
        static final Pattern FLAGS = Pattern.compile("^;; flags:([a-z ]{0,40});");
        static final Pattern QUESTION = Pattern.compile("^;([^\\s;]{1,1024})\\s+IN\\s+([A-Z0-9]{1,16})\\s*$");
    }

    /** What host prints. */
    private static final class Host {
        /** A comment of a zone file may say as much: what begins it is no name. */
        static final Pattern PRINTED =
                Pattern.compile("(?m)^([^\\s;]\\S{0,1023} (has address |has IPv6 address |has HTTP service bindings "
                        + "|descriptive text |mail is handled by |is an alias for |domain name pointer |name server "
                        + "|has [A-Z0-9-]{1,16} record |has no [A-Z0-9-]{1,16} record)"
                        + "|Host \\S{1,1024} not found: )");

        /** How host says what a record is, and the record's type. */
        static final Map<String, String> WORDS = Map.of(
                "has address", "A",
                "has IPv6 address", "AAAA",
                "descriptive text", "TXT",
                "mail is handled by", "MX",
                "is an alias for", "CNAME",
                "domain name pointer", "PTR",
                "name server", "NS",
                "has HTTP service bindings", "HTTPS");

        /** A type without words of its own is called by its name. */
        static final Pattern LINE = Pattern.compile("^(\\S{1,1024}) (has address|has IPv6 address|descriptive text"
                + "|mail is handled by|is an alias for|domain name pointer|name server|has HTTP service bindings"
                + "|has ([A-Z0-9-]{1,16}) record) (.+)$");

        static final Pattern NONE = Pattern.compile("^(\\S{1,1024}) has no ([A-Z0-9-]{1,16}) record$");
        static final Pattern FAILED = Pattern.compile("^Host (\\S{1,1024}) not found: [0-9]{1,5}\\(([A-Z]{1,16})\\)$");
    }

    /** What nslookup prints, on Unix and on Windows. */
    private static final class Nslookup {
        static final Pattern PRINTED = Pattern.compile(
                "(?m)^(Server:\\s|サーバー:\\s|\\*\\* server can't find |\\S{1,1024}\\s+text =|Non-authoritative answer:)");
        static final Pattern LINE = Pattern.compile("^(\\S{1,1024})\\s+(text|mail exchanger|nameserver"
                + "|canonical name|name|internet address|has AAAA address) =?\\s*(.*)$");
        static final Map<String, String> WORDS = Map.of(
                "text", "TXT",
                "mail exchanger", "MX",
                "nameserver", "NS",
                "canonical name", "CNAME",
                "name", "PTR",
                "internet address", "A",
                "has AAAA address", "AAAA");
        static final Pattern WINDOWS_MX =
                Pattern.compile("^(\\S{1,1024})\\s+MX preference = ([0-9]{1,5}), mail exchanger = (\\S{1,1024})$");
        static final Pattern SERVER = Pattern.compile("(?:Server|サーバー):.*");
        static final Pattern NAME = Pattern.compile("^(Name|名前):\\s+(\\S{1,1024})$");
        static final Pattern ADDRESS = Pattern.compile("^(Address|Addresses):\\s+(\\S{1,64})$");
        static final Pattern FAILED = Pattern.compile("^\\*\\* server can't find (\\S{1,1024}): ([A-Z]{1,16})$");
    }

    /** What dig +short prints: a line without a name before it. */
    private static final class ShortForm {
        static final Pattern LINE = Pattern.compile(
                "^(\"[^\"]{0,1024}\"[ \"].*|\"[^\"]{0,65536}\"|[0-9]{1,5} \\S{1,1024}\\.|\\S{1,1024}\\.)$");
    }

    private PastedAnswers() {}

    /**
     * The text itself if it is zone text; otherwise what the programs printed, as zone text.
     *
     * @throws ZoneSyntaxException if it is what {@code dig +short} printed: without names it is nobody's answer
     */
    static String zoneText(String text) {
        boolean dig = has(text, DIG_SAYS);
        if (text.startsWith(";!") || (dig && Dig.TRANSFER.matcher(text).find())) {
            return text;
        } else if (dig && Dig.PRINTED.matcher(text).find()) {
            return dig(text);
        } else if (has(text, HOST_SAYS) && Host.PRINTED.matcher(text).find()) {
            return host(text);
        } else if (has(text, NSLOOKUP_SAYS) && Nslookup.PRINTED.matcher(text).find()) {
            return nslookup(text);
        }
        refuseShort(text);
        return text;
    }

    private static boolean has(String text, List<String> words) {
        for (String each : words) {
            if (text.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** The lines are zone text already; what the comments say of absence and failure comes behind them. */
    private static String dig(String text) {
        StringBuilder more = new StringBuilder(RECORDED);
        Response response = null;
        boolean questions = false;
        for (String raw : text.split("\n", -1)) {
            String line = raw.stripTrailing();
            Matcher status = Dig.STATUS.matcher(line);
            if (status.find()) {
                end(response, more);
                response = new Response(status.group(1));
            } else if (response != null) {
                Matcher flags = Dig.FLAGS.matcher(line);
                Matcher question = Dig.QUESTION.matcher(line);
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
        Matcher record = Host.LINE.matcher(line);
        if (record.matches()) {
            String type = record.group(3) == null ? Host.WORDS.get(record.group(2)) : record.group(3);
            return record.group(1) + " " + type + " " + record.group(4);
        }
        Matcher none = Host.NONE.matcher(line);
        if (none.matches()) {
            return RecordType.parse(none.group(2)).isEmpty() ? "" : ";! NODATA " + none.group(1) + " " + none.group(2);
        }
        Matcher failed = Host.FAILED.matcher(line);
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
            Matcher name = Nslookup.NAME.matcher(line);
            Matcher address = Nslookup.ADDRESS.matcher(line);
            Matcher windows = Nslookup.WINDOWS_MX.matcher(line);
            Matcher record = Nslookup.LINE.matcher(line);
            Matcher failed = Nslookup.FAILED.matcher(line);
            String printed = "";
            if (open >= 0 && line.startsWith("\"")) {
                zone.set(open, zone.get(open) + " " + line);
            } else if (!line.isEmpty()) {
                open = -1;
            }
            if (Nslookup.SERVER.matcher(line).matches()) {
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
                printed = record.group(1) + " " + Nslookup.WORDS.get(record.group(2)) + " " + record.group(3);
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
        int lines = 0;
        int end;
        for (int from = 0; from < text.length() && lines < 20; from = end + 1) {
            end = from;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            String line = text.substring(from, end).strip();
            if (!line.isEmpty()) {
                lines++;
                if (!isShort(line)) {
                    return;
                }
            }
        }
        if (lines > 0) {
            throw new ZoneSyntaxException(
                    1,
                    1,
                    "answers without names, as \"dig +short\" prints them: whose they are cannot be told; leave +short away");
        }
    }

    private static boolean isShort(String line) {
        boolean quotedOrName = line.startsWith("\"") || line.endsWith(".");
        return (quotedOrName && ShortForm.LINE.matcher(line).matches())
                || IpLiteral.parseOctets(line).isPresent();
    }
}
