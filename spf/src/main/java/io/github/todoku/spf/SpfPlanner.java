package io.github.todoku.spf;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.spf.SpfChange.Warning;
import io.github.todoku.spf.SpfProblem.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Plans the record that lets senders pass, from the record that is there today. It adds and merges and takes nothing away
 * but what stands twice: the owner's terms keep their order and spelling, new ones come before the ending, and of several
 * records one is made, since two are a permerror (RFC 7208 §4.5). A sender that passes already is left out.
 *
 * <p>A new record ends in {@code ~all}: until its owner has seen who sends for the domain, mail from a forgotten sender is
 * marked and not lost.
 *
 * <p>Costs one TXT lookup, and one check a wanted sender before and after. Immutable; any thread may plan.
 */
public final class SpfPlanner {
    /** From this many octets on an answer may not fit into 512 beside other TXT records (RFC 7208 §3.4). */
    private static final int LONG_TEXT = 450;

    /** An address that nobody sends from (RFC 6666), so that a check reaches every term. */
    private static final InetAddress NOBODY = IpLiteral.of("100::1");

    private final DnsResolver dns;

    private SpfPlanner(DnsResolver dns) {
        this.dns = Objects.requireNonNull(dns, "dns");
    }

    /**
     * {@return a planner that asks {@code dns}}
     *
     * @param dns where today's records are
     */
    public static SpfPlanner using(DnsResolver dns) {
        return new SpfPlanner(dns);
    }

    /**
     * Plans. A DNS that gives no answer makes a change with a problem, never a record that might replace one unseen.
     *
     * @param domain whose record
     * @param wanted who is to pass, in the order their terms shall have
     * @return the change; perhaps none ({@link SpfChange#unchanged})
     */
    public SpfChange plan(DnsName domain, List<SpfSender> wanted) {
        return planFor(domain, inThisRecord(wanted));
    }

    /** A service whose terms belong here stands for them; one that belongs elsewhere adds nothing. */
    private static List<SpfSender> inThisRecord(List<SpfSender> wanted) {
        List<SpfSender> senders = new ArrayList<>();
        for (SpfSender sender : wanted) {
            if (!(sender instanceof SpfSender.Service service)) {
                senders.add(sender);
            } else if (service.placement() == SpfSender.Service.Placement.ROOT) {
                service.terms().forEach(term -> SpfSender.parse(term).ifPresent(senders::add));
            }
        }
        return senders;
    }

    private SpfChange planFor(DnsName domain, List<SpfSender> wanted) {
        DnsAnswer answer = txt(domain);
        if (answer.isFailure()) {
            boolean interrupted = Thread.currentThread().isInterrupted();
            Kind kind = interrupted ? Kind.INTERRUPTED : Kind.DNS_FAILED;
            SpfProblem problem = SpfProblem.of(kind, domain.toString(), AnswerText.of(answer));
            return new SpfChange(domain, List.of(), "", List.of(), List.of(), List.of(), problem);
        }
        List<String> before = RecordSelection.spfTexts(answer);
        SpfMerge merge = new SpfMerge(before);
        SpfChange base = change(domain, answer, before, merge, List.of());
        List<String> missing = before.isEmpty() ? terms(wanted) : missing(base, wanted);
        if (missing.isEmpty() && before.size() == 1) {
            return new SpfChange(
                    domain,
                    before,
                    before.get(0),
                    kept(before.get(0)),
                    warnings(base, answer, wanted),
                    base.otherTxt(),
                    null);
        }
        SpfChange change = change(domain, answer, before, merge, missing);
        return new SpfChange(
                domain,
                before,
                change.after(),
                change.diff(),
                warnings(change, answer, wanted),
                change.otherTxt(),
                null);
    }

    private DnsAnswer txt(DnsName domain) {
        DnsQuestion question = new DnsQuestion(domain, RecordType.TXT);
        try {
            return dns.lookup(question, Deadline.after(SpfOptions.TIME_LIMIT));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.TempFail(question, DnsAnswer.Reason.CLOSED, "interrupted");
        }
    }

    private static SpfChange change(
            DnsName domain, DnsAnswer answer, List<String> before, SpfMerge merge, List<String> terms) {
        String after = merge.with(terms);
        return new SpfChange(domain, before, after, merge.diff(), merge.warnings(), otherTxt(answer), null);
    }

    private static List<DnsRecord.Txt> otherTxt(DnsAnswer answer) {
        return answer.records(DnsRecord.Txt.class).stream()
                .filter(txt -> !SpfRecord.isSpf(txt.joined()))
                .toList();
    }

    private static List<SpfChange.DiffWord> kept(String text) {
        return new SpfMerge(List.of(text)).unchanged();
    }

    private static List<String> terms(List<SpfSender> senders) {
        return senders.stream().map(SpfSender::term).distinct().toList();
    }

