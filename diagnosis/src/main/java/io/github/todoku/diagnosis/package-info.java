/** From a bounce to green. */
@NullMarked
package io.github.todoku.diagnosis;

import org.jspecify.annotations.NullMarked;
