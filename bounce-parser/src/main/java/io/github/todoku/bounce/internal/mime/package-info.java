/** Octets to parts and text: our own small tolerant MIME layer. */
@NullMarked
package io.github.todoku.bounce.internal.mime;

import org.jspecify.annotations.NullMarked;
