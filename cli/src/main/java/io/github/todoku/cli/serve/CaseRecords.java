package io.github.todoku.cli.serve;

import io.github.todoku.bounce.Cause;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Remedy;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfRecord;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SPF and DMARC records that a bounce turns on, to be tried out for the mail that came back: those that are proposed, else those
 * that it was decided on.
 */
final class CaseRecords {
    private final Case of;
    private final @Nullable TriedMail mail;
    private final Map<Pasted.Kind, Answer.Editable> records = new EnumMap<>(Pasted.Kind.class);

    private CaseRecords(Case of) {
        this.of = of;
        this.mail = mail(of);
    }

    static List<Answer.Editable> of(Case examined) {
        CaseRecords records = new CaseRecords(examined);
        examined.remedy().ifPresent(records::proposed);
        if (examined.bounceCause() == Cause.AUTHENTICATION) {
            records.found();
        }
        return records.records.values().stream()
                .map(each -> each.with(records.mail))
                .toList();
    }

    /** As the case itself was checked. */
    private static @Nullable TriedMail mail(Case examined) {
        Optional<Proof.Spf> spf = examined.proof(Proof.Spf.class);
        DnsName sender = spf.map(Proof.Spf::domain).orElse(examined.facts().domain());
        InetAddress client = spf.map(Proof.Spf::client).orElse(examined.facts().clientAddress());
        return sender == null || client == null
                ? null
                : new TriedMail(client, sender, examined.facts().fromDomain());
    }

    private void proposed(Remedy remedy) {
        for (RecordChange each : remedy.records()) {
            if (SpfRecord.isSpf(each.after())) {
                records.putIfAbsent(Pasted.Kind.SPF, Answer.Editable.of(Pasted.Kind.SPF, each.owner(), each.after()));
            } else if (DmarcRecord.isDmarc(each.after())) {
                each.owner()
                        .parent()
                        .ifPresent(domain -> records.putIfAbsent(
                                Pasted.Kind.DMARC, Answer.Editable.of(Pasted.Kind.DMARC, domain, each.after())));
            }
        }
    }

    /** What stands there today; what is proposed in its place comes first. */
    private void found() {
        of.proof(Proof.Spf.class).ifPresent(this::spf);
        of.proof(Proof.Dmarc.class)
                .ifPresent(dmarc -> RecordAnswers.editable(dmarc.result())
                        .forEach(each -> records.putIfAbsent(Pasted.Kind.DMARC, each)));
    }

    private void spf(Proof.Spf spf) {
        SpfLookup asked = spf.result().trace().lookup();
        if (asked == null || asked.answer().isFailure()) {
            return;
        }
        List<String> texts = asked.answer().records(DnsRecord.Txt.class).stream()
                .map(DnsRecord.Txt::joined)
                .filter(SpfRecord::isSpf)
                .toList();
        if (texts.isEmpty()) {
            records.putIfAbsent(
                    Pasted.Kind.SPF, Answer.Editable.begun(Pasted.Kind.SPF, spf.domain(), RecordAnswers.NOBODY));
        } else if (texts.size() == 1) {
            records.putIfAbsent(Pasted.Kind.SPF, Answer.Editable.of(Pasted.Kind.SPF, spf.domain(), texts.get(0)));
        }
    }
}
