/**
 * The SPF record to publish (RFC 7208): what is wrong with it, what it leads to, what to publish instead.
 *
 * <p>Open {@link io.github.todoku.spf.publish.SpfLinter} first: it reports everything that is wrong with a domain's record.
 * {@link io.github.todoku.spf.publish.SpfPlanner} plans the record that lets more senders pass, and proves it.
 * {@link io.github.todoku.spf.publish.SpfWalker} walks everything that a record leads to, and
 * {@link io.github.todoku.spf.publish.SpfDrift} compares two such walks. Whether one client may send is a question for
 * {@link io.github.todoku.spf}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 7208 §3.1, §3.3, §3.4, §4.5, §6.2 what is at the domain</td><td>{@code PublishedRules}</td></tr>
 * <tr><td>§4.6.1, §5.1, §5.5, §6.1, §7.2 what a record's text tells</td><td>{@code RecordRules},
 * {@code NetworkOverlap}</td></tr>
 * <tr><td>§4.6.4 the limits, in the worst case</td><td>{@code TreeCosts}, {@code TreeRules}</td></tr>
 * <tr><td>§4.6.2, §5.2 whom the records let pass</td><td>{@code PassingAddresses}</td></tr>
 * <tr><td>§5.2, §6.1 where a record leads to</td><td>{@code WalkRun}, {@code TreeBranches}</td></tr>
 * <tr><td>§4.5 one record out of several; §8.5 its ending</td><td>{@code SpfMerge}</td></tr>
 * <tr><td>§11.1 limits of one's own</td><td>{@code SpfWalker}, {@code PlanWork}</td></tr>
 * <tr><td>§5.2 terms that lead nowhere, and what was meant</td><td>{@code PlanDead}, {@code PlanSpelling}</td></tr>
 * <tr><td>RFC 4592 §2.2.1 what a wildcard gave</td><td>{@code PlanAround}</td></tr>
 * <tr><td>§4.6.4 lookups saved</td><td>{@code PlanTidy}, {@code PlanFlatten}</td></tr>
 * <tr><td>check_host() of every address, before and after</td><td>{@code VerdictMap}, {@code PlanProof}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.spf.publish;

import org.jspecify.annotations.NullMarked;
