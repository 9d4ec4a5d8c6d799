/**
 * What the DNS can say of a case: one class a source, one round that asks them all. To add a source, write its class, put it
 * into the list in {@link io.github.todoku.diagnosis.evidence.Sources}, and write rows and sentences.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
