package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records made to cost: the walk, and a report with a walk of its own, stay within their bounds on a stack of 256 KB. */
@Timeout(60)
class HostileTreeTest {
    private static final DnsName DOMAIN = DnsName.of("n0.example");

    private static SpfTree walk(InMemoryDns dns) {
        CompletableFuture<SpfTree> tree = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        SpfTree walked = SpfWalker.using(dns).check(DOMAIN);
                        assertThat(walked.toString()).isNotEmpty();
                        assertThat(SpfLinter.using(dns).check(DOMAIN).checks())
                                .hasSizeLessThan(SpfRule.values().length * ReportDraft.MAX_ITEMS);
                        tree.complete(walked);
                    } catch (Throwable broken) {
                        tree.completeExceptionally(broken);
                    }
                },
                "walk",
                256 << 10);
        thread.start();
        SpfTree walked = tree.join();
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(SpfWalker.MAX_QUESTIONS + SpfLinter.MAX_QUESTIONS);
        return walked;
    }

    private static InMemoryDns chain(int length, IntFunction<String> record) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < length; i++) {
            zone.append("n")
                    .append(i)
                    .append(".example. TXT ")
                    .append(quoted(record.apply(i)))
                    .append('\n');
        }
        return InMemoryDns.zone(zone.toString());
    }

    private static String quoted(String text) {
        StringBuilder strings = new StringBuilder();
        for (int i = 0; i < text.length(); i += 255) {
            strings.append(" \"")
                    .append(text, i, Math.min(text.length(), i + 255))
                    .append('"');
        }
        return strings.toString();
    }

    private static String many(int count, IntFunction<String> term) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = 0; i < count; i++) {
            record.append(' ').append(term.apply(i));
        }
        return record + " -all";
    }

    @Test
    void aChainOfThousandsEndsAtTheBound() {
        SpfTree tree = walk(chain(3000, i -> "v=spf1 include:n" + (i + 1) + ".example -all"));
        assertThat(tree.cannotTell()).isTrue();
        assertThat(tree.cost().lookups()).isEqualTo(SpfWalker.MAX_QUESTIONS);
    }

    @Test
    void thousandsOfIncludesEndAtTheBound() {
        SpfTree tree = walk(chain(1, i -> many(3000, k -> "include:x" + k + ".example")));
        assertThat(tree.cannotTell()).isTrue();
        assertThat(tree.cost().lookups()).isEqualTo(3000);
    }

    @Test
    void waysThatDoubleAtEveryStepAreCountedUpToTheHighestCount() {
        SpfTree tree = walk(chain(60, i -> many(2, k -> "include:n" + (i + 1) + ".example")));
        assertThat(tree.cost().lookups()).isEqualTo(SpfCost.HIGHEST_COUNT);
    }

    @Test
    void everyRecordThatIncludesEveryOtherIsALoopAndEnds() {
        SpfTree tree = walk(chain(100, i -> many(100, k -> "include:n" + k + ".example")));
        assertThat(tree.loops()).hasSize(SpfTree.MAX_LISTED);
    }

    @Test
    void twentyThousandTermsAreRead() {
        SpfTree tree = walk(chain(
                1, i -> many(20_000, k -> (k % 2 == 0 ? "-ip4:10.0." : "ip4:10.1.") + (k / 256) + "." + (k % 256))));
        assertThat(tree.networks()).hasSize(10_000);
        assertThat(tree.ip4Addresses()).isEqualTo(10_000);
    }

    @Test
    void twentyThousandHostsEndAtTheBound() {
        SpfTree tree = walk(chain(1, i -> many(3000, k -> "a:h" + k + ".example")));
        assertThat(tree.cannotTell()).isTrue();
    }

    @Test
    void moreTextThanTheBoundIsNotRead() {
        String networks =
                many(2900, k -> "ip4:10.0." + (k / 256) + "." + (k % 256)).replace(" -all", "");
        SpfTree tree = walk(chain(30, i -> networks + " include:n" + (i + 1) + ".example -all"));
        assertThat(tree.cannotTell()).isTrue();
        assertThat(tree.nodes()).hasSizeLessThan(30);
        assertThat(tree.ip4Addresses()).isEqualTo(2900);
    }
}
