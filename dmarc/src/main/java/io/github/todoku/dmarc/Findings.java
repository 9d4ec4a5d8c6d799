package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a walk and its record. */
final class Findings {
    private final List<DmarcProblem> problems = new ArrayList<>();

    private Findings() {}

    static List<DmarcProblem> of(
            DmarcWalk walk, PolicyChoice choice, List<String> atTheDomain, List<ReportDestination> destinations) {
        Findings findings = new Findings();
        findings.policy(walk, choice);
        boolean own = walk.steps().get(0).record() != null; // what stands above it then matters to others
        walk.steps().subList(0, own ? 1 : walk.steps().size()).forEach(findings::step);
        for (String text : atTheDomain) {
            if (looksLikeDmarc(text)) {
                findings.add(Kind.AT_WRONG_NAME, walk.domain().toString(), RecordReader.shortened(text));
            }
        }
        for (ReportDestination destination : destinations) {
            if (destination.state() == ReportDestination.State.REFUSED) {
                findings.add(
                        Kind.DESTINATION_REFUSES,
                        String.valueOf(
                                choice.step() == null ? "" : choice.step().domain()),
                        destination.host().toString());
            }
        }
        return findings.problems;
    }

    private void policy(DmarcWalk walk, PolicyChoice choice) {
        DmarcWalk.Step step = choice.step();
        if (step != null && step.record() != null) {
            String owner = "_dmarc." + step.domain();
            step.record().problems().forEach(p -> problems.add(p.at(owner)));
        } else if (choice.known()) {
            add(Kind.NO_RECORD, walk.domain().toString(), walk.domain().toString());
        }
        for (DmarcWalk.Step each : walk.steps()) {
            if (each.outcome() == DmarcWalk.Outcome.FAILED) {
                add(Kind.DNS_FAILED, "_dmarc." + each.domain(), "_dmarc." + each.domain());
            }
        }
    }

    private void step(DmarcWalk.Step step) {
        String owner = "_dmarc." + step.domain();
        if (step.outcome() == DmarcWalk.Outcome.SEVERAL) {
            long count = step.texts().stream().filter(DmarcRecord::isDmarc).count();
            add(Kind.MULTIPLE_RECORDS, owner, Long.toString(count));
        }
        for (String text : step.texts()) {
            if (!DmarcRecord.isDmarc(text) && step.record() == null) {
                if (looksLikeDmarc(text)) {
                    add(Kind.NEAR_MISS, owner, RecordReader.shortened(text));
                } else if (text.regionMatches(true, 0, "v=spf1", 0, 6)) {
                    add(Kind.SPF_AT_DMARC, owner, RecordReader.shortened(text));
                }
            }
        }
    }

    /** The version stands somewhere: behind a pasted name or {@code Value:}, in another case, without its semicolon. */
    static boolean looksLikeDmarc(String text) {
        return DmarcRecord.versionAt(text) >= 0;
    }

    private void add(Kind kind, String owner, String detail) {
        problems.add(DmarcProblem.of(kind, owner, detail));
    }
}
