/**
 * From a bounce to its cause, the proof, the record to publish and the verdict after publishing.
 *
 * <p>Open {@link io.github.todoku.diagnosis.Doctor} first; it makes a {@link io.github.todoku.diagnosis.Case}. What is known
 * of a case is in {@link io.github.todoku.diagnosis.facts}; the rows that decide, in {@code decision-table.txt}; what the
 * DNS is asked, one class a source, in a package of the module's own.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.diagnosis;

import org.jspecify.annotations.NullMarked;
