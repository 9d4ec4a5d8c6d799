package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.AuthenticationSummary.Outcome;
import io.github.todoku.diagnosis.AuthenticationSummary.Signer;
import io.github.todoku.diagnosis.AuthenticationSummary.Unknown;
import io.github.todoku.diagnosis.evidence.Signatures;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the {@link AuthenticationSummary} off the evidence of a case. For one thread, used once. */
final class AuthenticationReading {
    private static final List<DkimResult> BEST_FIRST = List.of(
            DkimResult.PASS,
            DkimResult.TEMPERROR,
            DkimResult.NEUTRAL,
            DkimResult.FAIL,
            DkimResult.POLICY,
            DkimResult.PERMERROR);

    private final CaseFacts facts;
    private final @Nullable DmarcResult dmarc;
    private final @Nullable SpfVerdict spf;
    private final List<DkimReport> dkim;
    private final List<DkimSignatureResult> returned;

    AuthenticationReading(CaseFacts facts, List<Proof> evidence) {
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
                .flatMap(proof -> proof.signatures().stream())
                .map(Proof.ReturnedMail.Signature::result)
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
                .filter(each -> is(domain, each.domain(), each.domainText())
                        && is(selector, each.selector(), each.selectorText()))
                .map(DkimSignatureResult::result)
                .min(Comparator.comparing(BEST_FIRST::indexOf))
                .orElse(null);
    }

    /** Of a field that is refused there is only what is written. */
    private static boolean is(DnsName name, Optional<DnsName> read, String written) {
        return read.or(() -> DnsName.parse(written)).equals(Optional.of(name));
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
        note(unknown, Unknown.SIGNATURE_VALIDITY, signers.stream().anyMatch(each -> each.returned() == null));
        note(
                unknown,
                Unknown.SIGNATURE_KEY,
                signers.stream().anyMatch(each -> each.returned() == DkimResult.TEMPERROR));
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
