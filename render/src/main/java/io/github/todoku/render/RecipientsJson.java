package io.github.todoku.render;

import io.github.todoku.diagnosis.Recipient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recipients as JSON objects. */
final class RecipientsJson {
    private RecipientsJson() {}

    static List<Map<String, @Nullable Object>> list(List<Recipient> recipients, Locale locale, boolean showAddresses) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (Recipient each : recipients) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("recipient", each.shown(showAddresses));
            object.put("cause", each.cause());
            object.put("bounceCause", each.bounceCause().name());
            object.put("advice", each.advice().name());
            object.put("again", JsonFields.text(each.again()));
            object.put("againText", each.text(locale));
            object.put(
                    "notBefore",
                    each.notBefore() == null ? null : each.notBefore().toString());
            list.add(object);
        }
        return list;
    }
}
