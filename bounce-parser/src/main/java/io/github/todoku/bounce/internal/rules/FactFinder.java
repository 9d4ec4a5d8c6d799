package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.bounce.internal.rules.FactPattern.Fact;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pulls facts out of one reply with patterns; the first valid value of each fact stays. One object a reply. */
final class FactFinder {
    private static final int MAX_TRIES = 8;
    private static final int MAX_TEXT = 200;
    private static final int MAX_RATE = 40;

    private final String text;
    private final String lower;

    private @Nullable DnsName domain;
    private @Nullable InetAddress clientAddress;
    private @Nullable ReportedVerdict spf;
    private @Nullable ReportedVerdict dkim;
    private @Nullable ReportedVerdict dmarc;
    private @Nullable String listName;
    private @Nullable String url;
    private @Nullable DnsName policyOwner;
    private @Nullable String rate;

    FactFinder(String reply) {
        this.text = ReplyText.written(reply);
        this.lower = ReplyText.lower(text);
    }

    FactFinder apply(List<FactPattern> patterns) {
        for (FactPattern pattern : patterns) {
            apply(pattern);
        }
        return this;
    }

    ReplyFacts facts() {
        return ReplyFacts.of(domain, clientAddress, spf, dkim, dmarc, listName, url, policyOwner, rate);
    }

    private void apply(FactPattern pattern) {
        int from = 0;
        for (int tries = 0; tries < MAX_TRIES && isMissing(pattern.fact()); tries++) {
            FactPattern.Match match = pattern.find(text, lower, from);
            if (match == null) {
                return;
            }
            take(pattern.fact(), valueOf(pattern, match.value()));
            from = match.next();
        }
    }

    /** Of a link the words before are part of the value, of a rate its unit behind. */
    private static String valueOf(FactPattern pattern, String found) {
        return switch (pattern.fact()) {
            case URL -> pattern.before() + found;
            case RATE -> found + " " + pattern.after().strip();
            default -> found;
        };
    }

    private boolean isMissing(Fact fact) {
        return switch (fact) {
            case DOMAIN -> domain == null;
            case IP -> clientAddress == null;
            case SPF -> spf == null;
            case DKIM -> dkim == null;
            case DMARC -> dmarc == null;
            case LIST -> listName == null;
            case URL -> url == null;
            case OWNER -> policyOwner == null;
            case RATE -> rate == null;
        };
    }

    private void take(Fact fact, String value) {
        switch (fact) {
            case DOMAIN -> domain = domainIn(value).orElse(null);
            case IP -> clientAddress = addressIn(value).orElse(null);
            case SPF -> spf = verdictIn(value).orElse(null);
            case DKIM -> dkim = verdictIn(value).orElse(null);
            case DMARC -> dmarc = verdictIn(value).orElse(null);
            case LIST -> listName = shortText(value);
            case URL -> url = urlIn(value);
            case OWNER -> policyOwner = domainIn(value).orElse(null);
            case RATE -> rate = rateIn(value);
        }
    }

    /** A name with a dot in it, also behind an {@code @}, in quotes or brackets, with a dot behind it. */
    private static Optional<DnsName> domainIn(String value) {
        String name = trimmed(value);
        name = name.substring(name.lastIndexOf('@') + 1);
        if (name.indexOf('.') <= 0 || IpLiteral.parse(name).isPresent()) {
            return Optional.empty();
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
                return Optional.empty();
            }
        }
        return DnsName.parse(name);
    }

    private static Optional<InetAddress> addressIn(String value) {
        String address = trimmed(value);
        return IpLiteral.parse(address.regionMatches(true, 0, "IPv6:", 0, 5) ? address.substring(5) : address);
    }

    private static Optional<ReportedVerdict> verdictIn(String value) {
        return ReportedVerdict.parse(trimmed(value));
    }

    private static @Nullable String urlIn(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean link = lower.startsWith("http://") || lower.startsWith("https://");
        return link && value.length() <= MAX_TEXT ? trimmed(value) : null;
    }

    /** A number and what it counts; words between number and unit make it something else. */
    private static @Nullable String rateIn(String value) {
        String rate = trimmed(value);
        boolean counted = !rate.isEmpty() && rate.charAt(0) >= '0' && rate.charAt(0) <= '9';
        return counted && rate.length() <= MAX_RATE ? rate : null;
    }

    private static @Nullable String shortText(String value) {
        String trimmed = trimmed(value);
        return trimmed.isEmpty() || trimmed.length() > MAX_TEXT ? null : trimmed;
    }

    private static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && " <([{'\"=".indexOf(value.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " >)]}'\".,;:".indexOf(value.charAt(to - 1)) >= 0) {
            to--;
        }
        return value.substring(from, to);
    }
}
