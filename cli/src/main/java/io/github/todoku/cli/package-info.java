/** The {@code todoku} program. */
@NullMarked
package io.github.todoku.cli;

import org.jspecify.annotations.NullMarked;
