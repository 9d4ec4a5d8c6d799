package io.github.todoku.bounce.internal.event;

import java.util.Map;
import java.util.Optional;

/** One service's form of events. */
interface EventFormat {
    /** What the event says; empty if it is none of this service's. One that tells of no delivery says so ({@link ServiceEvent#nothing}). */
    Optional<ServiceEvent> read(Map<String, Object> event);
}
