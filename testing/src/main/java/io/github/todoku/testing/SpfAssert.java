package io.github.todoku.testing;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfSender;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * What must hold of a domain's SPF.
 *
 * <pre>{@code
 * assertThat(DomainSpf.of("example.com", dns)).authorizes("192.0.2.7").needsLookupsAtMost(8).isAllGreen();
 * }</pre>
 *
 * <p>If the DNS does not answer, the test fails, and the message says so: that is never taken for a yes or a no. For one
 * thread, as all assertions are.
 */
public final class SpfAssert extends AbstractAssert<SpfAssert, DomainSpf> {

    private SpfAssert(DomainSpf actual) {
        super(actual, SpfAssert.class);
    }

    /**
     * {@return assertions on a domain's SPF}
     *
     * @param actual the SPF
     */
    public static SpfAssert assertThat(DomainSpf actual) {
        return new SpfAssert(actual);
    }

    /**
     * Every address of the sender passes: all of a network, and all that a host or include has today. Costs as much as a
     * plan; one address costs one check.
     *
     * @param sender {@code 192.0.2.7}, {@code 2001:db8::/48}, {@code include:_spf.example.net}, {@code a:mail.example.com}
     * @return this
     * @throws IllegalArgumentException if the text names no sender
     */
    public SpfAssert authorizes(String sender) {
        if (IpLiteral.parse(sender).isPresent()) {
            return gives(sender, SpfVerdict.PASS);
        }
        SpfSender wanted = SpfSender.parse(sender)
                .orElseThrow(() -> new IllegalArgumentException("no sender: \"" + sender + "\""));
        SpfPlan plan = SpfPlanner.using(actual.dns()).plan(actual.domain(), List.of(wanted));
        SpfProof proof = plan.proof().orElse(null);
        if (proof == null) {
            failWithMessage(
                    "%nExpecting %s to authorize%n  %s%nbut the DNS gave no answer:%n  %s",
                    actual, sender, problem(plan));
            return this;
        }
        SpfProof.Sender found = proof.senders().get(0);
        if (!found.before().equals(List.of(SpfVerdict.PASS))) {
            failWithMessage(
                    "%nExpecting %s to authorize all of%n  %s%nbut it gives%n  %s%nfor the record%n  %s",
                    actual,
                    sender,
                    verdicts(found.before()),
                    records(plan.change().map(RecordChange::before).orElse(List.of())));
        }
        return this;
    }

    private static String problem(SpfPlan plan) {
        return plan.findings().stream().map(each -> each.text(Locale.ENGLISH)).collect(Collectors.joining("\n  "));
    }

    private static String verdicts(List<SpfVerdict> verdicts) {
        return verdicts.isEmpty()
                ? "nothing: it has no address today"
                : verdicts.stream().map(SpfVerdict::token).collect(Collectors.joining(" for some, ", "", " for some"));
    }

    private static String records(List<String> records) {
        return records.isEmpty() ? "(none)" : String.join("\n  ", records);
    }

    /**
     * The address does not pass, and that is certain.
     *
     * @param address an IPv4 or IPv6 address
     * @return this
     * @throws IllegalArgumentException if the text is no address
     */
    public SpfAssert doesNotAuthorize(String address) {
        SpfResult result = check(address);
        if (result.verdict() == SpfVerdict.PASS || result.verdict() == SpfVerdict.TEMPERROR) {
            told(address, "not to authorize", result);
        }
        return this;
    }

    /**
     * The address gets this verdict.
     *
     * @param address an IPv4 or IPv6 address
     * @param verdict what check_host() gives (RFC 7208 §2.6)
     * @return this
     * @throws IllegalArgumentException if the text is no address
     */
    public SpfAssert gives(String address, SpfVerdict verdict) {
        SpfResult result = check(address);
        if (result.verdict() != verdict) {
            told(address, verdict == SpfVerdict.PASS ? "to authorize" : "to give " + verdict.token() + " for", result);
        }
        return this;
    }

    private SpfResult check(String address) {
        isNotNull();
        return SpfVerifier.using(actual.dns())
                .check(SpfRequest.from(IpLiteral.of(address))
                        .helo(actual.domain().toString())
                        .mailFrom("postmaster@" + actual.domain()));
    }

    private void told(String address, String wanted, SpfResult result) {
        failWithMessage(
                "%nExpecting %s %s%n  %s%nbut it gives%n  %s%nsince%n%s",
                actual,
                wanted,
                address,
                result.verdict().token(),
                result.trace().text(Locale.ENGLISH).strip().indent(2).stripTrailing());
    }

    /**
     * For no client do more terms of the record ask the DNS than this (RFC 7208 §4.6.4 allows ten).
     *
     * @param limit the most terms that ask the DNS
     * @return this
     */
    public SpfAssert needsLookupsAtMost(int limit) {
        isNotNull();
        SpfTree tree = SpfWalker.using(actual.dns()).check(actual.domain());
        if (tree.cannotTell()) {
            failWithMessage(
                    "%nExpecting %s to need at most %s lookups%nbut they cannot be counted, for want of an answer to%n  %s",
                    actual,
                    limit,
                    tree.gaps().stream()
                            .map(DnsAnswer.TempFail::question)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n  ")));
        } else if (tree.cost().lookups() > limit) {
            failWithMessage(
                    "%nExpecting %s to need at most %s lookups%nbut it needs%n  %s%n%s",
                    actual,
                    limit,
                    tree.cost().lookups(),
                    tree.toString().strip().indent(2).stripTrailing());
        }
        return this;
    }

    /**
     * The linter finds nothing: no failure, no warning, and nothing that could not be checked.
     *
     * @return this
     */
    public SpfAssert isAllGreen() {
        isNotNull();
        SpfReport report = SpfLinter.using(actual.dns()).check(actual.domain());
        if (!report.allGreen()) {
            String items = report.checks().stream()
                    .filter(check -> check.severity() != Severity.PASS)
                    .map(check -> check.severity() + " " + SpfReport.rule(check).title(Locale.ENGLISH) + ": "
                            + check.text(Locale.ENGLISH))
                    .collect(Collectors.joining("\n  "));
            failWithMessage("%nExpecting %s to be all green%nbut%n  %s", actual, items);
        }
        return this;
    }
}
