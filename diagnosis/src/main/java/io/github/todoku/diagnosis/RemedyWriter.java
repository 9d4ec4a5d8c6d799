package io.github.todoku.diagnosis;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.ListingMeaning;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a row advises, in the row's order, without what does not fit this case. */
final class RemedyWriter {
    private final DnsResolver dns;
    private final SpfVerifier verifier;
    private final Deadline deadline;
    private final SendingProfile profile;

    RemedyWriter(DnsResolver dns, SpfVerifier verifier, Deadline deadline, SendingProfile profile) {
        this.dns = dns;
        this.verifier = verifier;
        this.deadline = deadline;
        this.profile = profile;
    }

    /** At least one. Only the first one's records are forecast; the others are what to do where the first cannot be done. */
    List<Prescription> write(DecisionRow row, CaseFacts facts, Findings findings) throws InterruptedException {
        List<Prescription> prescriptions = new ArrayList<>();
        ReceiverOutlook outlook = new ReceiverOutlook(dns, deadline, profile);
        for (String key : row.remedies()) {
            if (fits(key, row, findings)) {
                Prescription next = write(key, facts, findings);
                boolean first = prescriptions.isEmpty();
                boolean standIn = !next.remedy().equals(key);
                if (first || !standIn) {
                    prescriptions.add(first ? outlook.judge(next, facts) : next.withoutPrognosis());
                }
            }
        }
        return prescriptions.isEmpty() ? List.of(Prescription.none("none")) : prescriptions;
    }

    private Prescription write(String key, CaseFacts facts, Findings findings) throws InterruptedException {
        if (DmarcRemedy.writes(key)) {
            return new DmarcRemedy(dns, deadline).write(key, findings);
        }
        if (ReverseRemedy.writes(key)) {
            return new ReverseRemedy(dns, deadline).write(key, facts, findings);
        }
        return new SpfRemedy(dns, verifier, deadline, profile).write(key, facts, findings);
    }

    /** A reverse name is not asked for where one stands, a bounce address not of a service that has none, nor p=none twice. */
    private static boolean fits(String key, DecisionRow row, Findings findings) {
        return switch (key) {
            case "set-reverse-name" -> row.conditions().containsKey(Condition.REVERSE) || hasNoReverseName(findings);
            case "align-mail-from" ->
                findings.known == null || findings.known.service().spf().aligned() != SendingService.Aligned.NO;
            case "relax-policy" -> isEnforced(findings.dmarc);
            case "complete-authentication" -> lacksAuthentication(findings);
            case "clean-host" -> isListedAs(ListingMeaning.EXPLOITED_HOST, findings);
            case "use-providers-relay" -> isListedAs(ListingMeaning.END_USER_ADDRESS, findings);
            default -> true;
        };
    }

    /** SPF does not pass, or no DMARC record stands, as far as either was looked at. */
    private static boolean lacksAuthentication(Findings findings) {
        boolean spf = findings.spf != null
                && findings.spf.verdict() != SpfVerdict.PASS
                && findings.spf.verdict() != SpfVerdict.TEMPERROR;
        return spf || (findings.dmarc != null && findings.dmarc.isMissing());
    }

    private static boolean isListedAs(ListingMeaning meaning, Findings findings) {
        return findings.lists != null
                && findings.lists.entries().stream()
                        .filter(entry -> entry.isListed())
                        .flatMap(entry -> entry.verdict().hits().stream())
                        .anyMatch(hit -> hit.meaning() == meaning);
    }

    private static boolean hasNoReverseName(Findings findings) {
        ReverseCheck check = findings.reverse;
        return check != null
                && (check.state() == ReverseCheck.State.NO_NAME || check.state() == ReverseCheck.State.NOT_CONFIRMED);
    }

    private static boolean isEnforced(@Nullable DmarcResult dmarc) {
        return dmarc != null && dmarc.applied().orElse(DmarcPolicy.NONE) != DmarcPolicy.NONE;
    }
}
