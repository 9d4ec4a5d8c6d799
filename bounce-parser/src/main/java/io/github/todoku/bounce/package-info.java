/** Bounces and SMTP replies: who, why, and what to do. */
@NullMarked
package io.github.todoku.bounce;

import org.jspecify.annotations.NullMarked;
