package io.github.todoku.spf;

/** A name and a value that add to a record (RFC 7208 §6); it neither matches nor fails to. */
public sealed interface Modifier extends Term {

    /** {@return the value} */
    MacroString value();

    /**
     * {@code redirect = "redirect" "=" domain-spec} (§6.1): where to go on when nothing matched.
     *
     * @param value whose record is asked
     * @param start where the term begins
     * @param end where it ends
     */
    record Redirect(MacroString value, int start, int end) implements Modifier {}

    /**
     * {@code explanation = "exp" "=" domain-spec} (§6.2): where the reason for a fail is given.
     *
     * @param value whose TXT record is asked
     * @param start where the term begins
     * @param end where it ends
     */
    record Explanation(MacroString value, int start, int end) implements Modifier {}

    /**
     * {@code unknown-modifier = name "=" macro-string} (§4.6.1): to be ignored.
     *
     * @param name the name as written
     * @param value the value
     * @param start where the term begins
     * @param end where it ends
     */
    record Unknown(String name, MacroString value, int start, int end) implements Modifier {}
}
