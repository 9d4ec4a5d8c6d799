package io.github.todoku.preflight.domain;

import java.util.Locale;

/** What a domain's page has to say something of, in the order in which it matters. */
public enum DomainPart {
    /** The domain's own name servers, one by one. */
    NAME_SERVERS(Direction.TO),
    /** Which hosts take the mail. */
    MX(Direction.TO),
    /** Who may send as the domain. */
    SPF(Direction.FROM),
    /** What receivers do with mail that fails. */
    DMARC(Direction.FROM),
    /** The keys that sign. */
    DKIM(Direction.FROM),
    /** What the mail servers show. */
    STARTTLS(Direction.TO),
    /** The TLSA records of the mail servers. */
    DANE(Direction.TO),
    /** The policy that TLS must be used. */
    MTA_STS(Direction.TO),
    /** Where reports about TLS go. */
    TLS_RPT(Direction.TO),
    /** Block lists with the domain, or an address of its mail servers. */
    LISTS(Direction.FROM),
    /** The logo beside the mail. */
    BIMI(Direction.FROM);

    /** Which mail a part is about. */
    public enum Direction {
        /** Mail that the domain sends. */
        FROM,
        /** Mail that the domain takes. */
        TO
    }

    private final Direction direction;

    DomainPart(Direction direction) {
        this.direction = direction;
    }

    /** {@return which mail it is about} */
    public Direction direction() {
        return direction;
    }

    /** {@return its name for machines: {@code mta-sts}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
