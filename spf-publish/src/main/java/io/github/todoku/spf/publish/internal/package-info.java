/** The DNS as a plan and its maps ask it, and the work of a plan, counted. */
@NullMarked
package io.github.todoku.spf.publish.internal;

import org.jspecify.annotations.NullMarked;
