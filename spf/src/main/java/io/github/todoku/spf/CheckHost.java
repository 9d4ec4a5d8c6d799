package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.internal.AnswerText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * check_host() (RFC 7208 §4), once, in the order of the text. It knows of the world only what {@link Answers} tell it: no
 * clock, no thread, no chance, so that a run can be done again when an answer has come, and leads to the same place.
 */
final class CheckHost {
    private final SpfRequest request;
    private final Sender sender;
    private final DnsName name;
    private final SpfOptions options;
    private final Answers answers;
    private final byte[] client;
    private final LimitedDns dns;

    /** The innermost check_host() under way. */
    private Frame frame;

    private @Nullable String explanation;
    private int termsTried;

    /** A check of the sender's domain, which has this {@code name}. */
    CheckHost(SpfRequest request, Sender sender, DnsName name, SpfOptions options, Answers answers) {
        this.request = request;
        this.sender = sender;
        this.name = name;
        this.options = options;
        this.answers = answers;
        this.client = request.octets();
        this.dns = new LimitedDns(answers, options);
        this.frame = new Frame(sender.domain(), name, null, true, client);
    }

    SpfResult run() throws NotYet {
        Frame top = frame;
        SpfVerdict verdict;
        @Nullable Finding problem;
        try {
            verdict = checkHost(top, dns.first(name));
            problem = top.finding();
        } catch (StopCheck stop) {
            problem = frame.located(stop.problem);
            verdict = SpfFinding.verdict(problem);
            unwind(problem);
        }
        return new SpfResult(
                verdict, sender.identity(), name, explanation, problem, dns.counts(), top.trace(), dns.authentic());
    }

    int termsTried() {
        return termsTried;
    }

    /** Closes every record that was under way when the check was stopped, the innermost first. */
    private void unwind(Finding problem) {
        for (@Nullable Frame at = frame; at != null; at = at.parent) {
            at.step(SpfReason.STOPPED, problem, dns);
            at.end(SpfFinding.verdict(problem), problem);
        }
    }

    private SpfVerdict checkHost(Frame at, SpfLookup txt) throws NotYet, StopCheck {
        at.asked(txt);
        if (txt.answer().isFailure()) {
            throw stop(at, txt); // §4.4
        }
        dns.taken(); // the record's question stands in the trace's head
        RecordSelection selection = answers.selection(txt);
        LeanRecord lean = selection.record();
        if (lean == null) {
            return withoutRecord(at, txt, selection.found());
        }
        at.has(lean.record);
        if (!lean.record.isValid()) {
            throw new StopCheck(lean.record.findings().get(0).in(at.domain)); // §4.6: errors anywhere, before any term
        }
        for (int i = 0; i < lean.openCount(); i++) {
            Directive directive = lean.directive(i);
            at.begin(directive, lean.index(i));
            termsTried++;
            SpfReason reason = reason(at, lean, i, directive.mechanism());
            at.step(reason, null, dns);
            if (reason.matches()) {
                return decided(at, lean, directive.qualifier().verdict());
            }
        }
        at.exhausted();
        SpfVerdict redirected = lean.redirect == null ? null : redirected(at, lean.redirect);
        return at.end(redirected == null ? SpfVerdict.NEUTRAL : redirected, null); // §4.7
    }

    private SpfVerdict withoutRecord(Frame at, SpfLookup txt, int records) throws StopCheck {
        if (records > 1) {
            throw new StopCheck(Finding.of(SpfFinding.MULTIPLE_RECORDS, at.domain, Integer.toString(records))); // §4.5
        }
        boolean missing = txt.answer() instanceof DnsAnswer.NxDomain;
        List<DnsName> aliases = txt.answer().aliases();
        if (missing && !aliases.isEmpty()) { // the end of the aliases is what does not exist (RFC 6604 §3)
            String end = aliases.get(aliases.size() - 1).toString();
            return at.end(SpfVerdict.NONE, Finding.of(SpfFinding.ALIAS_OF_NOTHING, at.domain, end));
        }
        SpfFinding kind = missing ? SpfFinding.NO_SUCH_DOMAIN : SpfFinding.NO_RECORD;
        return at.end(SpfVerdict.NONE, Finding.of(kind, at.domain, at.domain));
    }

