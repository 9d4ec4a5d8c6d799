package io.github.todoku.diagnosis.facts;

import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.InboundReport;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.mail.domain.MxReport;
import io.github.todoku.mail.domain.StartTlsReport;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceFound;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One piece of evidence from the DNS: what was asked, what came out, and when. */
public sealed interface Proof extends Serializable {

    /**
     * {@return when the answer was there}
     */
    Instant at();

    /**
     * {@return whether the DNS answered enough to say something}
     */
    boolean isAnswered();

    /** {@return what it says is wrong, by the module that looked} */
    default List<Finding> findings() {
        return List.of();
    }

    /**
     * The SPF check of the mail as the receiver saw it.
     *
     * @param at when
     * @param domain the MAIL FROM domain
     * @param client the address
     * @param result verdict and story
     */
    record Spf(Instant at, DnsName domain, InetAddress client, SpfResult result) implements Proof {
        @Override
        public List<Finding> findings() {
            return result.findings();
        }

        @Override
        public boolean isAnswered() {
            SpfLookup first = result.trace().lookup();
            return result.verdict() != SpfVerdict.TEMPERROR
                    || (first != null && !first.answer().isFailure());
        }
    }

    /**
     * What each of a domain's own name servers says of its SPF record: where they differ, a receiver gets one or the other.
     *
     * @param at when
     * @param report each server's answer
     */
    record Servers(Instant at, AuthoritativeReport report) implements Proof {
        @Override
        public boolean isAnswered() {
            return !report.authoritative().isEmpty();
        }

        /** {@return whether the servers that speak for the zone give the same SPF records, whatever other texts they give} */
        public boolean agree() {
            return report.authoritative().stream()
                            .map(server -> Set.copyOf(spfTexts(server)))
                            .distinct()
                            .count()
                    <= 1;
        }

        /**
         * The SPF records in one server's answer.
         *
         * @param server the answer
         * @return their texts
         */
        public static List<String> spfTexts(AuthoritativeReport.ServerAnswer server) {
            return server.answer().records(DnsRecord.Txt.class).stream()
                    .map(DnsRecord.Txt::joined)
                    .filter(SpfRecord::isSpf)
                    .toList();
        }
    }

    /**
     * The DKIM keys of one domain.
     *
     * @param at when
     * @param report the keys of the signatures that came back, or where none did, what a domain shows without them
     */
    record Dkim(Instant at, DkimReport report) implements Proof {
        @Override
        public List<Finding> findings() {
            return report.findings();
        }

        @Override
        public boolean isAnswered() {
            return isAnswered(report);
        }

        /**
         * {@return whether the DNS answered enough to say something}
         *
         * @param report what was found
         */
        public static boolean isAnswered(DkimReport report) {
            return report.anywhere() != DkimReport.Anywhere.CANNOT_TELL
                    || report.keys().stream().anyMatch(key -> key.state() != DkimKey.State.CANNOT_TELL);
        }
    }

    /**
     * The signatures of the mail, verified as it came back whole.
     *
     * @param at when
     * @param signatures the results, from the top down
     * @param leftOut how many more signatures the mail bears; whoever wrote the bounce wrote them, in any number
     * @param telling the one of {@code signatures} that decided what they are worth together; null if none did
     */
    record ReturnedMail(
            Instant at,
            List<Signature> signatures,
            int leftOut,
            @Nullable Signature telling) implements Proof {
        /**
         * One signature.
         *
         * @param result what it gives
         * @param changes what explains that it fails: {@link io.github.todoku.dkim.DkimSuspect}s; empty if it does not
         */
        public record Signature(DkimSignatureResult result, List<Finding> changes) implements Serializable {
            /**
             * Copies the list.
             *
             * @param result what it gives
             * @param changes what explains it
             */
            public Signature {
                changes = List.copyOf(changes);
            }
        }

        /**
         * Copies the list.
         *
         * @param at when
         * @param signatures the results
         * @param leftOut how many there are besides
         * @param telling one of the signatures, or null
         */
        public ReturnedMail {
            signatures = List.copyOf(signatures);
        }

        @Override
        public List<Finding> findings() {
            return signatures.stream()
                    .flatMap(each -> Stream.concat(each.result().findings().stream(), each.changes().stream()))
                    .toList();
        }

        @Override
        public boolean isAnswered() {
            return signatures.stream().anyMatch(each -> each.result().record().isPresent());
        }
    }

