package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.internal.Ascii;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the writer of a faulty term most likely meant; null rather than a guess. */
final class DidYouMean {
    private static final List<String> MECHANISMS = List.of("include", "ip4", "ip6", "exists", "all", "mx", "ptr", "a");
    private static final List<String> MODIFIERS = List.of("redirect", "exp");
    private static final int LONGEST_NAME = 12;

    /** No sender has a network so wide. */
    private static final int OPEN_BITS = 7;

    private DidYouMean() {}

    /**
     * Words in a form that parses.
     *
     * @param text what was meant; one term or more
     * @param start where the words begin that it stands for
     * @param end where they end
     */
    record Mended(String text, int start, int end) {}

    /** The whole term in a form that parses, with its place: a term and its argument may have been torn apart. */
    static @Nullable Mended mended(SpfRecord record, Finding problem) {
        String text = record.text();
        int start = text.lastIndexOf(' ', Math.max(0, problem.start() - 1)) + 1;
        int end = text.indexOf(' ', problem.start());
        end = end < 0 ? text.length() : end;
        if (problem.start() < SpfRecord.VERSION.length() || start >= end) {
            return null;
        }
        String word = text.substring(start, end);
        for (String candidate : new String[] {candidate(word, problem.kind()), taken(word), glued(word)}) {
            if (candidate != null && isValid(candidate)) {
                return new Mended(candidate, start, end);
            }
        }
        String next = rest(text, end);
        boolean torn = word.length() == 1 && "+-~?".contains(word);
        String joined = next.isEmpty() || (isValid(next) && !torn) ? "" : word + next;
        return !joined.isEmpty() && isValid(joined)
                ? new Mended(joined, start, text.indexOf(next, end) + next.length())
                : null;
    }

    /**
     * A proposal, a record or terms, that stops strangers: what is to be mended lets nobody pass today. An {@code all} that passes is
     * made {@code ~all}; null if a network lets everybody pass, or nearly so.
     */
    static @Nullable String closed(String proposal) {
        String version = SpfRecord.isSpf(proposal) ? "" : SpfRecord.VERSION + " ";
        SpfRecord record = SpfRecord.parse(version + proposal);
        StringBuilder closed = new StringBuilder(record.text());
        for (int i = record.terms().size() - 1; i >= 0; i--) {
            Term term = record.terms().get(i);
            if (!(term instanceof Directive directive) || directive.qualifier() != Qualifier.PASS) {
                continue;
            }
            if (term.isAll()) {
                closed.replace(term.start(), term.end(), "~all");
            } else if (bits(directive.mechanism()) <= OPEN_BITS) {
                return null;
            }
        }
        return closed.substring(version.length());
    }

    private static int bits(Mechanism mechanism) {
        IpNetwork network = mechanism.network();
        return network != null
                ? network.prefixLength()
                : mechanism instanceof Mechanism.A a
                        ? Math.min(a.cidr().ip4(), a.cidr().ip6())
                        : mechanism instanceof Mechanism.Mx mx
                                ? Math.min(mx.cidr().ip4(), mx.cidr().ip6())
                                : Integer.MAX_VALUE;
    }

    private static boolean isValid(String terms) {
        SpfRecord record = SpfRecord.parse(SpfRecord.VERSION + " " + terms);
        return record.isValid() && record.terms().stream().noneMatch(term -> term instanceof Modifier.Unknown);
    }

    /** Without the punctuation around it. */
    private static @Nullable String taken(String word) {
        String bare = word.replaceAll("^[;,:\"'(<]+|[;,.:\"')>]+$", "");
        return bare.isEmpty() || bare.equals(word) ? null : isValid(bare) ? bare : glued(bare);
    }

