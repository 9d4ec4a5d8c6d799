package io.github.todoku.render;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a value is written in a field of JSON, and an object as a tree of plain values. */
final class JsonFields {
    /** The version of the fields; it changes when a field changes its meaning or is removed. */
    static final int SCHEMA = 2;

    private JsonFields() {}

    static @Nullable String text(@Nullable DnsName name) {
        return name == null ? null : name.toString();
    }

    static @Nullable String text(@Nullable InetAddress address) {
        return address == null ? null : IpLiteral.format(address);
    }

    static @Nullable String text(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    static List<String> texts(List<DnsName> names) {
        List<String> texts = new ArrayList<>();
        names.forEach(name -> texts.add(name.toString()));
        return texts;
    }

    static Map<String, @Nullable Object> versioned(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", SCHEMA);
        object.putAll(fields);
        return object;
    }

    static Map<String, @Nullable Object> copy(Map<?, ?> object) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put((String) name, copyOf(value)));
        return copy;
    }

    static @Nullable Object copyOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return copy(object);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(each -> copy.add(copyOf(each)));
            return copy;
        }
        return value;
    }
}
