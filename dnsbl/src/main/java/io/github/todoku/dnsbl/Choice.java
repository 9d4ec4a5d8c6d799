package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblVerdict.SkipReason;
import io.github.todoku.dnsbl.ListCheck.Finding;
import io.github.todoku.dnsbl.ListCheck.Wait;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One list of a selection: to be asked, or skipped whatever the subject.
 *
 * @param list the list
 * @param state its memory; null if it is skipped
 * @param skip why it is skipped; null if it is asked
 * @param required whether its silence leaves a gap
 * @param patient whether its pace is waited for, however long; in a bulk run
 */
record Choice(
        DnsblList list,
        @Nullable ListState state,
        DnsblVerdict.@Nullable Skipped skip,
        boolean required,
        boolean patient) {

    static Choice skipped(DnsblList list, SkipReason reason, String detail, boolean required) {
        return new Choice(list, null, new DnsblVerdict.Skipped(reason, detail), required, false);
    }

    boolean isAsked() {
        return skip == null;
    }

    /** How much longer than others this list may take. */
    Duration allowance() {
        return state == null || !patient ? Duration.ZERO : state.backlog();
    }

    /** Asks about one subject, or says at once why not. */
    CompletionStage<Finding> ask(DnsblSubject subject, Wait wait) {
        ListState asked = state;
        if (asked == null || skip != null) {
            return CompletableFuture.completedFuture(new Finding(Objects.requireNonNull(skip), List.of(), null));
        }
        if (!list.serves().contains(subject.kind())) {
            return skip(SkipReason.KIND_NOT_SERVED, Words.of(subject.kind()));
        }
        if (subject instanceof DnsblSubject.Domain domain) {
            return askDomain(asked, domain.name(), wait);
        }
        if (subject instanceof DnsblSubject.Address address) {
            return askAddress(asked, address.address(), subject.kind(), wait);
        }
        if (subject instanceof DnsblSubject.UriAddress address) {
            return askAddress(asked, address.address(), subject.kind(), wait);
        }
        if (subject instanceof DnsblSubject.Mailbox mailbox) {
            return ask(asked, SubjectKind.MAILBOX, QueryName.of(mailbox, asked.zone), wait);
        }
        throw new AssertionError("a subject of a new kind: " + subject.getClass());
    }

    private CompletionStage<Finding> askDomain(ListState asked, DnsName name, Wait wait) {
        Optional<DnsName> registrable = asked.settings.registrable().apply(name);
        boolean test = isTestPoint(name.toString());
        if (registrable.isEmpty() && !test) {
            return skip(SkipReason.PUBLIC_SUFFIX, name.toString());
        }
        if (!test && SpecialNames.contains(name) && !asked.settings.asksSpecialAddresses()) {
            return skip(SkipReason.SPECIAL_NAME, name.toString());
        }
        boolean whole = test || list.asks() == DnsblList.Asks.HOST;
        DnsName wanted = whole ? name : registrable.orElse(name);
        return ask(asked, SubjectKind.DOMAIN, QueryName.of(wanted, asked.zone), wait);
    }

    private CompletionStage<Finding> askAddress(ListState asked, InetAddress address, SubjectKind kind, Wait wait) {
        boolean special = !asked.settings.asksSpecialAddresses()
                && SpecialAddresses.contains(address)
                && !isTestPoint(IpLiteral.format(address));
        return special
                ? skip(SkipReason.SPECIAL_ADDRESS, IpLiteral.format(address))
                : ask(asked, kind, QueryName.of(address, asked.zone), wait);
    }

    private CompletionStage<Finding> ask(ListState asked, SubjectKind kind, Optional<DnsName> name, Wait wait) {
        DnsblVerdict.Refused paused = asked.paused();
        if (paused != null) {
            return CompletableFuture.completedFuture(new Finding(paused, List.of(), asked.health.remembered(kind)));
        }
        DnsblVerdict.Failed outage = asked.outage();
        if (outage != null) {
            return CompletableFuture.completedFuture(new Finding(outage, List.of(), asked.health.remembered(kind)));
        }
        if (name.isEmpty()) {
            return skip(SkipReason.NAME_TOO_LONG, "");
        }
        return asked.isSpent()
                ? skip(SkipReason.BUDGET_SPENT, String.valueOf(list.terms().perDay()))
                : new ListCheck(asked, kind, name.get(), wait).run();
    }

    private boolean isTestPoint(String subject) {
        return list.tests().stream().anyMatch(point -> point.subject().equalsIgnoreCase(subject));
    }

    private static CompletionStage<Finding> skip(SkipReason reason, String detail) {
        return CompletableFuture.completedFuture(
                new Finding(new DnsblVerdict.Skipped(reason, detail), List.of(), null));
    }
}
