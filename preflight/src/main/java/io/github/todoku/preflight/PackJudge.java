package io.github.todoku.preflight;

import io.github.todoku.preflight.PreflightReport.Cell;
import io.github.todoku.preflight.PreflightReport.Judgement;
import io.github.todoku.preflight.PreflightReport.Row;
import io.github.todoku.preflight.PreflightReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            case UNKNOWN -> Cell.of(Status.NOT_RUN, PreflightReport.NOT_THEN + "unknown", request.asOf(), rule.asOf());
        };
    }

    private Cell finding(ReceiverPack.Check check) {
        return switch (check) {
            case SPF_OR_DKIM -> either(spf());
            case SPF_AND_DKIM -> both(spf(), domain.dkim());
            case DMARC -> domain.dmarc();
            case ALIGNED -> aligned();
            case REVERSE -> addresses(Row::reverse);
            case REVERSE_NOT_GENERIC -> notGeneric();
            case DKIM_1024 -> domain.keySize();
            case DOMAIN_RESOLVES -> domain.resolves();
            case TLS, SPAM_RATE, MESSAGE_FORMAT, UNSUBSCRIBE, FORWARDING, NO_GMAIL_FROM, NOT_PUBLISHED ->
                Cell.of(
                        Status.NOT_RUN,
                        PreflightReport.NOT_IN_DNS
                                + check.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        };
    }

    /** SPF of all senders; where none is named, the domain's record as such. */
    private Cell spf() {
        return rows.isEmpty() ? domain.spf() : worst(rows, Row::spf, "no-sender");
    }

    /** SPF that passes is enough. A key is worth as much where the mail is signed with it, which only the mail tells. */
    private Cell either(Cell spf) {
        if (spf.status() == Status.PASS) {
            return spf;
        }
        if (hasKey()) {
            return Cell.of(Status.WARN, "passes-if-signed", request.domain());
        }
        return spf.status() == Status.FAIL && domain.dkim().status() == Status.NOT_RUN ? domain.dkim() : spf;
    }

    private static Cell both(Cell spf, Cell dkim) {
        if (spf.status() == Status.FAIL || dkim.status() == Status.FAIL) {
            return spf.status() == Status.FAIL ? spf : dkim;
        }
        return spf.status() == Status.PASS ? dkim : spf;
    }

    private boolean hasKey() {
        return domain.dkim().status() == Status.PASS || domain.dkim().status() == Status.WARN;
    }

    private Cell aligned() {
        return worst(rows, this::aligned, "no-sender");
    }

    /** A key at the From domain aligns the mail that is signed with it; whether all mail is, only the mail tells. */
    private Cell aligned(Row row) {
        Cell spf = row.aligned();
        if (spf.status() == Status.PASS) {
            return spf;
        }
        if (hasKey()) {
            return Cell.of(Status.WARN, "aligned-if-signed", request.domain());
        }
        boolean never = spf.status() == Status.FAIL || spf.reason().equals(PreflightReport.NOT_ALIGNED);
        if (!never) {
            return new Cell(Status.NOT_RUN, spf.reason(), spf.about());
        }
        Cell dkim = domain.dkim();
        return dkim.status() == Status.FAIL ? new Cell(Status.FAIL, spf.reason(), spf.about()) : dkim;
    }

    private Cell addresses(Function<Row, Cell> check) {
        return worst(rows.stream().filter(row -> !row.service()).toList(), check, "no-address");
    }

    private static Cell worst(List<Row> rows, Function<Row, Cell> check, String none) {
        return worst(rows.stream().map(check).toList(), none);
    }

    /** The first of the worst; without any, not run for that reason. */
    static Cell worst(List<Cell> cells, String none) {
        for (Status status : List.of(Status.FAIL, Status.NOT_RUN, Status.WARN, Status.PASS)) {
            for (Cell cell : cells) {
                if (cell.status() == status) {
                    return cell;
                }
            }
        }
        return Cell.of(Status.NOT_RUN, none);
    }

    /** A generic name is a warning elsewhere; where a receiver refuses it, it fails. */
    private Cell notGeneric() {
        Cell reverse = addresses(Row::reverse);
        return reverse.status() == Status.WARN ? new Cell(Status.FAIL, reverse.reason(), reverse.about()) : reverse;
    }
}
