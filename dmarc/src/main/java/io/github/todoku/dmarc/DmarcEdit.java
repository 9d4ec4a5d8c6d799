package io.github.todoku.dmarc;

import io.github.todoku.dmarc.MeantTags.Meant;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one record of those that are there and what is wished for. A tag that is right stays as it is written; one that is
 * broken is mended, and what was meant by a text that receivers cannot read is carried over, as far as no mail is lost by it.
 */
final class DmarcEdit {
    /** Report addresses of one tag that are looked at one by one; what is behind them stays as it is. */
    private static final int MOST_URIS = 200;

    private static final String VERSION = "v=" + DmarcRecord.VERSION;

    private final List<String> before;
    private final DmarcWish wish;
    private final boolean holdsToday;
    private final boolean policyHolds;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Map<String, Set<String>> uris = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Set<String> notInForce = new LinkedHashSet<>();
    private DmarcPolicy least = DmarcPolicy.NONE;
    private boolean raised;

    /** Tags for subdomains whose value cannot be told: none, where p is stricter and would hold in their place. */
    private final Set<String> guessed = new LinkedHashSet<>();

    private final String after;

    /**
     * Makes the record.
     *
     * @param before the texts that are a record, or were meant as one
     * @param holds whether they stand where receivers look
     * @param wish what the record should say
     */
    DmarcEdit(List<String> before, boolean holds, DmarcWish wish) {
        this.before = before;
        this.wish = wish;
        this.holdsToday = holds && before.size() == 1 && DmarcRecord.isDmarc(before.get(0));
        this.policyHolds =
                holdsToday && DmarcRecord.parse(before.get(0)).policy("p").isPresent();
        this.after = make();
    }

    /** The record as it stands if nothing is to be done, otherwise its tags in their order and spelling. */
    String text() {
        return after;
    }

    private String make() {
        tags.put("v", VERSION);
        tags.put("p", "");
        for (String text : before) {
            MeantTags meant = MeantTags.of(text);
            meant.tags().forEach(this::take);
            meant.rest().stream()
                    .filter(piece -> holdsToday || piece.indexOf('@') >= 0)
                    .forEach(leftOut::add);
        }
        uris.forEach((name, all) -> {
            if (all.isEmpty()) {
                tags.remove(name);
                leftOut.add(name + "=,");
            } else {
                tags.put(name, name + "=" + String.join(",", all));
            }
        });
        least = least();
        raised = policy();
        guessed.stream()
                .filter(each -> policyIn(tags.getOrDefault("p", "")) == DmarcPolicy.NONE)
                .filter(each -> each.equals("sp") || policyIn(tags.getOrDefault("sp", "")) == DmarcPolicy.NONE)
                .forEach(tags::remove);
        wish.testing().ifPresent(this::testing);
        wish.reportsTo().ifPresent(mailbox -> tags.putIfAbsent("rua", "rua=mailto:" + mailbox));
        String made = String.join("; ", tags.values());
        return stands(made) ? before.get(0) : made;
    }

    private void take(Meant tag) {
        switch (tag.name()) {
            case "v" -> {
                // there is one already
            }
            case "p", "sp", "np" -> takePolicy(tag);
            case "rua", "ruf" -> takeReports(tag);
            case "adkim", "aspf" -> takeAlignment(tag);
            default -> {
                if (!isValid(tag)) {
                    leftOut.add(tag.written());
                } else if (tags.putIfAbsent(tag.name(), tag.written()) != null) {
                    leaveOutUnlessSame(tag);
                }
            }
        }
    }

    private void leaveOutUnlessSame(Meant tag) {
        if (!compact(tags.getOrDefault(tag.name(), "")).equals(compact(tag.written()))) {
            leftOut.add(tag.written());
        }
    }

    /** Of several the mildest; what has no effect today and would make mail fail is for the owner to ask for. */
    private void takePolicy(Meant tag) {
        Optional<DmarcPolicy> valid = DmarcPolicy.parse(tag.value());
        Optional<DmarcPolicy> asked = valid.or(() -> DmarcPolicy.meant(tag.name(), tag.value()));
        boolean own = tag.name().equals("p");
        if (asked.isEmpty()) {
            leftOut.add(tag.written());
            if (!own && !tag.value().isBlank()) {
                String none = tag.name() + "=none";
                notInForce.addAll(stricterThanNone(tags.put(tag.name(), none)));
                guessed.add(tag.name());
            }
            return;
        }
        boolean inForce = holdsToday && (!own || policyHolds);
        String written = valid.isPresent()
                ? tag.written()
                : tag.name() + "=" + asked.get().word();
        if (!inForce && asked.get().compareTo(wish.policy()) > 0) {
            notInForce.add(written);
            return;
        }
        String there = tags.getOrDefault(tag.name(), "");
        if (there.isEmpty()) {
            tags.put(tag.name(), written);
            return;
        }
        int compared = asked.get().compareTo(policyIn(there));
        if (compared < 0) {
            tags.put(tag.name(), written);
        }
        String stricter = compared < 0 ? there : written;
        if (compared != 0 && !(own && policyIn(stricter).compareTo(wish.policy()) <= 0)) {
            notInForce.add(stricter);
        }
    }

