/**
 * Text that goes in and out, and knows nothing of SPF: characters, sentences for people, structured header fields, answers
 * on one line. For the library's own modules only; not an API.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.spf.internal;

import org.jspecify.annotations.NullMarked;
