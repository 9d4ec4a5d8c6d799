/** The forms of reports, one small class each, and what they are made into. */
@NullMarked
package io.github.todoku.bounce.internal.report;

import org.jspecify.annotations.NullMarked;
