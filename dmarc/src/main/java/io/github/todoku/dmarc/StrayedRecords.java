package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Where the record of a domain lands by mistake: without its underscore, with the label twice, or with the domain twice. */
final class StrayedRecords {
    private static final DnsName WITHOUT_UNDERSCORE = DnsName.of("dmarc");

    private StrayedRecords() {}

    /**
     * A text that was meant as the record.
     *
     * @param place where it stands
     * @param txt the text
     */
    record Strayed(DnsName place, DnsRecord.Txt txt) {}

    /** Asks all the names at once; a question without an answer finds nothing. */
    static CompletableFuture<List<Strayed>> of(DnsRun run, DnsName domain) {
        Optional<DnsName> name = TreeWalk.PREFIX.below(domain);
        List<CompletableFuture<List<Strayed>>> asked = Stream.of(
                        WITHOUT_UNDERSCORE.below(domain),
                        name.flatMap(TreeWalk.PREFIX::below),
                        name.flatMap(each -> each.below(domain)))
                .flatMap(Optional::stream)
                .map(place -> at(run, place))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    List<Strayed> found = new ArrayList<>();
                    asked.forEach(each -> found.addAll(each.join()));
                    return found;
                });
    }

    private static CompletableFuture<List<Strayed>> at(DnsRun run, DnsName place) {
        return run.resolve(new DnsQuestion(place, RecordType.TXT), run.deadline())
                .toCompletableFuture()
                .thenApply(answer -> answer.isFailure()
                        ? List.of()
                        : DmarcRecord.texts(answer, true).stream()
                                .map(txt -> new Strayed(place, txt))
                                .toList());
    }
}
