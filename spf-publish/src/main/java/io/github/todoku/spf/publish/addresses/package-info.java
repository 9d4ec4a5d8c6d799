/**
 * Sets and ranges of addresses, of both families.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.spf.publish.addresses;

import org.jspecify.annotations.NullMarked;
