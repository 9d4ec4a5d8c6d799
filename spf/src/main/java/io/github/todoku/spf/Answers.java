package io.github.todoku.spf;

import io.github.todoku.dns.DnsQuestion;

/** Where a check finds its answers: the one thing it knows of the world outside. The same question has the same answer. */
interface Answers {

    /**
     * The answer to a question.
     *
     * @throws NotYet if it is still on its way
     */
    SpfLookup lookup(DnsQuestion question) throws NotYet;

    /** The answer to the question that a term itself asks, one of the ten of RFC 7208 §4.6.4. */
    SpfLookup termLookup(DnsQuestion question) throws NotYet;

    /** The record among the TXT records of a lookup, as this client sees it. */
    RecordSelection selection(SpfLookup txt);

    /** The seconds since 1970 that {@code %{t}} stands for: the same at each run of a check. */
    long epochSecond();

    /** How many different questions went out so far. */
    int questions();
}