    private SpfVerdict decided(Frame at, LeanRecord lean, SpfVerdict verdict) throws NotYet {
        at.end(verdict, null);
        if (verdict == SpfVerdict.FAIL && at.explains && lean.explanation != null) {
            dns.stopCounting();
            explain(at, lean.explanation);
        }
        return verdict;
    }

    /** Why a mechanism matches or does not (§5). */
    private SpfReason reason(Frame at, LeanRecord lean, int open, Mechanism mechanism) throws NotYet, StopCheck {
        if (mechanism instanceof Mechanism.All) {
            return SpfReason.EVERY_CLIENT;
        }
        if (mechanism instanceof Mechanism.Ip4 || mechanism instanceof Mechanism.Ip6) {
            return SpfReason.IN_NETWORK; // the lean record has no others left
        }
        dns.countTerm(at.domain);
        TargetName target = target(at, lean, open, mechanism.domain());
        if (mechanism instanceof Mechanism.Include) {
            return included(at, target);
        }
        if (target.name() == null) {
            return target.usable() ? SpfReason.TARGET_MALFORMED : SpfReason.VALUE_UNUSABLE;
        }
        if (mechanism instanceof Mechanism.A a) {
            return a(at, target.name(), a.cidr());
        }
        if (mechanism instanceof Mechanism.Mx mx) {
            return mx(at, target.name(), mx.cidr());
        }
        if (mechanism instanceof Mechanism.Exists) {
            return exists(at, target.name());
        }
        if (mechanism instanceof Mechanism.Ptr) {
            return clientNames().within(target.name());
        }
        throw new AssertionError(mechanism);
    }

    private TargetName target(Frame at, LeanRecord lean, int open, @Nullable MacroString spec)
            throws NotYet, StopCheck {
        if (spec == null) {
            return new TargetName(at.domain, at.name, true); // §4.8: "If it is not provided, the <domain> … is used"
        }
        TargetName target = lean.target(open);
        if (target == null) {
            target = target(spec, at.domain);
            if (!spec.uses('p')) { // whose lookups belong to every run
                lean.target(open, target);
            }
        }
        return target;
    }

    private TargetName target(MacroString spec, String domain) throws NotYet, StopCheck {
        return spec.hasMacros() ? macros().target(spec, domain) : TargetName.literal(spec);
    }

    private MacroExpander macros() {
        return new MacroExpander(request, sender, options, answers, clientNames());
    }

    private ClientNames clientNames() {
        return new ClientNames(dns, request.ip(), options);
    }

    /** §5.2. */
    private SpfReason included(Frame at, TargetName target) throws NotYet, StopCheck {
        if (!target.usable()) {
            return SpfReason.VALUE_UNUSABLE;
        }
        SpfVerdict verdict = inner(at, target, false);
        if (verdict == SpfVerdict.NONE) {
            throw new StopCheck(Finding.of(SpfFinding.INCLUDE_WITHOUT_RECORD, at.domain, target.text()));
        }
        return verdict == SpfVerdict.PASS ? SpfReason.INCLUDED_PASS : SpfReason.INCLUDED_NO_PASS;
    }

    /** §6.1; null if the modifier cannot be followed and the default result stands (RFC 8616 §4). */
    private @Nullable SpfVerdict redirected(Frame at, Modifier.Redirect redirect) throws NotYet, StopCheck {
        at.beginModifier(redirect);
        dns.countTerm(at.domain);
        TargetName target = target(redirect.value(), at.domain);
        if (!target.usable()) {
            at.step(SpfReason.VALUE_UNUSABLE, null, dns);
            return null;
        }
        SpfVerdict verdict = inner(at, target, at.explains);
        if (verdict == SpfVerdict.NONE) {
            throw new StopCheck(Finding.of(SpfFinding.REDIRECT_WITHOUT_RECORD, at.domain, target.text()));
        }
        at.step(SpfReason.REDIRECTED, null, dns);
        return verdict;
    }

    /** check_host() for another domain; none also if the domain cannot be one (§4.3). */
    private SpfVerdict inner(Frame outer, TargetName target, boolean explains) throws NotYet, StopCheck {
        DnsName name = target.name();
        if (name == null || name.labelCount() < 2) {
            return SpfVerdict.NONE;
        }
        Frame at = new Frame(target.text(), name, outer, explains, client);
        outer.enter(at);
        frame = at;
        SpfVerdict verdict = checkHost(at, dns.own(name, RecordType.TXT));
        frame = outer;
        return verdict;
    }

