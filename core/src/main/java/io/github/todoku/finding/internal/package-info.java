/**
 * What the planners of several modules ask before they propose a record.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.finding.internal;

import org.jspecify.annotations.NullMarked;
