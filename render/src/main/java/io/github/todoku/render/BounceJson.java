package io.github.todoku.render;

import io.github.todoku.bounce.AuthFailure;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.Delivery;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.Permanence;
import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bounce reports as JSON objects. */
final class BounceJson {
    private BounceJson() {}

    static Map<String, @Nullable Object> of(
            BounceReport report, @Nullable String file, @Nullable Integer index, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("file", file);
        object.put("index", index);
        object.put("kind", report.kind().name());
        object.put("form", report.form());
        object.put("reportingHost", report.reportingHost());
        identity(report.identity(), object);
        object.put("bounces", report.bounces().stream().map(BounceJson::bounce).toList());
        object.put(
                "deliveries",
                report.deliveries().stream().map(BounceJson::delivery).toList());
        object.put("original", original(report.original()));
        object.put("complaint", complaint(report.complaint()));
        object.put("findings", FindingJson.all(report.findings(), locale));
        return object;
    }

    private static void identity(ReportIdentity identity, Map<String, @Nullable Object> object) {
        object.put("date", time(identity.date()));
        object.put("arrivalDate", time(identity.arrivalDate()));
        object.put("messageId", identity.messageId());
        object.put("originalMessageId", identity.originalMessageId());
        object.put("envelopeRecipient", identity.envelopeRecipient());
    }

    private static @Nullable String time(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    static Map<String, @Nullable Object> bounce(Bounce bounce) {
        SmtpReply reply = bounce.reply();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("recipient", bounce.recipient());
        object.put("originalRecipient", bounce.originalRecipient());
        object.put("forwardedTo", bounce.forwardedTo());
        object.put("action", JsonFields.text(bounce.action()));
        object.put("status", bounce.status() == null ? null : bounce.status().toString());
        object.put(
                "replyCode",
                bounce.replyCode() == null ? null : bounce.replyCode().toString());
        object.put("reply", reply == null ? null : reply.text());
        object.put("remoteHost", bounce.remoteHost());
        object.put("command", bounce.command());
        object.put("lastAttempt", time(bounce.lastAttempt()));
        object.put("permanence", permanence(bounce.permanence()));
        object.putAll(classification(bounce.classification()));
        return object;
    }

    static Map<String, @Nullable Object> classification(Classification why) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("cause", why.cause().name());
        object.put("advice", why.advice().name());
        object.put("details", why.details().stream().map(Enum::name).toList());
        object.put("facts", facts(why.facts()));
        object.put("evidence", evidence(why.evidence()));
        return object;
    }

    private static Map<String, @Nullable Object> delivery(Delivery delivery) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("recipient", delivery.recipient());
        object.put("originalRecipient", delivery.originalRecipient());
        object.put("forwardedTo", delivery.forwardedTo());
        object.put("action", JsonFields.text(delivery.action()));
        object.put(
                "status", delivery.status() == null ? null : delivery.status().toString());
        return object;
    }

    private static Map<String, @Nullable Object> permanence(Permanence permanence) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("overall", permanence.overall().name());
        object.put("byAction", permanence.byAction().name());
        object.put("byStatus", permanence.byStatus().name());
        object.put("byReply", permanence.byReply().name());
        object.put("byText", permanence.byText().name());
        return object;
    }

    private static Map<String, @Nullable Object> facts(ReplyFacts facts) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(facts.domain()));
        object.put("clientAddress", JsonFields.text(facts.clientAddress()));
        object.put("spf", JsonFields.text(facts.spf()));
        object.put("dkim", JsonFields.text(facts.dkim()));
        object.put("dmarc", JsonFields.text(facts.dmarc()));
        object.put("listName", facts.listName());
        object.put("policyOwner", JsonFields.text(facts.policyOwner()));
        object.put("rate", facts.rate());
        object.put("url", facts.url());
        return object;
    }

    static List<Map<String, @Nullable Object>> evidence(List<Evidence> evidence) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (Evidence each : evidence) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("words", each.words());
            object.put("place", each.place().name());
            object.put("rule", each.rule());
            object.put("source", each.source());
            object.put("asOf", each.asOf() == null ? null : each.asOf().toString());
            object.put("confidence", each.confidence().name());
            Evidence.Learned learned = each.learned();
            if (learned != null) {
                object.put("learned", learned(learned));
            }
            list.add(object);
        }
        return list;
    }

    private static Map<String, @Nullable Object> learned(Evidence.Learned learned) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("cause", learned.cause().name());
        object.put("probability", Math.round(learned.probability() * 1000) / 1000.0);
        object.put("features", learned.features());
        return object;
    }

    private static @Nullable Map<String, @Nullable Object> original(@Nullable OriginalMessage original) {
        if (original == null) {
            return null;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("messageId", original.messageId());
        object.put("from", original.from());
        object.put("to", original.to());
        object.put("subject", original.subject());
        object.put("listId", original.listId());
        object.put("fields", original.fields().stream().map(BounceJson::field).toList());
        return object;
    }

    private static Map<String, @Nullable Object> field(OriginalMessage.Field field) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", field.name());
        object.put("value", field.value());
        return object;
    }

    private static @Nullable Map<String, @Nullable Object> complaint(@Nullable Complaint complaint) {
        if (complaint == null) {
            return null;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("feedbackType", complaint.feedbackType());
        object.put("userAgent", complaint.userAgent());
        object.put("sourceAddress", JsonFields.text(complaint.sourceAddress()));
        object.put("originalMailFrom", complaint.originalMailFrom());
        object.put("originalRecipient", complaint.originalRecipient());
        object.put("recipient", complaint.recipient());
        object.put("reportedDomain", complaint.reportedDomain());
        object.put("arrivalDate", complaint.arrivalDate());
        object.put("incidents", complaint.incidents());
        object.put("authFailure", authFailure(complaint.authFailure()));
        return object;
    }

    private static @Nullable Map<String, @Nullable Object> authFailure(@Nullable AuthFailure failure) {
        if (failure == null) {
            return null;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("reason", failure.reason());
        object.put("identityAlignment", failure.identityAlignment());
        object.put("deliveryResult", failure.deliveryResult());
        object.put("dkimDomain", failure.dkimDomain());
        object.put("dkimIdentity", failure.dkimIdentity());
        object.put("dkimSelector", failure.dkimSelector());
        object.put("spfDns", failure.spfDns());
        return object;
    }

    static Map<String, @Nullable Object> history(AddressHistory history, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("address", history.address());
        object.put("suppressed", history.isSuppressed());
        object.put("reason", history.reason().map(Enum::name).orElse(null));
        object.put("since", time(history.since().orElse(null)));
        object.put("text", history.text(locale));
        object.put("events", history.events().stream().map(BounceJson::event).toList());
        object.put("leftOut", history.leftOut());
        return object;
    }

    private static Map<String, @Nullable Object> event(SuppressionEvent event) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("at", time(event.at()));
        object.put("kind", event.kind().name());
        object.put("cause", JsonFields.text(event.cause()));
        object.put("words", event.words());
        object.put("messageId", event.messageId());
        return object;
    }
}
