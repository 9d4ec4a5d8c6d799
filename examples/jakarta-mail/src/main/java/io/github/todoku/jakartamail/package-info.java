/** Signing and verifying a {@code MimeMessage} of Jakarta Mail, as Spring's {@code JavaMailSender} sends it; to be copied. */
@NullMarked
package io.github.todoku.jakartamail;

import org.jspecify.annotations.NullMarked;