    /** The terms of senders that today's record, merged if there are two, does not let pass. */
    private List<String> missing(SpfChange base, List<SpfSender> wanted) {
        SpfVerifier today = verifier(base.overlay());
        List<SpfSender> missing = new ArrayList<>();
        for (SpfSender sender : wanted) {
            boolean there = sender instanceof SpfSender.Network network
                    ? passes(today, base.domain(), network.network())
                    : stands(base, sender);
            if (!there) {
                missing.add(sender);
            }
        }
        return terms(missing);
    }

    private SpfVerifier verifier(Zone overlay) {
        return SpfVerifier.using(
                OverlayResolver.of(overlay, dns), SpfOptions.standard().prefetch(SpfOptions.Prefetch.ON));
    }

    /** Whether the block passes as a whole: its first address does, and by a term that holds all of it. */
    private static boolean passes(SpfVerifier verifier, DnsName domain, IpNetwork network) {
        SpfResult result = check(verifier, domain, first(network));
        boolean lone = network.prefixLength() == 8 * network.octets().length;
        return result.verdict() == SpfVerdict.PASS && (lone || matchedWhole(result.trace(), network));
    }

    private static boolean matchedWhole(SpfTrace trace, IpNetwork network) {
        SpfTrace at = trace;
        while (true) {
            List<SpfTrace.Step> steps = at.steps();
            SpfTrace.Step last = steps.get(steps.size() - 1);
            if (last.nested() == null) {
                return last.term() instanceof Directive directive && holds(directive.mechanism(), network);
            }
            at = last.nested();
        }
    }

    private static boolean holds(Mechanism mechanism, IpNetwork network) {
        return mechanism instanceof Mechanism.All
                || (mechanism instanceof Mechanism.Ip4 ip4 && ip4.network().contains(network))
                || (mechanism instanceof Mechanism.Ip6 ip6 && ip6.network().contains(network));
    }

    private static InetAddress first(IpNetwork network) {
        byte[] octets = network.octets();
        for (int bit = network.prefixLength(); bit < 8 * octets.length; bit++) {
            octets[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static SpfResult check(SpfVerifier verifier, DnsName domain, InetAddress ip) {
        return verifier.check(SpfRequest.from(ip).helo(domain.toString()).mailFrom("postmaster@" + domain));
    }

    /** Whether a passing term for this host or include is written already. */
    private static boolean stands(SpfChange base, SpfSender sender) {
        SpfRecord record = SpfRecord.parse(base.after());
        for (Term term : record.terms()) {
            if (term instanceof Directive directive
                    && directive.qualifier() == Qualifier.PASS
                    && names(directive.mechanism(), base.domain(), sender)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(Mechanism mechanism, DnsName owner, SpfSender sender) {
        MacroString spec = mechanism.domain();
        DnsName target = spec == null ? owner : spec.literalName();
        if (target == null) {
            return false;
        }
        return sender instanceof SpfSender.Host host
                ? mechanism instanceof Mechanism.A a && a.cidr().equals(DualCidr.WHOLE) && target.equals(host.host())
                : sender instanceof SpfSender.Include include
                        && mechanism instanceof Mechanism.Include
                        && target.equals(include.domain());
    }

    private List<Warning> warnings(SpfChange change, DnsAnswer answer, List<SpfSender> wanted) {
        List<Warning> warnings = new ArrayList<>();
        if (answer instanceof DnsAnswer.NxDomain) {
            warnings.add(
                    new Warning(Warning.Kind.NO_SUCH_DOMAIN, change.domain().toString()));
        }
        List<DnsName> aliases = answer.aliases();
        if (!aliases.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.ALIAS, aliases.get(aliases.size() - 1).toString()));
        }
        warnings.addAll(change.warnings());
        if (change.after().length() > LONG_TEXT) {
            warnings.add(new Warning(
                    Warning.Kind.LONG, Integer.toString(change.after().length())));
        }
        tried(change, wanted, warnings);
        return warnings;
    }

    /** Tries the record as if it were published: every wanted address, and the longest way through all terms. */
    private void tried(SpfChange change, List<SpfSender> wanted, List<Warning> warnings) {
        SpfVerifier then = verifier(change.overlay());
        for (SpfSender sender : wanted) {
            if (sender instanceof SpfSender.Network network) {
                SpfResult result = check(then, change.domain(), first(network.network()));
                if (result.verdict() != SpfVerdict.PASS) {
                    warnings.add(new Warning(
                            result.verdict() == SpfVerdict.TEMPERROR ? Warning.Kind.NOT_TRIED : Warning.Kind.NOT_ENOUGH,
                            sender.term() + ": " + result.verdict().token()));
                }
            }
        }
        SpfProblem problem = check(then, change.domain(), NOBODY).problem();
        if (problem != null) {
            boolean unknown = problem.kind().verdict() == SpfVerdict.TEMPERROR;
            warnings.add(new Warning(
                    unknown ? Warning.Kind.NOT_TRIED : Warning.Kind.NOT_ENOUGH,
                    problem.kind().id() + ": " + problem.detail()));
        }
    }
}