    /**
     * The DMARC policy of the From domain, and who is aligned with it.
     *
     * @param at when
     * @param result what was found
     */
    record Dmarc(Instant at, DmarcResult result) implements Proof {
        @Override
        public List<Finding> findings() {
            return result.findings();
        }

        @Override
        public boolean isAnswered() {
            return isAnswered(result);
        }

        /**
         * {@return whether the DNS answered enough to say something}
         *
         * @param result what was found
         */
        public static boolean isAnswered(DmarcResult result) {
            return result.walk().steps().stream().anyMatch(step -> step.outcome() != DmarcWalk.Outcome.CANNOT_TELL);
        }
    }

    /**
     * The reverse name of the address.
     *
     * @param at when
     * @param check what came out
     */
    record Reverse(Instant at, ReverseCheck check) implements Proof {
        @Override
        public boolean isAnswered() {
            return check.state() != ReverseCheck.State.CANNOT_TELL;
        }
    }

    /**
     * The block lists.
     *
     * @param at when
     * @param report what each said
     */
    record Lists(Instant at, DnsblReport report) implements Proof {
        @Override
        public List<Finding> findings() {
            return report.findings();
        }

        @Override
        public boolean isAnswered() {
            return report.answered() > 0;
        }
    }

    /**
     * Whether a domain exists and accepts mail.
     *
     * @param at when
     * @param source whose domain it is, by the name of the source that asked: {@code mail-from-domain}
     * @param check what came out
     */
    record MailDomain(Instant at, String source, MailDomainCheck check) implements Proof {
        @Override
        public boolean isAnswered() {
            return check.state() != MailDomainCheck.State.CANNOT_TELL;
        }
    }

    /**
     * What the recipient's domain demands of TLS, and whether it keeps to it.
     *
     * @param at when
     * @param report how the domain takes mail
     */
    record RecipientTls(Instant at, InboundReport report) implements Proof {
        /** {@return what is said of DANE, MTA-STS and the servers' own TLS, without what is only worth knowing} */
        @Override
        public List<Finding> findings() {
            return Stream.of(
                            report.dane().findings(),
                            report.mtaSts().findings(),
                            report.startTls().map(StartTlsReport::findings).orElse(List.of()),
                            report.together())
                    .flatMap(List::stream)
                    .filter(each -> each.severity() != Severity.INFO || IN_USE.contains(each.kind()))
                    .toList();
        }

        private static final Set<MailDomainFinding> IN_USE = Set.of(
                MailDomainFinding.DANE_NONE,
                MailDomainFinding.STS_RECORD_NONE,
                MailDomainFinding.STS_NOT_ASKED,
                MailDomainFinding.STS_REMOVE);

        @Override
        public boolean isAnswered() {
            return report.mx().state() != MxReport.State.CANNOT_TELL;
        }
    }

    /**
     * A service that the address belongs to.
     *
     * @param at when
     * @param service what was found
     */
    record Service(Instant at, ServiceFound service) implements Proof {
        @Override
        public boolean isAnswered() {
            return true;
        }
    }

    /**
     * A service of the catalogue that the mail's own names belong to.
     *
     * @param at when
     * @param service what was found
     */
    record Known(Instant at, KnownService service) implements Proof {
        @Override
        public boolean isAnswered() {
            return false; // nothing was asked
        }
    }

    /**
     * The receiver is the caller's own, so the caller can change what refuses there.
     *
     * @param at when it was looked up among what the caller knows
     * @param domain the recipient's domain, or the receiving host
     */
    record OwnReceiver(Instant at, DnsName domain) implements Proof {
        @Override
        public boolean isAnswered() {
            return false; // nothing was asked
        }
    }
}
