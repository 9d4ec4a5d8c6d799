package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsName;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the facts out of a report. */
final class FactsReader {
    private FactsReader() {}

    /** Causes that the sender can mend, and that so matter for every recipient: a full mailbox beside one says little. */
    private static final Set<Cause> SENDERS =
            EnumSet.of(Cause.AUTHENTICATION, Cause.REVERSE_DNS, Cause.BLOCKED, Cause.SENDER_REJECTED);

    /** The recipient whose bounce tells most: one with a cause that is the sender's, else with a known one, else the first. */
    static Optional<Bounce> telling(BounceReport report) {
        return first(report, bounce -> SENDERS.contains(bounce.cause()))
                .or(() -> first(report, bounce -> bounce.cause() != Cause.UNKNOWN))
                .or(() -> first(report, bounce -> true));
    }

    private static Optional<Bounce> first(BounceReport report, Predicate<Bounce> which) {
        return report.bounces().stream().filter(which).findFirst();
    }

    static CaseFacts facts(BounceReport report, Bounce bounce) {
        ReplyFacts said = bounce.classification().facts();
        SmtpReply reply = bounce.reply();
        OriginalMessage original = report.original();
        DnsName returnPath =
                original == null ? null : domain(original.first("Return-Path").orElse(null));
        DnsName from = original == null ? null : domain(original.from());
        DnsName domain = said.domain();
        CaseFacts.Origin domainFrom = CaseFacts.Origin.QUOTED;
        if (domain == null && returnPath != null) {
            domain = returnPath;
            domainFrom = CaseFacts.Origin.RETURN_PATH;
        } else if (domain == null) {
            domain = from;
            domainFrom = from == null ? CaseFacts.Origin.NOWHERE : CaseFacts.Origin.FROM_FIELD;
        }
        return new CaseFacts(
                bounce.recipient(),
                domain(bounce.recipient()),
                report.reportingHost(),
                bounce.remoteHost(),
                bounce.replyCode(),
                bounce.status(),
                reply == null ? null : reply.text(),
                domain,
                domainFrom,
                said.clientAddress(),
                said.clientAddress() == null ? CaseFacts.Origin.NOWHERE : CaseFacts.Origin.QUOTED,
                from,
                said.spf(),
                said.dkim(),
                said.dmarc(),
                said.listName(),
                said.url(),
                report.bounces().size() - 1);
    }

    /** The domain behind the last at sign, up to where the address ends. */
    static @Nullable DnsName domain(@Nullable String address) {
        int at = address == null ? -1 : address.lastIndexOf('@');
        if (address == null || at < 0) {
            return null;
        }
        int end = at + 1;
        while (end < address.length() && isNameCharacter(address.charAt(end))) {
            end++;
        }
        return DnsName.parse(address.substring(at + 1, end))
                .filter(name -> name.labelCount() > 1)
                .orElse(null);
    }

    private static boolean isNameCharacter(char c) {
        return c == '.' || c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
    }
}
