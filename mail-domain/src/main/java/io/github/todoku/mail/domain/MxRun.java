package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.ReverseName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Finds the hosts that take mail for a domain (RFC 5321 §5.1), and judges them. */
final class MxRun {
    /** The order in which a domain that gets its first MX record uses it. */
    private static final int FIRST_PREFERENCE = 10;

    /** How many hosts a sentence names. */
    private static final int MAX_NAMED = 3;

    private final DnsName domain;
    private final Questions questions;
    private final boolean trusted;
    private final List<Finding> findings = new ArrayList<>();

    MxRun(DnsName domain, Questions questions, boolean trusted) {
        this.domain = domain;
        this.questions = questions;
        this.trusted = trusted;
    }

    /** The report of a run of which nothing is known. */
    static MxReport unknown(DnsName domain, Questions questions) {
        Told told = new Told(domain, List.of(MailDomainFinding.DNS_FAILED.of(domain, "time limit")), questions.gaps());
        return new MxReport(told, MxReport.State.CANNOT_TELL, List.of(), Dnssec.UNKNOWN);
    }

    /** With the reverse names of the addresses, which cost a question each. */
    CompletableFuture<MxReport> withReverseNames() {
        return start(true);
    }

    /** The hosts and their addresses only. */
    CompletableFuture<MxReport> start() {
        return start(false);
    }

    private CompletableFuture<MxReport> start(boolean reverse) {
        return questions.ask(domain, RecordType.MX).thenCompose(answer -> answered(answer, reverse));
    }

    private CompletableFuture<MxReport> answered(DnsAnswer answer, boolean reverse) {
        Dnssec dnssec = Dnssec.of(answer, trusted);
        boolean alias = !answer.aliases().isEmpty();
        boolean missing = answer instanceof DnsAnswer.NxDomain;
        if (alias) {
            Finding found = MailDomainFinding.DOMAIN_CNAME.of(
                    domain, answer.aliases().get(answer.aliases().size() - 1).toString());
            findings.add(missing ? found.withSeverity(Severity.FAIL) : found);
        }
        if (answer instanceof DnsAnswer.TempFail failed) {
            findings.add(MailDomainFinding.DNS_FAILED.of(domain, failed.question() + ": " + failed.reason()));
            return done(MxReport.State.CANNOT_TELL, List.of(), dnssec);
        }
        if (missing && alias) {
            // the domain exists: it is what the alias names that does not
            return done(MxReport.State.NOBODY, List.of(), dnssec);
        }
        if (missing) {
            findings.add(MailDomainFinding.NO_SUCH_NAME.of(domain));
            return done(MxReport.State.NO_SUCH_NAME, List.of(), dnssec);
        }
        List<DnsRecord.Mx> records = answer.records(DnsRecord.Mx.class).stream()
                .sorted(Comparator.comparingInt(DnsRecord.Mx::preference))
                .toList();
        if (records.isEmpty()) {
            return questions
                    .addresses(domain)
                    .thenCompose(addresses -> reverse(reverse, List.of(new Found(domain, 0, addresses)))
                            .thenApply(names -> implicit(addresses, names, dnssec)));
        }
        if (records.stream().allMatch(DnsRecord.Mx::isNullMx)) {
            findings.add(MailDomainFinding.MX_NULL.of(domain));
            return done(MxReport.State.NULL_MX, List.of(), dnssec);
        }
        return hosts(distinct(records), reverse, dnssec);
    }

