package io.github.todoku.mail.domain;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The record at {@code _mta-sts} (RFC 8461 §3.1), as it was written. Unknown fields are ignored; of a field that is repeated
 * the first counts. Immutable.
 */
public final class MtaStsRecord implements Serializable {
    private static final long serialVersionUID = 1;

    /** How a record begins; texts that do not are no records. */
    public static final String VERSION = "v=STSv1;";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[!-:<>-~]+");

    private final String text;
    private final @Nullable String id;
    private final List<Finding> findings;

    private MtaStsRecord(String text, @Nullable String id, List<Finding> findings) {
        this.text = text;
        this.id = id;
        this.findings = List.copyOf(findings);
    }

    /**
     * {@return the record that a text is}
     *
     * @param text a TXT record, joined
     */
    public static MtaStsRecord parse(String text) {
        List<Finding> findings = new ArrayList<>();
        if (!text.startsWith(VERSION)) {
            findings.add(Finding.of(MailDomainFinding.STS_RECORD_SYNTAX, "", text));
            return new MtaStsRecord(text, null, findings);
        }
        String id = null;
        int at = VERSION.length();
        while (at <= text.length()) {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            String field = text.substring(at, end).strip();
            if (field.startsWith("id=") && id == null) {
                id = field.substring("id=".length());
                if (!ID.matcher(id).matches()) {
                    findings.add(Finding.of(MailDomainFinding.STS_ID, "", id).at(at, end));
                }
            } else if (!field.isEmpty() && !FIELD.matcher(field).matches()) {
                findings.add(Finding.of(MailDomainFinding.STS_RECORD_SYNTAX, "", field)
                        .at(at, end)
                        .withSeverity(Severity.WARN));
            }
            at = end + 1;
        }
        if (id == null) {
            findings.add(Finding.of(MailDomainFinding.STS_ID, "", ""));
        }
        return new MtaStsRecord(text, id, findings);
    }

    /** {@return the record as written} */
    public String text() {
        return text;
    }

    /** {@return what tells one state of the policy from another, as written} */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** {@return whether senders use it} */
    public boolean isValid() {
        return text.startsWith(VERSION) && id != null && ID.matcher(id).matches();
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
