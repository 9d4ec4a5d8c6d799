/** The rules that say what words and codes mean, read from resources. */
@NullMarked
package io.github.todoku.bounce.internal.rules;

import org.jspecify.annotations.NullMarked;