    /** The hosts, each once at its best preference; what is none is told. */
    private Map<DnsName, Integer> distinct(List<DnsRecord.Mx> records) {
        Map<DnsName, Integer> hosts = new LinkedHashMap<>();
        for (DnsRecord.Mx each : records) {
            if (each.isNullMx()) {
                findings.add(MailDomainFinding.MX_NULL_BESIDE.of(domain));
            } else if (IpLiteral.parse(each.exchange().toString()).isPresent()) {
                findings.add(
                        MailDomainFinding.MX_LITERAL.of(domain, each.exchange().toString()));
            } else if (hosts.putIfAbsent(each.exchange(), each.preference()) != null) {
                findings.add(
                        MailDomainFinding.MX_TWICE.of(domain, each.exchange().toString()));
            }
        }
        if (hosts.size() > MxChecker.MAX_HOSTS) {
            findings.add(MailDomainFinding.MX_MANY.of(
                    domain, String.valueOf(hosts.size()), String.valueOf(MxChecker.MAX_HOSTS)));
        }
        return hosts;
    }

    /** A host with what the DNS says of its addresses. */
    private record Found(DnsName name, int preference, Questions.HostAddresses answers) {}

    private CompletableFuture<MxReport> hosts(Map<DnsName, Integer> hosts, boolean reverse, Dnssec dnssec) {
        List<CompletableFuture<Found>> asked = MxChecker.firstOf(List.copyOf(hosts.keySet())).stream()
                .map(name -> questions
                        .addresses(name)
                        .thenApply(answers -> new Found(name, hosts.getOrDefault(name, 0), answers)))
                .toList();
        return Questions.all(asked)
                .thenCompose(found -> reverse(reverse, found).thenApply(names -> {
                    List<MxHost> all = new ArrayList<>();
                    for (Found each : found) {
                        MxHost host = new MxHost(
                                each.name(),
                                each.preference(),
                                each.answers(),
                                names,
                                each.answers().dnssec(trusted));
                        all.add(host);
                        judge(host, each.answers());
                    }
                    tellReverse(reverse, all, names);
                    if (all.stream().flatMap(host -> host.addresses().stream()).anyMatch(MxRun::isReachable)) {
                        findings.add(0, MailDomainFinding.MX_GOOD.of(domain, names(all)));
                    }
                    return report(MxReport.State.HOSTS, all, dnssec);
                }));
    }

    /** The first hosts by name. */
    private static String names(List<MxHost> hosts) {
        String first = hosts.stream()
                .limit(MAX_NAMED)
                .map(host -> host.name().toString())
                .collect(Collectors.joining(", "));
        return hosts.size() > MAX_NAMED ? first + ", ..." : first;
    }

    private void judge(MxHost host, Questions.HostAddresses answers) {
        String name = host.name().toString();
        if (!host.cannotTell() && host.addresses().isEmpty() && !host.aliases().isEmpty()) {
            String end = host.aliases().get(host.aliases().size() - 1).toString();
            findings.add(MailDomainFinding.MX_CNAME_DANGLING.of(domain, name, end));
            return;
        }
        if (host.cannotTell()) {
            findings.add(MailDomainFinding.DNS_FAILED.of(domain, name));
        } else if (host.addresses().isEmpty()) {
            findings.add(MailDomainFinding.MX_NOADDRESS.of(domain, name));
        }
        judgeReach(host, answers);
        if (!host.aliases().isEmpty()) {
            DnsName target = host.aliases().get(host.aliases().size() - 1);
            Finding found = MailDomainFinding.MX_CNAME.of(domain, name, target.toString());
            List<String> before = List.of(host.preference() + " " + name + ".");
            findings.add(naming(target, host.preference(), before)
                    .map(found::withChange)
                    .orElse(found));
        }
    }

