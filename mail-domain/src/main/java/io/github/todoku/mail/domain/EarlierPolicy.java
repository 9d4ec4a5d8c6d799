package io.github.todoku.mail.domain;

import java.io.Serializable;
import java.time.Instant;

/**
 * What an earlier check saw of a domain's MTA-STS, so that a later one can tell what became of it.
 *
 * @param id the id in the record
 * @param policy the file as it came
 * @param since when this policy was first seen
 */
public record EarlierPolicy(String id, String policy, Instant since) implements Serializable {}
