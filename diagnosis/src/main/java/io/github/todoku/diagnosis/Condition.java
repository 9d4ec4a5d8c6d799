package io.github.todoku.diagnosis;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The conditions a row of the decision table may have, and where each is looked up. */
enum Condition {
    BOUNCE_CAUSE(Source.BOUNCE),
    DETAIL(Source.BOUNCE),
    ONLY_DETAIL(Source.BOUNCE),
    POLICY_SAID(Source.BOUNCE),
    WORDS(Source.BOUNCE),
    RECEIVER(Source.BOUNCE),
    FAMILY(Source.BOUNCE),
    SENDER_HOST(Source.REVERSE),
    FORWARDED(Source.REVERSE),
    SPF(Source.SPF),
    SPF_PROBLEM(Source.SPF),
    SPF_SILENT(Source.SPF),
    SPF_RECORD(Source.SPF),
    MAIL_FROM_DOMAIN(Source.MAIL_FROM_DOMAIN),
    REVERSE(Source.REVERSE),
    LISTED(Source.LISTS),
    LISTED_DOMAIN(Source.DOMAIN_LISTS),
    RECIPIENT_DOMAIN(Source.RECIPIENT_DOMAIN),
    SERVICE(Source.SERVICE),
    SIBLING(Source.SIBLING),
    DKIM(Source.DKIM),
    DMARC(Source.DMARC),
    ALIGNED(Source.DMARC),
    SPF_COUNTS(Source.DMARC),
    SERVERS(Source.SERVERS);

    /** Where evidence comes from. */
    enum Source {
        BOUNCE("bounce"),
        SPF("spf"),
        MAIL_FROM_DOMAIN("mail-from-domain"),
        REVERSE("reverse-name"),
        LISTS("block-lists"),
        DOMAIN_LISTS("block-lists"),
        RECIPIENT_DOMAIN("recipient-domain"),
        SERVICE("service"),
        SIBLING("service"),
        DKIM("dkim"),
        DMARC("dmarc"),
        SERVERS("name-servers");

        private final String kind;

        Source(String kind) {
            this.kind = kind;
        }

        /** The kind of evidence it gives, as {@code from} in the JSON. */
        String kind() {
            return kind;
        }
    }

    /** What a condition comes to. */
    enum Truth {
        YES,
        NO,
        UNKNOWN;

        Truth not() {
            return this == YES ? NO : this == NO ? YES : UNKNOWN;
        }

        Truth and(Truth other) {
            if (this == NO || other == NO) {
                return NO;
            }
            return this == YES && other == YES ? YES : UNKNOWN;
        }

        Truth or(Truth other) {
            return not().and(other.not()).not();
        }
    }

    /** What must be known before a source can be looked at. */
    static final Map<Source, Set<Source>> RESTS_ON = Map.of(
            Source.SERVICE, Set.of(Source.SPF, Source.REVERSE),
            Source.SIBLING, Set.of(Source.SPF, Source.REVERSE),
            Source.SERVERS, Set.of(Source.SPF));

    private final Source source;

    Condition(Source source) {
        this.source = source;
    }

    Source source() {
        return source;
    }

    /** The name of its field: {@code Bounce-Cause}. */
    String field() {
        StringBuilder field = new StringBuilder();
        for (String word : name().split("_", -1)) {
            field.append(field.length() == 0 ? "" : "-").append(word.charAt(0));
            field.append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return field.toString();
    }
}
