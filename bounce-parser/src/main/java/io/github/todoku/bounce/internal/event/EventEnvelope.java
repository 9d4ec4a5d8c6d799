package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.internal.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What lies around events where they do not come straight from a webhook: the envelope of a bus or of a queue (Amazon EventBridge,
 * SNS and SQS as a function gets them), or a page of what a service lists itself ({@code items}, {@code results}, {@code Bounces}).
 */
final class EventEnvelope {
    /** An event in a notification in a message of a queue; more is nobody's. */
    private static final int MAX_DEPTH = 4;

    /** The lists that may hold events: Lambda, SQS, Mailgun, SparkPost, Postmark, Brevo. */
    private static final List<String> LISTS = List.of("Records", "Messages", "items", "results", "Bounces", "events");

    /** Beside a text that holds what was posted: Lambda and the API of SQS (whose elements have a handle), Lambda behind HTTP. */
    private static final Set<String> BODY_MARKS =
            Set.of("eventSource", "receiptHandle", "ReceiptHandle", "requestContext");

    /** Lists whose elements are envelopes: of SQS, as Lambda and as its API give them. */
    private static final Set<String> QUEUES = Set.of("Records", "Messages");

    private final Predicate<Map<String, Object>> isEvent;
    private final List<Map<String, Object>> found = new ArrayList<>();

    private EventEnvelope(Predicate<Map<String, Object>> isEvent) {
        this.isEvent = isEvent;
    }

    /**
     * The events in it; the object itself if it is no envelope.
     *
     * @param isEvent what is an event itself, whatever fields its sender has put into it
     */
    static List<Map<String, Object>> events(Map<String, Object> posted, Predicate<Map<String, Object>> isEvent) {
        EventEnvelope envelope = new EventEnvelope(isEvent);
        envelope.open(posted, 0, false);
        return envelope.found;
    }

    private void open(Map<String, Object> posted, int depth, boolean isQueued) {
        Map<String, Object> inner = inner(posted, isQueued);
        String list = LISTS.stream()
                .filter(name -> posted.get(name) instanceof List)
                .findFirst()
                .orElse(null);
        if (depth == MAX_DEPTH || (inner.isEmpty() && list == null) || isEvent.test(posted)) {
            found.add(posted);
        } else if (!inner.isEmpty()) {
            open(inner, depth + 1, false);
        } else {
            for (Object item : Json.list(posted.get(list))) {
                open(Json.asObject(item), depth + 1, QUEUES.contains(list));
            }
        }
    }

    /** The one object in an envelope for one; empty if it is none. */
    private static Map<String, Object> inner(Map<String, Object> posted, boolean isQueued) {
        if (posted.containsKey("detail-type")) {
            return Json.member(posted, "detail"); // EventBridge
        }
        if (posted.containsKey("Sns")) {
            return Json.member(posted, "Sns"); // an element of Records
        }
        if ("Notification".equals(posted.get("Type")) || posted.containsKey("TopicArn")) {
            return text(posted, "Message"); // SNS
        }
        if (isQueued || BODY_MARKS.stream().anyMatch(posted::containsKey)) {
            Map<String, Object> body = text(posted, "body"); // SQS as Lambda calls it, and as its API does
            return body.isEmpty() ? text(posted, "Body") : body;
        }
        return Map.of();
    }

    /** The object in a text of that name; empty if there is none. */
    private static Map<String, Object> text(Map<String, Object> posted, String name) {
        return posted.get(name) instanceof String json ? Json.object(json) : Map.of();
    }
}
