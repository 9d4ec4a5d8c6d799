package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a list's answer says.
 *
 * @param answer the A record, as text; for a bit, the bit: {@code bit 8}
 * @param effect what it does to the verdict
 * @param meaning what it says
 * @param label the list's short name for it; null if there is none
 */
public record DnsblHit(
        String answer,
        DnsblCode.Effect effect,
        ListingMeaning meaning,
        @Nullable String label) implements Serializable {

    /**
     * {@return what it says, in words: {@code an infected or hijacked machine (XBL)}}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        int lastDot = answer.lastIndexOf('.');
        String argument = meaning == ListingMeaning.SCORE ? answer.substring(lastDot + 1) : answer;
        String text = DnsblWords.text(locale, "meaning." + DnsblWords.of(meaning), argument);
        return label == null ? text : text + " (" + label + ")";
    }
}
