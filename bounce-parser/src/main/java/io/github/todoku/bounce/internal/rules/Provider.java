package io.github.todoku.bounce.internal.rules;

import java.util.List;

/**
 * A receiver with its own language: known by the host that answered, by the recipient's domain, or by words only it writes.
 *
 * @param id its name in rules
 * @param hosts suffixes of host names, lower case
 * @param domains recipients' domains, lower case
 * @param signs phrases only it writes
 */
record Provider(String id, List<String> hosts, List<String> domains, List<String> signs) {

    boolean hasHost(String host) {
        for (String suffix : hosts) {
            if (isWithin(host, suffix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithin(String host, String suffix) {
        int at = host.length() - suffix.length();
        return at >= 0 && host.endsWith(suffix) && (at == 0 || host.charAt(at - 1) == '.');
    }
}
