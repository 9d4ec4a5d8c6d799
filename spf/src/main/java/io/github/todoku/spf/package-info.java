/** Sender Policy Framework (RFC 7208). */
@NullMarked
package io.github.todoku.spf;

import org.jspecify.annotations.NullMarked;
