package io.github.todoku.feedback.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/** Writes a summary as JSON: what is a set of numbers as base64 of eight octets each. */
final class SummaryWriter {
    /** A string stays far below what readers of JSON take. */
    private static final int NUMBERS_A_STRING = 6_000;

    private final JsonGenerator json;

    private SummaryWriter(JsonGenerator json) {
        this.json = json;
    }

    static void write(ReportSummary summary, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new SummaryWriter(json).summary(summary);
        }
    }

    /** The same as a text, to tell summaries of a few reports from each other. */
    static String text(ReportSummary summary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(summary, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is memory
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void summary(ReportSummary summary) throws IOException {
        json.writeStartObject();
        json.writeNumberField("reportSummary", ReportSummary.FORMAT);
        json.writeNumberField("duplicates", summary.duplicates);
        json.writeNumberField("incomplete", summary.incomplete);
        json.writeNumberField("countedTwice", summary.countedTwice);
        json.writeNumberField("messagesOfOtherDomains", summary.messagesOfOtherDomains);
        json.writeNumberField("sessionsOfOtherDomains", summary.sessionsOfOtherDomains);
        json.writeNumberField("failuresOfOtherDomains", summary.failuresOfOtherDomains);
        json.writeBooleanField("seenIsFull", summary.seen.isFull());
        numbers("seen", summary.seen.sorted());
        counts("refused", summary.refused);
        counts("notes", summary.notes);
        counts("failures", summary.failures);
        json.writeObjectFieldStart("tls");
        for (Map.Entry<String, TlsSummary> each : summary.tls.entrySet()) {
            json.writeObjectFieldStart(each.getKey());
            json.writeNumberField("reports", each.getValue().reports());
            json.writeNumberField("succeeded", each.getValue().succeeded());
            json.writeNumberField("failed", each.getValue().failed());
            counts("failures", each.getValue().failures());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("domains");
        for (DomainSummary each : summary.domains.values()) {
            domain(each);
        }
        json.writeEndObject();
        json.writeNumberField("tornGivenUp", summary.givenUp.others());
        json.writeObjectFieldStart("givenUp");
        for (Map.Entry<Long, GivenUpReports.Loss> each :
                summary.givenUp.losses().entrySet()) {
            json.writeArrayFieldStart(Long.toHexString(each.getKey()));
            json.writeString(each.getValue().domain());
            json.writeNumber(each.getValue().day());
            json.writeNumber(each.getValue().messages());
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("torn");
        for (Map.Entry<Long, ReportSummary> each : summary.torn.parts().entrySet()) {
            json.writeFieldName(Long.toHexString(each.getKey()));
            summary(each.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void domain(DomainSummary domain) throws IOException {
        json.writeObjectFieldStart(domain.domain);
        json.writeNumberField("reports", domain.reports);
        json.writeNumberField("rows", domain.rows);
        json.writeNumberField("badCounts", domain.badCounts);
        json.writeNumberField("firstSecond", domain.firstSecond);
        json.writeNumberField("lastSecond", domain.lastSecond);
        json.writeNumberField("lastMildSecond", domain.lastMildSecond);
        json.writeNumberField("lastUntriedQuarantine", domain.lastUntriedQuarantine);
        json.writeNumberField("lastUntriedReject", domain.lastUntriedReject);
        json.writeNumberField("undated", domain.undated);
        json.writeNumberField("givenUp", domain.givenUp);
        PublishedPolicy policy = domain.policy;
        if (policy != null) {
            json.writeObjectFieldStart("policy");
            json.writeStringField("p", policy.p());
            json.writeStringField("sp", policy.sp());
            json.writeStringField("trial", policy.trial());
            json.writeNumberField("atSecond", policy.atSecond());
            json.writeEndObject();
        }
        hitters("traffic", domain.traffic, Traffic.Key::text);
        hitters("days", domain.days.slices(), Slice::text);
        counts("dayMessages", domain.days.messages());
        hitters("receivers", domain.receivers, Slice::text);
        json.writeObjectFieldStart("addresses");
        byte[] registers = domain.addresses.registers();
        if (registers != null) {
            json.writeStringField("registers", Base64.getEncoder().encodeToString(registers));
        }
        numbers("hashes", domain.addresses.hashes());
        json.writeEndObject();
        numbers(
                "reportedDays",
                domain.reportedDays.stream().mapToLong(Long::longValue).toArray());
        json.writeArrayFieldStart("reporters");
        for (String each : domain.reporters) {
            json.writeString(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private <K extends Comparable<K> & Serializable> void hitters(
            String name, HeavyHitters<K> hitters, Function<K, String> text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("total", hitters.total());
        json.writeNumberField("off", hitters.off());
        json.writeObjectFieldStart("tallies");
        for (Map.Entry<K, Tally> each : hitters.tallies().entrySet()) {
            tally(text.apply(each.getKey()), each.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void tally(String key, Tally tally) throws IOException {
        json.writeArrayFieldStart(key);
        json.writeNumber(tally.messages);
        if (tally.lastDay != Long.MIN_VALUE || tally.report != null) {
            json.writeNumber(tally.firstDay);
            json.writeNumber(tally.lastDay);
            for (String each :
                    new String[] {tally.report, tally.address, tally.spfDomain, tally.dkimDomain, tally.dkimSelector}) {
                json.writeString(each == null ? "" : "=" + each);
            }
        }
        json.writeEndArray();
    }

    private void counts(String name, Map<?, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<?, Long> each : counts.entrySet()) {
            json.writeNumberField(each.getKey().toString(), each.getValue());
        }
        json.writeEndObject();
    }

    private void numbers(String name, long[] numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (int from = 0; from < numbers.length; from += NUMBERS_A_STRING) {
            int count = Math.min(NUMBERS_A_STRING, numbers.length - from);
            ByteBuffer octets = ByteBuffer.allocate(count * Long.BYTES);
            for (int i = 0; i < count; i++) {
                octets.putLong(numbers[from + i]);
            }
            json.writeString(Base64.getEncoder().encodeToString(octets.array()));
        }
        json.writeEndArray();
    }
}
