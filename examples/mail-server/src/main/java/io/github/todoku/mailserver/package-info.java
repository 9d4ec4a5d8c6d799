/** The checks of a received mail inside an SMTP server of Java; to be copied. */
@NullMarked
package io.github.todoku.mailserver;

import org.jspecify.annotations.NullMarked;
