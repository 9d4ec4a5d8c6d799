package io.github.todoku.bounce.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.ReplyFacts;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.IpLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped rules test themselves: each must win the replies it was written for, and give the facts it names. */
class ShippedRulesTest {
    private static final RuleTable TABLE = RuleTable.shipped();

    record Example(Rule rule, String reply, boolean first) {
        @Override
        public String toString() {
            return rule.id() + (first ? "" : " +");
        }
    }

    static Stream<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (Rule rule : TABLE.rules()) {
            for (int i = 0; i < rule.examples().size(); i++) {
                examples.add(new Example(rule, rule.examples().get(i), i == 0));
            }
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsWonByItsOwnRule(Example example) {
        assertThat(TABLE.winner(caseOf(example))).isEqualTo(example.rule().id());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleGivesTheFactsItsRuleNames(Example example) {
        Classification found = TABLE.classify(caseOf(example), List.of());
        if (example.first()) {
            assertThat(shown(found.facts())).containsAll(example.rule().expects());
        }
        assertThat(found.cause()).isEqualTo(example.rule().cause());
    }

    @Test
    void everyRuleNamesItsSourceItsDateAndAnExample() {
        assertThat(TABLE.rules()).allSatisfy(rule -> {
            assertThat(rule.source()).as(rule.id()).isNotBlank();
            assertThat(rule.asOf()).as(rule.id()).isNotNull();
            assertThat(rule.examples()).as(rule.id()).isNotEmpty();
        });
    }

    @Test
    void everyRuleThatGivesUpAnAddressStandsBackFromOtherReasons() { // docs/decisions/0034
        List<String> standBack = standBackFrom("about-the-sender");
        List<String> whoeverYouAre = standBackFrom("sender-by-name");
        assertThat(whoeverYouAre).hasSizeGreaterThan(100);
        assertThat(TABLE.rules())
                .filteredOn(Rule::givesUp)
                .hasSizeGreaterThan(30)
                .allSatisfy(rule -> assertThat(rule.without().phrases())
                        .as(rule.id())
                        .containsAll(rule.id().startsWith("text.whom-you-write-to") ? whoeverYouAre : standBack));
    }

    private static List<String> standBackFrom(String whoeverSends) {
        return Stream.of(whoeverSends, "another-reason", "many-reasons")
                .flatMap(list -> TABLE.phrases(list).stream())
                .toList();
    }

    @Test
    void onlyAuthenticationRulesNameMethods() {
        assertThat(TABLE.rules())
                .filteredOn(rule -> rule.cause() != io.github.todoku.bounce.Cause.AUTHENTICATION)
                .allSatisfy(rule -> assertThat(rule.details()).as(rule.id()).isEmpty());
    }

    /** The reply as the receiver would give it: from one of the provider's hosts, if it is a provider's. */
    private static ReplyCase caseOf(Example example) {
        Rule rule = example.rule();
        String host = null;
        for (Provider provider : TABLE.providers()) {
            if (rule.providers().contains(provider.id())
                    && host == null
                    && !provider.hosts().isEmpty()) {
                host = "mx1." + provider.hosts().get(0);
            }
        }
        String command = rule.commands().stream().sorted().findFirst().orElse(null);
        SmtpReply reply = SmtpReply.parse(example.reply()).orElseThrow();
        return new ReplyCase(reply, null, host, null, command, Evidence.Place.REPLY, false);
    }

    private static List<String> shown(ReplyFacts facts) {
        List<String> shown = new ArrayList<>();
        shown.add("domain = " + facts.domain());
        shown.add("ip = " + (facts.clientAddress() == null ? null : IpLiteral.format(facts.clientAddress())));
        shown.add("spf = " + facts.spf());
        shown.add("dkim = " + facts.dkim());
        shown.add("dmarc = " + facts.dmarc());
        shown.add("list = " + facts.listName());
        shown.add("url = " + facts.url());
        shown.add("owner = " + facts.policyOwner());
        shown.add("rate = " + facts.rate());
        return shown;
    }
}
