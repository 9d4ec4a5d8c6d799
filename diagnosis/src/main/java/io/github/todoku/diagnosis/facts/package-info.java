/**
 * What is known of a case: by the bounce ({@link io.github.todoku.diagnosis.facts.CaseFacts}), by the program that sent the
 * mail ({@link io.github.todoku.diagnosis.facts.SentMail}), and by the DNS ({@link io.github.todoku.diagnosis.facts.Proof}).
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.diagnosis.facts;

import org.jspecify.annotations.NullMarked;
