package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
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
     * @param returned what it gives on the mail as it came back; null where that was not checked
     */
    public record Signer(
            DnsName domain,
            DnsName selector,
            DkimKey.State key,
            DmarcAlignment.State aligned,
            @Nullable DkimResult returned)
            implements Serializable {
        private static final Set<DkimResult> OPEN = Set.of(DkimResult.TEMPERROR, DkimResult.NEUTRAL);

        /** {@return whether DMARC passes by it on the mail as it came back} */
        public boolean isPassing() {
            return returned == DkimResult.PASS && aligned == DmarcAlignment.State.ALIGNED;
        }

        /** {@return whether DMARC can pass by it: nothing is known against it} */
        public boolean canPass() {
            boolean open = returned == null || returned == DkimResult.PASS || OPEN.contains(returned);
            return key == DkimKey.State.USABLE && aligned == DmarcAlignment.State.ALIGNED && open;
        }

        /** {@return whether it could make DMARC pass, but fails on the mail as it came back} */
        public boolean isFailing() {
            return key == DkimKey.State.USABLE
                    && aligned == DmarcAlignment.State.ALIGNED
                    && returned == DkimResult.FAIL;
        }

        /** {@return whether DMARC cannot pass by it, whatever becomes of the mail: by its key, its own field or its domain} */
        public boolean cannotPass() {
            boolean noKey = key != DkimKey.State.USABLE && key != DkimKey.State.CANNOT_TELL;
            boolean refused = returned == DkimResult.PERMERROR || returned == DkimResult.POLICY;
            return noKey || refused || aligned == DmarcAlignment.State.NOT_ALIGNED;
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
        /** Only an aligned signature could make it pass, and that fails on the mail as it came back. */
        SIGNATURE_FAILS,
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
        /** Whether the signatures verify: they were not checked on a whole message, mostly for none came back. */
        SIGNATURE_VALIDITY,
        /** Whether a signature of the message verifies: its key could not be fetched. */
        SIGNATURE_KEY,
        /** Something that the DNS did not answer. */
        DNS
    }

    /** Reads the summary off the evidence of a case. */
    static AuthenticationSummary of(CaseFacts facts, List<Proof> evidence) {
        return new AuthenticationReading(facts, evidence).summary();
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
        boolean signersSettled = !unknown.contains(Unknown.SIGNATURES)
                && signers.stream().allMatch(each -> each.cannotPass() || each.isFailing());
        if (!isSettled(verdict) || !signersSettled) {
            return Outcome.UNKNOWN;
        }
        return signers.stream().anyMatch(Signer::isFailing) ? Outcome.SIGNATURE_FAILS : Outcome.FAILS;
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

    /** The same with a result. */
    AuthenticationSummary with(Outcome settled) {
        return new AuthenticationSummary(
                helo, mailFromDomain, from, spf, mailFromAligned, signers, policyDomain, policy, settled, unknown);
    }
}
