package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the record that applies means for one From domain: not every sentence about a record is true at every name that it
 * applies to (RFC 9989 §4.7, §4.10.1).
 */
final class RecordFindings {
    /** What a record read alone says of all its policies, and here depends on the one that holds. */
    private static final Set<DmarcFinding> OF_THE_POLICY = EnumSet.of(
            DmarcFinding.POLICY_NONE,
            DmarcFinding.TESTING,
            DmarcFinding.TESTING_WITHOUT_EFFECT,
            DmarcFinding.WEAKER_SUBDOMAINS);

    private final DmarcWalk walk;
    private final DnsName owner;
    private final DmarcRecord record;
    private final @Nullable DmarcPolicy policy;
    private final List<Finding> findings = new ArrayList<>();

    RecordFindings(DmarcWalk walk, DnsName policyDomain, DmarcRecord record, @Nullable DmarcPolicy policy) {
        this.walk = walk;
        this.owner = policyDomain;
        this.record = record;
        this.policy = policy;
    }

    List<Finding> all() {
        if (isOfAnotherHouse()) {
            ofTheSuffix();
        } else {
            ofTheHouse();
        }
        suffixWithoutPsd();
        return findings;
    }

    /** The public suffix's record stands above the organizational domain, and is its operator's to write. */
    private boolean isOfAnotherHouse() {
        return walk.organizationalDomain()
                .filter(house -> owner.labelCount() < house.labelCount())
                .isPresent();
    }

    private void ofTheSuffix() {
        if (!record.hasValidPolicies()) {
            record.findings().stream()
                    .filter(each ->
                            each.kind() == DmarcFinding.POLICY_BAD || each.kind() == DmarcFinding.POLICY_MISSING)
                    .forEach(each -> findings.add(each.in(name(owner))));
        }
        DnsName house = walk.organizationalDomain().orElse(walk.domain());
        add(
                DmarcFinding.SUFFIX_POLICY,
                name(house),
                owner.toString(),
                policy == null ? DmarcPolicy.NONE.word() : policy.word());
    }

    private void ofTheHouse() {
        for (Finding each : record.findings()) {
            if (!OF_THE_POLICY.contains((DmarcFinding) each.kind()) || holds(each)) {
                findings.add(each.in(name(owner)));
            }
        }
        if (isBelowTheHouse()) {
            for (String tag : List.of("sp", "np")) {
                String written = record.written(tag);
                if (!written.isEmpty()) {
                    add(DmarcFinding.SUBDOMAIN_POLICY_UNUSED, name(owner), written, house().toString());
                }
            }
        }
    }

    private boolean holds(Finding finding) {
        boolean own = owner.equals(walk.domain());
        return switch ((DmarcFinding) finding.kind()) {
            case POLICY_NONE -> own || policy == DmarcPolicy.NONE;
            case WEAKER_SUBDOMAINS -> isTheHouse();
            case TESTING -> (own && isTheHouse()) || (policy != null && policy != DmarcPolicy.NONE);
            default -> true;
        };
    }

    /** Only the organizational domain's own record speaks for the names below it; unknown is not yes. */
    private boolean isTheHouse() {
        return record.isPublicSuffix()
                || walk.organizationalDomain().filter(owner::equals).isPresent();
    }

    private boolean isBelowTheHouse() {
        return !record.isPublicSuffix()
                && walk.organizationalDomain()
                        .filter(house -> house.labelCount() < owner.labelCount())
                        .isPresent();
    }

    private DnsName house() {
        return walk.organizationalDomain().orElse(owner);
    }

    /** "If a PSD publishes a DMARC Policy Record without the appropriate psd=y tag" (§11.8): psd=n in one's own record. */
    private void suffixWithoutPsd() {
        Optional<DnsName> registered = RegistrableDomain.of(walk.domain());
        Optional<DnsName> house = walk.organizationalDomain();
        if (registered.isEmpty()
                || house.isEmpty()
                || house.get().labelCount() >= registered.get().labelCount()) {
            return;
        }
        Finding finding = Finding.of(
                DmarcFinding.SUFFIX_WITHOUT_PSD,
                name(house.get()),
                house.get().toString(),
                registered.get().toString());
        findings.add(walk.at(registered.get())
                .filter(step -> step.record().isPresent())
                .map(step -> finding.withChange(asOrganizational(step)))
                .orElse(finding));
    }

    private static RecordChange asOrganizational(DmarcWalk.Step step) {
        String before = step.record().orElseThrow().text();
        List<DiffWord> diff = new ArrayList<>();
        StringBuilder after = new StringBuilder();
        for (DmarcTag tag : step.record().orElseThrow().tags()) {
            String written = before.substring(tag.start(), tag.end());
            diff.add(new DiffWord(tag.name().equals("psd") ? Op.REMOVE : Op.KEEP, written));
            if (!tag.name().equals("psd")) {
                after.append(written).append("; ");
            }
        }
        diff.add(new DiffWord(Op.ADD, "psd=n"));
        List<DnsRecord.Txt> others = step.texts().stream()
                .filter(text -> !text.equals(before))
                .map(text -> new DnsRecord.Txt(strings(text)))
                .toList();
        return RecordChange.txt(
                        step.place(), List.of(before), after.append("psd=n").toString(), diff)
                .beside(others);
    }

    private static List<String> strings(String text) {
        List<String> strings = new ArrayList<>();
        for (int from = 0; from == 0 || from < text.length(); from += RecordChange.MAX_STRING_OCTETS) {
            strings.add(text.substring(from, Math.min(text.length(), from + RecordChange.MAX_STRING_OCTETS)));
        }
        return strings;
    }

    private void add(DmarcFinding kind, String name, String... details) {
        findings.add(Finding.of(kind, name, details));
    }

    private static String name(DnsName domain) {
        return "_dmarc." + domain;
    }
}
