package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What receivers say in words of their own that conditions ask about, read from {@code reply-phrases.txt}. */
final class ReplyPhrases {
    /** The domain of MAIL FROM, or the name in HELO, is what was refused, not the client's address. */
    static final String DOMAIN_REFUSED = "domain-refused";

    /** There is no usable DMARC record. */
    static final String DMARC_RECORD_MISSING = "dmarc-record-missing";

    /** What the names of those begin with that say what is amiss with TLS. */
    static final String TLS_PREFIX = "tls-";

    /** What can be amiss with TLS, what is more telling first: a reply about DANE may name the certificate, too. */
    static final List<String> TLS = List.of(
            "tls-own-engine", "tls-local-problem", "tls-dane", "tls-mta-sts", "tls-not-offered", "tls-certificate");

    private static final Set<String> FIELDS = Set.of("Says", "Words", "Source", "As-of", "Example");

    /**
     * One thing that is said.
     *
     * @param says what it means
     * @param words any of these, in lower case
     * @param source where they were read
     * @param asOf when
     * @param examples replies that say it
     */
    record Phrase(String says, List<String> words, String source, LocalDate asOf, List<String> examples) {
        boolean isIn(String reply) {
            String text = reply.toLowerCase(Locale.ROOT);
            return words.stream().anyMatch(text::contains);
        }
    }

    private ReplyPhrases() {}

    /** Whether the reply says it; a reply that is not known says nothing. */
    static boolean says(String what, @Nullable String reply) {
        Phrase phrase = Holder.SHIPPED.get(what);
        if (phrase == null) {
            throw new IllegalArgumentException("no phrase says " + what);
        }
        return reply != null && phrase.isIn(reply);
    }

    static Map<String, Phrase> shipped() {
        return Holder.SHIPPED;
    }

    private static Map<String, Phrase> read() {
        Map<String, Phrase> phrases = new LinkedHashMap<>();
        for (Stanza stanza : StanzaReader.resource(
                "reply-phrases.txt", ReplyPhrases.class.getResourceAsStream("reply-phrases.txt"))) {
            stanza.allowOnly(FIELDS);
            Phrase phrase = new Phrase(
                    stanza.required("Says"),
                    stanza.all("Words").stream()
                            .map(words -> words.toLowerCase(Locale.ROOT))
                            .toList(),
                    stanza.required("Source"),
                    LocalDate.parse(stanza.required("As-of")),
                    stanza.all("Example"));
            if (phrases.put(phrase.says(), phrase) != null) {
                throw stanza.wrong("a second stanza for " + phrase.says());
            }
        }
        return Map.copyOf(phrases);
    }

    /** Read when first used; immutable. */
    private static final class Holder {
        static final Map<String, Phrase> SHIPPED = read();
    }
}
