package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfProblem;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.SpfChange.Warning;
import io.github.todoku.spf.publish.SpfChange.Warning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the owner should know of a planned record, besides how it came about. */
final class PlanWarnings {
    /** From this many octets on an answer may not fit into 512 beside other TXT records (RFC 7208 §3.4). */
    private static final int LONG_TEXT = 450;

    /** What a DNS message can hold (RFC 1035 §4.2.2), with room for header, question and names. */
    private static final int MAX_RRSET = 65_000;

    /** Octets of a TXT record besides its text: name pointer, type, class, TTL, length. */
    private static final int RECORD_OVERHEAD = 12;

    private final DnsAnswer answer;
    private final List<Warning> warnings = new ArrayList<>();

    PlanWarnings(DnsAnswer answer) {
        this.answer = answer;
    }

    /** The change with its warnings in order: the name, the services, how it came about, what holds. */
    SpfChange told(SpfChange change, VerdictMap after, List<PlanWant> wanted) {
        SpfProof proof = Objects.requireNonNull(change.proof());
        name(change.domain());
        wanted.stream().map(PlanWant::elsewhere).forEach(warning -> {
            if (warning != null) {
                warnings.add(warning);
            }
        });
        warnings.addAll(change.warnings());
        length(change);
        senders(proof);
        if (!proof.lost().isEmpty()) {
            List<String> some =
                    proof.lost().stream().limit(3).map(IpNetwork::toString).toList();
            warnings.add(new Warning(
                    Kind.LOST, String.join(" ", some) + (proof.lost().size() > 3 ? " ..." : "")));
        }
        if (!proof.unknown().isEmpty()) {
            warnings.add(new Warning(Kind.NOT_TRIED, proof.unknown().get(0).toString()));
        }
        everybody(after);
        return new SpfChange(
                change.domain(),
                change.before(),
                change.after(),
                change.diff(),
                warnings,
                change.otherTxt(),
                null,
                proof);
    }

    private void name(DnsName domain) {
        if (answer instanceof DnsAnswer.NxDomain) {
            warnings.add(new Warning(Kind.NO_SUCH_DOMAIN, domain.toString()));
        }
        List<DnsName> aliases = answer.aliases();
        if (!aliases.isEmpty()) {
            warnings.add(new Warning(Kind.ALIAS, aliases.get(aliases.size() - 1).toString()));
        }
    }

    private void length(SpfChange change) {
        int all = length(change.after());
        for (DnsRecord.Txt other : change.otherTxt()) {
            all += length(other.joined());
        }
        if (all > MAX_RRSET) {
            warnings.add(new Warning(Kind.TOO_LONG, Integer.toString(all)));
        } else if (change.after().length() > LONG_TEXT) {
            warnings.add(new Warning(Kind.LONG, Integer.toString(change.after().length())));
        }
    }

    private static int length(String text) {
        return RECORD_OVERHEAD + text.length() + text.length() / SpfChange.MAX_STRING_LENGTH + 1;
    }

    private void senders(SpfProof proof) {
        for (SpfProof.Sender each : proof.senders()) {
            if (!each.passes() && !each.after().isEmpty()) {
                SpfVerdict worst = each.after().stream()
                        .filter(verdict -> verdict != SpfVerdict.PASS)
                        .findFirst()
                        .orElseThrow();
                warnings.add(new Warning(
                        worst == SpfVerdict.TEMPERROR ? Kind.NOT_TRIED : Kind.NOT_ENOUGH,
                        each.sender().term() + ": " + worst.token()));
            }
        }
    }

    /** What those meet who get furthest through the record. */
    private void everybody(VerdictMap after) {
        SpfProblem problem = null;
        SpfProblem.Kind limit = null;
        for (VerdictMap.Region region : after.regions()) {
            limit = limit == null ? region.limit(VoidPolicy.PER_TERM) : limit;
            boolean error = region.verdict() == SpfVerdict.PERMERROR || region.verdict() == SpfVerdict.TEMPERROR;
            problem = problem == null && error ? region.problem() : problem;
        }
        SpfProof.Cost cost = after.cost();
        if (limit != null) {
            int reached = limit == SpfProblem.Kind.TERM_LIMIT ? cost.terms() : voidTerms(cost);
            warnings.add(new Warning(Kind.NOT_ENOUGH, limit.id() + ": " + reached));
        } else if (cost.voidQueries() > SpfOptions.MAX_VOID_LOOKUPS) {
            warnings.add(new Warning(Kind.MANY_VOIDS, Integer.toString(cost.voidQueries())));
        }
        if (problem != null) {
            boolean unknown = problem.kind().verdict() == SpfVerdict.TEMPERROR;
            warnings.add(new Warning(
                    unknown ? Kind.NOT_TRIED : Kind.NOT_ENOUGH, problem.kind().id() + ": " + problem.detail()));
        }
        if (!after.isWhole()) {
            warnings.add(new Warning(Kind.NOT_WHOLE, ""));
        }
    }

    private static int voidTerms(SpfProof.Cost cost) {
        return Math.max(cost.ipv4().voidTerms(), cost.ipv6().voidTerms());
    }
}
