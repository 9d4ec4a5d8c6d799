package io.github.todoku.render;

import io.github.todoku.finding.RecordChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record to publish: as a JSON object, or as fields of the plan that proposes it. */
final class ChangeJson {
    private ChangeJson() {}

    static Map<String, @Nullable Object> of(RecordChange change, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("owner", JsonFields.text(change.owner()));
        object.put("type", change.type().name());
        object.putAll(fields(Optional.of(change)));
        object.put("findings", FindingJson.all(change.findings(), locale));
        return object;
    }

    static Map<String, @Nullable Object> fields(Optional<RecordChange> change) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("before", change.map(RecordChange::before).orElse(List.of()));
        object.put("after", change.map(RecordChange::after).orElse(null));
        object.put("strings", change.map(RecordChange::strings).orElse(List.of()));
        object.put(
                "diff",
                change.map(RecordChange::diff).orElse(List.of()).stream()
                        .map(ChangeJson::word)
                        .toList());
        object.put("zoneLines", change.map(RecordChange::zoneLines).orElse(List.of()));
        return object;
    }

    private static Map<String, @Nullable Object> word(RecordChange.DiffWord word) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("change", word.op().name());
        object.put("term", word.text());
        return object;
    }
}
