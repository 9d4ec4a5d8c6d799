package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which terms a plan that mends takes out of a record unasked, and which it asks about instead. */
class PlanMendTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    private static final String WORLD = """
            _spf.service.example. TXT "v=spf1 ip4:198.51.100.0/24 -all"
            _spf.other.example.   TXT "v=spf1 ip4:198.51.100.9 -all"
            empty.service.test.   TXT "v=spf1 -all"
            web.host.test.        A   192.0.2.80
            mail.example.com.     A   192.0.2.25
            _spf.example.com.     TXT "v=spf1 ip4:192.0.2.64/26 -all"
            ;! TIMEOUT late.example. TXT
            """;

    private static InMemoryDns dns(String records) {
        StringBuilder zone = new StringBuilder(WORLD);
        for (String record : records.split(" / ", -1)) {
            zone.append("example.com. TXT \"").append(record).append("\"\n");
        }
        return InMemoryDns.zone(zone.toString());
    }

    private static SpfPlan mended(String records, String wanted) {
        return SpfPlanner.using(dns(records))
                .withOptions(SpfPlanOptions.mending()
                        .withKnown(List.of(
                                SpfSender.parse("include:_spf.google.com").orElseThrow())))
                .plan(DOMAIN, List.of(SpfSender.parse(wanted).orElseThrow()));
    }

    /** A record, or two; who is wanted; the record by which all of them pass, if one is ready. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // nothing has to go
                "v=spf1 ip4:192.0.2.1 a:gone.example.net -all | 192.0.2.7 | v=spf1 ip4:192.0.2.1 a:gone.example.net ip4:192.0.2.7 -all",
                // a service that is gone, a name without a record
                "v=spf1 ip4:192.0.2.1 include:spf.gone.test -all | 192.0.2.7 | v=spf1 ip4:192.0.2.1 ip4:192.0.2.7 -all",
                "v=spf1 ip4:192.0.2.1 include:web.host.test -all | 192.0.2.7 | v=spf1 ip4:192.0.2.1 ip4:192.0.2.7 -all",
                "v=spf1 mx:a.gone.test a:b.gone.test a:c.gone.test ip4:192.0.2.1 -all | 192.0.2.7"
                        + " | v=spf1 ip4:192.0.2.1 ip4:192.0.2.7 -all",
                // what looks misspelt is not gone
                "v=spf1 ip4:192.0.2.1 include:_spf.gogle.com -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 include:spf.google.com -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 include:_spf.google.co -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 include:_netblocks.googel.com -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 include:spf.service.example -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 include:service.example -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 a:mail.exmaple.com a:b.gone.test a:c.gone.test a:d.gone.test -all | 192.0.2.7"
                        + " | v=spf1 ip4:192.0.2.1 a:mail.exmaple.com ip4:192.0.2.7 -all",
                // unless what it was meant as stands in the record
                "v=spf1 include:_spf.servise.example -all | include:_spf.service.example | v=spf1 include:_spf.service.example -all",
                // all that the owner has written leads nowhere
                "v=spf1 include:spf.gone.test -all | 192.0.2.7 |",
                "v=spf1 include:spf.gone.test include:spf.gone2.test ~all | 192.0.2.7 |",
                // a name of the owner's own is misspelt and not gone
                "v=spf1 include:_sfp.example.com ip4:192.0.2.1 -all | 192.0.2.7 |",
                "v=spf1 include:spff.example.com ip4:192.0.2.1 -all | 192.0.2.7 |",
                "v=spf1 include:mailers.example.com ip4:192.0.2.1 -all | 192.0.2.7 |",
                "v=spf1 include:%{d} ip4:192.0.2.1 -all | 192.0.2.7 |",
                "v=spf1 a:x.example.com a:y.example.com a:z.example.com ip4:192.0.2.1 -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 include:_sfp.example.com ~all | 192.0.2.7 |",
                // an ending that has no effect today lets nobody in
                "v=spf1 ip4:192.0.2.1 include:spf.gone.test +all | 192.0.2.1 |",
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 ip4:192.0.2.2 +all | 192.0.2.7 |",
                // no answer is no reason
                "v=spf1 ip4:192.0.2.1 include:late.example -all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 include:late.example include:spf.gone.test -all | 192.0.2.7 |",
                // a redirect is the owner's ending
                "v=spf1 ip4:192.0.2.1 redirect=spf.gone.test | 192.0.2.7 |",
                // several records
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 include:spf.gone.test ~all | 192.0.2.7 | v=spf1 ip4:192.0.2.1 ip4:192.0.2.7 ~all",
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 include:_spf.gogle.com ~all | 192.0.2.7 |",
                "v=spf1 ip4:192.0.2.1 -all / v=spf1 include:late.example ~all | 192.0.2.7 |",
            })
    void aTermGoesUnaskedOnlyIfNobodyWhoWasMeantIsLost(String records, String wanted, String after) {
        SpfPlan plan = mended(records, wanted);
        if (after == null) {
            assertThat(plan.isReady()).as("%s", plan).isFalse();
            plan.change()
                    .ifPresent(change -> assertThat(change.diff())
                            .noneMatch(word -> word.op() == RecordChange.Op.REMOVE
                                    && word.text().contains(":")));
            return;
        }
        assertThat(plan.isReady()).as("%s", plan.findings()).isTrue();
        assertThat(plan.obstacles()).isEmpty();
        RecordChange change = plan.change().orElseThrow();
        assertThat(change.after()).isEqualTo(after);
        for (RecordChange.DiffWord word : change.diff()) {
            if (word.op() == RecordChange.Op.REMOVE && !word.text().endsWith("all")) {
                assertThat(change.findings())
                        .as("what goes is named")
                        .anyMatch(each -> each.kind() == SpfPlanFinding.DROPPED_DEAD
                                && each.detail().equals(word.text()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "include:_spf.gogle.com, include:_spf.google.com",
        "+include:SPF.Google.com, +include:_spf.google.com",
        "include:mail.goggle.com, include:_spf.google.com",
        "include:spf.service.example, include:_spf.service.example",
        "include:_spf._spf.service.example, ",
        "include:_sfp.example.com, include:_spf.example.com",
        "include:sspf.service.example, include:_spf.service.example",
        "include:_sfp.service.example, include:_spf.service.example",
        "redirect=_spff.example.com, redirect=_spf.example.com",
        "redirect=spf.service.example, redirect=_spf.service.example",
        "a:mail.exmaple.com/24, a:mail.example.com/24",
        "include:spf.gone.test, ",
        "include:empty.service.test, ",
    })
    void whatWasMeantIsSaid(String term, String meant) {
        SpfPlan plan = mended("v=spf1 ip4:192.0.2.1 a:x.gone.test a:y.gone.test " + term + " -all", "192.0.2.7");
        List<Finding> misspelt = plan.findings().stream()
                .filter(each -> each.kind() == SpfPlanFinding.MISSPELT)
                .toList();
        if (meant == null) {
            assertThat(misspelt).isEmpty();
        } else {
            assertThat(misspelt).singleElement().satisfies(each -> {
                assertThat(each.details()).containsExactly(term, meant);
                assertThat(each.text(Locale.ENGLISH)).contains("did you mean \"" + meant + "\"?");
            });
        }
    }

    /** Today these let nobody pass, or few; what is repaired lets in whom it names, and not the world. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 ipv4:192.0.2.1 +all | +all",
                "v=spf1 ipv4:192.0.2.1 all | all",
                "v=spf1 include:_spf.service.example,all | all",
                "v=spf1 -ip4:203.0.113.0/24 ipv4:192.0.2.1 +all | +all",
                "v=spf1 ipv4:0.0.0.0/0 -all | ip4:0.0.0.0/0",
                "v=spf1 ip4:192.0.2.1 ip6:::/0 include:spf.gone.test +all | +all",
                "v=spf1 include:everybody.test~all | include:everybody.test",
                "v=spf1 a:x.gone.test a:y.gone.test a:z.gone.test +all | +all",
                "v=spf1 ip4:192.0.2.1 include:spf.gone.test +all | +all",
            })
    void noPlanLetsEverybodyPassWhoDoesNotToday(String record, String by) {
        InMemoryDns dns = InMemoryDns.of(dns(record).zone().and(Zone.of("everybody.test. TXT \"v=spf1 +all\"")));
        SpfPlan plan = SpfPlanner.using(dns)
                .withOptions(SpfPlanOptions.standard().withDeadTerms(SpfPlanOptions.DeadTerms.DROP))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.7").orElseThrow()));
        assertThat(plan.change()).as("%s", plan).isEmpty();
        assertThat(plan.obstacles())
                .filteredOn(each -> each.kind() == SpfPlanFinding.WOULD_LET_EVERYBODY_PASS)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.detail()).isEqualTo(by);
                    assertThat(each.text(Locale.ENGLISH)).contains("which they cannot today: " + by);
                });
        assertThat(plan.findings()).extracting(Finding::kind).doesNotContain(SpfPlanFinding.LETS_EVERYBODY_PASS);
    }

    /** What a plan drops that is told to, it names, with what the name looks like. */
    @Test
    void whoAsksForItDropsWhatLooksMisspeltToo() {
        SpfPlan plan = SpfPlanner.using(dns("v=spf1 ip4:192.0.2.1 include:spf.service.example -all"))
                .withOptions(SpfPlanOptions.standard().withDeadTerms(SpfPlanOptions.DeadTerms.DROP))
                .plan(DOMAIN, List.of());
        assertThat(plan.change().orElseThrow().after()).isEqualTo("v=spf1 ip4:192.0.2.1 -all");
        assertThat(plan.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.DROPPED_DEAD)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.text(Locale.ENGLISH)).contains("looks like \"include:_spf.service.example\""));
    }

    @Test
    void unaskedTheStandardPlanKeepsWhatIsDead() {
        SpfPlan plan = SpfPlanner.using(dns("v=spf1 ip4:192.0.2.1 include:spf.gone.test -all"))
                .plan(DOMAIN, List.of());
        assertThat(plan.change()).isEmpty();
        assertThat(plan.obstacles()).extracting(Finding::kind).containsExactly(SpfPlanFinding.BUYS_NOTHING);
    }

    /** RFC 4592 §2.2.1: what is published at a name takes the wildcard's place there. */
    @Test
    void whatAWildcardGaveIsPublishedAlong() {
        String wildcard = """
                *.example.com. MX 10 mx.example.com.
                *.example.com. TXT "v=spf1 mx -all"
                *.example.com. TXT "token=1"
                mx.example.com. A 192.0.2.25
                """;
        DnsName news = DnsName.of("news.example.com");
        List<SpfSender> wanted = List.of(SpfSender.parse("192.0.2.7").orElseThrow());
        SpfPlan plan = SpfPlanner.using(InMemoryDns.zone(wildcard)).plan(news, wanted);
        RecordChange change = plan.change().orElseThrow();
        assertThat(plan.isProven()).isTrue();
        assertThat(change.after()).isEqualTo("v=spf1 mx ip4:192.0.2.7 -all");
        assertThat(change.zoneLines())
                .as("the wildcard's own record may be there, too")
                .containsExactly(
                        "; remove, if it is there: news.example.com. 3600 IN TXT \"v=spf1 mx -all\"",
                        "news.example.com. 3600 IN TXT \"v=spf1 mx ip4:192.0.2.7 -all\"",
                        "news.example.com. 3600 IN TXT \"token=1\"",
                        "news.example.com. 3600 IN MX 10 mx.example.com.");
        assertThat(plan.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.WILDCARD)
                .singleElement()
                .satisfies(each -> assertThat(each.text(Locale.ENGLISH)).contains("IN MX 10 mx.example.com."));
        InMemoryDns published = InMemoryDns.zone(wildcard + String.join("\n", change.zoneLines()) + "\n");
        SpfPlan again = SpfPlanner.using(published)
                .plan(news, List.of(SpfSender.parse("192.0.2.8").orElseThrow()));
        assertThat(again.findings()).extracting(Finding::kind).doesNotContain(SpfPlanFinding.WILDCARD);
        assertThat(again.change().orElseThrow().before()).hasSize(1);
        SpfPlan unknown = SpfPlanner.using(InMemoryDns.zone(wildcard)
                        .fault("todoku-wildcard-probe.example.com", RecordType.MX, Fault.timeout()))
                .plan(news, wanted);
        assertThat(unknown.isProven()).isFalse();
        assertThat(unknown.cannotTell()).isTrue();
        assertThat(unknown.obstacles()).extracting(Finding::kind).containsExactly(SpfPlanFinding.WILDCARD_UNKNOWN);
    }

    /** Names between a name and the wildcard are looked at up to three; a plan that may leave out one is not proven. */
    @ParameterizedTest
    @CsvSource({"a, false", "a.b, false", "a.b.c, false", "a.b.c.d, true", "a.b.c.d.e, true"})
    void namesBeyondThoseLookedAtAreSaid(String name, boolean open) {
        SpfPlan plan = SpfPlanner.using(
                        InMemoryDns.zone("*.example.com. MX 10 mx.example.com.\nmx.example.com. A 192.0.2.25"))
                .plan(
                        DnsName.of(name + ".example.com"),
                        List.of(SpfSender.parse("192.0.2.7").orElseThrow()));
        assertThat(plan.isProven()).isEqualTo(!open);
        assertThat(plan.findings()).extracting(Finding::kind).contains(SpfPlanFinding.WILDCARD);
        assertThat(plan.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.WILDCARD_UNKNOWN)
                .hasSize(open ? 1 : 0)
                .allSatisfy(each -> assertThat(each.text(Locale.ENGLISH)).contains("than the 3 that were looked at"));
    }

    /** A name's own record that is the wildcards', too, would stand beside the new one. */
    @ParameterizedTest
    @CsvSource({"TXT", "TXT MX"})
    void whatTheNameMayHaveOfItsOwnIsToGo(String types) {
        StringBuilder zone = new StringBuilder();
        for (String name : List.of("news", "*.news", "*")) {
            zone.append(name).append(".example.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n");
            zone.append(types.contains("MX") ? name + ".example.com. MX 10 mx.example.com.\n" : "");
        }
        RecordChange change = SpfPlanner.using(InMemoryDns.zone(zone.toString()))
                .plan(
                        DnsName.of("news.example.com"),
                        List.of(SpfSender.parse("198.51.100.7").orElseThrow()))
                .change()
                .orElseThrow();
        assertThat(change.zoneLines())
                .contains("; remove, if it is there: news.example.com. 3600 IN TXT \"v=spf1 ip4:192.0.2.0/24 -all\"");
        assertThat(change.before()).hasSize(1);
    }

    /** The names between the wildcard and a name keep their SPF record as well. */
    @Test
    void whatAWildcardGaveTheNamesBetweenIsPublishedAlong() {
        String wildcard = """
                *.example.com. MX 10 mx.example.com.
                *.example.com. TXT "v=spf1 mx -all"
                mx.example.com. A 192.0.2.25
                """;
        SpfPlan plan = SpfPlanner.using(InMemoryDns.zone(wildcard))
                .plan(
                        DnsName.of("a.b.example.com"),
                        List.of(SpfSender.parse("192.0.2.7").orElseThrow()));
        assertThat(plan.change().orElseThrow().along())
                .extracting(Zone.Entry::toString)
                .containsExactly(
                        "a.b.example.com. 3600 IN MX 10 mx.example.com.",
                        "b.example.com. 3600 IN TXT \"v=spf1 mx -all\"",
                        "b.example.com. 3600 IN MX 10 mx.example.com.");
        assertThat(plan.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.WILDCARD)
                .singleElement()
                .satisfies(each -> assertThat(each.text(Locale.ENGLISH))
                        .contains(
                                "names between",
                                "\"*.\" before each of these names",
                                "other types, which were not asked"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "news.example.com. A 192.0.2.1 | example.com | include:empty.service.test"
                        + " | include:empty.service.test does not help: what it names lets no address pass (RFC 7208 §5.2)",
                "example.com. TXT \"v=spf1 ip4:192.0.2.1 ~all include:_spf.other.example ~all\" | example.com | 192.0.2.7"
                        + " | \"include:_spf.other.example\" was removed: it comes after \"all\" and is never reached."
                        + " If its senders should pass, add it (--add)",
                "example.com. SPF \"v=spf1 mx -all\" | example.com | 192.0.2.7 | example.com has an obsolete record"
                        + " of type SPF, which no receiver reads; its terms are not in this plan, so add its senders if they"
                        + " should pass: v=spf1 mx -all",
                "other.test. A 192.0.2.1 | example.test | 192.0.2.7 | example.test does not exist; the record takes effect once"
                        + " it does",
            })
    void whatElseThereIsToKnowIsSaid(String zone, String domain, String wanted, String text) {
        SpfPlan plan = SpfPlanner.using(InMemoryDns.zone(WORLD + zone))
                .plan(DnsName.of(domain), List.of(SpfSender.parse(wanted).orElseThrow()));
        assertThat(plan.findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .contains(text);
    }

    /** A name comes to be with its record; only a domain that nobody registered does not. */
    @Test
    void aNameBelowADomainNeedsNotExist() {
        String zone = "example.com. A 192.0.2.1\nshop.example.com. CNAME gone.example.com.";
        for (String name : List.of("new.example.com", "shop.example.com")) {
            SpfPlan plan = SpfPlanner.using(InMemoryDns.zone(zone))
                    .plan(DnsName.of(name), List.of(SpfSender.parse("192.0.2.7").orElseThrow()));
            assertThat(plan.isProven()).isTrue();
            assertThat(plan.findings()).extracting(Finding::kind).doesNotContain(SpfPlanFinding.DOMAIN_MISSING);
        }
    }

    @Test
    void aTermThatCannotBeReadIsSaidOnce() {
        SpfPlan plan = SpfPlanner.using(dns("v=spf1 ip4:192.0.2.1 qqqqqqqqqqqq!! -all"))
                .plan(DOMAIN, List.of());
        assertThat(plan.change()).isEmpty();
        assertThat(plan.obstacles()).extracting(Finding::kind).containsExactly(SpfPlanFinding.UNREADABLE_WORD);
        assertThat(plan.findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .noneMatch(text -> text.contains("spf."));
    }
}
