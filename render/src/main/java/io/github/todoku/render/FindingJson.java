package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check found as a JSON object: one shape, whoever found it. */
final class FindingJson {
    private FindingJson() {}

    static Map<String, @Nullable Object> of(Finding finding, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", finding.id());
        object.put("severity", finding.severity().name());
        object.put("text", finding.text(locale));
        object.put("advice", finding.advice(locale));
        object.put("section", finding.section().orElse(null));
        object.put("owner", finding.owner());
        object.put("start", finding.hasSpan() ? finding.start() : null);
        object.put("end", finding.hasSpan() ? finding.end() : null);
        object.put("details", finding.details());
        object.put(
                "change",
                finding.change().map(change -> ChangeJson.of(change, locale)).orElse(null));
        return object;
    }

    static @Nullable Map<String, @Nullable Object> ofNullable(@Nullable Finding finding, Locale locale) {
        return finding == null ? null : of(finding, locale);
    }

    static List<Map<String, @Nullable Object>> all(List<Finding> findings, Locale locale) {
        return findings.stream().map(each -> of(each, locale)).toList();
    }
}
