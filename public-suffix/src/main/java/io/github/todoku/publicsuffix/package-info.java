/**
 * The domain that somebody registered, by the public suffix list. Open
 * {@link io.github.todoku.publicsuffix.PublicSuffixList} first.
 */
@NullMarked
package io.github.todoku.publicsuffix;

import org.jspecify.annotations.NullMarked;
