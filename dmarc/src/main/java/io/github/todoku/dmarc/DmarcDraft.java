package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One plan: which texts it starts from, which name it is for, and what its owner should know. For one thread. */
final class DmarcDraft {
    private final DnsName domain;
    private final DmarcWish wish;
    private final DnsName name;
    private final DnsAnswer answer;
    private final List<String> before;
    private final List<StrayedRecords.Strayed> strayed;
    private final boolean wildcard;
    private final DmarcEdit edit;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Begins it.
     *
     * @param name {@code _dmarc} below the domain
     * @param answer what stands there
     * @param strayed what was meant as the record and stands at other names
     * @param wildcard whether the alias that answers is a wildcard's: it stays, and does not answer where something stands
     */
    DmarcDraft(
            DnsName domain,
            DmarcWish wish,
            DnsName name,
            DnsAnswer answer,
            List<StrayedRecords.Strayed> strayed,
            boolean wildcard) {
        this.domain = domain;
        this.wish = wish;
        this.name = name;
        this.answer = answer;
        this.before = joined(DmarcRecord.texts(answer, true));
        this.strayed = strayed;
        this.wildcard = wildcard;
        List<String> elsewhere =
                strayed.stream().map(each -> each.txt().joined()).toList();
        this.edit = new DmarcEdit(before.isEmpty() ? elsewhere : before, !before.isEmpty(), wish);
    }

    private static List<String> joined(List<DnsRecord.Txt> texts) {
        return texts.stream().map(DnsRecord.Txt::joined).toList();
    }

    DmarcPlan plan() {
        RecordChange bare = change();
        if (!edit.isProven() || !bare.readsBack()) {
            return DmarcPlan.impossible(
                    domain, wish, Finding.of(DmarcFinding.CANNOT_PLAN, name.toString(), edit.text()));
        }
        say();
        return DmarcPlan.of(domain, wish, bare.withFindings(findings));
    }

    private RecordChange change() {
        Optional<DnsName> target = target();
        if (target.isEmpty() || wildcard) {
            return at(name);
        }
        // an alias that leads to the owner's own names, or to a record, stays: the record belongs at its end
        if (!before.isEmpty()
                || target.get().isWithin(RegistrableDomain.of(domain).orElse(domain))) {
            findings.add(
                    Finding.of(DmarcFinding.ALIAS, name.toString(), target.get().toString()));
            return at(target.get());
        }
        findings.add(Finding.of(
                DmarcFinding.ALIAS_GOES, name.toString(), target.get().toString()));
        return at(name).insteadOfAlias(target.get());
    }

    private RecordChange at(DnsName owner) {
        boolean aliased = target().isPresent() && owner.equals(name);
        return RecordChange.txt(owner, before, edit.text(), edit.diff())
                .beside(aliased ? List.of() : DmarcRecord.texts(answer, false));
    }

    private Optional<DnsName> target() {
        List<DnsName> aliases = answer.aliases();
        return aliases.isEmpty() ? Optional.empty() : Optional.of(aliases.get(aliases.size() - 1));
    }

    private void say() {
        if (!edit.notInForce().isEmpty()) {
            add(DmarcFinding.NOT_IN_FORCE, String.join(", ", edit.notInForce()));
        }
        edit.notTried()
                .ifPresent(below -> add(DmarcFinding.NOT_TRIED, wish.policy().word(), below));
        if (!edit.takesEffect().isEmpty()) {
            boolean below = edit.takesEffect().stream().noneMatch(each -> each.startsWith("sp"))
                    && edit.leftOut().stream()
                            .anyMatch(each -> each.replace(" ", "").equals("sp="));
            String policies = String.join(", ", edit.takesEffect());
            add(DmarcFinding.TAKES_EFFECT, below ? new String[] {policies, "sp"} : new String[] {policies});
        }
        if (before.size() > 1) {
            add(DmarcFinding.MERGED, Integer.toString(before.size()));
        }
        if (before.isEmpty()) {
            strayed.forEach(each -> add(
                    DmarcFinding.MOVED,
                    each.place().toString(),
                    TagFindings.shortened(each.txt().joined())));
        }
        before.stream()
                .filter(text -> !DmarcRecord.isDmarc(text))
                .forEach(text -> add(DmarcFinding.REPAIRED, TagFindings.shortened(text)));
        boolean record = before.stream().anyMatch(DmarcRecord::isDmarc);
        joined(DmarcRecord.texts(answer, false))
                .forEach(text ->
                        DiscoveryFindings.besides(name.toString(), text, record).ifPresent(findings::add));
        edit.leftOut().forEach(tag -> add(DmarcFinding.LEFT_OUT, TagFindings.shortened(tag)));
        if (DmarcRecord.parse(edit.text()).reportUris("rua").isEmpty()) {
            add(DmarcFinding.NO_REPORTS);
        }
    }

    private void add(DmarcFinding kind, String... details) {
        findings.add(Finding.of(kind, name.toString(), details));
    }
}
