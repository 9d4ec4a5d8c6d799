/**
 * From a bounce to its cause, the proof, the record to publish and the verdict after publishing.
 *
 * <p>Open {@link io.github.todoku.diagnosis.Doctor} first; it makes a {@link io.github.todoku.diagnosis.Case}. The rows that
 * decide stand in {@code decision-table.txt}.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.diagnosis;

import org.jspecify.annotations.NullMarked;
