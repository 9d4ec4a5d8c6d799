package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.OriginalMessage;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the advice to give up an address back where it would hit another one: nobody's, the sender's own, a member's behind
 * an alias, one that the sender's own server takes for local (docs/decisions/0036). One object a report.
 */
final class RemovalGuard {
    private final @Nullable ReportMessage message;
    private final @Nullable OriginalMessage original;
    private final @Nullable String reportingHost;
    /** Whom the report was sent to and who wrote the mail that came back, in lower case; null until it is asked for. */
    private @Nullable Set<String> own;

    private RemovalGuard(
            @Nullable ReportMessage message, @Nullable OriginalMessage original, @Nullable String reportingHost) {
        this.message = message;
        this.original = original;
        this.reportingHost = reportingHost == null ? null : reportingHost.toLowerCase(Locale.ROOT);
    }

    /** For what a message reports; with no message, for lines of a log and replies by themselves. */
    static RemovalGuard of(
            @Nullable ReportMessage message, @Nullable OriginalMessage original, @Nullable String reportingHost) {
        return new RemovalGuard(message, original, reportingHost);
    }

    private Set<String> own() {
        if (own == null) {
            own = new TreeSet<>();
            if (message != null) {
                addAddress(message.root().headers().first("To"), own);
            }
            if (original != null) {
                addAddress(original.first("From").orElse(null), own);
                addAddress(original.first("Return-Path").orElse(null), own);
            }
        }
        return own;
    }

    private static void addAddress(@Nullable String field, Set<String> addresses) {
        String address = field == null ? "" : Addresses.bare(field);
        if (Addresses.isAddress(address)) {
            addresses.add(address.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether the report was sent to this address; asked of every recipient, and so without the rest. */
    boolean isSentTo(String address) {
        String to = message == null ? null : message.root().headers().first("To");
        return to != null
                && to.length() >= address.length()
                && Addresses.bare(to).equalsIgnoreCase(address);
    }

    /** Whether the address is the sender's. */
    boolean isOwn(@Nullable String address) {
        return address != null && own().contains(address.toLowerCase(Locale.ROOT));
    }

    /** The bounce, its advice taken back where it would hit the wrong address. */
    Bounce guarded(Bounce bounce, boolean inMessage) {
        Advice advice = bounce.advice();
        if (advice != Advice.REMOVE_ADDRESS && advice != Advice.VERIFY_THEN_REMOVE) {
            return bounce;
        }
        String recipient = bounce.recipient();
        if (recipient == null) {
            return inMessage && advice == Advice.REMOVE_ADDRESS ? bounce.withAdvice(Advice.VERIFY_THEN_REMOVE) : bounce;
        }
        if (isOwn(recipient) || Addresses.isEncapsulated(recipient) || isLocalHere(bounce, recipient)) {
            return bounce.withAdvice(Advice.REVIEW);
        }
        return isMember(recipient, bounce.originalRecipient()) ? bounce.withAdvice(Advice.CONTACT_RECIPIENT) : bounce;
    }

    /** The bounce, told of the address that was written to, which the dead one perhaps is only a member of. */
    static Bounce forwarded(Bounce bounce, String subscriber) {
        String failed = bounce.recipient();
        boolean member = (bounce.advice() == Advice.REMOVE_ADDRESS || bounce.advice() == Advice.VERIFY_THEN_REMOVE)
                && failed != null
                && isMember(failed, subscriber);
        return (member ? bounce.withAdvice(Advice.CONTACT_RECIPIENT) : bounce).forwardedFrom(subscriber);
    }

    /** Whether the address that was written to only leads to the dead one, and perhaps to others too. */
    private static boolean isMember(String recipient, @Nullable String written) {
        if (written == null || !Addresses.isAddress(written) || Addresses.isEncapsulated(written)) {
            return false;
        }
        String local = recipient.substring(0, Math.max(0, recipient.lastIndexOf('@')));
        String writtenLocal = written.substring(0, written.lastIndexOf('@'));
        boolean sameName = local.equalsIgnoreCase(writtenLocal)
                || writtenLocal.regionMatches(true, 0, local + "+", 0, local.length() + 1);
        return !sameName || !isBelow(Addresses.domainOf(recipient), Addresses.domainOf(written));
    }

    /**
     * Whether the mail never left the sender's own server, which thinks that it holds the mailboxes of the recipient's domain:
     * no other host said so, and the one that did is the sender's and not the recipient's.
     */
    private boolean isLocalHere(Bounce bounce, String recipient) {
        String remote = bounce.remoteHost() == null ? "" : bounce.remoteHost().toLowerCase(Locale.ROOT);
        if (reportingHost == null) {
            return !remote.isEmpty() && isTransport(remote);
        }
        boolean nobodyElse =
                remote.isEmpty() ? isOwnWords(bounce) : remote.equals(reportingHost) || isTransport(remote);
        String domain = Addresses.domainOf(recipient);
        return nobodyElse
                && !isBelow(reportingHost, domain)
                && own().stream()
                        .map(Addresses::domainOf)
                        .anyMatch(sender -> !sender.equals(domain) && isBelow(reportingHost, sender));
    }

    /** {@code X-Postfix; unknown user}: a type of the reporting system's own, not an SMTP reply (RFC 3464 §2.3.6). */
    private static boolean isOwnWords(Bounce bounce) {
        return bounce.reply() != null && bounce.reply().text().regionMatches(true, 0, "x-", 0, 2);
    }

    /** {@code local}, {@code virtual}, {@code private/dovecot-lmtp}: Postfix's own ways, no hosts. */
    private static boolean isTransport(String host) {
        return host.equals("local") || host.equals("virtual") || host.contains("/") || host.startsWith("dovecot");
    }

    private static boolean isBelow(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
