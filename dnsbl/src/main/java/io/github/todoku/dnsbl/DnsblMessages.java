package io.github.todoku.dnsbl;

import io.github.todoku.dnsbl.DnsblVerdict.Hit;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Verdicts, reports and lists in sentences for people, English or Japanese. Immutable. */
public final class DnsblMessages {
    private static final String BUNDLE = "io.github.todoku.dnsbl.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    private DnsblMessages(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
    }

    /**
     * {@return sentences in the language of {@code locale}: Japanese, or English for any other}
     *
     * @param locale the language
     */
    public static DnsblMessages of(Locale locale) {
        // the base bundle is English, so that a Japanese machine does not answer an English question in Japanese
        return new DnsblMessages(locale.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ROOT);
    }

    /**
     * {@return the sum of a report: {@code listed by 1 of 5 lists}}
     *
     * @param report the report
     */
    public String status(DnsblReport report) {
        if (report.answered() == 0 && report.gaps() == 0) {
            return text("status.nothing-asked");
        }
        return text(
                "status." + Words.of(report.status()),
                report.count(DnsblVerdict.Listed.class),
                report.answered(),
                report.gaps());
    }

    /**
     * {@return one list's verdict in one line: {@code listed: an infected or hijacked machine (XBL)}}
     *
     * @param verdict the verdict
     */
    public String verdict(DnsblVerdict verdict) {
        if (verdict instanceof DnsblVerdict.Listed listed) {
            String head = text(listed.isPolicyOnly() ? "verdict.policy" : "verdict.listed");
            return head + ": " + meanings(listed.hits());
        }
        if (verdict instanceof DnsblVerdict.Allowed allowed) {
            return text("verdict.allowed") + ": " + meanings(allowed.hits());
        }
        if (verdict instanceof DnsblVerdict.NotListed not) {
            String head = text("verdict.not-listed");
            return not.notes().isEmpty() ? head : head + " (" + meanings(not.notes()) + ")";
        }
        if (verdict instanceof DnsblVerdict.Refused refused) {
            String why = text("refusal." + Words.of(refused.cause()), refused.answer());
            return text(refused.asked() ? "verdict.refused" : "verdict.refused.left-alone", why);
        }
        if (verdict instanceof DnsblVerdict.Unreliable unreliable) {
            return text("verdict.unreliable", health(unreliable.health()));
        }
        if (verdict instanceof DnsblVerdict.Failed failed) {
            return text("verdict.failed", text("failure." + Words.of(failed.cause()), failed.detail()));
        }
        if (verdict instanceof DnsblVerdict.Skipped skipped) {
            return text("verdict.skipped", text("skip." + Words.of(skipped.reason()), skipped.detail()));
        }
        throw new AssertionError("a verdict of a new kind: " + verdict.getClass());
    }

    /**
     * {@return what is to be done about an entry: how to leave the list, how to be answered} Empty where there is nothing to do.
     *
     * @param entry the entry
     */
    public List<String> advice(DnsblReport.Entry entry) {
        if (entry.verdict() instanceof DnsblVerdict.Listed) {
            List<String> advice = new ArrayList<>(removal(entry.list()));
            advice.addAll(reputation(entry.list()));
            return advice;
        }
        if (entry.verdict() instanceof DnsblVerdict.Refused refused) {
            return List.of(text("refusal." + Words.of(refused.cause()) + ".fix", refused.answer()));
        }
        if (entry.verdict() instanceof DnsblVerdict.Skipped skipped) {
            return optional("skip." + Words.of(skipped.reason()) + ".fix", skipped.detail()).stream()
                    .toList();
        }
        return List.of();
    }

    /**
     * {@return what an answer says: {@code an infected or hijacked machine (XBL)}}
     *
     * @param hit what the answer says
     */
    public String meaning(Hit hit) {
        int lastDot = hit.answer().lastIndexOf('.');
        Object argument = hit.meaning() == ListingMeaning.SCORE ? hit.answer().substring(lastDot + 1) : hit.answer();
        String text = text("meaning." + Words.of(hit.meaning()), argument);
        return hit.label() == null ? text : text + " (" + hit.label() + ")";
    }

    private String meanings(List<Hit> hits) {
        return hits.stream().map(this::meaning).distinct().collect(Collectors.joining("; "));
    }

    /**
     * {@return how to leave a list, what it takes, and where; the link is the last word of the first sentence that has one}
     *
     * @param list the list
     */
    public List<String> removal(DnsblList list) {
        RemovalPath path = list.removal();
        List<String> sentences = new ArrayList<>();
        path.needs().stream().sorted().forEach(need -> sentences.add(text("need." + Words.of(need))));
        String way = text("removal." + Words.of(path.way()));
        String url = path.removalUrl() == null ? path.lookupUrl() : path.removalUrl();
        sentences.add(url == null ? way : text("removal.at", way, url));
        return sentences;
    }

    /**
     * {@return what is to be known of a list itself; mostly nothing}
     *
     * @param list the list
     */
    public List<String> reputation(DnsblList list) {
        return list.reputation().stream()
                .sorted()
                .map(known -> text("reputation." + Words.of(known)))
                .toList();
    }

    /**
     * {@return how much a listing matters: {@code many receivers reject by it}}
     *
     * @param list the list
     */
    public String weight(DnsblList list) {
        return text("weight." + Words.of(list.weight()));
    }

    /**
     * {@return how a list stood its test}
     *
     * @param health the outcome
     */
    public String health(ListHealth health) {
        return text("health." + Words.of(health.state()));
    }

    /**
     * {@return why a list is not simply active; empty if it is}
     *
     * @param list the list
     */
    public Optional<String> reason(DnsblList list) {
        ListStatus.Reason reason = list.status().reason();
        return reason == null ? Optional.empty() : Optional.of(text("reason." + Words.of(reason)));
    }

    private Optional<String> optional(String key, Object... arguments) {
        return bundle.containsKey(key) ? Optional.of(text(key, arguments)) : Optional.empty();
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
