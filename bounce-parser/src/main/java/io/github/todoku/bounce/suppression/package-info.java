/**
 * Which addresses get no more mail, and why: bounces, complaints and deliveries remembered.
 *
 * <p>Begin with {@link io.github.todoku.bounce.suppression.Suppressions}. What it knows of an address is an
 * {@link io.github.todoku.bounce.suppression.AddressHistory}; where that is kept is behind a
 * {@link io.github.todoku.bounce.suppression.SuppressionStore}, of which {@link io.github.todoku.bounce.suppression.SuppressionState} is
 * one in memory that reads and writes a file of JSON.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.bounce.suppression;

import org.jspecify.annotations.NullMarked;