    private static List<String> stricterThanNone(@Nullable String there) {
        return there == null || policyIn(there) == DmarcPolicy.NONE ? List.of() : List.of(there);
    }

    private static DmarcPolicy policyIn(String written) {
        return DmarcPolicy.parse(written.substring(written.indexOf('=') + 1).strip())
                .orElse(DmarcPolicy.NONE);
    }

    private void takeReports(Meant tag) {
        if (tag.value().isBlank()) {
            leftOut.add(tag.name() + "=");
            return;
        }
        if (!tags.containsKey(tag.name()) && !tag.written().isEmpty() && allValid(tag.value())) {
            tags.put(tag.name(), tag.written());
            return;
        }
        String there = tags.getOrDefault(tag.name(), "");
        Set<String> all = uris.computeIfAbsent(tag.name(), name -> new LinkedHashSet<>());
        all.addAll(mended(there.substring(there.indexOf('=') + 1)));
        all.addAll(mended(tag.value()));
        all.remove("");
        tags.put(tag.name(), "");
    }

    private static boolean allValid(String value) {
        for (String uri : value.split(",", MOST_URIS)) {
            ReportUriReader read = ReportUriReader.read(uri.strip());
            boolean empty = read.fault() == ReportUriReader.Fault.EMPTY;
            if (empty || (read.fault() != null && !read.mended().isEmpty())) {
                return false;
            }
        }
        return true;
    }

    /** Each as it is or as it was meant; one that nobody can read stays, for its owner to mend. */
    private static Set<String> mended(String value) {
        Set<String> all = new LinkedHashSet<>();
        for (String uri : value.split(",", MOST_URIS)) {
            ReportUriReader read = ReportUriReader.read(uri.strip());
            all.addAll(
                    read.mended().isEmpty()
                            ? List.of(uri.strip())
                            : List.of(read.mended().split(",", -1)));
        }
        return all;
    }

    private void takeAlignment(Meant tag) {
        boolean strict = tag.value().equalsIgnoreCase("s");
        if (!isValid(tag)) {
            leftOut.add(tag.written());
        } else if (strict && !holdsToday) {
            notInForce.add(tag.written());
        } else if (tags.putIfAbsent(tag.name(), tag.written()) != null) {
            if (!strict) {
                tags.put(tag.name(), tag.written());
            }
            leaveOutUnlessSame(tag);
        }
    }

    private static boolean isValid(Meant tag) {
        String value = tag.value().toLowerCase(Locale.ROOT);
        return switch (tag.name()) {
            case "adkim", "aspf" -> value.equals("r") || value.equals("s");
            case "t" -> value.equals("y") || value.equals("n");
            case "psd" -> value.equals("y") || value.equals("n") || value.equals("u");
            case "fo" ->
                DmarcRecord.parse(VERSION + ";fo=" + value).findings().stream()
                        .noneMatch(each -> each.kind() == DmarcFinding.BAD_VALUE);
            default -> true;
        };
    }

    /** Whether it is stricter than what is in force. */
    private boolean policy() {
        String there = tags.getOrDefault("p", "");
        DmarcPolicy today = policyIn(there);
        boolean stricter = today.compareTo(least) < 0;
        if (stricter || there.isEmpty()) {
            tags.put("p", "p=" + least.word());
        }
        return stricter;
    }

    /** The mildest that the record may say: what is wished for, or what can be tried out of it. */
    private DmarcPolicy least() {
        DmarcPolicy wished = wish.policy();
        DmarcPolicy today = policyIn(tags.getOrDefault("p", ""));
        if (!wish.testing().orElse(false) || wished.compareTo(today) <= 0) {
            return wished;
        }
        if (!canBeTried(today)) {
            return today;
        }
        return today == DmarcPolicy.NONE ? DmarcPolicy.QUARANTINE : DmarcPolicy.REJECT;
    }

    /**
     * {@code t} goes for {@code sp} and {@code np} too: one of those that is in force is not made milder by a trial of {@code p}.
     * And receivers that do not know {@code t} apply a policy in full: it rises by one step, and not again while it is tried.
     */
    private boolean canBeTried(DmarcPolicy today) {
        return !(today != DmarcPolicy.NONE
                        && compact(tags.getOrDefault("t", "")).equals("t=y"))
                && inForceBelow().isEmpty();
    }

