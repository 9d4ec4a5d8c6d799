package io.github.todoku.render;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a value stands in a field of JSON, whatever the object. */
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
}