    /** §5.3. */
    private SpfReason a(Frame at, DnsName target, DualCidr cidr) throws NotYet, StopCheck {
        SpfLookup lookup = dns.own(target, HostAddresses.typeFor(request.ip()));
        if (answered(at, lookup).isVoid()) {
            return SpfReason.NO_ADDRESS;
        }
        boolean matches = HostAddresses.contain(lookup.answer(), aroundClient(cidr));
        return matches ? SpfReason.ADDRESS_MATCHES : SpfReason.OTHER_ADDRESSES;
    }

    /** §5.4. */
    private SpfReason mx(Frame at, DnsName target, DualCidr cidr) throws NotYet, StopCheck {
        SpfLookup lookup = dns.own(target, RecordType.MX);
        List<DnsRecord.Mx> records = mxRecords(answered(at, lookup));
        if (records.isEmpty()) {
            return SpfReason.NO_MX; // §5.4: never "the implicit MX rules"
        }
        if (records.size() > options.maxMxHosts()) {
            // §4.6.4: permerror. By the number published, since answers come in any order.
            throw new StopCheck(Finding.of(SpfFinding.MX_LIMIT, at.domain, target + " (" + records.size() + ")"));
        }
        IpNetwork aroundClient = aroundClient(cidr);
        boolean onlyNull = true;
        for (DnsRecord.Mx mx : records) {
            if (mx.isNullMx()) {
                continue; // RFC 7505 §3: no host at all
            }
            onlyNull = false;
            SpfLookup host = dns.further(mx.exchange(), HostAddresses.typeFor(request.ip()));
            if (HostAddresses.contain(answered(at, host), aroundClient)) {
                return SpfReason.MX_MATCHES;
            }
        }
        return onlyNull ? SpfReason.NULL_MX : SpfReason.OTHER_MX;
    }

    private static List<DnsRecord.Mx> mxRecords(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of();
        }
        List<DnsRecord.Mx> records = new ArrayList<>(found.records().size());
        for (DnsRecord each : found.records()) {
            if (each instanceof DnsRecord.Mx mx) {
                records.add(mx);
            }
        }
        return records;
    }

    /** The addresses that a host may have for the client to match (§5.6 by way of §5.3 and §5.4). */
    private IpNetwork aroundClient(DualCidr cidr) {
        return IpNetwork.ofOctets(client, cidr.lengthFor(client));
    }

    /** §5.7: "a DNS A RR lookup (even when the connection type is IPv6)". */
    private SpfReason exists(Frame at, DnsName target) throws NotYet, StopCheck {
        SpfLookup lookup = dns.own(target, RecordType.A);
        return answered(at, lookup).isVoid() ? SpfReason.DOES_NOT_EXIST : SpfReason.EXISTS;
    }

    /** §6.2: whatever goes wrong here leaves the verdict, without explanation. */
    private void explain(Frame at, Modifier.Explanation modifier) throws NotYet {
        at.beginModifier(modifier);
        SpfReason reason = SpfReason.NOT_EXPLAINED;
        try {
            DnsName name = target(modifier.value(), at.domain).name();
            MacroString text = name == null
                    ? null
                    : ExplanationText.of(dns.further(name, RecordType.TXT).answer());
            if (text != null) {
                explanation = macros().explanation(text, at.domain);
                reason = explanation == null ? SpfReason.NOT_EXPLAINED : SpfReason.EXPLAINED;
            }
        } catch (StopCheck limit) {
            throw new AssertionError("counted after the verdict", limit);
        }
        at.step(reason, null, dns);
    }

    private DnsAnswer answered(Frame at, SpfLookup lookup) throws StopCheck {
        if (lookup.answer().isFailure()) {
            throw stop(at, lookup);
        }
        return lookup.answer();
    }

    /** §5: "the mechanism stops and the topmost check_host() returns "temperror"". */
    private StopCheck stop(Frame at, SpfLookup failed) {
        boolean late = failed.askedAfterNanos() + failed.tookNanos()
                >= options.timeLimit().toNanos();
        boolean interrupted =
                failed.answer() instanceof DnsAnswer.TempFail fail && fail.reason() == DnsAnswer.Reason.INTERRUPTED;
        SpfFinding kind = interrupted ? SpfFinding.INTERRUPTED : late ? SpfFinding.TIME_LIMIT : SpfFinding.DNS_FAILED;
        return new StopCheck(Finding.of(kind, at.domain, AnswerText.of(failed.answer())));
    }
}
