package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dnsbl.DnsblVerdict.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsblMessagesTest {
    private static final String BUNDLE = "io.github.todoku.dnsbl.messages";

    @Test
    void everyConstantHasItsSentenceInBothLanguages() {
        List<String> wanted = new ArrayList<>();
        add(wanted, "meaning.", ListingMeaning.values());
        add(wanted, "refusal.", RefusalCause.values());
        add(wanted, "failure.", DnsblVerdict.FailureCause.values());
        add(wanted, "skip.", DnsblVerdict.SkipReason.values());
        add(wanted, "health.", ListHealth.State.values());
        add(wanted, "removal.", RemovalPath.Way.values());
        add(wanted, "need.", RemovalPath.Need.values());
        add(wanted, "reputation.", DnsblList.Reputation.values());
        add(wanted, "weight.", DnsblList.Weight.values());
        add(wanted, "reason.", ListStatus.Reason.values());
        add(wanted, "status.", DnsblReport.Status.values());
        for (RefusalCause cause : RefusalCause.values()) {
            wanted.add("refusal." + Words.of(cause) + ".fix");
        }
        Set<String> english = ResourceBundle.getBundle(BUNDLE, Locale.ROOT).keySet();
        Set<String> japanese = ResourceBundle.getBundle(BUNDLE, Locale.JAPANESE).keySet();
        assertThat(english).containsAll(wanted);
        assertThat(japanese).isEqualTo(english);
        for (String key : english) {
            String own = ResourceBundle.getBundle(BUNDLE, Locale.JAPANESE).getString(key);
            assertThat(own).as(key).doesNotContain("'");
            if (!key.equals("removal.at")) {
                assertThat(own)
                        .as(key)
                        .isNotEqualTo(
                                ResourceBundle.getBundle(BUNDLE, Locale.ROOT).getString(key));
            }
        }
    }

    private static void add(List<String> wanted, String prefix, Enum<?>[] constants) {
        for (Enum<?> constant : constants) {
            wanted.add(prefix + Words.of(constant));
        }
    }

    @Test
    void aVerdictReadsAsASentence() {
        DnsblVerdict listed = new DnsblVerdict.Listed(
                List.of(new Hit("127.0.0.4", DnsblCode.Effect.BLOCK, ListingMeaning.EXPLOITED_HOST, "XBL")),
                List.of(),
                Duration.ofMinutes(1));
        DnsblVerdict refused =
                new DnsblVerdict.Refused(RefusalCause.PUBLIC_RESOLVER, "127.255.255.254", Duration.ofMinutes(5), true);
        DnsblVerdict score = new DnsblVerdict.NotListed(
                List.of(new Hit("127.0.4.85", DnsblCode.Effect.NOTE, ListingMeaning.SCORE, null)),
                Duration.ofMinutes(1));

        DnsblMessages english = DnsblMessages.of(Locale.ENGLISH);
        assertThat(english.verdict(listed)).isEqualTo("listed: an infected or hijacked machine (XBL)");
        assertThat(english.verdict(refused))
                .isEqualTo("refused to answer: the question came through a public or shared resolver");
        assertThat(english.verdict(score)).isEqualTo("not listed (score 85 of 100)");
        assertThat(DnsblMessages.of(Locale.JAPAN).verdict(listed)).isEqualTo("登録あり: 感染または乗っ取られたホスト (XBL)");
    }

    @Test
    void aListingComesWithTheWayOut() {
        DnsblList zen = DnsblCatalog.shipped().find("zen.spamhaus.org").orElseThrow();
        assertThat(DnsblMessages.of(Locale.ENGLISH).removal(zen))
                .containsExactly(
                        "End the cause first.",
                        "Ask for removal with the operator’s form. https://check.spamhaus.org/");
        DnsblList uce = DnsblCatalog.shipped().find("dnsbl-1.uceprotect.net").orElseThrow();
        assertThat(DnsblMessages.of(Locale.ENGLISH).reputation(uce))
                .containsExactly("It sells faster removal. You need not pay to get out.");
    }
}
