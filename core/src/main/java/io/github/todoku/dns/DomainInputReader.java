package io.github.todoku.dns;

import io.github.todoku.dns.DomainInput.Form;
import io.github.todoku.dns.DomainInput.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the domain in what a person typed; one use. */
final class DomainInputReader {
    private static final String DOMAIN_KEY = "_domainkey";

    /** Names of policy records, without the domain they are for. */
    private static final List<DnsName> RECORD_NAMES = List.of(
            DnsName.of("_dmarc"), DnsName.of("_mta-sts"), DnsName.of("_smtp._tls"), DnsName.of("default._bimi"));

    private final String typed;
    private Form form = Form.DOMAIN;

    DomainInputReader(String typed) {
        this.typed = typed;
    }

    DomainInput read() {
        String text = typed.strip();
        if (text.isEmpty()) {
            return DomainInput.refused(typed, Refusal.EMPTY);
        }
        if (text.length() > DomainInput.MAX_LENGTH) {
            return DomainInput.refused(typed.substring(0, DomainInput.MAX_LENGTH), Refusal.NOT_A_NAME);
        }
        text = withoutMailbox(withoutLink(unquoted(text)));
        if (IpLiteral.parse(withoutBrackets(text)).isPresent()) {
            return DomainInput.refused(typed, Refusal.ADDRESS, withoutBrackets(text));
        }
        Optional<String> ascii = ALabels.of(text.replace('\u3002', '.'));
        if (ascii.isEmpty()) {
            return ALabels.literal(text)
                    .map(label -> DomainInput.refused(typed, Refusal.OTHER_OWNER, label))
                    .orElseGet(() -> DomainInput.refused(typed, Refusal.NOT_A_NAME));
        }
        return DnsName.parse(ascii.get())
                .filter(DomainInputReader::isHostName)
                .map(name -> withoutPrefix(name.toLowerCase()))
                .orElseGet(() -> DomainInput.refused(typed, Refusal.NOT_A_NAME));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 2
                && "\"'`\u201c\u2018".indexOf(text.charAt(0)) >= 0
                && "\"'`\u201d\u2019".indexOf(text.charAt(text.length() - 1)) >= 0;
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private String withoutLink(String text) {
        int scheme = text.indexOf("://");
        if (scheme <= 0 || !text.substring(0, scheme).chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '+')) {
            return text;
        }
        form = Form.URL;
        String host = text.substring(scheme + 3);
        for (int i = 0; i < host.length(); i++) {
            if ("/?#".indexOf(host.charAt(i)) >= 0) {
                host = host.substring(0, i);
                break;
            }
        }
        host = host.substring(host.lastIndexOf('@') + 1);
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']')) : host.lastIndexOf(':');
        boolean port = colon >= 0
                && colon + 1 < host.length()
                && host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return port ? host.substring(0, colon) : host;
    }

    private String withoutMailbox(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        form = Form.MAIL_ADDRESS;
        String domain = text.substring(at + 1);
        int end = domain.indexOf('>');
        return end < 0 ? domain : domain.substring(0, end);
    }

    private static String withoutBrackets(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return text;
        }
        String inside = text.substring(1, text.length() - 1);
        return inside.regionMatches(true, 0, "IPv6:", 0, 5) ? inside.substring(5) : inside; // RFC 5321 §4.1.3
    }

    /** Letters, digits and hyphens inside labels (RFC 1123 §2.1), and underscores, which names of records have. */
    private static boolean isHostName(DnsName name) {
        return !name.isRoot()
                && !isNumber(name.labels().get(name.labelCount() - 1))
                && name.labels().stream()
                        .allMatch(label -> !label.startsWith("-")
                                && !label.endsWith("-")
                                && label.chars()
                                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                                || (c >= 'A' && c <= 'Z')
                                                || (c >= '0' && c <= '9')
                                                || c == '-'
                                                || c == '_'));
    }

    /** No top-level domain is one (RFC 3696 §2): {@code 192.0.2} is part of an address. */
    private static boolean isNumber(String label) {
        return label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private DomainInput withoutPrefix(DnsName name) {
        List<String> labels = name.labels();
        int key = labels.lastIndexOf(DOMAIN_KEY);
        if (key >= 0 && key + 1 < labels.size()) {
            DnsName selector =
                    key == 0 ? null : DnsName.ofLabels(labels.subList(0, key)).orElse(null);
            return domain(Form.KEY_NAME, name.suffix(labels.size() - key - 1), selector);
        }
        for (DnsName prefix : RECORD_NAMES) {
            int count = prefix.labelCount();
            if (labels.size() > count
                    && DnsName.ofLabels(labels.subList(0, count)).equals(Optional.of(prefix))) {
                return domain(Form.RECORD_NAME, name.suffix(labels.size() - count), null);
            }
        }
        return domain(form, name, null);
    }

    private DomainInput domain(Form taken, DnsName name, @Nullable DnsName selector) {
        return name.labelCount() < 2
                ? DomainInput.refused(typed, Refusal.SINGLE_LABEL)
                : DomainInput.of(typed, taken, name, selector);
    }
}
