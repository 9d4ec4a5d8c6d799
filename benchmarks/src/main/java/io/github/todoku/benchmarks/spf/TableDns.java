package io.github.todoku.benchmarks.spf;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.jspecify.annotations.Nullable;

/** Both sides' DNS: a table of answers made before the clock runs, so that a lookup is one look into a map. */
final class TableDns implements DnsResolver {
    private final Map<DnsQuestion, CompletableFuture<DnsAnswer>> answers = new ConcurrentHashMap<>();
    private final DnsResolver world;

    TableDns(DnsResolver world) {
        this.world = world;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        CompletableFuture<DnsAnswer> answer = answers.get(question);
        if (answer == null) {
            answer = world.resolve(question, deadline).toCompletableFuture();
            answers.put(question, answer);
        }
        return answer;
    }

    /** The same world as JSPF wants it: texts by name and type, null where there is nothing. */
    static final class ForJspf implements DNSService {
        private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
        private final DnsResolver world;

        ForJspf(DnsResolver world) {
            this.world = world;
        }

        @Override
        public @Nullable List<String> getRecords(DNSRequest request) {
            String key = request.getRecordType() + request.getHostname();
            List<String> found = answers.get(key);
            if (found == null) {
                found = texts(request);
                answers.put(key, found);
            }
            return found.isEmpty() ? null : new ArrayList<>(found); // a copy: JSPF takes records out of the list
        }

        private List<String> texts(DNSRequest request) {
            RecordType type = switch (request.getRecordType()) {
                case DNSRequest.A -> RecordType.A;
                case DNSRequest.AAAA -> RecordType.AAAA;
                case DNSRequest.MX -> RecordType.MX;
                case DNSRequest.PTR -> RecordType.PTR;
                case DNSRequest.TXT -> RecordType.TXT;
                default -> RecordType.SPF;
            };
            DnsAnswer answer = world.resolve(DnsQuestion.of(request.getHostname(), type), Deadline.NEVER)
                    .toCompletableFuture()
                    .join();
            List<String> texts = new ArrayList<>();
            for (DnsRecord each : answer.records(DnsRecord.class)) {
                if (each instanceof DnsRecord.Txt txt) {
                    texts.add(txt.joined());
                } else if (each instanceof DnsRecord.Mx mx) {
                    texts.add(mx.exchange().toString());
                } else {
                    texts.add(each.toText());
                }
            }
            return texts;
        }

        @Override
        public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
            return CompletableFuture.completedFuture(getRecords(request));
        }

        @Override
        public List<String> getLocalDomainNames() {
            return List.of("mx.receiver.example");
        }

        @Override
        public void setTimeOut(int seconds) {}

        @Override
        public int getRecordLimit() {
            return 10;
        }

        @Override
        public void setRecordLimit(int limit) {}
    }
}
