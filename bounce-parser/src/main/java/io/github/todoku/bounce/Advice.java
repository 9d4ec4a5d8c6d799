package io.github.todoku.bounce;

import java.util.Locale;

/** What a sender should do next. */
public enum Advice {
    /** Take the address off: there is no mailbox behind it. */
    REMOVE_ADDRESS,
    /** Ask the DNS about the recipient's domain from elsewhere, then take the address off. */
    VERIFY_THEN_REMOVE,
    /** Take the address off when this has come several times over weeks. */
    REMOVE_AFTER_REPEATS,
    /** Try again later; nothing needs to be changed. */
    RETRY_LATER,
    /** Send fewer mails at a time. */
    SLOW_DOWN,
    /** Let SPF, DKIM and DMARC pass. */
    FIX_AUTHENTICATION,
    /** Mend the DNS of the sending host. */
    FIX_DNS,
    /** Mend TLS: certificate, protocol, policy. */
    FIX_TLS,
    /** Mend the sending program's set-up. */
    FIX_CONFIGURATION,
    /** Use a sender address that exists and may send. */
    FIX_SENDER,
    /** Ask the block list, after ending what put you there. */
    DELIST,
    /** Send what people want, for weeks. */
    FIX_REPUTATION,
    /** Change what the mail says or carries. */
    FIX_CONTENT,
    /** Mend the form of the message. */
    FIX_MESSAGE,
    /** Send something smaller. */
    REDUCE_SIZE,
    /** Only the receiver can change it. */
    CONTACT_RECIPIENT,
    /** Look at the way to the receiver: DNS, MX, network. */
    CHECK_ROUTE,
    /** A person has to look. */
    REVIEW;

    /**
     * {@return what to do, in a sentence for people}
     *
     * @param locale the language; Japanese, or English for every other
     */
    public String text(Locale locale) {
        return Messages.say("advice." + name(), locale);
    }
}
