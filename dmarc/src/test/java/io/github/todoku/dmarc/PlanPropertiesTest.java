package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ten thousand records, damaged as people damage them: what is planned reads back, loses no mailbox and asks for no more. */
class PlanPropertiesTest {
    private static final List<DmarcPolicy> ASKED_FOR = List.of(DmarcPolicy.values());
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final int PLANS = 10_000;
    private static final List<String> POLICIES =
            List.of("none", "quarantine", "reject", "rejct", "Reject", "", "monitor");
    private static final List<String> TAGS = List.of(
            "adkim=s",
            "adkim=strict",
            "aspf=r",
            "fo=1",
            "fo=0:1",
            "pct=50",
            "ri=3600",
            "t=y",
            "psd=n",
            "x=1",
            "word",
            "");

    /** A tag that is right, and how people break it. */
    private static final Map<String, List<String>> BROKEN = Map.ofEntries(
            Map.entry("p=reject", List.of("p=rejct", "p=reject,", "p = monitor", "P=reject", "p=", "p=100")),
            Map.entry("p=quarantine", List.of("p=quarantined", "p=quaratine", "p=\"quarantine\"")),
            Map.entry("p=none", List.of("p=nothing", "p=of", "p=noen")),
            Map.entry("sp=none", List.of("sp=nnone", "sp=", "sp=0")),
            Map.entry("sp=reject", List.of("sp=rejekt", "sp=reject,", "SP=reject")),
            Map.entry("np=reject", List.of("np=rejct", "np=yes")),
            Map.entry(
                    "rua=mailto:a@example.com",
                    List.of("rua=a@example.com", "rua=mailto: a@example.com", "rua=mailto:<a@example.com>")),
            Map.entry("ruf=mailto:f@example.com", List.of("ruf=mail:f@example.com", "ruf=f@example.com", "ruf=")),
            Map.entry("adkim=s", List.of("adkim=strict", "adkim=")),
            Map.entry("aspf=r", List.of("aspf=relaxed", "aspf=y")),
            Map.entry("fo=1", List.of("fo=2", "fo=01")),
            Map.entry("t=y", List.of("t=yes", "t=1")),
            Map.entry("psd=n", List.of("psd=no", "psd=0")),
            Map.entry("pct=50", List.of("word")),
            Map.entry("x=1", List.of("")));

    private final Random random = new Random(20);

    /** One tag is broken: all others stand as they are written, and nothing comes that was not meant. */
    @Test
    void aRepairChangesTheBrokenTagAndNothingElse() {
        for (int i = 0; i < PLANS; i++) {
            List<String> right = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<String> candidates = new ArrayList<>(BROKEN.keySet());
            Collections.shuffle(candidates, random);
            for (String each : candidates.subList(0, 1 + random.nextInt(6))) {
                String name = each.substring(0, each.indexOf('='));
                if (!names.contains(name)) {
                    names.add(name);
                    right.add(each);
                }
            }
            if (!names.contains("p")) {
                right.add("p=none");
            }
            int broken = random.nextInt(right.size());
            List<String> published = new ArrayList<>(right);
            published.set(broken, any(BROKEN.getOrDefault(right.get(broken), List.of())));
            String text = "v=DMARC1; " + String.join(random.nextBoolean() ? "; " : ";", published);
            String after = DmarcPlanner.using(InMemoryDns.of(Zone.of(List.of(entry(text)))))
                    .plan(DOMAIN, DmarcWish.MONITOR)
                    .change()
                    .orElseThrow()
                    .after();
            List<String> stands = new ArrayList<>(
                    Stream.of(after.split(";", -1)).map(String::strip).toList());
            List<String> kept = new ArrayList<>(List.of("v=DMARC1"));
            kept.addAll(right);
            kept.remove(right.get(broken));
            assertThat(stands).as("%s of %s", after, text).containsAll(kept);
            assertThat(withoutPolicy(stands))
                    .as("the order in %s of %s", after, text)
                    .containsSubsequence(withoutPolicy(kept));
            stands.removeAll(kept);
            stands.remove("");
            String name = right.get(broken).substring(0, right.get(broken).indexOf('='));
            assertThat(stands)
                    .as("%s of %s", after, text)
                    .hasSizeLessThan(2)
                    .allSatisfy(mended -> assertThat(mended)
                            .satisfiesAnyOf(
                                    same -> assertThat(same).isEqualTo(right.get(broken)),
                                    policy -> assertThat(policy).isIn("p=none", "sp=none", "np=none"),
                                    unread -> assertThat(published.get(broken)).isEqualTo(unread)));
            assertThat(stands.isEmpty() || stands.get(0).startsWith(name + "=") || !names.contains(name))
                    .as("%s of %s", after, text)
                    .isTrue();
        }
    }

    private static List<String> withoutPolicy(List<String> tags) {
        return tags.stream().filter(each -> !each.startsWith("p=")).toList();
    }

    @Test
    void whatIsPlannedReadsBackAndLosesNothing() {
        int planned = 0;
        for (int i = 0; i < PLANS; i++) {
            List<String> texts = new ArrayList<>();
            for (int n = random.nextInt(8) == 0 ? 2 : 1; n > 0; n--) {
                texts.add(damaged(record()));
            }
            planned += holds(texts) ? 1 : 0;
        }
        assertThat(planned).isEqualTo(PLANS);
    }

