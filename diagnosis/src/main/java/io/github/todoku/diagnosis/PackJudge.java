package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.PreflightReport.Cell;
import io.github.todoku.diagnosis.PreflightReport.Judgement;
import io.github.todoku.diagnosis.PreflightReport.Row;
import io.github.todoku.diagnosis.PreflightReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges one domain and its senders by the receivers' rules. */
final class PackJudge {
    private final PreflightRequest request;
    private final List<Row> rows;
    private final Cell domainSpf;
    private final Cell dkim;
    private final Cell dmarc;
    private final @Nullable MailDomainCheck mailDomain;

    PackJudge(
            PreflightRequest request,
            List<Row> rows,
            Cell domainSpf,
            Cell dkim,
            Cell dmarc,
            @Nullable MailDomainCheck mailDomain) {
        this.request = request;
        this.rows = rows;
        this.domainSpf = domainSpf;
        this.dkim = dkim;
        this.dmarc = dmarc;
        this.mailDomain = mailDomain;
    }

    List<Judgement> judge() {
        List<Judgement> judgements = new ArrayList<>();
        for (ReceiverPack pack : request.packs()) {
            for (ReceiverPack.Rule rule : pack.rules()) {
                judgements.add(new Judgement(pack, rule, judge(pack, rule)));
            }
        }
        return judgements;
    }

    /** A rule that was not in force, or perhaps not, on the day that counts is not run: its absence would say nothing. */
    private Cell judge(ReceiverPack pack, ReceiverPack.Rule rule) {
        return switch (pack.inForce(rule, request.asOf())) {
            case YES -> finding(rule.check());
            case NOT_YET ->
                Cell.of(
                        Status.NOT_RUN,
                        PreflightReport.NOT_THEN + "not-yet",
                        request.asOf(),
                        String.valueOf(rule.since()));
            case UNKNOWN -> Cell.of(Status.NOT_RUN, PreflightReport.NOT_THEN + "unknown", request.asOf(), pack.asOf());
        };
    }

    private Cell finding(ReceiverPack.Check check) {
        return switch (check) {
            case SPF_OR_DKIM -> either(spf(), dkim);
            case SPF_AND_DKIM -> both(spf(), dkim);
            case DMARC -> dmarc;
            case ALIGNED -> aligned();
            case REVERSE -> addresses(Row::reverse);
            case REVERSE_NOT_GENERIC -> notGeneric();
            case DKIM_1024 -> dkim;
            case DOMAIN_RESOLVES -> resolves();
            case TLS, SPAM_RATE, MESSAGE_FORMAT, UNSUBSCRIBE, FORWARDING, NO_GMAIL_FROM, NOT_PUBLISHED ->
                Cell.of(
                        Status.NOT_RUN,
                        PreflightReport.NOT_IN_DNS
                                + check.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        };
    }

    /** SPF of all senders; where none is named, the domain's record as such. */
    private Cell spf() {
        return rows.isEmpty() ? domainSpf : worst(Row::spf);
    }

    /** One that passes is enough; one that is not known leaves it open. */
    private static Cell either(Cell spf, Cell dkim) {
        if (spf.status() == Status.PASS || dkim.status() == Status.PASS) {
            return spf.status() == Status.PASS ? spf : dkim;
        }
        return spf.status() == Status.NOT_RUN ? spf : dkim.status() == Status.NOT_RUN ? dkim : spf;
    }

    private static Cell both(Cell spf, Cell dkim) {
        if (spf.status() == Status.FAIL || dkim.status() == Status.FAIL) {
            return spf.status() == Status.FAIL ? spf : dkim;
        }
        return spf.status() == Status.PASS ? dkim : spf;
    }

    /** A key at the From domain aligns the mail that is signed with it; whether all mail is, only the mail tells. */
    private Cell aligned() {
        Cell spf = worst(Row::aligned);
        boolean key = dkim.status() == Status.PASS || dkim.status() == Status.WARN;
        if (spf.status() == Status.PASS || (key && spf.status() == Status.NOT_RUN)) {
            return spf;
        }
        return key ? Cell.of(Status.WARN, "aligned-if-signed", request.domain()) : either(spf, dkim);
    }

    private Cell worst(Function<Row, Cell> check) {
        return worst(rows, check, "no-sender");
    }

    private Cell addresses(Function<Row, Cell> check) {
        return worst(rows.stream().filter(row -> !row.service()).toList(), check, "no-address");
    }

    private static Cell worst(List<Row> rows, Function<Row, Cell> check, String none) {
        Cell worst = null;
        for (Status status : List.of(Status.FAIL, Status.NOT_RUN, Status.WARN, Status.PASS)) {
            for (Row row : rows) {
                Cell cell = check.apply(row);
                if (worst == null && cell.status() == status) {
                    worst = cell;
                }
            }
        }
        return worst == null ? Cell.of(Status.NOT_RUN, none) : worst;
    }

    /** A generic name is a warning elsewhere; where a receiver refuses it, it fails. */
    private Cell notGeneric() {
        Cell reverse = addresses(Row::reverse);
        return reverse.status() == Status.WARN ? new Cell(Status.FAIL, reverse.reason(), reverse.about()) : reverse;
    }

    private Cell resolves() {
        if (mailDomain == null || mailDomain.state() == MailDomainCheck.State.UNKNOWN) {
            return Cell.of(Status.NOT_RUN, "no-answer", request.domain());
        }
        boolean there = mailDomain.state() != MailDomainCheck.State.NO_SUCH_NAME;
        return Cell.of(there ? Status.PASS : Status.FAIL, there ? "resolves" : "no-such-name", request.domain());
    }
}
