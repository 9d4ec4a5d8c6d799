package io.github.todoku.bounce;

import java.util.Locale;

/**
 * Why a mail was not delivered, as far as the receiver's words say. Each has an {@link Advice} that is right for most
 * senders; a single rule may know better (see {@link Classification#advice()}).
 *
 * <p>Only {@link #ADDRESS_UNKNOWN} and {@link #ADDRESS_MOVED} say that an address is dead. Trouble on the sender's, the
 * receiver's or the network's side has names of its own, so that it is never mistaken for a dead address.
 */
public enum Cause {
    /** The mailbox does not exist. */
    ADDRESS_UNKNOWN(Advice.REMOVE_ADDRESS),
    /** The mailbox has moved permanently. */
    ADDRESS_MOVED(Advice.REMOVE_ADDRESS),
    /** The recipient's domain does not exist, or the sender's own DNS could not see it. */
    DOMAIN_UNKNOWN(Advice.VERIFY_THEN_REMOVE),
    /** The recipient's domain accepts no mail: null MX (RFC 7505), no MX, or a host that says 521. */
    DOMAIN_NO_MAIL(Advice.VERIFY_THEN_REMOVE),
    /** The mailbox exists, but it is disabled or has long been unused. */
    MAILBOX_DISABLED(Advice.REMOVE_AFTER_REPEATS),
    /** The mailbox is over its quota. */
    MAILBOX_FULL(Advice.RETRY_LATER),
    /** The recipient, or a filter on the recipient's side, does not want this mail. */
    RECIPIENT_REFUSED(Advice.REVIEW),
    /** SPF, DKIM, DMARC or their alignment did not pass; {@link Classification#details()} says which. */
    AUTHENTICATION(Advice.FIX_AUTHENTICATION),
    /** The client's address has no usable reverse name. */
    REVERSE_DNS(Advice.FIX_DNS),
    /** TLS was required, or its certificate or policy was not acceptable. */
    TLS(Advice.FIX_TLS),
    /** The client must log in, or its password is wrong. */
    CREDENTIALS(Advice.FIX_CONFIGURATION),
    /** The server does not forward mail for this client. */
    RELAY_DENIED(Advice.FIX_CONFIGURATION),
    /** The sender's address or domain is refused. */
    SENDER_REJECTED(Advice.FIX_SENDER),
    /** The client's address or the sender's domain is on a block list. */
    BLOCKED(Advice.DELIST),
    /** The client's address or the sender's domain has a bad reputation with the receiver. */
    BAD_REPUTATION(Advice.FIX_REPUTATION),
    /** Too many mails, recipients or connections for the receiver. */
    RATE_LIMITED(Advice.SLOW_DOWN),
    /** The first attempt of an unknown sender is deferred. */
    GREYLISTED(Advice.RETRY_LATER),
    /** The content looks like spam. */
    SPAM_CONTENT(Advice.FIX_CONTENT),
    /** The content contains something that is not let through: a virus, a type of attachment. */
    CONTENT_BLOCKED(Advice.FIX_CONTENT),
    /** The message violates RFC 5322 or MIME. */
    MALFORMED(Advice.FIX_MESSAGE),
    /** The message is larger than the receiver accepts. */
    TOO_LARGE(Advice.REDUCE_SIZE),
    /** A policy of the receiver forbids it. */
    POLICY(Advice.CONTACT_RECIPIENT),
    /** The sending system kept trying until its time limit. */
    EXPIRED(Advice.RETRY_LATER),
    /** No connection, no route, or a broken connection. */
    NETWORK(Advice.CHECK_ROUTE),
    /** The mail went round in circles. */
    ROUTING_LOOP(Advice.CHECK_ROUTE),
    /** The receiver's system is having problems. */
    REMOTE_SYSTEM(Advice.RETRY_LATER),
    /** A program that delivers for the recipient failed. */
    LOCAL_DELIVERY(Advice.RETRY_LATER),
    /** The SMTP conversation went wrong. */
    PROTOCOL(Advice.FIX_CONFIGURATION),
    /** The sending service has the address on its own suppression list. */
    SUPPRESSED(Advice.REVIEW),
    /** The receiver's own configuration is wrong: for example, a block list refuses to answer it. */
    RECEIVER_MISCONFIGURED(Advice.CONTACT_RECIPIENT),
    /** The words do not say. */
    UNKNOWN(Advice.REVIEW);

    private final Advice advice;

    Cause(Advice advice) {
        this.advice = advice;
    }

    /**
     * {@return what it means, in a sentence for people}
     *
     * @param locale the language; Japanese, or English for every other
     */
    public String text(Locale locale) {
        return Messages.say("cause." + name(), locale);
    }

    /** {@return what to do about it, if nothing more is known} */
    public Advice defaultAdvice() {
        return advice;
    }
}