    private boolean holds(List<String> published) {
        List<Zone.Entry> entries = new ArrayList<>(List.of(entry("token")));
        published.forEach(text -> entries.add(entry(text)));
        List<String> records = published.stream().filter(DmarcRecord::isDmarc).toList();
        List<String> texts = records.size() == 1 ? records : published; // beside the one that holds, nothing matters
        InMemoryDns dns = InMemoryDns.of(Zone.of(entries));
        DmarcPolicy wish = ASKED_FOR.get(random.nextInt(ASKED_FOR.size()));
        RecordChange change = DmarcPlanner.using(dns)
                .plan(DOMAIN, DmarcWish.of(wish))
                .change()
                .orElseThrow(() -> new AssertionError("no plan for " + texts));
        DmarcRecord made = DmarcRecord.parse(change.after());
        assertThat(DmarcRecord.isDmarc(change.after()))
                .as("%s of %s", change.after(), texts)
                .isTrue();
        assertThat(made.hasDuplicateTags()).isFalse();
        assertThat(made.hasValidPolicies())
                .as("%s of %s", change.after(), texts)
                .isTrue();
        for (String mailbox : List.of("a@example.com", "b@example.com", "c@example.com")) {
            boolean was = texts.stream().anyMatch(text -> text.contains(mailbox));
            assertThat(made.reportUris("rua").stream()
                            .anyMatch(uri -> uri.host() != null && uri.text().contains(mailbox)))
                    .as("%s in %s of %s", mailbox, change.after(), texts)
                    .isEqualTo(was);
        }
        asksForNoMore(texts, made, wish);
        var after = OverlayResolver.of(change.overlay(), dns);
        assertThat(DmarcChecker.using(after).check(DmarcRequest.of(DOMAIN)).policy())
                .isEqualTo(made.policy("p"));
        assertThat(DmarcPlanner.using(after).plan(DOMAIN, DmarcWish.of(wish)).isUnchanged())
                .as("%s of %s", change.after(), texts)
                .isTrue();
        return true;
    }

    private static Zone.Entry entry(String text) {
        int half = text.length() / 2; // a string holds 255 octets
        List<String> strings = List.of(text.substring(0, half), text.substring(half));
        return new Zone.Entry(DnsName.of("_dmarc.example.com"), Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(strings));
    }

    /** No stricter than the wish, save what is said today in a record that stands. */
    private static void asksForNoMore(List<String> texts, DmarcRecord made, DmarcPolicy wish) {
        boolean stands = texts.size() == 1 && DmarcRecord.isDmarc(texts.get(0));
        for (String name : List.of("p", "sp", "np")) {
            DmarcPolicy asked = made.policy(name).orElse(DmarcPolicy.NONE);
            boolean saidToday = stands
                    && texts.get(0)
                            .toLowerCase(Locale.ROOT)
                            .contains(name + "=" + asked.word().charAt(0));
            assertThat(asked.compareTo(wish) <= 0 || saidToday)
                    .as("%s of %s for %s", made, texts, wish)
                    .isTrue();
        }
        assertThat(stands || !(made.isStrict("adkim") || made.isStrict("aspf")))
                .as("%s of %s", made, texts)
                .isTrue();
    }

    private List<String> record() {
        List<String> tags = new ArrayList<>();
        if (random.nextInt(10) > 0) {
            tags.add("p=" + any(POLICIES));
        }
        if (random.nextBoolean()) {
            tags.add("sp=" + any(POLICIES));
        }
        if (random.nextInt(4) == 0) {
            tags.add("np=" + any(POLICIES));
        }
        tags.add("rua="
                + any(List.of(
                        "mailto:a@example.com", "a@example.com", "mailto: a@example.com", "mailto:a@example.com!10m"))
                + any(List.of("", ",mailto:b@example.com", " mailto:b@example.com", "; mailto:b@example.com")));
        for (int n = random.nextInt(3); n > 0; n--) {
            tags.add(any(TAGS));
        }
        if (random.nextInt(6) == 0) {
            tags.add("rua=mailto:c@example.com");
        }
        Collections.shuffle(tags, random);
        tags.add(0, "v=DMARC1");
        return tags;
    }

    private String damaged(List<String> tags) {
        String text = String.join("; ", tags);
        return switch (random.nextInt(12)) {
            case 0 -> '"' + text + '"';
            case 1 -> "\u00E2\u0080\u009C" + text + "\u00E2\u0080\u009D";
            case 2 -> text.replace(";", "\\;");
            case 3 -> String.join(", ", tags);
            case 4 -> String.join(" ", tags);
            case 5 -> "_dmarc TXT " + text;
            case 6 -> text.replace("v=DMARC1", "V=DMARC1").replace("p=", "P=");
            case 7 -> text.replace("v=DMARC1; ", "") + "; v=DMARC1";
            case 8 -> " " + text;
            case 9 -> text + "; " + text;
            default -> text;
        };
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