    /** With the blanks that are missing: before the ending, before a mechanism, in place of a comma. */
    private static @Nullable String glued(String word) {
        String spaced = word.replaceAll("(?i)(?<=[^\\s+?~:/=-])([-~?+]all)$", " $1")
                .replaceAll("(?i)(?<=[^\\s+?~-])((ip4|ip6|include|exists):|redirect=)", " $1")
                .replaceAll("[;,|]+", " ");
        if (spaced.equals(word)) {
            return null;
        }
        StringBuilder words = new StringBuilder();
        String name = "";
        for (String each : spaced.strip().split(" +", -1)) {
            String whole = each.indexOf(':') < 0 && !isValid(each) ? name + each : each;
            name = whole.substring(0, whole.indexOf(':') + 1);
            words.append(words.length() == 0 ? "" : " ").append(whole);
        }
        return words.toString();
    }

    private static String rest(String text, int from) {
        int start = from;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        int end = text.indexOf(' ', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static @Nullable String candidate(String word, Finding.Kind kind) {
        int from = "+-~?".indexOf(word.charAt(0)) >= 0 ? 1 : 0;
        String sign = word.substring(0, from);
        String body = word.substring(from);
        int colon = body.indexOf(':');
        String name = colon < 0 ? body : body.substring(0, colon);
        String value = colon < 0 ? "" : body.substring(colon + 1);
        return switch ((SpfFinding) kind) {
            case UNKNOWN_MECHANISM -> renamed(sign, body, name, value);
            case BAD_IP4, BAD_IP6 -> network(sign, value);
            case BAD_PREFIX_LENGTH -> netmask(word);
            case BAD_TOPLABEL -> IpNetwork.parse(value).isPresent() ? network(sign, value) : withoutScheme(word, value);
            case UNEXPECTED_ARGUMENT -> name.toLowerCase(Locale.ROOT).startsWith("all") ? sign + "all" : null;
            default -> null;
        };
    }

    /** A term whose name no host has: two terms without a blank between them, or a name in a URL. */
    static @Nullable String ofName(String word) {
        String bare = withoutScheme(word, word.substring(word.indexOf(word.indexOf(':') < 0 ? '=' : ':') + 1));
        String glued = glued(word);
        return bare != null && isValid(bare) ? bare : glued != null && isValid(glued) ? glued : null;
    }

    /** {@code include:://example.com} and {@code include:https://example.com/} are {@code include:example.com}. */
    static @Nullable String withoutScheme(String word, String target) {
        int scheme = target.lastIndexOf("//");
        int from = scheme < 0 ? 0 : scheme + 2;
        int to = target.indexOf('/', from);
        String host = target.substring(from, to < 0 ? target.length() : to);
        String body = "+-~?".indexOf(word.charAt(0)) >= 0 ? word.substring(1) : word;
        boolean ofRecord =
                body.regionMatches(true, 0, "include", 0, 7) || body.regionMatches(true, 0, "redirect", 0, 8);
        if (ofRecord && host.indexOf('@') >= 0) {
            return null; // whoever has a mailbox in a domain did not name all who send for it
        }
        host = host.substring(host.indexOf('@') + 1);
        boolean bare = !host.isEmpty() && looksLikeAName(host) && word.endsWith(target);
        return bare && !host.equals(target) ? word.substring(0, word.length() - target.length()) + host : null;
    }

    /** The domain of {@code include:user@example.com}, to be asked about; null if the term has no such name. */
    static @Nullable String domainOfAddress(String word) {
        int at = word.lastIndexOf('@');
        int colon = word.indexOf(':');
        int from = (colon < 0 ? word.indexOf('=') : colon) + 1;
        if (at < from || from == 0) {
            return null;
        }
        String host = word.substring(at + 1).replaceFirst("/.*", "");
        String term = word.substring(0, from) + host;
        return looksLikeAName(host) && isValid(term) ? term : null;
    }

    /**
     * {@code 192.0.2.0/255.255.255.0} is {@code 192.0.2.0/24}. A host with the mask of its network may have been meant alone: then
     * nobody else is let in.
     */
    private static @Nullable String netmask(String word) {
        int slash = word.indexOf('/');
        int colon = word.indexOf(':');
        boolean ip4 = colon >= 3 && word.regionMatches(true, colon - 3, "ip4", 0, 3);
        if (slash < colon || !ip4) {
            return null; // an IPv6 network and the addresses of hosts have no such mask
        }
        OptionalInt mask = address(word.substring(slash + 1));
        OptionalInt address = address(word.substring(colon + 1, slash));
        if (mask.isEmpty() || address.isEmpty()) {
            return null;
        }
        int length = Integer.bitCount(mask.getAsInt());
        boolean whole = length > 0 && Integer.numberOfLeadingZeros(~mask.getAsInt()) == length;
        boolean itsNetwork = (address.getAsInt() & ~mask.getAsInt()) == 0;
        return whole && itsNetwork ? word.substring(0, slash + 1) + length : null;
    }

    /** The bits of an IPv4 address; empty if it is none. */
    private static OptionalInt address(String text) {
        IpNetwork network = IpNetwork.parse(text).orElse(null);
        if (network == null || !network.isIpv4()) {
            return OptionalInt.empty();
        }
        int bits = 0;
        for (byte octet : network.octets()) {
            bits = (bits << Byte.SIZE) | (octet & 0xFF);
        }
        return OptionalInt.of(bits);
    }

    private static @Nullable String network(String sign, String value) {
        String plain = strip(value);
        return IpNetwork.parse(plain)
                .map(network -> sign + (network.isIpv4() ? "ip4:" : "ip6:") + plain)
                .orElse(
                        plain.matches("[A-Za-z0-9._-]{1,253}") && plain.matches(".*[A-Za-z].*")
                                ? sign + "a:" + plain
                                : null);
    }

    private static String strip(String value) {
        int end = value.length();
        while (end > 0 && ",;\".".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        return value.substring(0, end);
    }

    private static @Nullable String renamed(String sign, String body, String name, String value) {
        if (IpNetwork.parse(strip(body)).isPresent()) {
            return network(sign, body); // a bare address
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String alias = switch (lower) {
            case "ip", "ipv4" -> "ip4";
            case "ipv6" -> "ip6";
            default -> nearest(lower, MECHANISMS);
        };
        if (alias == null) {
            return null;
        }
        return alias.startsWith("ip") ? network(sign, value) : sign + alias + body.substring(name.length());
    }

    /** For a modifier that nobody knows: {@code include=x} is {@code include:x}, {@code redirct=x} is {@code redirect=x}. */
    static @Nullable String forModifier(Modifier.Unknown modifier) {
        String name = modifier.name().toLowerCase(Locale.ROOT);
        String mechanism = MECHANISMS.contains(name) ? name : nearest(name, List.of("include", "ip4", "ip6", "exists"));
        String candidate;
        if (mechanism != null && (mechanism.equals("include") || !MODIFIERS.contains(name))) {
            candidate = mechanism + ":" + modifier.value().text();
        } else {
            String near = nearest(name, MODIFIERS);
            candidate = near == null ? "" : near + "=" + modifier.value().text();
        }
        return !candidate.isEmpty()
                        && SpfRecord.parse(SpfRecord.VERSION + " " + candidate).isValid()
                ? candidate
                : null;
    }

    /** The known name at one change's distance, two for names of six letters or more. */
    private static @Nullable String nearest(String name, List<String> known) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return null;
        }
        for (int distance = 1; distance <= 2; distance++) {
            for (String each : known) {
                boolean longEnough = each.length() > 2 && (distance == 1 || each.length() >= 6);
                if (longEnough && distance(name, each) == distance) {
                    return each;
                }
            }
        }
        return null;
    }

    /** How many letters must be put in, left out, changed or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    /** Whether a host could have this name: letters, digits, hyphens, underscores and dots. */
    static boolean looksLikeAName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlpha(c) && !Ascii.isDigit(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return DnsName.parse(text).isPresent();
    }
}
