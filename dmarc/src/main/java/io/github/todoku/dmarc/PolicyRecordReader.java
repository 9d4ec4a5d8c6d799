package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.dns.tags.TagList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a policy record (RFC 9989 §4.7); behind the version, receivers skip what they cannot read, and so does this. */
final class PolicyRecordReader {
    private static final String MAILTO = "mailto:";

    /** The most options of {@code fo=} that are told apart; the standard has four. */
    private static final int MAX_OPTIONS = 40;

    private final String text;
    private final TagList list;
    private final List<DmarcTag> tags = new ArrayList<>();
    private final TagFindings findings;

    PolicyRecordReader(String text) {
        this.text = text;
        this.list = TagList.parse(text);
        this.findings = new TagFindings(text);
    }

    DmarcRecord read() {
        if (!DmarcRecord.isDmarc(text)) {
            findings.add(DmarcFinding.NOT_DMARC, TagFindings.shortened(text));
        }
        findings.faults(list, DmarcFinding.EMPTY_TAG, DmarcFinding.DUPLICATE_TAG, DmarcFinding.BAD_TAG);
        list.tags().forEach(tag -> tags.add(tag(tag)));
        DmarcRecord record = new DmarcRecord(text, tags, List.of());
        judge(record);
        return new DmarcRecord(text, tags, findings.inOrder());
    }

    private DmarcTag tag(Tag tag) {
        int start = tag.start();
        int end = tag.end();
        String name = tag.name();
        String value = tag.value().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "v" -> new DmarcTag.Version(name, start, end);
            case "p", "sp", "np" -> policy(tag);
            case "psd" -> {
                known(tag, Set.of("y", "n", "u"));
                yield new DmarcTag.PublicSuffix(name, value, start, end);
            }
            case "t" -> {
                known(tag, Set.of("y", "n"));
                yield new DmarcTag.Testing(name, value, start, end);
            }
            case "adkim", "aspf" -> {
                known(tag, Set.of("r", "s"));
                yield new DmarcTag.Alignment(name, value, start, end);
            }
            case "rua", "ruf" -> reports(tag);
            case "fo" -> {
                failureOptions(tag);
                yield new DmarcTag.FailureOptions(name, tag.value(), start, end);
            }
            case "pct", "rf", "ri" -> {
                add(
                        name.equals("pct") && !value.equals("100") ? DmarcFinding.PARTIAL : DmarcFinding.HISTORIC_TAG,
                        start,
                        end);
                yield new DmarcTag.Historic(name, tag.value(), start, end);
            }
            default -> {
                add(DmarcFinding.UNKNOWN_TAG, start, end);
                yield new DmarcTag.Unknown(name, tag.value(), start, end);
            }
        };
    }

    private DmarcTag policy(Tag tag) {
        Optional<DmarcPolicy> policy = DmarcPolicy.parse(tag.value());
        if (policy.isEmpty()) {
            add(DmarcFinding.POLICY_BAD, tag.start(), tag.end());
        }
        return new DmarcTag.Policy(tag.name(), policy.orElse(null), tag.start(), tag.end());
    }

    private void known(Tag tag, Set<String> values) {
        if (!values.contains(tag.value().toLowerCase(Locale.ROOT))) {
            add(DmarcFinding.BAD_VALUE, tag.start(), tag.end());
        }
    }

    private void failureOptions(Tag tag) {
        Set<String> options = Set.of("0", "1", "d", "s");
        for (String option : tag.value().split(":", MAX_OPTIONS)) {
            if (!options.contains(option.strip().toLowerCase(Locale.ROOT))) {
                add(DmarcFinding.BAD_VALUE, tag.start(), tag.end());
                return;
            }
        }
    }

    private DmarcTag reports(Tag tag) {
        List<DmarcTag.Uri> uris = new ArrayList<>();
        String[] texts = tag.value().split(",", DmarcRecord.MAX_URIS + 1);
        for (String text : texts) {
            if (uris.size() == DmarcRecord.MAX_URIS) {
                add(DmarcFinding.TOO_MANY_URIS, tag.start(), tag.end());
                break;
            }
            DmarcTag.Uri uri = uri(text.strip());
            if (uri.host() == null) {
                add(DmarcFinding.BAD_URI, tag.start(), tag.end());
            }
            uris.add(uri);
        }
        return new DmarcTag.Reports(tag.name(), uris, tag.start(), tag.end());
    }

    /** {@code mailto:} and an address; {@code !10m} behind it is the size limit of RFC 7489. */
    private static DmarcTag.Uri uri(String text) {
        int at = text.lastIndexOf('@');
        if (at < MAILTO.length() + 1 || !text.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            return new DmarcTag.Uri(text, null);
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '!' && text.charAt(end) != '?') {
            end++;
        }
        return new DmarcTag.Uri(
                text,
                DnsName.parse(text.substring(at + 1, end))
                        .filter(name -> !name.isRoot())
                        .orElse(null));
    }

    private void judge(DmarcRecord record) {
        boolean written = tags.stream().anyMatch(tag -> tag.name().equals("p"));
        DmarcPolicy policy = record.policy("p").orElse(DmarcPolicy.NONE);
        if (!written) {
            findings.add(DmarcFinding.POLICY_MISSING);
        } else if (record.policy("p").isPresent() && policy == DmarcPolicy.NONE) {
            findings.add(DmarcFinding.POLICY_NONE);
        }
        if (record.policy("sp").filter(sub -> sub.compareTo(policy) < 0).isPresent()) {
            mark("sp", DmarcFinding.WEAKER_SUBDOMAINS);
        }
        if (record.isTesting()) {
            mark("t", DmarcFinding.TESTING);
        }
        if (record.isPublicSuffix()) {
            mark("psd", DmarcFinding.PUBLIC_SUFFIX);
        }
        if (record.reportUris("rua").stream().allMatch(uri -> uri.host() == null)) {
            findings.add(DmarcFinding.NO_REPORTS);
        }
    }

    private void mark(String name, DmarcFinding kind) {
        tags.stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .ifPresent(tag -> add(kind, tag.start(), tag.end()));
    }

    private void add(DmarcFinding kind, int start, int end) {
        findings.at(kind, start, end);
    }
}
