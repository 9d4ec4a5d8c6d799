package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.DmarcSource;
import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.KnownServiceSource;
import io.github.todoku.diagnosis.evidence.ListsSource;
import io.github.todoku.diagnosis.evidence.RecipientTlsSource;
import io.github.todoku.diagnosis.evidence.ReverseSource;
import io.github.todoku.diagnosis.evidence.SpfSource;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.ListingMeaning;
import io.github.todoku.mail.domain.InboundReport;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Writes down what a row advises, in the row's order, without what does not fit this case. */
final class RemedyWriter {
    private final DnsRun dns;
    private final SendingProfile profile;
    private final Inquiry inquiry;
    private final Evidence evidence;

    RemedyWriter(DnsRun dns, SendingProfile profile, Inquiry inquiry, Evidence evidence) {
        this.dns = dns;
        this.profile = profile;
        this.inquiry = inquiry;
        this.evidence = evidence;
    }

    /** At least one. Only the first one's records are forecast; the others are what to do where the first cannot be done. */
    CompletableFuture<List<Prescription>> write(DecisionRow row) {
        CompletableFuture<List<Prescription>> written = CompletableFuture.completedFuture(List.of());
        for (String key : row.remedies()) {
            if (fits(key, row)) {
                written = written.thenCompose(before -> next(key, before));
            }
        }
        return written.thenApply(all -> all.isEmpty() ? List.of(Prescription.none("none")) : all);
    }

    private CompletableFuture<List<Prescription>> next(String key, List<Prescription> before) {
        return write(key).thenCompose(next -> {
            if (before.isEmpty()) {
                return new ReceiverOutlook(dns, profile)
                        .judge(next, inquiry.facts())
                        .thenApply(List::of);
            }
            boolean standIn = !next.remedy().equals(key);
            List<Prescription> sum = new ArrayList<>(before);
            if (!standIn) {
                sum.add(next.withoutPrognosis());
            }
            return CompletableFuture.completedFuture(sum);
        });
    }

    private CompletableFuture<Prescription> write(String key) {
        if (DmarcRemedy.writes(key)) {
            return new DmarcRemedy(dns).write(key, evidence);
        }
        if (ReverseRemedy.writes(key)) {
            return new ReverseRemedy(dns, inquiry.means().registrable()).write(key, inquiry, evidence);
        }
        return new SpfRemedy(dns, profile, inquiry.means().services()).write(key, inquiry, evidence);
    }

    /** A reverse name is not asked for where one stands, a bounce address not of a service that has none, nor p=none twice. */
    private boolean fits(String key, DecisionRow row) {
        return switch (key) {
            case "set-reverse-name" -> row.asks("Reverse") || hasNoReverseName();
            case "align-mail-from" -> canBeAligned();
            case "relax-policy" -> isEnforced();
            case "look-at-recipient-servers" -> !sawRecipientServers();
            case "complete-authentication" -> lacksAuthentication();
            case "clean-host" -> isListedAs(ListingMeaning.EXPLOITED_HOST);
            case "use-providers-relay" -> isListedAs(ListingMeaning.END_USER_ADDRESS);
            default -> true;
        };
    }

    private boolean canBeAligned() {
        Optional<KnownService> known = evidence.of(KnownServiceSource.SOURCE);
        return known == null || known.isEmpty() || known.get().service().spf().aligned() != SendingService.Aligned.NO;
    }

    /** Whether every mail server of the recipient was looked at and showed what it does. */
    private boolean sawRecipientServers() {
        InboundReport inbound = evidence.of(RecipientTlsSource.SOURCE);
        return inbound != null
                && inbound.startTls().filter(seen -> !seen.cannotTell()).isPresent();
    }

    /** SPF does not pass, or no DMARC record stands, as far as either was looked at. */
    private boolean lacksAuthentication() {
        SpfResult spf = evidence.of(SpfSource.SOURCE);
        DmarcResult dmarc = evidence.of(DmarcSource.SOURCE);
        return (spf != null && !spf.isPass() && spf.verdict() != SpfVerdict.TEMPERROR)
                || (dmarc != null && dmarc.isMissing());
    }

    private boolean isListedAs(ListingMeaning meaning) {
        DnsblReport lists = evidence.of(ListsSource.SOURCE);
        return lists != null
                && lists.entries().stream()
                        .filter(DnsblReport.Entry::isListed)
                        .flatMap(entry -> entry.verdict().hits().stream())
                        .anyMatch(hit -> hit.meaning() == meaning);
    }

    private boolean hasNoReverseName() {
        ReverseCheck check = evidence.of(ReverseSource.SOURCE);
        return check != null
                && (check.state() == ReverseCheck.State.NO_NAME || check.state() == ReverseCheck.State.NOT_CONFIRMED);
    }

    private boolean isEnforced() {
        DmarcResult dmarc = evidence.of(DmarcSource.SOURCE);
        return dmarc != null && dmarc.applied().orElse(DmarcPolicy.NONE) != DmarcPolicy.NONE;
    }
}
