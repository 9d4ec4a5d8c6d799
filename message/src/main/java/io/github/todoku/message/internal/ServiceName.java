package io.github.todoku.message.internal;

import io.github.todoku.dns.ALabels;

/** The name under which a host reports what it checked: the authserv-id of RFC 8601 §2.5, {@code receiver=} of RFC 7208 §9.1. */
public final class ServiceName {
    private ServiceName() {}

    /**
     * {@return whether both are the same name: in A-labels, whatever the case, with or without the root's dot} No name is nobody's.
     *
     * @param one a name as written
     * @param other another
     */
    public static boolean same(String one, String other) {
        String name = strict(one);
        return !name.isEmpty() && name.equals(strict(other));
    }

    /**
     * {@return the name in the one form that is compared} Only letters of ASCII lose their case, and a label beyond ASCII is never one of
     * ASCII: IDNA would read a Kelvin sign as k.
     *
     * @param written a name as written
     */
    public static String strict(String written) {
        String rootless = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        StringBuilder name = new StringBuilder(rootless.length());
        for (String label : rootless.split("\\.", -1)) {
            boolean ascii = label.chars().allMatch(c -> c < 0x80);
            String known = ascii
                    ? label
                    : ALabels.of(label).filter(each -> each.startsWith("xn--")).orElse(label);
            name.append(name.length() == 0 ? "" : ".");
            known.chars().map(c -> c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c).forEach(c -> name.append((char) c));
        }
        return name.toString();
    }
}
