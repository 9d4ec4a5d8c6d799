/** What both packages of this module use; not exported. */
@NullMarked
package io.github.todoku.feedback.internal;

import org.jspecify.annotations.NullMarked;
