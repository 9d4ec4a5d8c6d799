package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.Permanence;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.bounce.suppression.SuppressionEvent;
import io.github.todoku.bounce.suppression.SuppressionReason;
import io.github.todoku.diagnosis.Again;
import io.github.todoku.diagnosis.AuthenticationSummary;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Confidence;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dmarc.ReportDestination;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.client.ResolverCheck;
import io.github.todoku.dnsbl.DnsblCode;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.ListHealth;
import io.github.todoku.dnsbl.ListingMeaning;
import io.github.todoku.dnsbl.RemovalPath;
import io.github.todoku.dnsbl.SubjectKind;
import io.github.todoku.feedback.plan.Readiness;
import io.github.todoku.feedback.plan.ReportedSender;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.fixtures.Schema;
import io.github.todoku.mail.domain.Dnssec;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.MxReport;
import io.github.todoku.message.auth.SpfOutcome;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.preflight.domain.DomainTodo;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.SpfIdentity;
import io.github.todoku.spf.SpfReason;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/schema} is the promise in a form that programs read: what is written fits it, name by name and value by value. */
class SchemaTest {
    private static final Path STORIES = Path.of("src/test/resources/io/github/todoku/render/stories");
    private static final Schema SCHEMA = schema();

    private static final Map<String, Class<? extends Enum<?>>> ENUMS = Map.ofEntries(
            Map.entry("spfVerdict", SpfVerdict.class),
            Map.entry("spfIdentity", SpfIdentity.class),
            Map.entry("spfSource", SpfOutcome.Source.class),
            Map.entry("spfOutcome", SpfReason.Outcome.class),
            Map.entry("severity", Severity.class),
            Map.entry("diffOp", RecordChange.Op.class),
            Map.entry("dnsFailure", DnsAnswer.Reason.class),
            Map.entry("driftKind", SpfDrift.Change.Kind.class),
            Map.entry("dkimStatus", DkimReport.Status.class),
            Map.entry("dkimAnywhere", DkimReport.Anywhere.class),
            Map.entry("dkimKeyState", DkimKey.State.class),
            Map.entry("dkimSelectorSource", DkimSelector.Source.class),
            Map.entry("dmarcStatus", DmarcResult.Status.class),
            Map.entry("reportedRole", ReportedSender.Role.class),
            Map.entry("reportedEvidence", ReportedSender.Evidence.class),
            Map.entry("readinessStatus", Readiness.Status.class),
            Map.entry("dmarcPolicy", DmarcPolicy.class),
            Map.entry("dmarcAlignment", DmarcAlignment.State.class),
            Map.entry("dmarcWalkOutcome", DmarcWalk.Outcome.class),
            Map.entry("dmarcDestination", ReportDestination.State.class),
            Map.entry("dnsblStatus", DnsblReport.Status.class),
            Map.entry("dnsblWeight", DnsblList.Weight.class),
            Map.entry("dnsblEffect", DnsblCode.Effect.class),
            Map.entry("dnsblMeaning", ListingMeaning.class),
            Map.entry("dnsblHealthState", ListHealth.State.class),
            Map.entry("dnsblSubjectKind", SubjectKind.class),
            Map.entry("dnsblRemovalWay", RemovalPath.Way.class),
            Map.entry("dnsblRemovalNeed", RemovalPath.Need.class),
            Map.entry("reportKind", ReportKind.class),
            Map.entry("deliveryAction", DeliveryAction.class),
            Map.entry("permanenceSaid", Permanence.Said.class),
            Map.entry("bounceCause", Cause.class),
            Map.entry("bounceAdvice", Advice.class),
            Map.entry("suppressionReason", SuppressionReason.class),
            Map.entry("suppressionKind", SuppressionEvent.Kind.class),
            Map.entry("authenticationMethod", AuthenticationMethod.class),
            Map.entry("reportedVerdict", ReportedVerdict.class),
            Map.entry("evidencePlace", Evidence.Place.class),
            Map.entry("evidenceConfidence", Evidence.Confidence.class),
            Map.entry("confidence", Confidence.class),
            Map.entry("factOrigin", CaseFacts.Origin.class),
            Map.entry("authenticationOutcome", AuthenticationSummary.Outcome.class),
            Map.entry("authenticationUnknown", AuthenticationSummary.Unknown.class),
            Map.entry("again", Again.class),
            Map.entry("seriesReading", CaseSeries.Reading.class),
            Map.entry("seriesAxis", CaseSeries.Axis.class),
            Map.entry("preflightStatus", Severity.class),
            Map.entry("domainProof", DomainTodo.Proof.class),
            Map.entry("mxState", MxReport.State.class),
            Map.entry("dnssec", Dnssec.class),
            Map.entry("probeOutcome", MxProbeResult.Outcome.class),
            Map.entry("ruleLevel", ReceiverPack.Level.class),
            Map.entry("mailDomainState", MailDomainCheck.State.class),
            Map.entry("servicePlacement", SpfSender.Service.Placement.class),
            Map.entry("serviceAligned", SendingService.Aligned.class),
            Map.entry("reverseState", ReverseCheck.State.class),
            Map.entry("resolverFinding", ResolverCheck.Finding.class));

    private static Schema schema() {
        try {
            return Schema.read(Path.of("../docs/schema/todoku-" + JsonReport.SCHEMA + ".json"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static List<Arguments> samples() {
        return Samples.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void whatIsWrittenFitsItsDefinition(String kind, JsonReport report) throws IOException {
        assertThat(SCHEMA.faults(kind, JSON.std.mapFrom(report.toJson())))
                .as(report.toJson())
                .isEmpty();
    }

    static List<Path> stories() throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void everyStoryFits(Path story) throws IOException {
        assertThat(SCHEMA.faults("case", JSON.std.mapFrom(Files.readString(story, StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void enumeratedValuesAreThoseOfTheEnums() {
        Map<String, Object> ours = new LinkedHashMap<>();
        Map<String, @Nullable Object> theirs = new LinkedHashMap<>();
        ENUMS.forEach((name, type) -> {
            ours.put(
                    name,
                    Map.of(
                            "enum",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .toList()));
            theirs.put(name, SCHEMA.definitions().get(name));
        });
        assertThat(theirs).isEqualTo(ours);
        Set<String> defined = new TreeSet<>();
        SCHEMA.definitions().forEach((name, schema) -> {
            if (((Map<?, ?>) schema).containsKey("enum")) {
                defined.add(name.toString());
            }
        });
        defined.removeAll(Set.of("dnsblVerdict", "dnsOutcome")); // names of classes
        assertThat(defined).isEqualTo(new TreeSet<>(ENUMS.keySet()));
    }

    @Test
    void aFaultIsSeen() {
        Map<String, Object> line = JsonReport.unreadable(1, "x").toMap();
        assertThat(SCHEMA.faults("unreadableLine", line)).isEmpty();
        line.put("line", "1");
        line.put("more", true);
        line.remove("error");
        assertThat(SCHEMA.faults("unreadableLine", line)).hasSize(3);
        assertThat(SCHEMA.faults("dnsblVerdict", "Listed")).hasSize(1);
        assertThat(SCHEMA.faults("evidence", Map.of("from", "own-receiver"))).hasSize(1);
    }
}
