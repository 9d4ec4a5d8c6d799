/** For those who have a dnsjava {@code Resolver}: DNS over HTTPS, a validating one, or code that needs one of ours. */
@NullMarked
package io.github.todoku.dns.dnsjava;

import org.jspecify.annotations.NullMarked;
