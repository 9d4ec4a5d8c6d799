/** What sending services tell by webhooks: one small class a service. */
@NullMarked
package io.github.todoku.bounce.internal.event;

import org.jspecify.annotations.NullMarked;
