package io.github.todoku.message.auth;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.MailAddress;
import io.github.todoku.message.MessageHead;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The domain in the From field, which DMARC is about (RFC 9989 §5.3.1), or why there is not exactly one. It is never guessed:
 * of a field that two programs may read differently there is none. Immutable.
 */
public final class AuthorDomain implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable DnsName domain;
    private final @Nullable Finding why;

    private AuthorDomain(@Nullable DnsName domain, @Nullable Finding why) {
        this.domain = domain;
        this.why = why;
    }

    private static AuthorDomain none(AuthFinding why, String... details) {
        return new AuthorDomain(null, Finding.of(why, "", details));
    }

    /**
     * {@return that of a message}
     *
     * @param head its header
     */
    public static AuthorDomain of(MessageHead head) {
        if (head.isCut()) {
            return none(AuthFinding.HEADER_TOO_LONG);
        }
        List<Integer> fields = head.indexesOf("from");
        if (fields.isEmpty()) {
            return none(AuthFinding.NO_FROM);
        }
        if (fields.size() > 1 || hidesAnother(head)) {
            return none(AuthFinding.SEVERAL_FROM_FIELDS);
        }
        return of(head.value(fields.get(0)));
    }

    /** Whether a reader that takes a bare CR or LF for a line end sees a From field that is none. */
    private static boolean hidesAnother(MessageHead head) {
        if (!head.hasBareLineEnds()) {
            return false;
        }
        String text = new String(head.octets(), 0, head.end(head.count() - 1), StandardCharsets.ISO_8859_1);
        int seen = 0;
        for (String line : text.split("[\r\n]+", -1)) {
            String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
            seen += name.toLowerCase(Locale.ROOT).equals("from") ? 1 : 0;
        }
        return seen != 1;
    }

    /**
     * {@return that of a From field's value, unfolded}
     *
     * @param value the value
     */
    public static AuthorDomain of(String value) {
        AddressList list = AddressList.parse(value);
        if (!list.isWellFormed() || list.addresses().isEmpty()) {
            return none(AuthFinding.BAD_FROM);
        }
        List<DnsName> domains = new ArrayList<>();
        for (MailAddress address : list.addresses()) {
            Optional<DnsName> name = address.domain().startsWith("[")
                    ? Optional.empty()
                    : ALabels.of(address.domain()).flatMap(DnsName::parse);
            if (name.isEmpty()) {
                return none(AuthFinding.BAD_FROM);
            }
            if (!domains.contains(name.get())) {
                domains.add(name.get());
            }
        }
        return domains.size() > 1
                ? none(AuthFinding.SEVERAL_AUTHOR_DOMAINS, Integer.toString(domains.size()))
                : new AuthorDomain(domains.get(0).toLowerCase(), null);
    }

    /** {@return the domain, as A-labels; empty if there is not exactly one} */
    public Optional<DnsName> domain() {
        return Optional.ofNullable(domain);
    }

    /** {@return why there is none; empty if there is one} */
    public Optional<Finding> finding() {
        return Optional.ofNullable(why);
    }

    /** {@return the domain, or what is wrong, for logs} */
    @Override
    public String toString() {
        return domain == null ? String.valueOf(why) : domain.toString();
    }
}
