/**
 * The form of this library's own data files: stanzas of {@code Field: value}. For its modules only; not an API.
 */
@NullMarked
package io.github.todoku.dns.stanza;

import org.jspecify.annotations.NullMarked;
