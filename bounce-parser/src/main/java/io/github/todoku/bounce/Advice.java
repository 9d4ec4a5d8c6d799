package io.github.todoku.bounce;

import java.util.Locale;

/** What a sender should do next. */
public enum Advice {
    /** Remove the address: there is no mailbox behind it. */
    REMOVE_ADDRESS,
    /** Look up the recipient's domain from another system, then remove the address. */
    VERIFY_THEN_REMOVE,
    /** Remove the address once this has happened several times over some weeks. */
    REMOVE_AFTER_REPEATS,
    /** Try again later; nothing needs to be changed. */
    RETRY_LATER,
    /** Send fewer mails at a time. */
    SLOW_DOWN,
    /** Make SPF, DKIM and DMARC pass. */
    FIX_AUTHENTICATION,
    /** Fix the DNS of the sending host. */
    FIX_DNS,
    /** Fix TLS: certificate, protocol, policy. */
    FIX_TLS,
    /** Fix the configuration of the sending program. */
    FIX_CONFIGURATION,
    /** Use a sender address that exists and is allowed to send. */
    FIX_SENDER,
    /** Ask the block list, after stopping what put you there. */
    DELIST,
    /** For some weeks, send only what people want. */
    FIX_REPUTATION,
    /** Change what the mail says or contains. */
    FIX_CONTENT,
    /** Fix the format of the message. */
    FIX_MESSAGE,
    /** Send something smaller. */
    REDUCE_SIZE,
    /** Only the receiver can change it. */
    CONTACT_RECIPIENT,
    /** Check the route to the receiver: DNS, MX, network. */
    CHECK_ROUTE,
    /** A person has to look at it. */
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