    private List<String> inForceBelow() {
        return Stream.of("sp", "np")
                .map(each -> tags.getOrDefault(each, ""))
                .filter(each -> policyIn(each) != DmarcPolicy.NONE)
                .toList();
    }

    /** A {@code pct} goes on limiting what receivers of RFC 7489 do, to whom {@code t} says nothing. */
    private void testing(boolean testing) {
        if (!testing) {
            if (Stream.of("p", "sp", "np").noneMatch(this::isStricter)) {
                tags.remove("t");
                tags.remove("pct");
            }
        } else if (raised) {
            tags.put("t", "t=y");
        }
    }

    /** Nobody wished for the whole of a policy that is stricter than the wish: it stays as mild as it is. */
    private boolean isStricter(String name) {
        return policyIn(tags.getOrDefault(name, "")).compareTo(wish.policy()) > 0;
    }

    private boolean stands(String made) {
        return holdsToday
                && TagList.parse(before.get(0)).faults().isEmpty()
                && !TagList.isBlank(before.get(0).charAt(0))
                && Set.copyOf(texts(before.get(0))).equals(Set.copyOf(texts(made)));
    }

    /** The policies below the domain that a trial would weaken; empty if the one wished for is tried, or another trial runs. */
    Optional<String> notTried() {
        boolean tried = wish.testing().orElse(false);
        boolean stays = !raised && wish.policy().compareTo(policyIn(tags.getOrDefault("p", ""))) > 0;
        return tried && stays ? Optional.of(String.join(", ", inForceBelow())) : Optional.empty();
    }

    /** The policies that were asked for without effect, and are stricter than what is wished for. */
    Set<String> notInForce() {
        return notInForce;
    }

    /** What had no effect and is not carried over. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** The policies that a broken tag keeps from having effect today, and that have it when it is mended. */
    List<String> takesEffect() {
        if (!holdsToday || DmarcRecord.parse(before.get(0)).hasValidPolicies()) {
            return List.of();
        }
        return DmarcRecord.parse(after).tags().stream()
                .filter(tag -> tag instanceof DmarcTag.Policy each
                        && each.policy() != null
                        && each.policy() != DmarcPolicy.NONE
                        && !(tag.name().equals("p") && each.policy() == wish.policy()))
                .map(tag -> after.substring(tag.start(), tag.end()))
                .toList();
    }

    /** Whether it reads as one record that says what is wished for, and no mailbox for reports is lost. */
    boolean isProven() {
        DmarcRecord made = DmarcRecord.parse(after);
        Set<String> mailboxes = mailboxes(made);
        return DmarcRecord.isDmarc(after)
                && made.hasValidPolicies()
                && !made.hasDuplicateTags()
                && (wish.testing().orElse(true) || isStricter("p") || isInFull(made))
                && (!raised || !wish.testing().orElse(false) || made.isTesting())
                && made.policy("p").filter(each -> each.compareTo(least) >= 0).isPresent()
                && before.stream().map(DmarcRecord::parse).allMatch(each -> mailboxes.containsAll(mailboxes(each)))
                && Stream.of("rua", "ruf")
                        .flatMap(each -> made.reportUris(each).stream())
                        .allMatch(this::isKnown);
    }

    /** Reports go to no domain but those that were written, or wished for. */
    private boolean isKnown(DmarcTag.Uri uri) {
        if (uri.host() == null) {
            return true;
        }
        String host = uri.host().toString().toLowerCase(Locale.ROOT);
        return wish.reportsTo()
                        .filter(each -> each.toString().toLowerCase(Locale.ROOT).endsWith("@" + host))
                        .isPresent()
                || before.stream().anyMatch(each -> MeantTags.names(each, host));
    }

    private static boolean isInFull(DmarcRecord record) {
        return !record.isTesting()
                && record.tags().stream()
                        .noneMatch(tag -> tag instanceof DmarcTag.Historic historic
                                && historic.name().equals("pct")
                                && !historic.value().equals("100"));
    }

    private static Set<String> mailboxes(DmarcRecord record) {
        Set<String> mailboxes = new LinkedHashSet<>();
        for (String name : List.of("rua", "ruf")) {
            for (DmarcTag.Uri uri : record.reportUris(name)) {
                if (uri.host() != null) {
                    mailboxes.add(name + " " + uri.text());
                }
            }
        }
        return mailboxes;
    }

    private static String compact(String tag) {
        return tag.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(String text) {
        List<String> texts = new ArrayList<>();
        for (Tag tag : TagList.parse(text).tags()) {
            texts.add(tag.name().equals("v") ? VERSION : text.substring(tag.start(), tag.end()));
        }
        return texts;
    }

    List<DiffWord> diff() {
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
