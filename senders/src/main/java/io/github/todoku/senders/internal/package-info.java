/**
 * What this module and those above it share to ask and to speak: waiting, a resolver that asks each question once, sentences.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.senders.internal;

import org.jspecify.annotations.NullMarked;
