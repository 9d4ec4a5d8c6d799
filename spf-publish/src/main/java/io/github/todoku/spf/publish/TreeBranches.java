package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The terms of a record that ask the DNS, with what is known of each. */
final class TreeBranches {
    private TreeBranches() {}

    static List<SpfTree.Branch> of(DnsName owner, SpfRecord record, Map<DnsQuestion, DnsAnswer> answers) {
        boolean hasAll = record.terms().stream().anyMatch(Term::isAll);
        boolean behindAll = false;
        List<SpfTree.Branch> branches = new ArrayList<>();
        Modifier.Redirect redirect = null;
        for (Term term : record.terms()) {
            if (term instanceof Directive directive && directive.mechanism().queries()) {
                branches.add(branch(owner, record, directive, !behindAll, answers));
            } else if (term instanceof Modifier.Redirect first && redirect == null) {
                redirect = first;
            }
            behindAll |= term.isAll();
        }
        if (redirect != null) { // §6.1: followed behind all mechanisms, wherever it stands, and never beside all
            branches.add(branch(owner, record, redirect, !hasAll, answers));
        }
        return branches;
    }

    /** The hosts of a domain that are looked at: no more than a check would (RFC 7208 §4.6.4). */
    static List<DnsName> mailHosts(DnsAnswer mx) {
        return mx.records(DnsRecord.Mx.class).stream()
                .filter(each -> !each.isNullMx())
                .map(DnsRecord.Mx::exchange)
                .limit(SpfOptions.MAX_MX_HOSTS)
                .toList();
    }

    private static SpfTree.Branch branch(
            DnsName owner, SpfRecord record, Term term, boolean reached, Map<DnsQuestion, DnsAnswer> answers) {
        DnsName target = target(owner, term);
        List<DnsAnswer> known = reached && target != null ? known(term, target, answers) : List.of();
        return new SpfTree.Branch(owner, term, record.textOf(term), target, reached, known);
    }

    private static @Nullable DnsName target(DnsName owner, Term term) {
        MacroString spec;
        if (term instanceof Modifier.Redirect redirect) {
            spec = redirect.value();
        } else {
            Mechanism mechanism = ((Directive) term).mechanism();
            spec = mechanism.domain();
            if (spec == null) {
                return owner;
            }
        }
        return spec.hasMacros() ? ofTheDomain(owner, spec) : spec.asName().orElse(null);
    }

    /** A name that only {@code %{d}} is missing from, the domain of the record itself (RFC 7208 §7.2), needs no mail. */
    private static @Nullable DnsName ofTheDomain(DnsName owner, MacroString spec) {
        String name = spec.text().replace("%{d}", owner.toString());
        return name.indexOf('%') < 0 ? DnsName.parse(name).orElse(null) : null;
    }

    private static List<DnsAnswer> known(Term term, DnsName target, Map<DnsQuestion, DnsAnswer> answers) {
        List<DnsAnswer> known = new ArrayList<>();
        Mechanism mechanism = term instanceof Directive directive ? directive.mechanism() : null;
        if (mechanism == null || mechanism instanceof Mechanism.Include) {
            add(target, RecordType.TXT, answers, known);
        } else if (mechanism instanceof Mechanism.A) {
            addAddresses(target, answers, known);
        } else if (mechanism instanceof Mechanism.Exists) {
            add(target, RecordType.A, answers, known);
        } else if (mechanism instanceof Mechanism.Mx) {
            DnsAnswer mx = answers.get(new DnsQuestion(target, RecordType.MX));
            add(target, RecordType.MX, answers, known);
            if (mx != null && !mx.isFailure()) {
                mailHosts(mx).forEach(host -> addAddresses(host, answers, known));
            }
        }
        return known;
    }

    private static void addAddresses(DnsName host, Map<DnsQuestion, DnsAnswer> answers, List<DnsAnswer> known) {
        add(host, RecordType.A, answers, known);
        add(host, RecordType.AAAA, answers, known);
    }

    private static void add(DnsName name, RecordType type, Map<DnsQuestion, DnsAnswer> answers, List<DnsAnswer> known) {
        DnsAnswer answer = answers.get(new DnsQuestion(name, type));
        if (answer != null) {
            known.add(answer);
        }
    }
}
