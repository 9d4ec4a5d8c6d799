package io.github.todoku.dns;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What a person types where a mail domain is expected: understood, or refused with the expected form.
 *
 * <pre>{@code
 * DomainInput input = DomainInput.parse("https://www.example.com/about");
 * input.domain().ifPresent(name -> out.println(name)); // www.example.com
 * input.refusal().ifPresent(why -> out.println(why.text(locale)));
 * }</pre>
 *
 * <p>A name in capitals or with a trailing dot, a mail address, a link, the name of a record ({@code _dmarc.example.com},
 * {@code s1._domainkey.example.com}) and a name with letters beyond ASCII are understood. An IP address, a single label and
 * what cannot be a host name are refused. For names that a stranger sends use {@link DnsName#parse}, which accepts whatever
 * the DNS does. Immutable.
 */
public final class DomainInput implements Serializable {
    private static final long serialVersionUID = 1;

    /** The longest text looked at, in characters; a longer one is refused. */
    public static final int MAX_LENGTH = 1_000;

    /** What the text was taken for. */
    public enum Form {
        /** A domain. */
        DOMAIN,
        /** A mail address; its domain counts. */
        MAIL_ADDRESS,
        /** A link; its host counts. */
        URL,
        /** The name of a policy record below the domain: {@code _dmarc}, {@code _mta-sts}, {@code _smtp._tls}, {@code _bimi}. */
        RECORD_NAME,
        /** The name of a DKIM key; {@link #selector} says whose. */
        KEY_NAME,
        /** None of these. */
        REFUSED
    }

    /** Why a text is refused; {@link #id} never changes its meaning. */
    public enum Refusal implements Finding.Kind {
        /** Nothing was typed. */
        EMPTY,
        /** It is an IP address. */
        ADDRESS,
        /** It has one label only. */
        SINGLE_LABEL,
        /** It cannot be a host name. */
        NOT_A_NAME,
        /** The JDK's tables turn it into another owner's name (IDNA2003); the A-label says which one is meant. */
        OTHER_OWNER;

        private final String id = "input." + name().toLowerCase(Locale.ROOT).replace('_', '-');

        @Override
        public String id() {
            return id;
        }

        @Override
        public Severity severity() {
            return Severity.FAIL;
        }

        @Override
        public Optional<String> section() {
            return this == OTHER_OWNER ? Optional.of("RFC 5891 §4.2") : Optional.empty();
        }

        @Override
        public ResourceBundle sentences(Locale locale) {
            return ResourceBundle.getBundle(DomainInput.class.getPackageName() + ".messages", locale);
        }
    }

    private final String typed;
    private final Form form;
    private final @Nullable DnsName domain;
    private final @Nullable DnsName selector;
    private final @Nullable Finding refusal;

    private DomainInput(
            String typed, Form form, @Nullable DnsName domain, @Nullable DnsName selector, @Nullable Finding refusal) {
        this.typed = typed;
        this.form = form;
        this.domain = domain;
        this.selector = selector;
        this.refusal = refusal;
    }

    /**
     * {@return the text, read} Asks nothing; any text gives a value.
     *
     * @param typed what was typed
     */
    public static DomainInput parse(String typed) {
        return new DomainInputReader(Objects.requireNonNull(typed, "typed")).read();
    }

    static DomainInput of(String typed, Form form, DnsName domain, @Nullable DnsName selector) {
        return new DomainInput(typed, form, domain, selector, null);
    }

    static DomainInput refused(String typed, Refusal why, String... details) {
        return new DomainInput(typed, Form.REFUSED, null, null, Finding.of(why, typed, details));
    }

    /** {@return what was typed} */
    public String typed() {
        return typed;
    }

    /** {@return what it was taken for} */
    public Form form() {
        return form;
    }

    /** {@return the domain, in lower case and A-labels; empty if the text is refused} */
    public Optional<DnsName> domain() {
        return Optional.ofNullable(domain);
    }

    /** {@return the DKIM selector, where the name of a key was typed} */
    public Optional<DnsName> selector() {
        return Optional.ofNullable(selector);
    }

    /** {@return why it is refused, with the expected form; empty if it is understood} */
    public Optional<Finding> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * {@return the domain}
     *
     * @throws IllegalArgumentException if the text is refused, with the reason in English
     */
    public DnsName orElseThrow() {
        if (domain == null) {
            Finding why = Objects.requireNonNull(refusal);
            throw new IllegalArgumentException(why.text(Locale.ENGLISH) + ". " + why.advice(Locale.ENGLISH));
        }
        return domain;
    }

    /** {@code DOMAIN example.com}, for logs. */
    @Override
    public String toString() {
        return refusal == null ? form + " " + domain : refusal.toString();
    }
}
