package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.Finding;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A BIMI Assertion Record, as it was written. Unknown tags are ignored. Immutable. */
public final class BimiRecord implements Serializable {
    private static final long serialVersionUID = 1;

    /** The version, which must be the first tag. */
    public static final String VERSION = "BIMI1";

    private static final Set<String> TAGS = Set.of("v", "l", "a", "lps", "avp");

    private final String text;
    private final @Nullable String location;
    private final @Nullable String evidence;
    private final List<Finding> findings;

    private BimiRecord(String text, @Nullable String location, @Nullable String evidence, List<Finding> findings) {
        this.text = text;
        this.location = location;
        this.evidence = evidence;
        this.findings = List.copyOf(findings);
    }

    /**
     * {@return whether a text is a record: its first tag is the version, letter by letter}
     *
     * @param text a TXT record, joined
     */
    public static boolean isBimi(String text) {
        List<Tag> tags = TagList.parse(text).tags();
        return !tags.isEmpty()
                && tags.get(0).name().equals("v")
                && tags.get(0).value().equals(VERSION)
                && text.stripLeading().startsWith("v");
    }

    /**
     * {@return the record that a text is}
     *
     * @param text a TXT record, joined
     */
    public static BimiRecord parse(String text) {
        TagList list = TagList.parse(text);
        List<Finding> findings = new ArrayList<>();
        if (!isBimi(text)) {
            findings.add(Finding.of(MailDomainFinding.BIMI_VERSION, "", text));
        }
        for (Tag tag : list.tags()) {
            if (!TAGS.contains(tag.name())) {
                findings.add(at(MailDomainFinding.BIMI_UNKNOWN, tag));
            }
        }
        String location = list.first("l").map(Tag::value).orElse(null);
        String evidence = list.first("a").map(Tag::value).orElse(null);
        if (location == null) {
            findings.add(Finding.of(MailDomainFinding.BIMI_L, "", ""));
        } else {
            list.first("l")
                    .filter(tag -> !tag.value().isEmpty() && !isImage(tag.value()))
                    .ifPresent(tag -> findings.add(at(MailDomainFinding.BIMI_L, tag)));
        }
        list.first("a")
                .filter(tag -> !tag.value().isEmpty() && https(tag.value()).isEmpty())
                .ifPresent(tag -> findings.add(at(MailDomainFinding.BIMI_A, tag)));
        list.first("lps")
                .filter(tag -> !tag.value().isEmpty() && !areSelectors(tag.value()))
                .ifPresent(tag -> findings.add(at(MailDomainFinding.BIMI_LPS, tag)));
        list.first("avp")
                .filter(tag -> !Set.of("brand", "personal").contains(tag.value().toLowerCase(Locale.ROOT)))
                .ifPresent(tag -> findings.add(at(MailDomainFinding.BIMI_AVP, tag)));
        return new BimiRecord(text, location, evidence, findings);
    }

    /** Each by itself: a pattern that repeats a group takes a frame of the stack for each of them. */
    private static boolean areSelectors(String value) {
        return Stream.of(value.split(",", -1)).allMatch(each -> each.strip().matches("[A-Za-z0-9-]+"));
    }

    private static Finding at(MailDomainFinding kind, Tag tag) {
        return Finding.of(kind, "", tag.value(), tag.name()).at(tag.start(), tag.end());
    }

    private static boolean isImage(String uri) {
        Optional<URI> parsed = https(uri);
        if (parsed.isEmpty()) {
            return false;
        }
        String path = String.valueOf(parsed.get().getPath()).toLowerCase(Locale.ROOT);
        return path.endsWith(".svg") || path.endsWith(".svgz") || path.endsWith(".svg.gz");
    }

    /** One https address at a name; a list of several is none. */
    static Optional<URI> https(String text) {
        try {
            URI uri = new URI(text);
            boolean named = uri.getHost() != null
                    && DnsName.parse(uri.getHost())
                            .filter(name -> name.labelCount() > 1)
                            .isPresent();
            boolean good = "https".equalsIgnoreCase(uri.getScheme()) && named && text.indexOf(',') < 0;
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    /** {@return the record as written} */
    public String text() {
        return text;
    }

    /** {@return where the indicator is; empty if the tag is missing, has no value, or one that cannot be used} */
    public Optional<URI> location() {
        return location == null ? Optional.empty() : https(location);
    }

    /** {@return where the evidence is; empty if there is none} */
    public Optional<URI> evidence() {
        return evidence == null ? Optional.empty() : https(evidence);
    }

    /** {@return whether the domain declines to take part: both places are there and empty} */
    public boolean isDeclined() {
        return location != null && location.isEmpty() && (evidence == null || evidence.isEmpty());
    }

    /** {@return what is wrong in it; the owner is empty} */
    public List<Finding> findings() {
        return findings;
    }

    /** The record as written, safe for a log. */
    @Override
    public String toString() {
        return Printable.octets(text);
    }
}
