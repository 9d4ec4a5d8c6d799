package io.github.todoku.dnsbl;

/**
 * What a list's answer says about its subject, in one vocabulary for all lists. Constants never change their meaning;
 * {@link DnsblHit#text} has the words for people.
 */
public enum ListingMeaning {
    // Why an address is listed.
    /** It sends spam, or serves those who do. */
    SPAM_SOURCE,
    /** It wrote to addresses that nobody ever gave out. */
    SPAM_TRAP,
    /** It wrote to addresses that never belonged to anyone. */
    PRISTINE_TRAP,
    /** Recipients reported its mail. */
    REPORTED_BY_USERS,
    /** It takes part in a spam wave that is going on now. */
    SPAM_WAVE,
    /** Its reputation is bad, by measurement or by pattern, as with snowshoe spam. */
    LOW_REPUTATION,
    /** The network is in the hands of criminals: do not route to it. */
    DO_NOT_ROUTE,
    /** Malware is controlled from it. */
    BOTNET_CONTROLLER,
    /** Malware or a stranger sends from it. */
    EXPLOITED_HOST,
    /** It serves end users, who send through their provider's servers. */
    END_USER_ADDRESS,
    /** Its reverse name looks like that of a dynamic address. */
    GENERIC_REVERSE_NAME,
    /** It has no reverse name. */
    NO_REVERSE_NAME,
    /** No mail service was found at it. */
    NO_MAIL_SERVICE,
    /** Nobody who answers for it could be identified. */
    NO_RESPONSIBLE_CONTACT,
    /** It tries stolen or guessed passwords. */
    PASSWORD_ATTACKS,
    /** It attacks servers; the list's own text says which service. */
    ATTACKS,
    /** It attacks web sites. */
    WEB_ATTACKS,
    /** It takes part in denial-of-service attacks. */
    FLOODING,
    /** Anyone may send through it. */
    OPEN_PROXY,
    /** It is a node of the Tor network. */
    TOR_NODE,
    /** A router or gateway that strangers control. */
    COMPROMISED_ROUTER,
    /** Others in the same network are listed. */
    NEIGHBOURS_LISTED,
    /** The whole network of the provider is listed. */
    WHOLE_PROVIDER,
    /** It sends bounces or callouts to people who never wrote to it. */
    BACKSCATTER,
    /** An automatic process found it. */
    FOUND_BY_AUTOMATION,
    /** Someone entered it by hand. */
    MANUAL_ENTRY,
    /** It does not authenticate its mail. */
    NO_AUTHENTICATION,
    /** It sent attachments that look like malware. */
    SUSPECT_ATTACHMENTS,
    /** Address space that must not appear on the internet. */
    BOGON,
    /** Where in the world its addresses are used. */
    GEOGRAPHY,
    /** It should not receive mail; says nothing about sending. */
    SHOULD_NOT_RECEIVE,

    // Why a domain, link or mailbox is listed.
    /** The domain appears in spam, or has a bad reputation. */
    SPAM_DOMAIN,
    /** The domain or site is used for phishing. */
    PHISHING,
    /** The domain or site spreads malware. */
    MALWARE,
    /** Malware is controlled from the domain. */
    BOTNET_DOMAIN,
    /** A good domain, abused for spam. */
    ABUSED_FOR_SPAM,
    /** An abused redirector. */
    ABUSED_REDIRECTOR,
    /** A good domain, abused for phishing. */
    ABUSED_FOR_PHISHING,
    /** A good domain, abused to spread malware. */
    ABUSED_FOR_MALWARE,
    /** A good domain, abused to control malware. */
    ABUSED_FOR_BOTNET,
    /** A site that was broken into. */
    CRACKED_SITE,
    /** The domain is new; where the answer carries a number, it is the age in hours. */
    NEW_DOMAIN,
    /** A disposable-address service. */
    DISPOSABLE_MAIL,
    /** A click-tracking service. */
    CLICK_TRACKER,
    /** The domain is seen in mail of doubtful quality. */
    GREY,
    /** A mailbox that spammers or scammers use. */
    ABUSED_MAILBOX,
    /** A wallet that scammers use. */
    SCAM_WALLET,

    // What speaks for the subject, or neither for nor against.
    /** It is trusted. */
    TRUSTED,
    /** Known, no trust stated. */
    TRUST_NONE,
    /** Known, low trust. */
    TRUST_LOW,
    /** Known, medium trust. */
    TRUST_MEDIUM,
    /** Known, high trust. */
    TRUST_HIGH,
    /** Its reputation is good. */
    GOOD_REPUTATION,
    /** An operator vouches for it, usually for a fee. */
    CERTIFIED,
    /** A public service that many depend on. */
    PUBLIC_SERVICE,
    /** It states how it obtains consent. */
    CONSENT_PRACTICE,
    /** It publishes or signs what it should. */
    AUTHENTICATES,
    /** Nothing is said for or against it. */
    NEUTRAL,
    /** It sends both wanted mail and spam. */
    MIXED_SOURCE,
    /** How it ends its SMTP sessions. */
    SMTP_HABIT,
    /** The domain has been known for some time. */
    OLD_DOMAIN,
    /** A score of its reputation, from 0, the worst, to 100. */
    SCORE,

    /** Listed; the list says no more. */
    LISTED,
    /** An answer the catalogue does not know: listed, for an unknown reason. */
    UNKNOWN_CODE
}
