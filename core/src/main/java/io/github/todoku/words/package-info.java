/**
 * Sentences for people, read from each module's own bundle. For the library's own modules only; not an API.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.words;

import org.jspecify.annotations.NullMarked;
