package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.EarlierPolicy;
import io.github.todoku.mail.domain.MtaStsRecord;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.preflight.domain.DomainReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run found of a domain: a line for each thing amiss, its sentence with it, so that one that is gone can still be
 * told. A part of which nothing can be told now keeps what was known of it: silence mends nothing. So does, in a run that does not
 * connect, what only a run that did has found.
 */
final class DomainMemory {
    private static final String TITLE = "todoku-domain-1";
    private static final String POLICY = "policy";
    private static final String FOUND = "found";
    private static final String FOUND_CONNECTED = "found-connected";

    /** The parts that say more to a run that connects. */
    private static final Set<String> CONNECTED =
            Set.of(DomainPart.STARTTLS.id(), DomainPart.DANE.id(), DomainPart.MTA_STS.id(), DomainPart.BIMI.id());

    private static final int COLUMNS = 5;

    private final Path file;
    private final DnsName domain;
    private final @Nullable EarlierPolicy policy;

    /** Key (part and finding) to sentence, as it was in English. */
    private final Map<String, String> found;

    /** The keys of what no run has found that did not connect. */
    private final Set<String> connected;

    private DomainMemory(
            Path file,
            DnsName domain,
            @Nullable EarlierPolicy policy,
            Map<String, String> found,
            Set<String> connected) {
        this.file = file;
        this.domain = domain;
        this.policy = policy;
        this.found = found;
        this.connected = connected;
    }

    /** Something that came or went; of what went, only the sentence is left. */
    record Change(boolean appeared, @Nullable Finding finding, String sentence) {
        String text(Locale locale) {
            return finding == null ? sentence : finding.text(locale);
        }

        Optional<String> advice(Locale locale) {
            return finding == null
                    ? Optional.empty()
                    : Optional.of(finding.advice(locale)).filter(a -> !a.isEmpty());
        }
    }

    static DomainMemory read(Path file, DnsName domain) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return new DomainMemory(file, domain, null, Map.of(), Set.of());
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
        if (lines.isEmpty() || !lines.get(0).equals(TITLE + "\t" + domain.toLowerCase())) {
            throw new Failure(ExitCode.BAD_INPUT, "input.domainState", file, domain);
        }
        Map<String, String> found = new LinkedHashMap<>();
        Set<String> connected = new LinkedHashSet<>();
        EarlierPolicy policy = null;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", COLUMNS);
            try {
                if (cells[0].equals(POLICY) && cells.length == 4) {
                    policy = new EarlierPolicy(cells[1], plain(cells[2]), Instant.parse(cells[3]));
                } else if ((cells[0].equals(FOUND) || cells[0].equals(FOUND_CONNECTED)) && cells.length == 4) {
                    String key = cells[1] + "\t" + cells[2];
                    found.put(key, plain(cells[3]));
                    if (cells[0].equals(FOUND_CONNECTED)) {
                        connected.add(key);
                    }
                }
            } catch (DateTimeException | IllegalArgumentException torn) {
                throw new Failure(ExitCode.BAD_INPUT, "input.domainState", file, domain);
            }
        }
        return new DomainMemory(file, domain, policy, found, connected);
    }

    private static String plain(String packed) {
        return new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8);
    }

    private static String packed(String plain) {
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    Optional<EarlierPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /**
     * What came, then what went; of a first run all that is amiss.
     *
     * @param connecting whether the run connected
     */
    List<Change> changes(DomainReport report, boolean connecting) {
        Map<String, Finding> now = amiss(report);
        List<Change> changes = new ArrayList<>();
        now.forEach((key, finding) -> {
            if (!found.containsKey(key)) {
                changes.add(new Change(true, finding, ""));
            }
        });
        Set<String> silent = silent(report);
        found.forEach((key, sentence) -> {
            if (!now.containsKey(key) && !isKept(key, silent, connecting)) {
                changes.add(new Change(false, null, sentence));
            }
        });
        return changes;
    }

    private static Map<String, Finding> amiss(DomainReport report) {
        Map<String, Finding> amiss = new LinkedHashMap<>();
        for (DomainPart part : DomainPart.values()) {
            for (Finding each : report.findings(part)) {
                if (each.severity() == Severity.FAIL || each.severity() == Severity.WARN) {
                    String what = each.id() + " " + each.owner() + " " + each.severity() + " " + each.details();
                    amiss.put(part.id() + "\t" + packed(what), each);
                }
            }
        }
        return amiss;
    }

    private static String part(String key) {
        return key.substring(0, key.indexOf('\t'));
    }

    private static Set<String> silent(DomainReport report) {
        Set<String> silent = new LinkedHashSet<>();
        for (DomainPart part : DomainPart.values()) {
            boolean unknown = report.findings(part).stream().anyMatch(each -> each.severity() == Severity.CANNOT_TELL);
            if (unknown || report.findings(part).isEmpty()) {
                silent.add(part.id());
            }
        }
        return silent;
    }

    private boolean isKept(String key, Set<String> silent, boolean connecting) {
        return silent.contains(part(key)) || (!connecting && connected.contains(key));
    }

    /**
     * What is to be remembered after a run.
     *
     * @param connecting whether the run connected
     */
    DomainMemory after(DomainReport report, boolean connecting) {
        Map<String, String> next = new LinkedHashMap<>();
        Set<String> silent = silent(report);
        found.forEach((key, sentence) -> {
            if (isKept(key, silent, connecting)) {
                next.put(key, sentence);
            }
        });
        Map<String, Finding> now = amiss(report);
        now.forEach((key, finding) -> next.put(key, finding.text(Locale.ENGLISH)));
        Set<String> nextConnected = new LinkedHashSet<>();
        for (String key : next.keySet()) {
            boolean before = connected.contains(key);
            boolean first = !found.containsKey(key) && connecting && CONNECTED.contains(part(key));
            if ((before && (connecting || !now.containsKey(key))) || first) {
                nextConnected.add(key);
            }
        }
        return new DomainMemory(file, domain, nextPolicy(report), next, nextConnected);
    }

    private @Nullable EarlierPolicy nextPolicy(DomainReport report) {
        String text =
                report.inbound().mtaSts().policy().map(each -> each.text()).orElse(null);
        String id = report.inbound().mtaSts().record().flatMap(MtaStsRecord::id).orElse(null);
        if (text == null || id == null || !id.matches("[A-Za-z0-9]{1,32}")) {
            return policy; // not seen now
        }
        boolean same = policy != null && policy.policy().equals(text);
        if (policy != null && !same && policy.id().equals(id)) {
            return policy; // the id must change first: until then it is told each time
        }
        return new EarlierPolicy(id, text, same && policy != null ? policy.since() : report.at());
    }

    /** Whole or not at all: a run that is ended leaves the file as it was. */
    void write() {
        StringBuilder text = new StringBuilder(TITLE + "\t" + domain.toLowerCase() + "\n");
        if (policy != null) {
            text.append(POLICY).append('\t').append(policy.id()).append('\t').append(packed(policy.policy()));
            text.append('\t').append(policy.since()).append('\n');
        }
        found.forEach((key, sentence) -> text.append(connected.contains(key) ? FOUND_CONNECTED : FOUND)
                .append('\t')
                .append(key)
                .append('\t')
                .append(packed(sentence))
                .append('\n'));
        WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
