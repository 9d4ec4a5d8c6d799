/** The bodies of structured header fields, read and written (RFC 5322 §3.2). */
@NullMarked
package io.github.todoku.message.internal;

import org.jspecify.annotations.NullMarked;
