/** DNS lists (RFC 5782). */
@NullMarked
package io.github.todoku.dnsbl;

import org.jspecify.annotations.NullMarked;
