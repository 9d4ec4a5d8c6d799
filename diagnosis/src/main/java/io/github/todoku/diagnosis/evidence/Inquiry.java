package io.github.todoku.diagnosis.evidence;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a case is before anything is asked: the bounce, its facts, what the sender knows, and the means to ask with.
 * Immutable.
 */
public final class Inquiry {
    private final Bounce bounce;
    private final CaseFacts facts;
    private final SentMail sent;
    private final Means means;
    private final List<DnsblList> namedLists;
    private final @Nullable OriginalMessage returned;
    private final Instant reportedAt;

    /** Read from the words once, for several conditions ask; threads that race read the same. */
    private @Nullable Set<String> receivers;

    private Inquiry(
            Bounce bounce,
            CaseFacts facts,
            SentMail sent,
            Means means,
            @Nullable OriginalMessage returned,
            Instant reportedAt) {
        this.bounce = bounce;
        this.facts = facts;
        this.sent = sent;
        this.means = means;
        this.namedLists = NamedLists.of(facts, means.catalog());
        this.returned = returned;
        this.reportedAt = reportedAt;
    }

    /**
     * {@return a case}
     *
     * @param report the report
     * @param bounce one of its bounces
     * @param sent what the sending program knows
     * @param means the means to ask with
     * @param now the time, for a report that does not say when it was written, or names a time to come
     */
    public static Inquiry of(BounceReport report, Bounce bounce, SentMail sent, Means means, Instant now) {
        OriginalMessage original = report.original();
        Instant written = report.date();
        return new Inquiry(
                bounce,
                CaseFacts.of(report, bounce, sent, means.registrable()),
                sent,
                means,
                original == null || !original.isWhole() ? null : original,
                written == null || written.isAfter(now) ? now : written);
    }

    /** {@return the bounce} */
    public Bounce bounce() {
        return bounce;
    }

    /** {@return what the bounce says} */
    public CaseFacts facts() {
        return facts;
    }

    /** {@return what the sending program knows} */
    public SentMail sent() {
        return sent;
    }

    /** {@return the means to ask with} */
    public Means means() {
        return means;
    }

    /** {@return the mail, where it came back whole and signed; null where it did not} */
    @Nullable
    OriginalMessage returned() {
        return returned;
    }

    /** {@return when the report was written, as far as it says} */
    Instant reportedAt() {
        return reportedAt;
    }

    /** {@return the checks that the receiver names and does not say passed} */
    Set<AuthenticationMethod> refusedBy() {
        return facts.refusedBy(bounce.classification().details());
    }

    /** {@return the receivers that may have said it, by the names of the bounce rules} */
    Set<String> receivers() {
        Set<String> known = receivers;
        if (known == null) {
            SmtpReply reply = bounce.reply();
            known = reply == null
                    ? Set.of()
                    : ReplyClassifier.standard().receivers(reply, facts.receivingHost(), facts.recipient());
            receivers = known;
        }
        return known;
    }

    /** {@return the lists that the reply may mean, as far as the catalogue knows them} */
    List<DnsblList> namedLists() {
        return namedLists;
    }

    /**
     * {@return the same with other facts}
     *
     * @param more the facts
     */
    public Inquiry with(CaseFacts more) {
        return new Inquiry(bounce, more, sent, means, returned, reportedAt);
    }

    /**
     * {@return whether the sending program itself says that it sent from this address}
     *
     * @param client the address
     */
    public boolean isSentFrom(InetAddress client) {
        return client.equals(sent.client());
    }

    /**
     * {@return whether somebody other than the bounce says whose the address is: the sending program, or the caller by a network of
     * the sender's own}
     *
     * @param client the address
     */
    public boolean isVouchedFor(InetAddress client) {
        return isSentFrom(client)
                || means.senders().stream()
                        .anyMatch(sender -> sender instanceof SpfSender.Network own
                                && own.network().contains(client));
    }
}
