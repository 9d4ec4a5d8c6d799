package io.github.todoku.render;

import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.SendingPath;
import io.github.todoku.message.Masking;
import java.util.ArrayList;
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
        object.put("schema", JsonFields.SCHEMA);
        object.put("bounces", series.bounces());
        object.put("others", series.others());
        object.put("delivered", series.delivered());
        object.put("reading", series.reading().name());
        object.put("readingText", ReportWords.of(locale).text("reading." + series.reading()));
        object.put("paths", series.paths().stream().map(SeriesJson::path).toList());
        object.put("splits", series.splits().stream().map(SeriesJson::split).toList());
        object.put(
                "groups",
                series.groups().stream()
                        .map(group -> group(group, locale, showAddresses))
                        .toList());
        object.put("leftOut", series.leftOut());
        object.put("resend", resend(series.resend(), locale, showAddresses));
        return object;
    }

    private static Map<String, @Nullable Object> path(SendingPath path) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(path.domain()));
        object.put("address", JsonFields.text(path.client()));
        object.put("service", path.service());
        object.put("failed", path.failed());
        object.put("unauthenticated", path.unauthenticated());
        object.put("delivered", path.delivered());
        object.put("spfToday", path.spfToday() == null ? null : path.spfToday().name());
        object.put("toBeMended", path.isToBeMended());
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
        object.put("cause", group.cause());
        object.put("bounceCause", group.bounceCause().name());
        object.put("domain", JsonFields.text(group.domain()));
        object.put("address", JsonFields.text(group.client()));
        object.put("receiver", group.receiver());
        object.put("listName", group.list() == null || showAddresses ? group.list() : Masking.mask(group.list()));
        object.put("first", group.first() == null ? null : new CaseJson(group.first(), locale, showAddresses).map());
        return object;
    }

    private static Map<String, @Nullable Object> resend(
            CaseSeries.Resend resend, Locale locale, boolean showAddresses) {
        List<Map<String, @Nullable Object>> counts = new ArrayList<>();
        for (CaseSeries.AgainCount each : resend.counts()) {
            Map<String, @Nullable Object> count = new LinkedHashMap<>();
            count.put("again", JsonFields.text(each.again()));
            count.put("againText", each.text(locale));
            count.put("recipients", each.recipients());
            counts.add(count);
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("counts", counts);
        object.put("latest", RecipientsJson.list(resend.latest(), locale, showAddresses));
        object.put("leftOut", resend.leftOut());
        return object;
    }
}
