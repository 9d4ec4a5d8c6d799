package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsAnswer.Reason;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.SpfRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a domain's records. It asks a level, waits without holding a thread, reads what came and asks the next
 * one. Wake-ups come from any thread; one runs at a time, and none recurses however deep the records are.
 */
final class WalkRun {
    private final DnsRun dns;
    private final DnsName domain;
    private final CompletableFuture<SpfTree> result = new CompletableFuture<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Map<DnsQuestion, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
    private final Map<DnsQuestion, DnsAnswer> answers = new LinkedHashMap<>();
    private final Map<DnsName, @Nullable SpfRecord> records = new LinkedHashMap<>();
    private List<DnsQuestion> level = new ArrayList<>();
    private boolean waiting;
    private int octets;

    WalkRun(DnsRun dns, DnsName domain) {
        this.dns = dns;
        this.domain = Objects.requireNonNull(domain, "domain");
    }

    /** A tree of which nothing is known. */
    static SpfTree unwalked(DnsName domain) {
        DnsAnswer none =
                new DnsAnswer.TempFail(new DnsQuestion(domain, RecordType.TXT), Reason.TIMEOUT, "no answer in time");
        return tree(domain, Map.of(domain, new SpfTree.Node(domain, none, List.of(), null, List.of())));
    }

    CompletableFuture<SpfTree> start() {
        ask(domain, RecordType.TXT);
        wake();
        return result;
    }

    private void wake() {
        if (wakeUps.getAndIncrement() > 0) {
            return; // the thread that runs goes round again
        }
        int seen = 1;
        do {
            try {
                round();
            } catch (Throwable broken) { // a fault of ours, or an Error: whoever waits must hear of it
                result.completeExceptionally(broken);
            }
            seen = wakeUps.addAndGet(-seen);
        } while (seen > 0);
    }

    private void round() {
        while (!result.isDone()) {
            if (level.isEmpty()) {
                result.complete(tree());
                return;
            }
            CompletableFuture<Void> all = levelStage();
            if (!all.isDone()) {
                if (!waiting) {
                    waiting = true;
                    var unused = all.whenComplete((done, failure) -> wake());
                }
                return;
            }
            waiting = false;
            readLevel();
        }
    }

    private CompletableFuture<Void> levelStage() {
        return CompletableFuture.allOf(
                level.stream().map(asked::get).filter(Objects::nonNull).toArray(CompletableFuture<?>[]::new));
    }

    private void readLevel() {
        List<DnsQuestion> answered = level;
        level = new ArrayList<>();
        for (DnsQuestion question : answered) {
            DnsAnswer answer = Objects.requireNonNull(asked.get(question)).join();
            answers.put(question, answer);
            if (question.type() == RecordType.TXT) {
                readRecord(question, answer);
            } else if (question.type() == RecordType.MX && !answer.isFailure()) {
                TreeBranches.mailHosts(answer).forEach(this::askAddresses);
            }
        }
    }

    private void readRecord(DnsQuestion question, DnsAnswer answer) {
        List<String> texts = SpfRecord.textsIn(answer);
        SpfRecord record = null;
        if (texts.size() == 1) {
            octets += texts.get(0).length();
            if (octets > SpfWalker.MAX_OCTETS) {
                answers.put(
                        question,
                        new DnsAnswer.TempFail(
                                question,
                                Reason.TOO_MANY_QUESTIONS,
                                "the walk reads " + SpfWalker.MAX_OCTETS + " octets of records, and no more"));
            } else {
                record = SpfRecord.parse(texts.get(0));
            }
        }
        records.put(question.name(), record);
        if (record != null) {
            for (SpfTree.Branch branch : TreeBranches.of(question.name(), record, answers)) {
                if (branch.reached() && branch.target() != null) {
                    ask(branch, branch.target());
                }
            }
        }
    }

    private void ask(SpfTree.Branch branch, DnsName target) {
        Mechanism mechanism = branch.mechanism();
        if (branch.leadsOn()) {
            ask(target, RecordType.TXT);
        } else if (mechanism instanceof Mechanism.A) {
            askAddresses(target);
        } else if (mechanism instanceof Mechanism.Mx) {
            ask(target, RecordType.MX);
        } else if (mechanism instanceof Mechanism.Exists) {
            ask(target, RecordType.A);
        }
    }

    private void askAddresses(DnsName host) {
        ask(host, RecordType.A);
        ask(host, RecordType.AAAA);
    }

    private void ask(DnsName name, RecordType type) {
        DnsQuestion question = new DnsQuestion(name, type);
        if (!asked.containsKey(question)) {
            asked.put(question, dns.resolve(question, dns.deadline()).toCompletableFuture());
            level.add(question);
        }
    }

    private SpfTree tree() {
        Map<DnsName, SpfTree.Node> nodes = new LinkedHashMap<>();
        records.forEach((name, record) -> {
            DnsAnswer answer = Objects.requireNonNull(answers.get(new DnsQuestion(name, RecordType.TXT)));
            List<SpfTree.Branch> branches = record == null ? List.of() : TreeBranches.of(name, record, answers);
            nodes.put(name, new SpfTree.Node(name, answer, SpfRecord.textsIn(answer), record, branches));
        });
        return tree(domain, nodes);
    }

    private static SpfTree tree(DnsName domain, Map<DnsName, SpfTree.Node> nodes) {
        TreeCosts costs = new TreeCosts(domain, nodes);
        PassingAddresses passing = new PassingAddresses(domain, nodes, costs.childrenFirst());
        return new SpfTree(
                domain,
                nodes,
                costs.costs(),
                costs.loops(),
                costs.duplicates(),
                passing.networks(),
                passing.addresses(),
                passing.meant(),
                passing.isCounted());
    }
}
