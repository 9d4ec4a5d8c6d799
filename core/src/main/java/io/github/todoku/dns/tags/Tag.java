package io.github.todoku.dns.tags;

import java.io.Serializable;

/**
 * One {@code name=value} of a list, without blanks around name and value.
 *
 * @param name as written; names are case-sensitive
 * @param value as written
 * @param start where the name begins in the list's text
 * @param end where the value ends, exclusive
 */
public record Tag(String name, String value, int start, int end) implements Serializable {}
