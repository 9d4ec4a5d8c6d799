package io.github.todoku.preflight;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport.Judgement;
import io.github.todoku.preflight.PreflightReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Judges one domain and its senders by the receivers' rules. */
final class PackJudge {
    private final PreflightRequest request;
    private final List<Row> rows;
    private final DomainFindings domain;

    PackJudge(PreflightRequest request, List<Row> rows, DomainFindings domain) {
        this.request = request;
        this.rows = rows;
        this.domain = domain;
    }

    List<Judgement> judge() {
        List<Judgement> judgements = new ArrayList<>();
        for (ReceiverPack pack : request.packs()) {
            for (ReceiverPack.Rule rule : pack.rules()) {
                judgements.add(new Judgement(pack.id(), rule, judge(pack, rule)));
            }
        }
        return judgements;
    }

    /** A rule that was not in force, or perhaps not, on the day that counts is not judged: its absence would say nothing. */
    private Finding judge(ReceiverPack pack, ReceiverPack.Rule rule) {
        return switch (pack.inForce(rule, request.asOf())) {
            case YES -> finding(rule.check());
            case NOT_YET -> PreflightFinding.NOT_YET_IN_FORCE.of(request.asOf(), String.valueOf(rule.since()));
            case UNKNOWN -> PreflightFinding.IN_FORCE_UNKNOWN.of(request.asOf(), rule.asOf());
        };
    }

    private Finding finding(ReceiverPack.Check check) {
        return switch (check) {
            case SPF_OR_DKIM -> either(spf());
            case SPF_AND_DKIM -> both(spf(), domain.dkim());
            case DMARC -> domain.dmarc();
            case ALIGNED -> aligned();
            case REVERSE -> addresses(Row::reverse);
            case REVERSE_NOT_GENERIC -> notGeneric();
            case DKIM_1024 -> domain.keySize();
            case DOMAIN_RESOLVES -> domain.resolves();
            case TLS -> shown(SampleMessage::tls, PreflightFinding.TLS);
            case SPAM_RATE -> PreflightFinding.SPAM_RATE.of("");
            case MESSAGE_FORMAT -> shown(SampleMessage::format, PreflightFinding.MESSAGE_FORMAT);
            case UNSUBSCRIBE -> shown(SampleMessage::unsubscribe, PreflightFinding.UNSUBSCRIBE);
            case FORWARDING -> PreflightFinding.FORWARDING.of("");
            case NO_GMAIL_FROM -> gmailFrom();
            case NOT_PUBLISHED -> PreflightFinding.NOT_PUBLISHED.of("");
        };
    }

    /** What the message shows, where there is one. */
    private Finding shown(Function<SampleMessage, Finding> what, PreflightFinding otherwise) {
        return request.message().map(what).orElseGet(() -> otherwise.of(""));
    }

    /** SPF of all senders; where none is named, the domain's record as such. */
    private Finding spf() {
        return rows.isEmpty() ? domain.spf() : worst(rows, Row::spf, PreflightFinding.NO_SENDER);
    }

    /** SPF that passes is enough. A key is worth as much where the mail is signed with it, which only the mail tells. */
    private Finding either(Finding spf) {
        if (spf.severity() == Severity.PASS) {
            return spf;
        }
        if (hasKey()) {
            return PreflightFinding.PASSES_IF_SIGNED.of(request.domain());
        }
        return spf.severity() == Severity.FAIL && domain.dkim().severity() == Severity.CANNOT_TELL
                ? domain.dkim()
                : spf;
    }

    private static Finding both(Finding spf, Finding dkim) {
        if (spf.severity() == Severity.FAIL || dkim.severity() == Severity.FAIL) {
            return spf.severity() == Severity.FAIL ? spf : dkim;
        }
        return spf.severity() == Severity.PASS ? dkim : spf;
    }

    private boolean hasKey() {
        return domain.dkim().severity() == Severity.PASS || domain.dkim().severity() == Severity.WARN;
    }

    private Finding aligned() {
        return worst(rows, this::aligned, PreflightFinding.NO_SENDER);
    }

    /** A key at the From domain aligns the mail that is signed with it; whether all mail is, only the mail tells. */
    private Finding aligned(Row row) {
        Finding spf = row.aligned();
        if (spf.severity() == Severity.PASS) {
            return spf;
        }
        if (hasKey()) {
            return PreflightFinding.ALIGNED_IF_SIGNED.of(request.domain());
        }
        boolean never = spf.severity() == Severity.FAIL || spf.kind() == PreflightFinding.SERVICE_NOT_ALIGNED;
        if (!never) {
            return spf.withSeverity(Severity.CANNOT_TELL);
        }
        Finding dkim = domain.dkim();
        return dkim.severity() == Severity.FAIL ? spf.withSeverity(Severity.FAIL) : dkim;
    }

    private Finding addresses(Function<Row, Finding> check) {
        return worst(rows.stream().filter(row -> !row.isService()).toList(), check, PreflightFinding.NO_ADDRESS);
    }

    private static Finding worst(List<Row> rows, Function<Row, Finding> check, PreflightFinding none) {
        return worst(rows.stream().map(check).toList(), none);
    }

    /** The first of the worst; without any, that. */
    static Finding worst(List<Finding> findings, PreflightFinding none) {
        for (Severity severity : List.of(Severity.FAIL, Severity.CANNOT_TELL, Severity.WARN, Severity.PASS)) {
            for (Finding each : findings) {
                if (each.severity() == severity) {
                    return each;
                }
            }
        }
        return none.of("");
    }

    /** A generic name is a warning elsewhere; where a receiver refuses it, it fails. */
    private Finding notGeneric() {
        Finding reverse = addresses(Row::reverse);
        return reverse.severity() == Severity.WARN ? reverse.withSeverity(Severity.FAIL) : reverse;
    }

    /** By the From domain, and by the message where there is one. */
    private Finding gmailFrom() {
        if (GmailFrom.isGmail(request.domain())) {
            return worst(rows, this::asGmail, PreflightFinding.NO_SENDER);
        }
        return request.message()
                .flatMap(SampleMessage::gmailAuthor)
                .map(PreflightFinding.GMAIL_FROM::of)
                .orElseGet(() -> PreflightFinding.NOT_GMAIL_FROM.of(request.domain()));
    }

    /** Who passes SPF for Gmail, aligned with it, is Gmail. */
    private Finding asGmail(Row row) {
        boolean fails = row.spf().severity() == Severity.FAIL || row.aligned().severity() == Severity.FAIL;
        if (fails || row.aligned().kind() == PreflightFinding.SERVICE_NOT_ALIGNED) {
            return PreflightFinding.GMAIL_FROM.of(request.domain());
        }
        return row.aligned().severity() == Severity.PASS
                ? row.spf()
                : row.aligned().withSeverity(Severity.CANNOT_TELL);
    }
}
