/** A service that checks its customers' domains; to be copied. */
@NullMarked
package io.github.todoku.springboot;

import org.jspecify.annotations.NullMarked;
