package io.github.todoku.render;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.client.ResolverCheck;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.ReverseCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DNS answers and names as JSON objects. */
final class DnsJson {
    private DnsJson() {}

    static Map<String, @Nullable Object> answers(List<DnsAnswer> answers) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put(
                "name",
                answers.isEmpty()
                        ? null
                        : JsonFields.text(answers.get(0).question().name()));
        object.put("answers", answers.stream().map(DnsJson::answer).toList());
        return object;
    }

    static Map<String, @Nullable Object> authoritative(AuthoritativeReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("name", JsonFields.text(report.question().name()));
        object.put("type", report.question().type().name());
        object.put("zone", JsonFields.text(report.zone()));
        object.put("hosts", JsonFields.texts(report.hosts()));
        object.put("unasked", JsonFields.texts(report.unasked()));
        object.put("agree", report.agree());
        object.put("sameSerial", report.sameSerial());
        object.put("stale", report.isStale().orElse(null));
        object.put("ageSeconds", report.age().map(Duration::toSeconds).orElse(null));
        object.put("cached", answer(report.cached()));
        object.put("servers", report.servers().stream().map(DnsJson::server).toList());
        return object;
    }

    private static Map<String, @Nullable Object> server(AuthoritativeReport.ServerAnswer server) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("host", JsonFields.text(server.host()));
        object.put("address", JsonFields.text(server.address()));
        object.put("authoritative", server.isAuthoritative());
        object.put("answer", answer(server.answer()));
        object.put("serial", server.serial());
        object.put("tookMillis", server.took().toMillis());
        return object;
    }

    static Map<String, @Nullable Object> answer(DnsAnswer answer) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", JsonFields.text(answer.question().name()));
        object.put("type", answer.question().type().name());
        if (answer instanceof DnsAnswer.Found found) {
            object.put("outcome", "FOUND");
            object.put("owner", JsonFields.text(found.owner()));
            object.put("ttlSeconds", found.ttl().toSeconds());
            object.put("records", found.records().stream().map(DnsJson::record).toList());
        } else if (answer instanceof DnsAnswer.TempFail failed) {
            object.put("outcome", "TEMP_FAIL");
            object.put("reason", failed.reason().name());
            object.put("detail", failed.detail());
        } else {
            object.put("outcome", answer instanceof DnsAnswer.NoData ? "NO_DATA" : "NX_DOMAIN");
        }
        object.put("aliases", JsonFields.texts(answer.aliases()));
        return object;
    }

    private static Map<String, @Nullable Object> record(DnsRecord record) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("text", record.toText());
        if (record instanceof DnsRecord.Txt txt) {
            object.put("strings", txt.strings());
            object.put("joined", txt.joined());
        }
        return object;
    }

    static Map<String, @Nullable Object> reverse(ReverseCheck check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(reverseFields(check));
        return object;
    }

    static Map<String, @Nullable Object> reverseFields(ReverseCheck check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("address", JsonFields.text(check.address()));
        object.put("state", check.state().name());
        object.put("names", JsonFields.texts(check.names()));
        object.put("confirmed", JsonFields.texts(check.confirmed()));
        object.put("looksGeneric", check.looksGeneric());
        object.put("failures", check.failures());
        return object;
    }

    static Map<String, @Nullable Object> resolvers(ResolverCheck check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("unansweredMillis", check.unanswered().toMillis());
        object.put("servers", check.servers().stream().map(DnsJson::server).toList());
        return object;
    }

    private static Map<String, @Nullable Object> server(ResolverCheck.Server server) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("address", JsonFields.text(server.address().getAddress()));
        object.put("port", server.address().getPort());
        object.put("answer", answer(server.answer()));
        object.put("tookMillis", server.took().toMillis());
        object.put("rewritesNxDomain", server.rewritesNxDomain().name());
        object.put("answersTcp", server.answersTcp().name());
        return object;
    }

    static Map<String, @Nullable Object> mailDomain(MailDomainCheck check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(check.domain()));
        object.put("state", check.state().name());
        object.put("exchanges", JsonFields.texts(check.exchanges()));
        object.put("failure", check.failure());
        return object;
    }
}
