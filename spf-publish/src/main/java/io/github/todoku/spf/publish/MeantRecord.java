package io.github.todoku.spf.publish;

import io.github.todoku.finding.Finding;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.internal.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A published text as the record that was meant: without what was pasted along, with blanks between the terms, and each term
 * that cannot be read in the form that was most likely meant.
 *
 * @param published the text as it stands
 * @param records the record that was meant, before its terms are mended; more than one if several stand in the text
 * @param mended the same with its terms mended as far as they can be
 * @param repairs what was repaired, by name; empty if nothing was
 * @param foreword the words before it by which it was retired, or that are of another party; empty if there are none
 */
record MeantRecord(
        String published, List<String> records, List<String> mended, List<Finding> repairs, String foreword) {
    /** Longer texts are no slips of the hand. */
    private static final int MAX_LENGTH = 4096;

    private static final Pattern VERSION = Pattern.compile("(?i)v\\s*[=:]\\s*spf\\s*-?1(?![0-9.])");

    /** A version that lost its beginning counts only where a text begins. */
    private static final Pattern TORN_VERSION = Pattern.compile("(?i)^(v\\s*)?spf\\s*-?1(?![0-9.\\w])");

    /** A first word that is another version, or Sender ID's, and not a slip of the hand. */
    private static final Pattern OTHER_VERSION = Pattern.compile("(?i)spf[02-9].*|v=spf[0-9]+|v=spf[02-9].*");

    /** So many letters of the version may be wrong. */
    private static final int MAX_SLIPS = 2;

    /** An owner name of full length, and what may stand behind it. */
    private static final int MAX_FOREWORD = 300;

    /** In place of a version: the owner and the first words of a zone line, a form's label, a lone letter or punctuation, but no sign of a comment. */
    private static final Pattern PASTED_ALONG = Pattern.compile("(?i)"
            + "((@|[a-z0-9_*-]+(\\.[a-z0-9_-]+)++\\.?|[a-z0-9_-]+(?=\\s+(in|[0-9]+[smhdw]?)\\s))[:=]?\\s*)?"
            + "([0-9]+[smhdw]?\\s+)?(in\\s+)?([0-9]+[smhdw]?\\s+)?((txt|spf)[:=\\s]*)?" // its time, class and type
            + "((dns|txt|spf|record|value|content|data|text|type|name|answer|host|\u5024|\u5185\u5BB9)[:=\\s]*){0,4}"
            + "[a-z]?[,.:=<>()\\[\\]{}|&\\s]*");

    /** An ending without its blank that reads as a name: no top-level domain ends so. */
    private static final Pattern GLUED_ENDING = Pattern.compile("(?i)(.*[:=].+\\.[a-z0-9]+)(-all)");

    /** What stands before a record that was put out of force: a sign of a comment, or a word that says so. */
    private static final Pattern RETIRING =
            Pattern.compile("(?i)^\\s*([#;!%]|//|/\\*|--|<!|-$|(rem|x)\\s)|#|(?<![a-z])("
                    + "old(er)?|obsoleted?|disabled?|unused|inactive|deprecated|prev|previous(ly)?|former(ly)?|retired|expired"
                    + "|archived?|backup|bak|removed?|deleted?|legacy|replaced|superseded|not?|dont|never|until|was|off|invalid|wrong"
                    + "|examples?|sample|draft|commented|alt(er?|e[ns])?|nicht|veraltet|deaktiviert|inaktiv|ung(ue|\u00FC)ltig|bisher(ig)?"
                    + "|ancien(ne)?|pas|d[e\u00E9]sactiv[e\u00E9]|inactif|obsol[e\u00E8]te|inutilis[e\u00E9]|pr[e\u00E9]c[e\u00E9]dent|supprim[e\u00E9]"
                    + "|antiguo|anterior|obsoleto|desactivado|vecchio|precedente|oud"
                    + ")(?![a-z])|\u65E7|\u820A|\u7121\u52B9|\u5EC3\u6B62|\u672A\u4F7F\u7528|\u4E0D\u4F7F\u7528|\u4E0D\u8981|\u524A\u9664|\u505C\u6B62|\u4EE5\u524D|\u5909\u66F4\u524D"
                    + "|\u904E\u53BB|\u53E4\u3044|\u7981\u6B62|\u5931\u52B9|\u7D42\u4E86|\u65E0\u6548|\u5E9F|\u505C\u7528|\u7981\u7528|\u30D0\u30C3\u30AF\u30A2\u30C3\u30D7"
                    + "|\u4F7F\u308F\u306A|\u306A\u3044|\u3044\u307E\u305B\u3093");

    /** The words of a name with dots say nothing: {@code old.example.com}. */
    private static final Pattern DOTTED = Pattern.compile("(?<![\\w.-])[\\w-]++(\\.[\\w-]+)++");

    /** Another party's text, {@code name=value}; a form's fields are none. */
    private static final Pattern TOKEN =
            Pattern.compile("(?i)(?<![\\w.-])(?!(name|host|type|ttl|class|record|data)=)[\\w.-]++=[^\\s=]");

    /** What a zone line or a bracket has behind the record. */
    private static final Pattern CLOSING =
            Pattern.compile("(?<![\\s)\\]>\u300D\u300F\u3011])[\\s)\\]>\u300D\u300F\u3011]++$");

    private static final Pattern SEPARATORS = Pattern.compile("[;,]+(?![^{]*\\})");

    MeantRecord {
        records = List.copyOf(records);
        mended = List.copyOf(mended);
        repairs = List.copyOf(repairs);
    }

    /** What a text was meant as; empty if it was not meant as an SPF record. */
    static Optional<MeantRecord> of(String text) {
        boolean spf = SpfRecord.isSpf(text);
        if (spf && (text.length() > MAX_LENGTH || isRight(SpfRecord.parse(text)))) {
            return Optional.of(new MeantRecord(text, List.of(text), List.of(text), List.of(), ""));
        }
        return text.length() > MAX_LENGTH ? Optional.empty() : repaired(text, spf);
    }

    /** Whether the text alone is the one record that it was meant to be. */
    private static boolean isRight(SpfRecord record) {
        return record.isValid()
                && record.terms().stream()
                        .noneMatch(term -> (term instanceof Modifier.Unknown unknown
                                        && unknown.name().equalsIgnoreCase("v"))
                                || GLUED_ENDING.matcher(record.textOf(term)).matches()
                                || !namesAHost(term));
    }

    /** The grammar lets any sign stand in a name (RFC 7208 §7.1), two terms with a comma between them too; no host is called so. */
    private static boolean namesAHost(Term term) {
        MacroString name = name(term);
        return name == null || name.hasMacros() || DidYouMean.looksLikeAName(name.text());
    }

    private static @Nullable MacroString name(Term term) {
        return term instanceof Directive directive
                ? directive.mechanism().domain()
                : term instanceof Modifier.Redirect redirect ? redirect.value() : null;
    }

    private static Optional<MeantRecord> repaired(String text, boolean spf) {
        List<Finding> repairs = new ArrayList<>();
        String decoded = PastedText.decoded(text);
        String unquoted = PastedText.unquoted(decoded);
        String plain = PastedText.plain(unquoted);
        boolean versionStands = SpfRecord.isSpf(plain)
                || SpfRecord.isSpf(SEPARATORS.matcher(plain).replaceAll(" "));
        List<String> parts =
                parts(versionStands ? plain : CLOSING.matcher(plain).replaceFirst(""));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<String> records = new ArrayList<>();
        boolean separated = false;
        for (String part : parts) {
            String spaced = SEPARATORS.matcher(part).replaceAll(" ");
            separated |= !spaced.equals(part) && !holds(part);
            records.add(record(holds(part) ? part : spaced));
        }
        if (!spf && records.stream().noneMatch(MeantRecord::namesSomebody)) {
            return Optional.empty();
        }
        if (!unquoted.equals(decoded)) {
            repairs.add(SpfPlanFinding.REPAIRED_QUOTES.about(decoded));
        }
        if (!plain.equals(unquoted.strip())) {
            repairs.add(SpfPlanFinding.REPAIRED_CHARACTERS.about(decoded));
        }
        if (!versionStands || Character.isWhitespace(decoded.charAt(0))) {
            repairs.add(SpfPlanFinding.REPAIRED_VERSION.about(decoded));
        }
        if (separated) {
            repairs.add(SpfPlanFinding.REPAIRED_SEPARATORS.about(decoded));
        }
        if (records.size() > 1) {
            repairs.add(SpfPlanFinding.TWO_IN_ONE.about(decoded, Integer.toString(records.size())));
        }
        List<String> mended =
                records.stream().map(record -> mended(record, repairs)).toList();
        return Optional.of(new MeantRecord(text, records, mended, repairs, foreword(plain)));
    }

    /** What stands before the version and retires it, or in place of a version that is missing. */
    private static String foreword(String plain) {
        Matcher version = VERSION.matcher(plain);
        if (version.find()) {
            String before = plain.substring(0, version.start());
            return isRetiring(before) ? before.strip() : "";
        }
        String words = SEPARATORS.matcher(plain).replaceAll(" ").strip();
        int blank = words.indexOf(' ');
        boolean torn = TORN_VERSION.matcher(plain).find() || isWhole(words);
        String first = torn || blank < 0 ? "" : words.substring(0, blank);
        return isSlip(first) || isPastedAlong(first) ? "" : first;
    }

    /** Whether words before a version put it out of force, or are another party's. */
    private static boolean isRetiring(String before) {
        return before.length() > MAX_FOREWORD
                || RETIRING.matcher(DOTTED.matcher(before).replaceAll(".")).find()
                || TOKEN.matcher(before).find();
    }

    private static boolean isPastedAlong(String before) {
        return before.length() <= MAX_FOREWORD && PASTED_ALONG.matcher(before).matches();
    }

    /** Whether a word may have been meant as the version. */
    private static boolean isSlip(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean letters = !lower.isEmpty() && (Ascii.isAlpha(lower.charAt(0)) || lower.charAt(0) == '=');
        return lower.isEmpty()
                || (letters
                        && (DidYouMean.distance(lower, SpfRecord.VERSION) <= MAX_SLIPS
                                || DidYouMean.distance(lower, SpfRecord.VERSION.substring(2)) <= 1
                                || lower.equals("version=spf1")));
    }

    /** The text from each version to the next one. */
    private static List<String> parts(String plain) {
        List<String> parts = new ArrayList<>();
        Matcher version = VERSION.matcher(plain);
        int from = -1;
        while (version.find()) {
            if (from >= 0) {
                parts.add(plain.substring(from, version.start()));
            }
            from = version.end();
        }
        if (from >= 0) {
            parts.add(plain.substring(from));
        } else {
            Matcher torn = TORN_VERSION.matcher(plain);
            if (torn.find()) {
                parts.add(plain.substring(torn.end()));
            } else {
                withoutVersion(plain).ifPresent(parts::add);
            }
        }
        return parts;
    }

    /** The terms of a text whose version is missing or misspelt ({@code v=sfp1}): each can be read, and they come to an end. */
    private static Optional<String> withoutVersion(String plain) {
        String words = SEPARATORS.matcher(plain).replaceAll(" ").strip();
        if (isWhole(words)) {
            return Optional.of(words);
        }
        int blank = words.indexOf(' ');
        String first = blank < 0 ? words : words.substring(0, blank);
        boolean wrong = blank > 0 && !OTHER_VERSION.matcher(first).matches();
        return wrong && isWhole(words.substring(blank)) ? Optional.of(words.substring(blank)) : Optional.empty();
    }

    private static boolean isWhole(String words) {
        SpfRecord record = SpfRecord.parse(record(words));
        boolean known = record.isValid() && record.terms().stream().noneMatch(term -> term instanceof Modifier.Unknown);
        boolean named = known
                && record.terms().stream()
                        .anyMatch(term ->
                                term instanceof Directive && record.textOf(term).indexOf(':') > 0);
        return named && record.terms().stream().anyMatch(term -> term.isAll() || term instanceof Modifier.Redirect);
    }

    /** Whether commas and semicolons in it are parts of terms: a macro's delimiters. */
    private static boolean holds(String terms) {
        SpfRecord record = SpfRecord.parse(record(terms));
        return record.isValid() && record.terms().stream().allMatch(MeantRecord::namesAHost);
    }

    private static String record(String terms) {
        String words = terms.strip().replaceAll("^[;,:\\s]+", "").replaceAll("[\\s]+", " ");
        return words.isEmpty() ? SpfRecord.VERSION : SpfRecord.VERSION + " " + words;
    }

    /** Whether most of it can be read, so that it is a record and no prose about one. */
    private static boolean namesSomebody(String text) {
        SpfRecord record = SpfRecord.parse(mended(text, new ArrayList<>()));
        long known = record.terms().stream()
                .filter(term -> term instanceof Directive || term instanceof Modifier.Redirect)
                .count();
        return known > 0 && 2 * known >= record.terms().size();
    }

    private static String mended(String text, List<Finding> repairs) {
        SpfRecord record = SpfRecord.parse(text);
        StringBuilder words = new StringBuilder(SpfRecord.VERSION);
        int next = 0;
        for (Term term : record.terms()) {
            if (term.start() < next) {
                continue; // went into the term before it
            }
            String word = record.textOf(term);
            DidYouMean.Mended meant = meant(record, term);
            if (meant == null) {
                words.append(' ').append(word);
            } else {
                words.append(' ').append(meant.text());
                next = meant.end();
                repairs.add(mended(record, term, meant));
            }
        }
        return words.toString();
    }

    /** A term that reads, and names what no host is called, breaks nothing but itself: that is said otherwise. */
    private static Finding mended(SpfRecord record, Term term, DidYouMean.Mended meant) {
        String word = record.text().substring(term.start(), meant.end());
        MacroString name = name(term);
        return name == null || !SpfRecord.parse(record(word)).isValid()
                ? SpfPlanFinding.MENDED.about(word, meant.text())
                : SpfPlanFinding.MENDED.about(word, meant.text(), name.text());
    }

    private static DidYouMean.@Nullable Mended meant(SpfRecord record, Term term) {
        Matcher glued = GLUED_ENDING.matcher(record.textOf(term));
        if (glued.matches()) {
            return new DidYouMean.Mended(glued.group(1) + " " + glued.group(2), term.start(), term.end());
        }
        if (!namesAHost(term)) {
            String meant = DidYouMean.ofName(record.textOf(term));
            return meant == null ? null : new DidYouMean.Mended(meant, term.start(), term.end());
        }
        for (Finding fault : record.findings()) {
            if (fault.start() >= term.start() && fault.start() <= term.end()) {
                DidYouMean.Mended meant = DidYouMean.mended(record, fault);
                if (meant != null && meant.start() <= term.start() && meant.end() >= term.end()) {
                    return meant;
                }
            }
        }
        return null;
    }

    /** Whether the text was meant as the record that holds, and not as one of former days. */
    boolean isCurrent() {
        return foreword.isEmpty();
    }

    /** Whether the text is what stands to be published: nothing had to be repaired. */
    boolean isRight() {
        return repairs.isEmpty();
    }

    /** The one record that was meant; of several, their terms together. */
    String text() {
        return mended.size() == 1
                ? mended.get(0)
                : new SpfMerge(mended).with(List.of(), List.of()).text();
    }

    /** The same before its terms were mended. */
    String unmended() {
        return records.size() == 1
                ? records.get(0)
                : new SpfMerge(records).with(List.of(), List.of()).text();
    }
}
