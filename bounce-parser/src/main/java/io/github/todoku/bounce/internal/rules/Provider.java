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
record Provider(String id, List<String> hosts, List<String> domains, List<String> signs) {}
