package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.spf.SpfRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a name publishes as SPF: the records, and where there are none the texts that were meant as such.
 *
 * @param meant each text with the record that was meant
 * @param otherTxt the other texts, which stay
 * @param findings what was repaired, and what stands beside without effect
 */
record PublishedSpf(List<MeantRecord> meant, List<DnsRecord.Txt> otherTxt, List<Finding> findings) {
    PublishedSpf {
        meant = List.copyOf(meant);
        otherTxt = List.copyOf(otherTxt);
        findings = List.copyOf(findings);
    }

    static PublishedSpf of(DnsAnswer answer) {
        List<DnsRecord.Txt> all = answer.records(DnsRecord.Txt.class);
        boolean stands = all.stream().anyMatch(txt -> SpfRecord.isSpf(txt.joined()));
        List<MeantRecord> meant = new ArrayList<>();
        List<DnsRecord.Txt> others = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (DnsRecord.Txt txt : all) {
            Optional<MeantRecord> read = MeantRecord.of(txt.joined());
            boolean current = read.filter(MeantRecord::isCurrent).isPresent();
            if (read.isPresent() && current && (!stands || SpfRecord.isSpf(txt.joined()))) {
                meant.add(read.get());
                findings.addAll(read.get().repairs());
            } else {
                others.add(txt);
                read.ifPresent(dead -> findings.add(told(dead)));
            }
        }
        if (meant.isEmpty()) {
            // whether it holds its owner knows: a record made without it would forget it
            findings.replaceAll(each -> each.details().size() > 2
                    ? SpfPlanFinding.RETIRED_TEXT.about(each.details().toArray(new String[0]))
                    : each);
        }
        return new PublishedSpf(meant, others, findings);
    }

    private static Finding told(MeantRecord dead) {
        String text = PastedText.decoded(dead.published());
        return dead.isCurrent()
                ? SpfPlanFinding.DEAD_TEXT.about(text, dead.text())
                : SpfPlanFinding.DEAD_TEXT.about(text, dead.text(), dead.foreword());
    }

    /** The texts as they stand. */
    List<String> published() {
        return meant.stream().map(MeantRecord::published).toList();
    }

    /** The records that were meant, their terms mended. */
    List<String> texts() {
        return meant.stream().flatMap(each -> each.mended().stream()).toList();
    }

    /** Whether what stands is not what was meant. */
    boolean isRepaired() {
        return !texts().equals(published());
    }

    /** The words of the plan's text as they stand to what is published, where that was repaired. */
    List<DiffWord> diff(List<DiffWord> planned) {
        if (!isRepaired()) {
            return planned;
        }
        List<String> written = new ArrayList<>();
        published()
                .forEach(text -> written.addAll(
                        Arrays.asList(PastedText.decoded(text).strip().split("\\s+", -1))));
        List<DiffWord> words = new ArrayList<>();
        for (DiffWord word : planned) {
            boolean stood = written.remove(word.text());
            if (word.op() != Op.REMOVE) {
                words.add(new DiffWord(stood ? Op.KEEP : Op.ADD, word.text()));
            } else if (stood) {
                words.add(word);
            }
        }
        written.forEach(word -> words.add(new DiffWord(Op.REMOVE, word)));
        return words;
    }
}
