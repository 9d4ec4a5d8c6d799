package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcChange.Warning;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Plans the DMARC record of a domain from what is there today. Never a second one, since two are discarded together; the
 * owner's tags keep their order and spelling, and a policy is never made milder than the one record that holds today.
 *
 * <p>Costs one TXT lookup. Immutable; any thread may plan.
 */
public final class DmarcPlanner {
    /** The time limit of the lookup. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final DnsResolver dns;

    private DmarcPlanner(DnsResolver dns) {
        this.dns = Objects.requireNonNull(dns, "dns");
    }

    /**
     * {@return a planner that asks {@code dns}}
     *
     * @param dns where today's record is
     */
    public static DmarcPlanner using(DnsResolver dns) {
        return new DmarcPlanner(dns);
    }

    /**
     * Plans. A DNS that gives no answer makes a change with a problem, never a record that might replace one unseen; so does a
     * domain that leaves no room for {@code _dmarc}.
     *
     * @param domain whose record
     * @param wish what it shall say
     * @return the change; perhaps none ({@link DmarcChange#unchanged})
     */
    public DmarcChange plan(DnsName domain, DmarcWish wish) {
        Optional<DnsName> prefixed = TreeWalk.PREFIX.below(domain);
        if (prefixed.isEmpty()) {
            return failed(domain, DmarcProblem.Kind.NAME_TOO_LONG, domain.toString());
        }
        DnsName owner = prefixed.get();
        DnsAnswer answer = dns.lookup(owner, RecordType.TXT, TIME_LIMIT);
        return answer instanceof DnsAnswer.TempFail fail
                ? failed(owner, DmarcProblem.Kind.DNS_FAILED, fail.reason() + " " + owner)
                : planned(owner, answer, wish);
    }

    private static DmarcChange failed(DnsName owner, DmarcProblem.Kind kind, String detail) {
        DmarcProblem problem = DmarcProblem.of(kind, owner.toString(), detail);
        return new DmarcChange(owner, List.of(), "", List.of(), List.of(), List.of(), problem);
    }

    private static DmarcChange planned(DnsName owner, DnsAnswer answer, DmarcWish wish) {
        List<String> before = new ArrayList<>();
        List<DnsRecord.Txt> other = new ArrayList<>();
        for (DnsRecord.Txt txt : answer.records(DnsRecord.Txt.class)) {
            if (Findings.looksLikeDmarc(txt.joined())) {
                before.add(txt.joined());
            } else {
                other.add(txt);
            }
        }
        DmarcEdit edit = new DmarcEdit(before, wish);
        String after = edit.text();
        List<Warning> warnings = new ArrayList<>();
        if (!answer.aliases().isEmpty()) {
            DnsName target = answer.aliases().get(answer.aliases().size() - 1);
            warnings.add(new Warning(Warning.Kind.ALIAS, target.toString()));
        }
        DmarcPolicy lowered = edit.withoutEffect();
        if (lowered != null) {
            warnings.add(new Warning(Warning.Kind.NOT_IN_FORCE, lowered.word()));
        }
        if (before.size() > 1) {
            warnings.add(new Warning(Warning.Kind.MERGED, Integer.toString(before.size())));
        }
        before.stream()
                .filter(text -> !DmarcRecord.isDmarc(text))
                .forEach(text -> warnings.add(new Warning(Warning.Kind.REPAIRED, RecordReader.shortened(text))));
        if (DmarcRecord.parse(after).reportUris("rua").isEmpty()) {
            warnings.add(new Warning(Warning.Kind.NO_REPORTS, "rua"));
        }
        return new DmarcChange(owner, before, after, edit.diff(after), warnings, other, null);
    }
}
