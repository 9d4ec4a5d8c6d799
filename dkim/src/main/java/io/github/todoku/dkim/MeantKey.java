package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The key record that a broken text was meant as: what was pasted along is taken away, and the key itself stays as it is. */
final class MeantKey {
    private static final Pattern PEM = Pattern.compile("-----[A-Z ]{1,40}-----");
    private static final Pattern PASTED = Pattern.compile("\\\\[nr]|[\"\\\\\r\n]");

    /** A name, a TTL, a class and a type before the version: a whole line of a zone file. */
    private static final Pattern ZONE_LINE =
            Pattern.compile("^[^=;]{0,300}\\bTXT[\\s(]{1,20}(?=v\\s{0,5}=)", Pattern.CASE_INSENSITIVE);

    /** A colon where an equals sign belongs. */
    private static final Pattern COLON = Pattern.compile("(?<=^|;)(\\s{0,20}[vkhpst])\\s{0,5}:");

    private static final Pattern KEY_TYPE = Pattern.compile("(?<=^|;)\\s{0,20}k\\s{0,5}=[^;]{0,100}(?:;|$)");

    private static final Pattern KEY = Pattern.compile("(?<=^|;)(\\s{0,20}p\\s{0,5}=\\s{0,5})([^;]+)");

    /** A comma or a blank before a tag that follows it. */
    private static final Pattern LOST_SEMICOLON = Pattern.compile("(?<![\\s,;])[\\s,]++(?=[vkhpstn]\\s{0,5}=)");

    private static final Pattern VERSION =
            Pattern.compile("(?:^|;)\\s{0,20}v\\s{0,5}=\\s{0,5}DKIM1[^;]{0,5}(?=;|$)", Pattern.CASE_INSENSITIVE);

    private static final String VERSION_AND_TYPE = "v=DKIM1; k=rsa; p=";

    private MeantKey() {}

    /** The text to publish, read back as a key that verifiers can use; empty if no such text can be made of it. */
    static Optional<String> of(DkimRecord record) {
        if (record.isUsable() || record.isRevoked()) {
            return Optional.empty();
        }
        String text = PASTED.matcher(PEM.matcher(narrow(record.text())).replaceAll(""))
                .replaceAll("");
        text = ZONE_LINE.matcher(text).replaceFirst("");
        if (has(record, DkimFinding.BAD_TAG)) {
            text = COLON.matcher(text).replaceAll("$1=");
        }
        if (has(record, DkimFinding.DUPLICATE_TAG)) {
            text = String.join(
                    "; ",
                    new LinkedHashSet<>(
                            Stream.of(text.split(";", -1)).map(String::strip).toList()));
        }
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
        return Stream.of(meant, ofOtherType(meant), withBase64(meant), VERSION_AND_TYPE + meant)
                .filter(each -> !each.equals(record.text()))
                .filter(each -> DkimRecord.parse(each).isUsable())
                .findFirst();
    }

    /** Without {@code k=}, or with that of the other key: which it is, the key itself says. */
    private static String ofOtherType(String text) {
        String without = KEY_TYPE.matcher(text).replaceAll("");
        return DkimRecord.parse(without).isUsable()
                ? without.strip()
                : KEY.matcher(without).replaceFirst(" k=ed25519;$1$2").strip();
    }

    /** In the alphabet that verifiers read (RFC 4648 §4): not that of URLs, nor what a form makes of its plus signs. */
    private static String withBase64(String text) {
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            return text;
        }
        String read = key.group(2)
                .strip()
                .replace("%2B", "+")
                .replace("%2F", "/")
                .replace("%3D", "=")
                .replace('-', '+')
                .replace('_', '/')
                .replace(' ', '+')
                .replace(".", "");
        return text.substring(0, key.start(2)) + read + text.substring(key.end(2));
    }

    /** In ASCII: full-width signs narrow, and what is not ASCII then, such as curly quotes, gone. */
    private static String narrow(String octets) {
        if (octets.chars().noneMatch(c -> c >= 0x80) || octets.chars().anyMatch(c -> c > 0xFF)) {
            return octets;
        }
        String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[^\\x20-\\x7E]", "");
    }

    private static boolean has(DkimRecord record, DkimFinding kind) {
        return record.findings().stream().anyMatch(each -> each.kind() == kind && each.severity() == Severity.FAIL);
    }
}
