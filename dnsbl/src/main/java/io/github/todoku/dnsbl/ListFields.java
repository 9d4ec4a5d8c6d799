package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.stanza.Stanza;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one stanza, gathered into a list. One object for one stanza. */
final class ListFields {
    static final Set<String> NAMES = Set.of(("Zone Name Operator Kind Serves Asks Reading Code Refusal Test Access Use"
                    + " Per-day Per-second Refuses-public-resolvers Terms-source Removal Lookup Removal-url Weight Reputation"
                    + " Status Part-of Keyed-twin Default Named Example Source Checked Doubt")
            .split(" ", -1));

    /** A list of which nothing is said. */
    private static final DnsblList BLANK = new DnsblList(new ListDraft());

    private final Stanza stanza;
    private final String zone;
    private final DnsblList base;

    private ListFields(Stanza stanza, String zone, DnsblList base) {
        this.stanza = stanza;
        this.zone = zone;
        this.base = base;
    }

    /** The list that a stanza describes; one about a zone of {@code known} changes what that says. */
    static DnsblList read(Stanza stanza, Map<String, DnsblList> known) {
        stanza.allowOnly(NAMES);
        String zone = stanza.required("Zone").toLowerCase(Locale.ROOT);
        boolean good = DnsName.parse(zone.replace(DnsblList.KEY_LABEL, "key")).isPresent()
                && zone.indexOf('<') == zone.lastIndexOf('<');
        if (!good) {
            throw stanza.wrong("not a zone: " + zone);
        }
        return new ListFields(stanza, zone, known.getOrDefault(zone, BLANK)).list();
    }

    private DnsblList list() {
        ListDraft draft = base.draft();
        draft.zone = zone;
        draft.name = word("Name", base.name());
        if (draft.name.isEmpty()) {
            throw stanza.wrong(zone + " has no Name");
        }
        draft.operator = text("Operator", draft.operator);
        draft.kind = word("Kind", DnsblList.Kind.class, base.kind());
        draft.serves = words("Serves", SubjectKind.class, base.serves());
        draft.asks = word("Asks", DnsblList.Asks.class, base.asks());
        draft.reading = word("Reading", DnsblList.Reading.class, base.reading());
        draft.codes = codes();
        draft.refusals = refusals();
        draft.tests = tests();
        draft.terms = terms();
        draft.removal = removal();
        draft.weight = word("Weight", DnsblList.Weight.class, base.weight());
        draft.reputation = words("Reputation", DnsblList.Reputation.class, base.reputation());
        draft.status = status();
        draft.partOf = List.copyOf(texts("Part-of", base.partOf()));
        draft.keyedTwin = text("Keyed-twin", draft.keyedTwin);
        draft.byDefault = yes("Default", base.isDefault());
        draft.named = texts("Named", base.named());
        draft.examples = examples();
        draft.provenance = provenance();
        return new DnsblList(draft);
    }

    private List<DnsblCode> codes() {
        List<String> fields = stanza.all("Code");
        if (fields.isEmpty()) {
            return base.codes();
        }
        List<DnsblCode> codes = new ArrayList<>();
        for (String field : fields) {
            List<String> words = answerAndRest(field, false);
            if (words.size() < 3) {
                throw stanza.wrong("a Code is: answer effect meaning [label]");
            }
            String label = words.size() == 3 ? null : String.join(" ", words.subList(3, words.size()));
            codes.add(new DnsblCode(
                    words.get(0),
                    stanza.constant(DnsblCode.Effect.class, words.get(1)),
                    stanza.constant(ListingMeaning.class, words.get(2)),
                    label));
        }
        return codes;
    }

    private List<RefusalCode> refusals() {
        List<String> fields = stanza.all("Refusal");
        if (fields.isEmpty()) {
            return base.refusals();
        }
        List<RefusalCode> refusals = new ArrayList<>();
        for (String field : fields) {
            List<String> words = answerAndRest(field, true);
            if (words.size() != 2) {
                throw stanza.wrong("a Refusal is: answer cause");
            }
            refusals.add(new RefusalCode(words.get(0), stanza.constant(RefusalCause.class, words.get(1))));
        }
        return refusals;
    }

    /** The words of a field, the first an answer: a pattern, {@code bit 8}, or a response code. */
    private List<String> answerAndRest(String field, boolean rcodes) {
        List<String> words = new ArrayList<>(split(field));
        if (words.get(0).equals("bit") && words.size() > 1) {
            words.set(0, "bit " + words.remove(1));
        }
        boolean rcode = rcodes && CodeTable.RCODES.contains(words.get(0));
        if (!rcode && AnswerPattern.parse(words.get(0)).isEmpty()) {
            throw stanza.wrong("not an answer: " + words.get(0));
        }
        return words;
    }