    private MxReport implicit(Questions.HostAddresses addresses, Map<InetAddress, DnsName> names, Dnssec dnssec) {
        MxHost host = new MxHost(domain, 0, addresses, names, addresses.dnssec(trusted));
        if (host.cannotTell()) {
            findings.add(MailDomainFinding.DNS_FAILED.of(domain, domain + " A, AAAA"));
            return report(MxReport.State.CANNOT_TELL, List.of(), dnssec);
        }
        if (host.addresses().isEmpty()) {
            // whether it wants mail, or is one that sends none and takes none, nobody but its owner knows
            findings.add(MailDomainFinding.MX_NONE.of(domain).withSeverity(Severity.FAIL));
            return report(MxReport.State.NOBODY, List.of(), dnssec);
        }
        Finding found = MailDomainFinding.MX_NONE.of(
                domain, IpLiteral.format(host.addresses().get(0)));
        findings.add(naming(domain, FIRST_PREFERENCE, List.of())
                .map(found::withChange)
                .orElse(found));
        judgeReach(host, addresses);
        return report(MxReport.State.ADDRESS, List.of(host), dnssec);
    }

    /** An MX record that names the host; none for the root, by which an MX says that nobody takes mail (RFC 7505 §3). */
    private Optional<RecordChange> naming(DnsName host, int preference, List<String> before) {
        return host.isRoot()
                ? Optional.empty()
                : Optional.of(RecordChange.of(domain, RecordType.MX, before, preference + " " + host + "."));
    }

    /** An address of a private range is reached by nobody outside; a documentation's stands for a public one. */
    private static boolean isReachable(InetAddress address) {
        return IpScope.isPublic(address) || IpScope.isDocumentation(address);
    }

    private void judgeReach(MxHost host, Questions.HostAddresses answers) {
        if (host.addresses().isEmpty() || host.addresses().stream().anyMatch(MxRun::isReachable)) {
            return;
        }
        if (answers.isPartial()) {
            findings.add(
                    MailDomainFinding.DNS_FAILED.of(domain, host.name().toString())); // a public one may be missing
        } else {
            String addresses = host.addresses().stream()
                    .limit(MAX_NAMED)
                    .map(IpLiteral::format)
                    .collect(Collectors.joining(", "));
            findings.add(MailDomainFinding.MX_PRIVATE.of(domain, host.name().toString(), addresses));
        }
    }

    private CompletableFuture<Map<InetAddress, DnsName>> reverse(boolean wanted, List<Found> hosts) {
        Map<InetAddress, DnsName> names = new LinkedHashMap<>();
        if (!wanted) {
            return CompletableFuture.completedFuture(names);
        }
        List<InetAddress> addresses = hosts.stream()
                .flatMap(host -> host.answers().known().stream())
                .distinct()
                .limit(MxChecker.MAX_REVERSE_NAMES)
                .toList();
        List<CompletableFuture<DnsAnswer>> asked = addresses.stream()
                .map(address -> questions.ask(ReverseName.of(address), RecordType.PTR))
                .toList();
        return Questions.all(asked).thenApply(answers -> {
            for (int i = 0; i < addresses.size(); i++) {
                DnsAnswer answer = answers.get(i);
                if (answer instanceof DnsAnswer.Found found && found.records().get(0) instanceof DnsRecord.Ptr ptr) {
                    names.put(addresses.get(i), ptr.target());
                } else if (answer.isFailure()) {
                    names.put(addresses.get(i), DnsName.ROOT); // not known, which is not "none"
                }
            }
            return names;
        });
    }

    private void tellReverse(boolean asked, List<MxHost> hosts, Map<InetAddress, DnsName> names) {
        if (!asked) {
            return;
        }
        hosts.stream()
                .flatMap(host -> host.addresses().stream())
                .distinct()
                .limit(MxChecker.MAX_REVERSE_NAMES)
                .filter(address -> !names.containsKey(address))
                .forEach(address -> findings.add(MailDomainFinding.MX_REVERSE.of(domain, IpLiteral.format(address))));
    }

    private CompletableFuture<MxReport> done(MxReport.State state, List<MxHost> hosts, Dnssec dnssec) {
        return CompletableFuture.completedFuture(report(state, hosts, dnssec));
    }

    private MxReport report(MxReport.State state, List<MxHost> hosts, Dnssec dnssec) {
        return new MxReport(new Told(domain, findings, questions.gaps()), state, hosts, dnssec);
    }
}
