package io.github.todoku.dmarc;

import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one record of those that are there and what is wished for. */
final class DmarcEdit {
    /** What may make mail fail that arrives today; it takes effect only if the owner wishes for it. */
    private static final Set<String> STRICTER = Set.of("p", "sp", "np", "adkim", "aspf");

    private static final String VERSION = "v=" + DmarcRecord.VERSION;

    private final List<String> before;
    private final DmarcWish wish;

    DmarcEdit(List<String> before, DmarcWish wish) {
        this.before = before;
        this.wish = wish;
    }

    /** The record as it stands if nothing is to be done, otherwise its tags in their order and spelling. */
    String text() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("v", VERSION);
        tags.put("p", "");
        DmarcPolicy today = null;
        for (String text : before) {
            DmarcRecord record = DmarcRecord.parse(mended(text));
            if (holdsToday()) {
                today = record.policy("p").orElse(DmarcPolicy.NONE);
            }
            for (DmarcTag tag : record.tags()) {
                boolean unreadable = tag instanceof DmarcTag.Policy policy && policy.policy() == null;
                boolean inForce = holdsToday() || !STRICTER.contains(tag.name());
                if (!(tag instanceof DmarcTag.Version) && !unreadable && inForce) {
                    String written = record.text().substring(tag.start(), tag.end());
                    if (tags.getOrDefault(tag.name(), "").isEmpty()) {
                        tags.put(tag.name(), written);
                    }
                }
            }
        }
        DmarcPolicy policy = today == null || today.compareTo(wish.policy()) < 0 ? wish.policy() : today;
        if (!("p=" + policy.word()).equals(compact(tags.getOrDefault("p", "")))) {
            tags.put("p", "p=" + policy.word());
        }
        wish.reportsTo().ifPresent(mailbox -> tags.putIfAbsent("rua", "rua=mailto:" + mailbox));
        String after = String.join("; ", tags.values());
        boolean stands = before.size() == 1
                && DmarcRecord.isDmarc(before.get(0))
                && TagList.parse(before.get(0)).faults().isEmpty()
                && Set.copyOf(texts(before.get(0))).equals(Set.copyOf(texts(after)));
        return stands ? before.get(0) : after;
    }

    /** Several records, or one that cannot be read, are none to receivers: what they ask for has no effect today. */
    private boolean holdsToday() {
        return before.size() == 1 && DmarcRecord.isDmarc(before.get(0));
    }

    /** The strictest policy of texts that have no effect today; null if none of them asks for more than the wish. */
    @Nullable
    DmarcPolicy withoutEffect() {
        DmarcPolicy strictest = null;
        for (String text : holdsToday() ? List.<String>of() : before) {
            DmarcPolicy asked = DmarcRecord.parse(mended(text)).policy("p").orElse(DmarcPolicy.NONE);
            if (asked.compareTo(wish.policy()) > 0 && (strictest == null || asked.compareTo(strictest) > 0)) {
                strictest = asked;
            }
        }
        return strictest;
    }

    private static String compact(String tag) {
        return tag.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /** From the version on: what was pasted before it goes, and so does its case. */
    private static String mended(String text) {
        int end = DmarcRecord.versionAt(text) + DmarcRecord.VERSION.length();
        String rest = text.substring(end).strip();
        return VERSION + (rest.startsWith(";") || rest.isEmpty() ? rest : "; " + rest);
    }

    private static List<String> texts(String text) {
        List<String> texts = new ArrayList<>();
        for (Tag tag : TagList.parse(text).tags()) {
            texts.add(tag.name().equals("v") ? VERSION : text.substring(tag.start(), tag.end()));
        }
        return texts;
    }

    List<DiffWord> diff(String after) {
        List<DiffWord> diff = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        before.forEach(text -> gone.addAll(texts(text)));
        for (String tag : texts(after)) {
            boolean kept = gone.contains(tag);
            gone.removeIf(tag::equals);
            diff.add(new DiffWord(kept ? Op.KEEP : Op.ADD, tag));
        }
        gone.forEach(tag -> diff.add(new DiffWord(Op.REMOVE, tag)));
        return diff;
    }
}