    private List<TestPoint> tests() {
        List<String> fields = stanza.all("Test");
        if (fields.isEmpty()) {
            return base.tests();
        }
        List<TestPoint> tests = new ArrayList<>();
        for (String field : fields) {
            List<String> words = split(field);
            boolean listed = words.get(0).equals("listed");
            boolean good = (words.size() == 2 || (listed && words.size() == 3))
                    && (listed || words.get(0).equals("unlisted"));
            if (!good) {
                throw stanza.wrong("a Test is: listed|unlisted subject [answer]");
            }
            boolean subject = IpLiteral.parse(words.get(1)).isPresent()
                    || DnsName.parse(words.get(1)).isPresent();
            boolean answer =
                    words.size() == 2 || AnswerPattern.parse(words.get(2)).isPresent();
            if (!subject || !answer) {
                throw stanza.wrong("a Test of what is no address or name: " + field);
            }
            tests.add(new TestPoint(words.get(1), listed, words.size() == 3 ? words.get(2) : null));
        }
        return tests;
    }

    private UseTerms terms() {
        UseTerms old = base.terms();
        String field = one("Access");
        UseTerms.Access access = old.access();
        String name = old.name().orElse(null);
        if (field != null) {
            List<String> words = split(field);
            access = stanza.constant(UseTerms.Access.class, words.get(0));
            name = words.size() > 1 ? words.get(1) : null;
        }
        if (zone.contains(DnsblList.KEY_LABEL) != (access == UseTerms.Access.KEY)
                || (access == UseTerms.Access.KEY && name == null)) {
            throw stanza.wrong(zone + ": <key> and \"Access: key NAME\" go together");
        }
        return new UseTerms(
                access,
                name,
                word("Use", UseTerms.Use.class, old.use()),
                number("Per-day", old.perDay()),
                number("Per-second", old.perSecond()),
                yes("Refuses-public-resolvers", old.refusesPublicResolvers()),
                text("Terms-source", old.source().orElse(null)));
    }

    private RemovalPath removal() {
        RemovalPath old = base.removal();
        String field = one("Removal");
        RemovalPath.Way way = old.way();
        Set<RemovalPath.Need> needs = old.needs();
        if (field != null) {
            List<String> words = split(field);
            way = stanza.constant(RemovalPath.Way.class, words.get(0));
            needs = constants(RemovalPath.Need.class, words.subList(1, words.size()));
        }
        return new RemovalPath(way, text("Lookup", old.lookupUrl()), text("Removal-url", old.removalUrl()), needs);
    }

    private ListStatus status() {
        String field = one("Status");
        if (field == null) {
            return base.status();
        }
        List<String> words = split(field);
        return new ListStatus(
                stanza.constant(ListStatus.State.class, words.get(0)),
                words.size() > 1 ? stanza.constant(ListStatus.Reason.class, words.get(1)) : null,
                words.size() > 2 ? String.join(" ", words.subList(2, words.size())) : null);
    }

    private List<DnsblList.Example> examples() {
        List<String> fields = stanza.all("Example");
        if (fields.isEmpty()) {
            return base.examples();
        }
        List<DnsblList.Example> examples = new ArrayList<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                throw stanza.wrong("an Example is: answer… = verdict meaning…");
            }
            examples.add(new DnsblList.Example(
                    split(field.substring(0, equals).strip()),
                    field.substring(equals + 1).strip()));
        }
        return examples;
    }

    private DnsblList.Provenance provenance() {
        DnsblList.Provenance old = base.provenance();
        return new DnsblList.Provenance(
                word("Source", old.source()), word("Checked", old.checked()), text("Doubt", old.doubt()));
    }

    private @Nullable String one(String name) {
        return stanza.optional(name).orElse(null);
    }

    private @Nullable String text(String name, @Nullable String otherwise) {
        String field = one(name);
        return field == null ? otherwise : field;
    }

    private String word(String name, String otherwise) {
        return stanza.optional(name).orElse(otherwise);
    }

    private Set<String> texts(String name, Collection<String> otherwise) {
        String field = one(name);
        return new LinkedHashSet<>(field == null ? otherwise : split(field.toLowerCase(Locale.ROOT)));
    }

    private boolean yes(String name, boolean otherwise) {
        String field = one(name);
        if (field == null) {
            return otherwise;
        }
        if (!field.equals("yes") && !field.equals("no")) {
            throw stanza.wrong(name + " is yes or no");
        }
        return field.equals("yes");
    }

    private @Nullable Integer number(String name, OptionalInt otherwise) {
        String field = one(name);
        if (field == null) {
            return otherwise.isPresent() ? otherwise.getAsInt() : null;
        }
        try {
            int number = Integer.parseInt(field);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, with what is no positive number
        }
        throw stanza.wrong(name + " is a positive number");
    }

    private <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        String field = one(name);
        return field == null ? otherwise : stanza.constant(type, field);
    }

    private <E extends Enum<E>> Set<E> words(String name, Class<E> type, Set<E> otherwise) {
        String field = one(name);
        return field == null ? otherwise : constants(type, split(field));
    }

    private <E extends Enum<E>> Set<E> constants(Class<E> type, List<String> words) {
        Set<E> set = EnumSet.noneOf(type);
        words.forEach(word -> set.add(stanza.constant(type, word)));
        return set;
    }

    private static List<String> split(String value) {
        return Arrays.asList(value.split("\\s+", -1));
    }
}
