/**
 * Lists of {@code tag=value} (RFC 6376 §3.2), as DKIM and DMARC write them. For the library's own modules only; not an API.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dns.tags;

import org.jspecify.annotations.NullMarked;
