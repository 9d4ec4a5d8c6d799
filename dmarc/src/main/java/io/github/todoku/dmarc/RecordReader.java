package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcProblem.Kind;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a record; receivers pass over what they cannot read behind the version, and so does this. */
final class RecordReader {
    private static final String MAILTO = "mailto:";
    private static final int MAX_DETAIL = 40;

    private final String text;
    private final TagList list;
    private final List<DmarcTag> tags = new ArrayList<>();
    private final List<DmarcProblem> problems = new ArrayList<>();

    RecordReader(String text) {
        this.text = text;
        this.list = TagList.parse(text);
    }

    DmarcRecord read() {
        if (!DmarcRecord.isDmarc(text)) {
            problems.add(DmarcProblem.of(Kind.NEAR_MISS, "", shortened(text)));
        }
        faults();
        list.tags().forEach(tag -> tags.add(tag(tag)));
        DmarcRecord record = new DmarcRecord(text, tags, List.of());
        judge(record);
        problems.sort(Comparator.comparingInt(DmarcProblem::start));
        return new DmarcRecord(text, tags, problems);
    }

    private void faults() {
        for (TagList.Fault fault : list.faults()) {
            Kind kind = switch (fault.kind()) {
                case EMPTY -> Kind.EMPTY_TAG;
                case DUPLICATE -> Kind.DUPLICATE_TAG;
                case NO_EQUALS, BAD_NAME, TOO_MANY -> Kind.BAD_TAG;
            };
            add(kind, fault.start(), fault.end());
        }
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
                add(name.equals("pct") && !value.equals("100") ? Kind.PARTIAL : Kind.HISTORIC_TAG, start, end);
                yield new DmarcTag.Historic(name, tag.value(), start, end);
            }
            default -> {
                add(Kind.UNKNOWN_TAG, start, end);
                yield new DmarcTag.Unknown(name, tag.value(), start, end);
            }
        };
    }

    private DmarcTag policy(Tag tag) {
        Optional<DmarcPolicy> policy = DmarcPolicy.parse(tag.value());
        if (policy.isEmpty()) {
            add(Kind.POLICY_BAD, tag.start(), tag.end());
        }
        return new DmarcTag.Policy(tag.name(), policy.orElse(null), tag.start(), tag.end());
    }

    private void known(Tag tag, Set<String> values) {
        if (!values.contains(tag.value().toLowerCase(Locale.ROOT))) {
            add(Kind.BAD_VALUE, tag.start(), tag.end());
        }
    }

    private void failureOptions(Tag tag) {
        Set<String> options = Set.of("0", "1", "d", "s");
        for (String option : tag.value().split(":", MAX_DETAIL)) {
            if (!options.contains(option.strip().toLowerCase(Locale.ROOT))) {
                add(Kind.BAD_VALUE, tag.start(), tag.end());
                return;
            }
        }
    }

    private DmarcTag reports(Tag tag) {
        List<DmarcTag.Uri> uris = new ArrayList<>();
        String[] texts = tag.value().split(",", DmarcRecord.MAX_URIS + 1);
        for (String text : texts) {
            if (uris.size() == DmarcRecord.MAX_URIS) {
                add(Kind.TOO_MANY_URIS, tag.start(), tag.end());
                break;
            }
            DmarcTag.Uri uri = uri(text.strip());
            if (uri.host() == null) {
                add(Kind.BAD_URI, tag.start(), tag.end());
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
            problems.add(DmarcProblem.of(Kind.POLICY_MISSING, "", ""));
        } else if (record.policy("p").isPresent() && policy == DmarcPolicy.NONE) {
            problems.add(DmarcProblem.of(Kind.POLICY_NONE, "", "p=none"));
        }
        if (record.policy("sp").filter(sub -> sub.compareTo(policy) < 0).isPresent()) {
            mark("sp", Kind.WEAKER_SUBDOMAINS);
        }
        if (record.isTesting()) {
            mark("t", Kind.TESTING);
        }
        if (record.isPublicSuffix()) {
            mark("psd", Kind.PUBLIC_SUFFIX);
        }
        if (record.reportUris("rua").stream().allMatch(uri -> uri.host() == null)) {
            problems.add(DmarcProblem.of(Kind.NO_REPORTS, "", "rua"));
        }
    }

    private void mark(String name, Kind kind) {
        tags.stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .ifPresent(tag -> add(kind, tag.start(), tag.end()));
    }

    private void add(Kind kind, int start, int end) {
        problems.add(new DmarcProblem(kind, "", start, end, shortened(text.substring(start, end))));
    }

    static String shortened(String text) {
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
    }
}
