/** One short program per use of the library. */
@NullMarked
package io.github.todoku.embedding;

import org.jspecify.annotations.NullMarked;
