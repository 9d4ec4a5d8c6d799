package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dnsbl.ListCheck.Asked;
import io.github.todoku.dnsbl.ListCheck.Asking;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list of a selection: to be asked, or skipped whatever the subject.
 *
 * @param list the list
 * @param memory what is remembered of it; null if it is skipped
 * @param skip why it is skipped; null if it is asked
 * @param required whether its silence leaves a gap
 * @param patient whether its pace is waited for, however long; in a bulk run
 */
record ListChoice(
        DnsblList list,
        ListMemories.@Nullable Memory memory,
        DnsblVerdict.@Nullable Skipped skip,
        boolean required,
        boolean patient) {

    static ListChoice skipped(DnsblList list, SkipReason reason, String detail, boolean required) {
        return new ListChoice(list, null, new DnsblVerdict.Skipped(reason, detail), required, false);
    }

    boolean isAsked() {
        return skip == null;
    }

    /** How much longer than others this list may take. */
    Duration allowance() {
        return memory == null || !patient ? Duration.ZERO : memory.state().backlog();
    }

    /** Asks about one subject, or says at once why not. */
    Asked ask(DnsblSubject subject, CheckSettings settings, Asking asking) {
        if (memory == null || skip != null) {
            return Asked.settled(Objects.requireNonNull(skip), null);
        }
        Question question = question(subject, settings);
        if (question.skip() != null) {
            return Asked.settled(question.skip(), null);
        }
        ListState state = memory.state();
        DnsblVerdict.Refused paused = state.paused();
        DnsblVerdict alone = paused == null ? state.outage() : paused;
        if (alone != null) {
            return Asked.settled(alone, memory.health().remembered(subject.kind()));
        }
        Optional<DnsName> name = question.name();
        if (name.isEmpty()) {
            return Asked.settled(new DnsblVerdict.Skipped(SkipReason.NAME_TOO_LONG, ""), null);
        }
        if (!settings.permits(list) && state.isSpent()) {
            String perDay = String.valueOf(list.terms().perDay().orElse(0));
            return Asked.settled(new DnsblVerdict.Skipped(SkipReason.BUDGET_SPENT, perDay), null);
        }
        return ListCheck.begin(memory, subject.kind(), name.get(), asking);
    }

    /** The name to ask at, empty if it does not fit; or why this list is not to be asked about the subject. */
    private record Question(Optional<DnsName> name, DnsblVerdict.@Nullable Skipped skip) {
        static Question skipped(SkipReason reason, String detail) {
            return new Question(Optional.empty(), new DnsblVerdict.Skipped(reason, detail));
        }
    }

    private Question question(DnsblSubject subject, CheckSettings settings) {
        if (!list.serves().contains(subject.kind())) {
            return Question.skipped(SkipReason.KIND_NOT_SERVED, DnsblWords.of(subject.kind()));
        }
        DnsName zone = Objects.requireNonNull(memory).state().zone;
        if (subject instanceof DnsblSubject.Domain domain) {
            return domain(domain.name(), zone, settings);
        }
        if (subject instanceof DnsblSubject.Address address) {
            return address(address.address(), zone, settings);
        }
        if (subject instanceof DnsblSubject.UriAddress address) {
            return address(address.address(), zone, settings);
        }
        if (subject instanceof DnsblSubject.Mailbox mailbox) {
            return new Question(QueryName.of(mailbox, zone), null);
        }
        throw new AssertionError("a subject of a new kind: " + subject.getClass());
    }

    private Question domain(DnsName name, DnsName zone, CheckSettings settings) {
        Optional<DnsName> registrable = settings.registrable.apply(name);
        boolean test = isTestPoint(name.toString());
        if (registrable.isEmpty() && !test) {
            return Question.skipped(SkipReason.PUBLIC_SUFFIX, name.toString());
        }
        if (!test && SpecialNames.contains(name) && !settings.asksSpecialAddresses) {
            return Question.skipped(SkipReason.SPECIAL_NAME, name.toString());
        }
        boolean whole = test || list.asks() == DnsblList.Asks.HOST;
        return new Question(QueryName.of(whole ? name : registrable.orElse(name), zone), null);
    }

    private Question address(InetAddress address, DnsName zone, CheckSettings settings) {
        boolean special = SpecialAddresses.contains(address)
                && !settings.asksSpecialAddresses
                && !(!settings.dns.isLive() && IpScope.isDocumentation(address))
                && !isTestPoint(IpLiteral.format(address));
        return special
                ? Question.skipped(SkipReason.SPECIAL_ADDRESS, IpLiteral.format(address))
                : new Question(QueryName.of(address, zone), null);
    }

    private boolean isTestPoint(String subject) {
        return list.tests().stream().anyMatch(point -> point.subject().equalsIgnoreCase(subject));
    }
}
