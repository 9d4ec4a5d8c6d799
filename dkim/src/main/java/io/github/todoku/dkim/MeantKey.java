package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** The key record that a broken text was meant as: what was pasted along is taken away, and the key itself stays as it is. */
final class MeantKey {
    private static final Pattern PEM = Pattern.compile("-----[A-Z ]{1,40}-----");
    private static final Pattern PASTED = Pattern.compile("[\"\\\\\r\n]");

    /** A comma or a blank before a tag that follows it. */
    private static final Pattern LOST_SEMICOLON = Pattern.compile("(?<![\\s,;])[\\s,]++(?=[vkhpstn]\\s{0,5}=)");

    private static final Pattern VERSION =
            Pattern.compile("(?:^|;)\\s{0,20}v\\s{0,5}=\\s{0,5}DKIM1[^;]{0,5}(?=;|$)", Pattern.CASE_INSENSITIVE);

    private MeantKey() {}

    /** The text to publish, read back as a key that verifiers can use; empty if no such text can be made of it. */
    static Optional<String> of(DkimRecord record) {
        if (record.isUsable() || record.isRevoked()) {
            return Optional.empty();
        }
        String text = PASTED.matcher(PEM.matcher(record.text()).replaceAll("")).replaceAll("");
        if (has(record, DkimFinding.SEPARATORS)) {
            text = LOST_SEMICOLON.matcher(text).replaceAll("; ");
        }
        for (Finding each : record.findings()) {
            if (each.kind() == DkimFinding.ED25519_WRAPPED) {
                text = text.replaceFirst("p\\s{0,5}=[^;]*", "p=" + each.detail());
            }
        }
        if (has(record, DkimFinding.ED25519_UNNAMED)) {
            text = text.replaceFirst("(?:k\\s{0,5}=[^;]*;\\s{0,5})?p\\s{0,5}=", "k=ed25519; p=");
        }
        if (has(record, DkimFinding.BAD_VERSION)) {
            text = "v=DKIM1; " + VERSION.matcher(text).replaceAll("").replaceFirst("^[;\\s]{1,20}", "");
        }
        String meant = text.strip();
        return !meant.equals(record.text()) && DkimRecord.parse(meant).isUsable()
                ? Optional.of(meant)
                : Optional.empty();
    }

    private static boolean has(DkimRecord record, DkimFinding kind) {
        return record.findings().stream().anyMatch(each -> each.kind() == kind && each.severity() == Severity.FAIL);
    }
}
