package io.github.todoku.dns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The failures of a run as they were told, the first to each question, so many at most. Its run guards it. */
final class Gaps {
    static final int MAX = 1_000;

    /** Null as long as there is none. */
    private @Nullable Map<DnsQuestion, DnsAnswer.TempFail> failures;

    private boolean closed;

    void add(DnsAnswer.TempFail failure) {
        if (closed) {
            return;
        }
        if (failures == null) {
            failures = new LinkedHashMap<>();
        }
        if (failures.size() < MAX) {
            failures.putIfAbsent(failure.question(), failure);
        }
    }

    /** Takes no more. */
    void close() {
        closed = true;
    }

    List<DnsAnswer.TempFail> list() {
        return failures == null ? List.of() : List.copyOf(failures.values());
    }
}
