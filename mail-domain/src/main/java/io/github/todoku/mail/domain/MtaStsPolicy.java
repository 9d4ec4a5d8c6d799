package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The policy file (RFC 8461 §3.2), as it was written. Unknown keys are ignored; of a key that is repeated the first counts,
 * {@code mx} apart. Immutable.
 */
public final class MtaStsPolicy implements Serializable {
    private static final long serialVersionUID = 1;

    /** The longest lifetime, in seconds: a year. */
    public static final long MAX_AGE_SECONDS = 31_557_600;

    /** The shortest lifetime that is not remarked on, in seconds: a week. */
    public static final long GOOD_AGE_SECONDS = 604_800;

    /** Below this an attacker who waits a day has won, in seconds. */
    private static final long DAY_SECONDS = 86_400;

    /** The most lines that are remarked on, and the most patterns that are kept. */
    private static final int MAX_LINES = 1_000;

    /** The file is of {@code mode} what it says. */
    public enum Mode {
        /** Mail waits rather than go to a host that does not obey the policy. */
        ENFORCE,
        /** Failures are reported, and mail is delivered. */
        TESTING,
        /** There is no policy any more. */
        NONE;

        /** {@return the word in the file} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String text;
    private final @Nullable String version;
    private final @Nullable String mode;
    private final @Nullable String maxAge;
    private final List<String> mx;
    private final List<Finding> findings;

    private MtaStsPolicy(Reader read, String text) {
        this.text = text;
        this.version = read.version;
        this.mode = read.mode;
        this.maxAge = read.maxAge;
        this.mx = List.copyOf(read.mx);
        read.findings.addAll(judged());
        this.findings = List.copyOf(read.findings);
    }

    private static final class Reader {
        private @Nullable String version;
        private @Nullable String mode;
        private @Nullable String maxAge;
        private final List<String> mx = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();

        private void line(String line) {
            int colon = line.indexOf(':');
            String key = colon < 0 ? "" : line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            boolean taken = true;
            if (key.equals("mx") && mx.size() < MAX_LINES) {
                mx.add(value);
            } else if (key.equals("version") && version == null) {
                version = value;
            } else if (key.equals("mode") && mode == null) {
                mode = value;
            } else if (key.equals("max_age") && maxAge == null) {
                maxAge = value;
            } else {
                taken = false;
            }
            if (!taken && findings.size() < MAX_LINES) {
                findings.add(Finding.of(MailDomainFinding.STS_POLICY_LINE, "", line));
            }
        }
    }

    /**
     * {@return the policy that a file is}
     *
     * @param text the file
     */
    public static MtaStsPolicy parse(String text) {
        Reader reader = new Reader();
        for (String line : text.split("\n", -1)) {
            String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!whole.isBlank()) {
                reader.line(whole);
            }
        }
        return new MtaStsPolicy(reader, text);
    }

    /**
     * {@return the file to serve}
     *
     * @param mode what it asks of senders
     * @param hosts the hosts that take mail
     * @param maxAgeSeconds how long it lives
     */
    public static String write(Mode mode, List<DnsName> hosts, long maxAgeSeconds) {
        StringBuilder file = new StringBuilder("version: STSv1\r\nmode: " + mode.word() + "\r\n");
        hosts.forEach(host -> file.append("mx: ").append(host).append("\r\n"));
        return file.append("max_age: ").append(maxAgeSeconds).append("\r\n").toString();
    }

    private List<Finding> judged() {
        List<Finding> found = new ArrayList<>();
        if (!"STSv1".equals(version)) {
            found.add(Finding.of(MailDomainFinding.STS_VERSION, "", version == null ? "" : version));
        }
        if (mode().isEmpty()) {
            found.add(Finding.of(MailDomainFinding.STS_MODE, "", mode == null ? "" : mode));
        }
        OptionalLong age = maxAgeSeconds();
        if (age.isEmpty()) {
            found.add(Finding.of(MailDomainFinding.STS_MAX_AGE, "", maxAge == null ? "" : maxAge));
        } else if (age.getAsLong() < GOOD_AGE_SECONDS && mode().orElse(Mode.NONE) != Mode.NONE) {
            Finding shortly = Finding.of(MailDomainFinding.STS_MAX_AGE_SHORT, "", String.valueOf(age.getAsLong()));
            found.add(age.getAsLong() < DAY_SECONDS ? shortly.withSeverity(Severity.FAIL) : shortly);
        }
        if (mx.isEmpty() && mode().orElse(Mode.ENFORCE) != Mode.NONE) {
            found.add(Finding.of(MailDomainFinding.STS_MX_MISSING, ""));
        }
        for (String pattern : mx) {
            if (host(pattern).isEmpty()) {
                found.add(Finding.of(MailDomainFinding.STS_MX_ULABEL, "", pattern));
            }
        }
        return found;
    }

    /** The name in a pattern, its wildcard taken off. */
    private static Optional<DnsName> host(String pattern) {
        return DnsName.parse(pattern.startsWith("*.") ? pattern.substring(2) : pattern)
                .filter(name -> !name.isRoot());
    }

    /** {@return the file as it came} */
    public String text() {
        return text;
    }

    /** {@return what it asks of senders; empty if no word of the standard stands there} */
    public Optional<Mode> mode() {
        for (Mode each : Mode.values()) {
            if (each.word().equals(mode)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** {@return how long senders keep it, in seconds; empty if no number in range stands there} */
    public OptionalLong maxAgeSeconds() {
        if (maxAge == null || !maxAge.matches("[0-9]{1,10}") || Long.parseLong(maxAge) > MAX_AGE_SECONDS) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(maxAge));
    }

    /** {@return the patterns of hosts that may take mail, as written} */
    public List<String> mx() {
        return mx;
    }

    /**
     * {@return whether a pattern covers a host} (§4.1)
     *
     * @param host an MX host
     */
    public boolean covers(DnsName host) {
        return mx.stream().anyMatch(pattern -> CertificateNames.matches(pattern, host));
    }

    /** {@return whether senders use it} */
    public boolean isValid() {
        return findings.stream()
                .map(Finding::kind)
                .noneMatch(kind -> kind == MailDomainFinding.STS_VERSION
                        || kind == MailDomainFinding.STS_MODE
                        || kind == MailDomainFinding.STS_MAX_AGE
                        || kind == MailDomainFinding.STS_MX_MISSING);
    }

    /** {@return what is wrong in it; the owner is empty} */
    public List<Finding> findings() {
        return findings;
    }

    /** The file on one line, safe for a log. */
    @Override
    public String toString() {
        return Printable.octets(text);
    }
}
