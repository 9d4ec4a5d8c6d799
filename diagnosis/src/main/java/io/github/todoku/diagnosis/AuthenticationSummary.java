package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.Signatures;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a mail says it is from, side by side: HELO, MAIL FROM and From, what SPF and DKIM can vouch for, whether that is
 * aligned with From, and what DMARC then says (RFC 9989). It is read off the evidence of a case and asks nothing. What it
 * cannot know is listed: whether a signature verifies can be seen only where the whole message came back. Immutable.
 */
public final class AuthenticationSummary implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable String helo;
    private final @Nullable DnsName mailFromDomain;
    private final @Nullable DnsName from;
    private final @Nullable SpfVerdict spf;
    private final DmarcAlignment.State mailFromAligned;
    private final List<Signer> signers;
    private final @Nullable DnsName policyDomain;
    private final @Nullable DmarcPolicy policy;
    private final Outcome outcome;
    private final Set<Unknown> unknown;

    AuthenticationSummary(
            @Nullable String helo,
            @Nullable DnsName mailFromDomain,
            @Nullable DnsName from,
            @Nullable SpfVerdict spf,
            DmarcAlignment.State mailFromAligned,
            List<Signer> signers,
            @Nullable DnsName policyDomain,
            @Nullable DmarcPolicy policy,
            Outcome outcome,
            Set<Unknown> unknown) {
        this.helo = helo;
        this.mailFromDomain = mailFromDomain;
        this.from = from;
        this.spf = spf;
        this.mailFromAligned = mailFromAligned;
        this.signers = List.copyOf(signers);
        this.policyDomain = policyDomain;
        this.policy = policy;
        this.outcome = outcome;
        this.unknown = Set.copyOf(unknown);
    }

    /** {@return the name said in HELO, or the host that wrote the report; null if neither is known} */
    public @Nullable String helo() {
        return helo;
    }

    /** {@return the domain of MAIL FROM; null if it is not known} */
    public @Nullable DnsName mailFromDomain() {
        return mailFromDomain;
    }

    /** {@return the domain of the From field; null if it is not known} */
    public @Nullable DnsName from() {
        return from;
    }

    /** {@return what SPF says of the client and {@code mailFromDomain}; null if it was not asked} */
    public @Nullable SpfVerdict spf() {
        return spf;
    }

    /** {@return whether MAIL FROM is aligned with From} */
    public DmarcAlignment.State mailFromAligned() {
        return mailFromAligned;
    }

    /** {@return the signatures that came back, each with its key; empty if none did} */
    public List<Signer> signers() {
        return signers;
    }

    /** {@return the domain whose DMARC record applies; null if there is none, or none is known} */
    public @Nullable DnsName policyDomain() {
        return policyDomain;
    }

    /** {@return what that record asks for} */
    public @Nullable DmarcPolicy policy() {
        return policy;
    }

    /** {@return the result of DMARC} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return what is not known} */
    public Set<Unknown> unknown() {
        return unknown;
    }

    /**
     * One signature.
     *
     * @param domain its d=
     * @param selector its s=
     * @param key what is at the selector
     * @param aligned whether d= is aligned with From
     * @param returned what it gives on the mail as it came back; null unless that came back whole
     */
    public record Signer(
            DnsName domain,
            DnsName selector,
            DkimKey.State key,
            DmarcAlignment.State aligned,
            @Nullable DkimResult returned)
            implements Serializable {
        /** {@return whether DMARC passes by it on the mail as it came back} */
        public boolean isPassing() {
            return returned == DkimResult.PASS && aligned == DmarcAlignment.State.ALIGNED;
        }

        /** {@return whether DMARC can pass by it} */
        public boolean canPass() {
            return key == DkimKey.State.USABLE && aligned == DmarcAlignment.State.ALIGNED;
        }

        /** {@return whether DMARC cannot pass by it} */
        public boolean cannotPass() {
            boolean noKey = key != DkimKey.State.USABLE && key != DkimKey.State.CANNOT_TELL;
            return noKey || aligned == DmarcAlignment.State.NOT_ALIGNED;
        }
    }

    /** The result of DMARC, going by what the DNS says today. */
    public enum Outcome {
        /** SPF passes, and MAIL FROM is aligned. */
        PASSES_BY_SPF,
        /** An aligned signature holds on the mail as it came back. */
        PASSES_BY_SIGNATURE,
        /** It passes if the aligned signature verifies: its key is there. */
        HANGS_ON_SIGNATURE,
        /** Neither can pass for the From domain. */
        FAILS,
        /** There is no DMARC record to pass or fail. */
        NO_POLICY,
        /** Too little is known. */
        UNKNOWN
    }

    /** What is not known. */
    public enum Unknown {
        /** Whether there is a DMARC policy. */
        POLICY,
        /** The From domain. */
        FROM,
        /** The MAIL FROM domain. */
        MAIL_FROM,
        /** The name in HELO. */
        HELO,
        /** The address of the client. */
        CLIENT_ADDRESS,
        /** Whether and by whom the mail was signed: its header was not seen. */
        SIGNATURES,
        /** Whether the signatures verify: the message did not come back whole, or a key could not be fetched. */
        SIGNATURE_VALIDITY,
        /** Something that the DNS did not answer. */
        DNS
    }

    /** Reads the summary off the evidence of a case. */
    static AuthenticationSummary of(CaseFacts facts, List<Proof> evidence) {
        return new Reading(facts, evidence).summary();
    }

    /**
     * The result of DMARC if SPF says something else, for example after a record is published.
     *
     * @param verdict what SPF will say of {@code mailFromDomain}
     * @return the result of DMARC in that case
     */
    public Outcome outcomeIf(@Nullable SpfVerdict verdict) {
        if (policyDomain == null) {
            return unknown.contains(Unknown.POLICY) ? Outcome.UNKNOWN : Outcome.NO_POLICY;
        }
        if (verdict == SpfVerdict.PASS && mailFromAligned == DmarcAlignment.State.ALIGNED) {
            return Outcome.PASSES_BY_SPF;
        }
        if (signers.stream().anyMatch(Signer::isPassing)) {
            return Outcome.PASSES_BY_SIGNATURE;
        }
        if (signers.stream().anyMatch(Signer::canPass)) {
            return Outcome.HANGS_ON_SIGNATURE;
        }
        boolean signersSettled =
                !unknown.contains(Unknown.SIGNATURES) && signers.stream().allMatch(Signer::cannotPass);
        return isSettled(verdict) && signersSettled ? Outcome.FAILS : Outcome.UNKNOWN;
    }

    private boolean isSettled(@Nullable SpfVerdict verdict) {
        boolean answered = verdict != null && verdict != SpfVerdict.TEMPERROR;
        return mailFromAligned == DmarcAlignment.State.NOT_ALIGNED
                || (mailFromAligned == DmarcAlignment.State.ALIGNED && answered);
    }

    /** {@return whether DMARC passes by SPF: it passes, and MAIL FROM is aligned} */
    public boolean isMailFromPassing() {
        return spf == SpfVerdict.PASS && mailFromAligned == DmarcAlignment.State.ALIGNED;
    }

    /** {@return whether it is known what MAIL FROM does for DMARC} */
    public boolean isMailFromSettled() {
        return isSettled(spf);
    }

    /** One reading of a case. */
    private static final class Reading {
        private final CaseFacts facts;
        private final @Nullable DmarcResult dmarc;
        private final @Nullable SpfVerdict spf;
        private final List<DkimReport> dkim;
        private final List<DkimSignatureResult> returned;

        Reading(CaseFacts facts, List<Proof> evidence) {
            this.facts = facts;
            this.dmarc = of(Proof.Dmarc.class, evidence)
                    .map(Proof.Dmarc::result)
                    .findFirst()
                    .orElse(null);
            this.spf = facts.mailFromDomain() == null
                    ? null
                    : of(Proof.Spf.class, evidence)
                            .map(proof -> proof.result().verdict())
                            .findFirst()
                            .orElse(null);
            this.dkim = of(Proof.Dkim.class, evidence).map(Proof.Dkim::report).toList();
            this.returned = of(Proof.ReturnedMail.class, evidence)
                    .flatMap(proof -> proof.verification().signatures().stream())
                    .toList();
        }

        private static <P extends Proof> Stream<P> of(Class<P> kind, List<Proof> evidence) {
            return evidence.stream().filter(kind::isInstance).map(kind::cast);
        }

        AuthenticationSummary summary() {
            List<Signer> signers = signers();
            DmarcAlignment mailFrom = dmarc == null ? null : dmarc.spf().orElse(null);
            AuthenticationSummary sum = new AuthenticationSummary(
                    facts.sendingHost(),
                    facts.mailFromDomain(),
                    facts.fromDomain(),
                    spf,
                    mailFrom == null ? DmarcAlignment.State.CANNOT_TELL : mailFrom.state(),
                    signers,
                    dmarc == null ? null : dmarc.policyDomain().orElse(null),
                    dmarc == null ? null : dmarc.applied().orElse(null),
                    Outcome.UNKNOWN,
                    unknown(signers));
            return sum.with(sum.outcomeIf(spf));
        }

        private List<Signer> signers() {
            List<Signer> signers = new ArrayList<>();
            for (DkimReport report : dkim) {
                for (DkimKey key : report.keys()) {
                    if (key.selector().source() == DkimSelector.Source.SIGNATURE) {
                        DnsName selector = key.selector().name();
                        signers.add(new Signer(
                                report.domain(),
                                selector,
                                key.state(),
                                aligned(report.domain()),
                                returned(report.domain(), selector)));
                    }
                }
            }
            return signers;
        }

        /** Of several with the same key the best: one that holds is enough. */
        private @Nullable DkimResult returned(DnsName domain, DnsName selector) {
            return returned.stream()
                    .filter(each -> each.domain().equals(Optional.of(domain))
                            && each.selector().equals(Optional.of(selector)))
                    .min(Comparator.comparing(each -> !each.isPass()))
                    .map(DkimSignatureResult::result)
                    .orElse(null);
        }

        private DmarcAlignment.State aligned(DnsName signer) {
            return dmarc == null
                    ? DmarcAlignment.State.CANNOT_TELL
                    : dmarc.dkim().stream()
                            .filter(each -> each.domain().equals(signer))
                            .map(DmarcAlignment::state)
                            .findFirst()
                            .orElse(DmarcAlignment.State.CANNOT_TELL);
        }

        private Set<Unknown> unknown(List<Signer> signers) {
            Set<Unknown> unknown = EnumSet.noneOf(Unknown.class);
            note(unknown, Unknown.POLICY, dmarc == null || (dmarc.record().isEmpty() && !dmarc.isMissing()));
            note(unknown, Unknown.FROM, facts.fromDomain() == null);
            note(unknown, Unknown.MAIL_FROM, facts.mailFromDomain() == null);
            note(unknown, Unknown.HELO, facts.sendingHost() == null);
            note(unknown, Unknown.CLIENT_ADDRESS, facts.clientAddress() == null);
            note(
                    unknown,
                    Unknown.SIGNATURES,
                    facts.signatures() == null || facts.signatures().size() > Signatures.MAX);
            note(
                    unknown,
                    Unknown.SIGNATURE_VALIDITY,
                    signers.stream()
                            .anyMatch(each -> each.returned() == null || each.returned() == DkimResult.TEMPERROR));
            boolean silent = spf == SpfVerdict.TEMPERROR
                    || (dmarc != null && dmarc.walk().cannotTell())
                    || signers.stream().anyMatch(signer -> signer.key() == DkimKey.State.CANNOT_TELL);
            note(unknown, Unknown.DNS, silent);
            return unknown;
        }

        private static void note(Set<Unknown> unknown, Unknown what, boolean isUnknown) {
            if (isUnknown) {
                unknown.add(what);
            }
        }
    }

    private AuthenticationSummary with(Outcome settled) {
        return new AuthenticationSummary(
                helo, mailFromDomain, from, spf, mailFromAligned, signers, policyDomain, policy, settled, unknown);
    }
}
