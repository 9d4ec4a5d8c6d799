package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.internal.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What lies around events where they do not come straight from a webhook: the envelope of a bus or of a queue (Amazon EventBridge,
 * SNS and SQS as a function gets them), or a page of what a service lists itself ({@code items}, {@code results}, {@code Bounces}).
 */
final class EventEnvelope {
    /** An event in a notification in a message of a queue; more is nobody's. */
    private static final int MAX_DEPTH = 4;

    /** The lists that may hold events: Lambda, SQS, Mailgun, SparkPost, Postmark, Brevo. */
    private static final List<String> LISTS = List.of("Records", "Messages", "items", "results", "Bounces", "events");

    private EventEnvelope() {}

    /** The events in it; the object itself if it is no envelope. */
    static List<Map<String, Object>> events(Map<String, Object> posted) {
        List<Map<String, Object>> found = new ArrayList<>();
        open(posted, 0, found);
        return found;
    }

    private static void open(Map<String, Object> posted, int depth, List<Map<String, Object>> found) {
        Map<String, Object> inner = inner(posted);
        String list = LISTS.stream()
                .filter(name -> posted.get(name) instanceof List)
                .findFirst()
                .orElse(null);
        if (depth == MAX_DEPTH || (inner.isEmpty() && list == null)) {
            found.add(posted);
        } else if (!inner.isEmpty()) {
            open(inner, depth + 1, found);
        } else {
            for (Object item : Json.list(posted.get(list))) {
                open(Json.asObject(item), depth + 1, found);
            }
        }
    }

    /** The one object in an envelope for one; empty if it is none. */
    private static Map<String, Object> inner(Map<String, Object> posted) {
        if (posted.containsKey("detail-type")) {
            return Json.member(posted, "detail"); // EventBridge
        }
        if (posted.containsKey("Sns")) {
            return Json.member(posted, "Sns"); // an element of Records
        }
        for (String text : List.of("Message", "body", "Body")) {
            if (posted.get(text) instanceof String json) {
                return Json.object(json); // SNS; SQS as Lambda and as its API call it
            }
        }
        return Map.of();
    }
}
