package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.VoidPolicy;
import java.util.ArrayList;
import java.util.List;

/** What the owner should know of a planned record, besides how it came about. */
final class PlanWarnings {
    /** From this many octets on an answer may not fit into 512 beside other TXT records (RFC 7208 §3.4). */
    private static final int LONG_TEXT = 450;

    /** What a DNS message can hold (RFC 1035 §4.2.2), with room for header, question and names. */
    private static final int MAX_RRSET = 65_000;

    /** Octets of a TXT record besides its text: name pointer, type, class, TTL, length. */
    private static final int RECORD_OVERHEAD = 12;

    private final DnsName domain;
    private final DnsAnswer answer;
    private final RecordChange change;
    private final SpfProof proof;
    private final List<Finding> warnings = new ArrayList<>();

    PlanWarnings(DnsName domain, DnsAnswer answer, RecordChange change, SpfProof proof) {
        this.domain = domain;
        this.answer = answer;
        this.change = change;
        this.proof = proof;
    }

    /** All findings in order: the name, the services, how the record came about, what holds. */
    List<Finding> all(List<Finding> howItCame, VerdictMap after, List<PlanWant> wanted) {
        name(change.owner());
        wanted.stream().map(PlanWant::elsewhere).forEach(warning -> {
            if (warning != null) {
                warnings.add(warning);
            }
        });
        warnings.addAll(howItCame);
        length();
        senders();
        if (!proof.lost().isEmpty()) {
            List<String> some =
                    proof.lost().stream().limit(3).map(IpNetwork::toString).toList();
            warnings.add(SpfPlanFinding.LOST.about(
                    String.join(" ", some) + (proof.lost().size() > 3 ? " ..." : "")));
        }
        if (!proof.unknown().isEmpty()) {
            warnings.add(SpfPlanFinding.NOT_TRIED.about(proof.unknown().get(0).toString()));
        }
        everybody(after);
        return warnings.stream().map(each -> each.in(change.owner().toString())).toList();
    }

    private void name(DnsName place) {
        boolean registered = RegistrableDomain.of(place).filter(place::equals).isPresent();
        if (answer instanceof DnsAnswer.NxDomain && registered) { // a name below comes to be with the record
            warnings.add(SpfPlanFinding.DOMAIN_MISSING.about(place.toString()));
        }
        if (!place.equals(domain)) {
            warnings.add(SpfPlanFinding.ALIAS.about(domain.toString()));
        }
    }

    private void length() {
        int all = length(change.after());
        for (DnsRecord.Txt other : change.otherTxt()) {
            all += length(other.joined());
        }
        if (all > MAX_RRSET) {
            warnings.add(SpfPlanFinding.TOO_LONG.about(Integer.toString(all)));
        } else if (change.after().length() > LONG_TEXT) {
            warnings.add(SpfPlanFinding.LONG_RECORD.about(
                    Integer.toString(change.after().length())));
        }
    }

    private static int length(String text) {
        return RECORD_OVERHEAD + text.length() + text.length() / RecordChange.MAX_STRING_OCTETS + 1;
    }

    private void senders() {
        for (SpfProof.Sender each : proof.senders()) {
            if (!each.passes() && !each.after().isEmpty()) {
                SpfVerdict worst = each.after().stream()
                        .filter(verdict -> verdict != SpfVerdict.PASS)
                        .findFirst()
                        .orElseThrow();
                SpfPlanFinding kind =
                        worst == SpfVerdict.TEMPERROR ? SpfPlanFinding.NOT_TRIED : SpfPlanFinding.NOT_ENOUGH;
                warnings.add(kind.about(each.sender().term() + ": " + worst.token()));
            }
        }
    }

    /** What those meet who get furthest through the record. */
    private void everybody(VerdictMap after) {
        Finding problem = null;
        SpfFinding limit = null;
        for (VerdictMap.Region region : after.regions()) {
            limit = limit == null ? region.limit(VoidPolicy.PER_TERM) : limit;
            boolean error = region.verdict() == SpfVerdict.PERMERROR || region.verdict() == SpfVerdict.TEMPERROR;
            problem = problem == null && error ? region.problem() : problem;
        }
        SpfProof.Cost cost = after.cost();
        if (limit != null) {
            int reached = limit == SpfFinding.TERM_LIMIT ? cost.terms() : voidTerms(cost);
            warnings.add(SpfPlanFinding.NOT_ENOUGH.about(limit.id() + ": " + reached, Integer.toString(reached)));
        } else if (cost.voidQueries() > SpfOptions.MAX_VOID_LOOKUPS) {
            warnings.add(SpfPlanFinding.MANY_VOIDS.about(Integer.toString(cost.voidQueries())));
        }
        boolean said = warnings.stream().anyMatch(each -> each.kind() == SpfPlanFinding.UNREADABLE_WORD);
        if (problem != null && !(said && problem.owner().equals(domain.toString()))) {
            boolean unknown = problem.severity() == Severity.CANNOT_TELL;
            SpfPlanFinding kind = unknown ? SpfPlanFinding.NOT_TRIED : SpfPlanFinding.NOT_ENOUGH;
            warnings.add(kind.about(problem.id() + ": " + problem.detail(), problem.detail()));
        }
        boolean stopped = warnings.stream().anyMatch(each -> each.kind() == SpfPlanFinding.WOULD_LET_EVERYBODY_PASS);
        if (after.letsEverybodyPass() && !stopped) {
            warnings.add(SpfPlanFinding.LETS_EVERYBODY_PASS.about(""));
        }
        if (!after.isWhole()) {
            warnings.add(SpfPlanFinding.NOT_WHOLE.about(""));
        }
    }

    private static int voidTerms(SpfProof.Cost cost) {
        return Math.max(cost.ipv4().voidTerms(), cost.ipv6().voidTerms());
    }
}
