package io.github.todoku.render;

import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DKIM reports as JSON objects. */
final class DkimJson {
    private DkimJson() {}

    static Map<String, @Nullable Object> of(DkimReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(fields(report, locale));
        return object;
    }

    static Map<String, @Nullable Object> fields(DkimReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(report.domain()));
        object.put("status", report.status().name());
        object.put("anywhere", report.anywhere().name());
        object.put("keys", report.keys().stream().map(key -> key(key, locale)).toList());
        return object;
    }

    private static Map<String, @Nullable Object> key(DkimKey key, Locale locale) {
        DkimRecord record = key.record().orElse(null);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("selector", JsonFields.text(key.selector().name()));
        object.put("source", key.selector().source().name());
        object.put("owner", JsonFields.text(key.owner()));
        object.put("state", key.state().name());
        object.put("aliases", key.aliases().stream().map(JsonFields::text).toList());
        object.put("record", record == null ? null : record.text());
        object.put("keyType", record == null ? null : record.keyType());
        object.put("keyBits", record == null || record.keyBits() == 0 ? null : record.keyBits());
        object.put("findings", FindingJson.all(key.findings(), locale));
        return object;
    }
}
