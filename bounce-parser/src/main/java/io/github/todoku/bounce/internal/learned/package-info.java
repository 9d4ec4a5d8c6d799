/**
 * The reader that learns: a linear model over words, word pairs, letters and codes, trained from the project's own table of
 * replies, and how its word is joined with that of the rules.
 */
@NullMarked
package io.github.todoku.bounce.internal.learned;

import org.jspecify.annotations.NullMarked;
