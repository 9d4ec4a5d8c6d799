/** A bounce mailbox read by IMAP; to be copied. */
@NullMarked
package io.github.todoku.embedding;

import org.jspecify.annotations.NullMarked;
