package io.github.todoku.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A series as a JSON object. */
final class SeriesJson {
    private SeriesJson() {}

    static Map<String, @Nullable Object> map(CaseSeries series, Locale locale, boolean showAddresses) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonReport.SCHEMA);
        object.put("bounces", series.bounces());
        object.put("others", series.others());
        object.put("delivered", series.delivered());
        object.put("reading", series.reading().name());
        object.put("readingText", Wording.of(locale).text("reading." + series.reading()));
        object.put("paths", series.paths().stream().map(SeriesJson::path).toList());
        object.put("splits", series.splits().stream().map(SeriesJson::split).toList());
        object.put(
                "groups",
                series.groups().stream()
                        .map(group -> group(group, locale, showAddresses))
                        .toList());
        object.put("leftOut", series.leftOut());
        return object;
    }

    private static Map<String, @Nullable Object> path(CaseSeries.Path path) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", DnsJson.text(path.domain()));
        object.put("address", DnsJson.text(path.client()));
        object.put("service", path.service());
        object.put("failed", path.failed());
        object.put("delivered", path.delivered());
        object.put("spfToday", path.spfToday() == null ? null : path.spfToday().name());
        return object;
    }

    private static Map<String, @Nullable Object> split(CaseSeries.Split split) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("axis", split.axis().name());
        object.put(
                "counts",
                split.counts().stream()
                        .map(count -> List.of(count.value(), count.failed(), count.delivered()))
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> group(CaseSeries.Group group, Locale locale, boolean showAddresses) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("count", group.count());
        object.put("first", new CaseJson(group.first(), locale, showAddresses).map());
        return object;
    }
}
