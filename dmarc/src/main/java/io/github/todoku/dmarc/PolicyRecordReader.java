package io.github.todoku.dmarc;

import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a policy record (RFC 9989 §4.7); behind the version, receivers skip what they cannot read, and so does this. */
final class PolicyRecordReader {
    /** RFC 7489 §6.2: receivers "MUST support the ability to send to at least two" places. */
    private static final int URIS_THAT_ALL_RECEIVERS_TAKE = 2;

    /** How much of a report address a finding carries, in octets; what is to be written instead is whole or not there. */
    private static final int MAX_URI_DETAIL = 200;

    /** The most options of {@code fo=} that are told apart; the standard has four. */
    private static final int MAX_OPTIONS = 40;

    private static final Set<String> OPTIONS = Set.of("0", "1", "d", "s");

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
        } else if (TagList.isBlank(text.charAt(0))) {
            findings.add(DmarcFinding.LEADING_BLANK);
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
                Finding unknown = Finding.of(
                                DmarcFinding.UNKNOWN_TAG, "", TagFindings.shortened(text.substring(start, end)))
                        .at(start, end);
                // RFC 5234 §2.3: the names in the ABNF of §4.8 stand for capitals too; those of RFC 6376 §3.2 do not
                boolean capital = MeantTags.KNOWN.contains(name.toLowerCase(Locale.ROOT));
                findings.add(capital ? unknown.withSeverity(Severity.WARN) : unknown);
                yield new DmarcTag.Unknown(name, tag.value(), start, end);
            }
        };
    }

    private static DmarcTag policy(Tag tag) {
        return new DmarcTag.Policy(tag.name(), DmarcPolicy.parse(tag.value()).orElse(null), tag.start(), tag.end());
    }

    private void known(Tag tag, Set<String> values) {
        if (!values.contains(tag.value().toLowerCase(Locale.ROOT))) {
            add(DmarcFinding.BAD_VALUE, tag.start(), tag.end());
        }
    }

    /** 0 and 1 exclude each other, and each option stands once at most. */
    private void failureOptions(Tag tag) {
        Set<String> seen = new HashSet<>();
        boolean fits = true;
        for (String option : tag.value().split(":", MAX_OPTIONS)) {
            String word = option.strip().toLowerCase(Locale.ROOT);
            fits &= OPTIONS.contains(word) && seen.add(word);
        }
        if (!fits || (seen.contains("0") && seen.contains("1"))) {
            add(DmarcFinding.BAD_VALUE, tag.start(), tag.end());
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
            ReportUriReader read = ReportUriReader.read(text.strip());
            judge(read, tag);
            if (read.fault() != ReportUriReader.Fault.EMPTY) {
                uris.add(read.uri());
            }
        }
        if (uris.size() > URIS_THAT_ALL_RECEIVERS_TAKE) {
            put(DmarcFinding.MORE_THAN_TWO_URIS, tag, tag.name(), Integer.toString(uris.size()));
        }
        return new DmarcTag.Reports(tag.name(), uris, tag.start(), tag.end());
    }

    private void judge(ReportUriReader read, Tag tag) {
        String written = shown(read.uri().text());
        if (read.fault() == ReportUriReader.Fault.NOT_MAIL) {
            put(DmarcFinding.URI_NOT_MAIL, tag, written);
        } else if (read.fault() != null) {
            put(
                    DmarcFinding.BAD_URI,
                    tag,
                    written,
                    whole(read.mended()),
                    read.fault().word());
        }
        if (!read.size().isEmpty()) {
            put(DmarcFinding.URI_SIZE, tag, written, read.size());
        }
    }

    private static String shown(String uri) {
        return uri.length() <= MAX_URI_DETAIL ? uri : uri.substring(0, MAX_URI_DETAIL);
    }

    private static String whole(String uris) {
        return uris.length() <= MAX_URI_DETAIL ? uris : "";
    }

    private void judge(DmarcRecord record) {
        policies(record);
        boolean valid = record.hasValidPolicies();
        DmarcPolicy policy = record.policy("p").orElse(DmarcPolicy.NONE);
        DmarcPolicy existing = record.policy("sp").orElse(policy);
        if (valid && policy == DmarcPolicy.NONE) {
            mark("p", DmarcFinding.POLICY_NONE);
        }
        if (valid && existing.compareTo(policy) < 0) {
            mark("sp", DmarcFinding.WEAKER_SUBDOMAINS);
        }
        if (valid
                && record.policy("np")
                        .filter(missing -> missing.compareTo(policy) < 0)
                        .isPresent()) {
            mark("np", DmarcFinding.WEAKER_SUBDOMAINS);
        }
        if (record.isTesting()) {
            mark("t", hasEffect(record) ? DmarcFinding.TESTING : DmarcFinding.TESTING_WITHOUT_EFFECT);
        }
        if (record.isPublicSuffix()) {
            mark("psd", DmarcFinding.PUBLIC_SUFFIX);
        }
        if (record.reportUris("rua").stream().allMatch(uri -> uri.host() == null)) {
            findings.add(DmarcFinding.NO_REPORTS);
        }
        if (record.reportUris("ruf").isEmpty()) {
            mark("fo", DmarcFinding.OPTIONS_WITHOUT_REPORTS);
        }
    }

    /** "The whole policy falls" (§4.10.1): to none where a report address is valid, otherwise with all of DMARC. */
    private void policies(DmarcRecord record) {
        String effect = record.hasReportUri() ? DmarcFinding.AS_NONE : DmarcFinding.IGNORED;
        for (Tag tag : list.tags()) {
            if (DmarcPolicy.TAGS.contains(tag.name())
                    && DmarcPolicy.parse(tag.value()).isEmpty()) {
                String meant = DmarcPolicy.meant(tag.name(), tag.value())
                        .or(() -> unknownBelow(tag, record))
                        .map(each -> tag.name() + "=" + each.word())
                        .orElse("");
                put(
                        DmarcFinding.POLICY_BAD,
                        tag,
                        TagFindings.shortened(text.substring(tag.start(), tag.end())),
                        effect,
                        meant);
            }
        }
        if (list.first("p").isEmpty()) {
            boolean disputed = effect.equals(DmarcFinding.AS_NONE)
                    && record.policy("sp").or(() -> record.policy("np")).isPresent();
            Finding missing = Finding.of(
                    DmarcFinding.POLICY_MISSING,
                    "",
                    disputed ? record.written(record.policy("sp").isPresent() ? "sp" : "np") : "",
                    effect);
            findings.add(effect.equals(DmarcFinding.IGNORED) ? missing.withSeverity(Severity.FAIL) : missing);
        }
    }

    /** "It has no effect on any policy that is none" (§4.7). */
    private static boolean hasEffect(DmarcRecord record) {
        return record.hasValidPolicies()
                && DmarcPolicy.TAGS.stream()
                        .anyMatch(name -> record.policy(name).orElse(DmarcPolicy.NONE) != DmarcPolicy.NONE);
    }

    private void put(DmarcFinding kind, Tag tag, String... details) {
        findings.add(Finding.of(kind, "", details).at(tag.start(), tag.end()));
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

    /** Without the tag, the stricter policy of the domain itself would hold below it. */
    private static Optional<DmarcPolicy> unknownBelow(Tag tag, DmarcRecord record) {
        boolean stricter =
                record.policy("p").filter(each -> each != DmarcPolicy.NONE).isPresent();
        return stricter && !tag.value().isBlank() && !tag.name().equals("p")
                ? Optional.of(DmarcPolicy.NONE)
                : Optional.empty();
    }
}
