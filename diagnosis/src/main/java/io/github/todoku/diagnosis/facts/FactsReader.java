package io.github.todoku.diagnosis.facts;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the facts out of a report. */
final class FactsReader {
    private final Function<DnsName, Optional<DnsName>> registrable;

    /** By a rule from a name to the domain above it that somebody registered. */
    FactsReader(Function<DnsName, Optional<DnsName>> registrable) {
        this.registrable = registrable;
    }

    CaseFacts facts(BounceReport report, Bounce bounce, SentMail sent) {
        return facts(report, bounce, bounce.classification().facts(), sent);
    }

    /** Of a mail that is no bounce. */
    CaseFacts facts(BounceReport report, SentMail sent) {
        return facts(report, null, ReplyFacts.NONE, sent);
    }

    private CaseFacts facts(BounceReport report, @Nullable Bounce bounce, ReplyFacts said, SentMail sent) {
        SmtpReply reply = bounce == null ? null : bounce.reply();
        OriginalMessage original = report.original();
        DnsName from = from(said, original, sent);
        DnsName returnPath = original == null || sent.nullSender()
                ? null
                : domain(original.first("Return-Path").orElse(null));
        String host = sent.helo() == null ? report.reportingHost() : sent.helo().toString();
        MailFrom mailFrom = mailFrom(said, sent.mailFromDomain(), returnPath, helo(original, host, sent), from);
        InetAddress client = said.clientAddress() != null ? said.clientAddress() : sent.client();
        CaseFacts.Origin clientFrom = said.clientAddress() != null
                ? CaseFacts.Origin.QUOTED
                : client != null ? CaseFacts.Origin.GIVEN : CaseFacts.Origin.NOWHERE;
        return new CaseFacts(
                failed(bounce),
                domain(failed(bounce)),
                host,
                sendersHost(host, bounce).orElse(null),
                bounce == null ? null : bounce.remoteHost(),
                bounce == null ? null : bounce.replyCode(),
                bounce == null ? null : bounce.status(),
                reply == null ? null : reply.text(),
                mailFrom.domain(),
                mailFrom.origin(),
                client,
                clientFrom,
                from,
                signatures(original, sent),
                said.spf(),
                said.dkim(),
                said.dmarc(),
                said.listName(),
                said.url(),
                Math.max(report.bounces().size() - 1, 0));
    }

    /** By its word in HELO, or as writer of a report; one written by the receiver's own host says nothing about the sender's. */
    private Optional<DnsName> sendersHost(@Nullable String said, @Nullable Bounce bounce) {
        DnsName receiver = bounce == null ? null : name(bounce.remoteHost());
        DnsName recipient = domain(failed(bounce));
        return Optional.ofNullable(name(said))
                .filter(host ->
                        host.labelCount() > 1 && !isOfSameOwner(receiver, host) && !isOfSameOwner(recipient, host));
    }

    private static @Nullable DnsName name(@Nullable String host) {
        return host == null ? null : DnsName.parse(host).orElse(null);
    }

    private boolean isOfSameOwner(@Nullable DnsName one, DnsName other) {
        return CaseFacts.isOfSameOwner(one, other, registrable);
    }

    /** The address that the receiver speaks of: where the mail was forwarded to, if it was. */
    private static @Nullable String failed(@Nullable Bounce bounce) {
        if (bounce == null) {
            return null;
        }
        return bounce.forwardedTo() == null ? bounce.recipient() : bounce.forwardedTo();
    }

    private record MailFrom(@Nullable DnsName domain, CaseFacts.Origin origin) {}

    /** The domain that the receiver quotes is MAIL FROM's, unless it quotes it as the owner of a DMARC policy: that is From's. */
    private static MailFrom mailFrom(
            ReplyFacts said,
            @Nullable DnsName given,
            @Nullable DnsName returnPath,
            @Nullable DnsName helo,
            @Nullable DnsName from) {
        DnsName quoted = said.domain();
        if (quoted != null && !Objects.equals(quoted, said.policyOwner())) {
            return new MailFrom(quoted, CaseFacts.Origin.QUOTED);
        }
        if (given != null) {
            return new MailFrom(given, CaseFacts.Origin.GIVEN);
        }
        if (returnPath != null) {
            return new MailFrom(returnPath, CaseFacts.Origin.RETURN_PATH);
        }
        if (helo != null) {
            return new MailFrom(helo, CaseFacts.Origin.HELO);
        }
        return new MailFrom(from, from == null ? CaseFacts.Origin.NOWHERE : CaseFacts.Origin.FROM_FIELD);
    }

    /** The domain that stands for the null sender (RFC 7208 §2.4); null where another sender, or none, is told. */
    private static @Nullable DnsName helo(@Nullable OriginalMessage original, @Nullable String host, SentMail sent) {
        boolean told = original != null
                && original.first("Return-Path")
                        .map(String::strip)
                        .filter("<>"::equals)
                        .isPresent();
        return (told || sent.nullSender()) && host != null
                ? DnsName.parse(host).filter(name -> name.labelCount() > 1).orElse(null)
                : null;
    }

    /** A header that came back without its From field came back in part, and says nothing about signatures that are not in it. */
    private static @Nullable List<DkimSignature> signatures(@Nullable OriginalMessage original, SentMail sent) {
        if (sent.signatures() != null) {
            return sent.signatures();
        }
        if (original == null) {
            return null;
        }
        List<DkimSignature> signatures = DkimSignature.parseAll(original.all("DKIM-Signature"));
        return signatures.isEmpty() && original.from() == null ? null : signatures;
    }

    /** The receiver's own word on From first, unless another names a domain below the one whose policy it speaks of. */
    private static @Nullable DnsName from(ReplyFacts said, @Nullable OriginalMessage original, SentMail sent) {
        DnsName told = sent.from();
        if (told == null && original != null) {
            told = domain(original.from());
        }
        DnsName owner = said.policyOwner();
        return told == null || (owner != null && !told.isWithin(owner)) ? owner : told;
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
