package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the text beside a delivery status adds to it: the SMTP command and the host that the fields leave out, the dialogue,
 * and where there is no Diagnostic-Code the only words there are.
 */
final class TextCompanion {
    private final ReportText text;
    private final Transcript transcript;
    private final Map<String, AddressBlocks.Block> blocks = new HashMap<>();

    TextCompanion(ReportMessage message) {
        this.text = message.reportText();
        List<String> lines = text.lines();
        this.transcript = Transcript.in(text.holds("\n>>> ") || text.holds("ranscript of session") ? lines : List.of());
        for (AddressBlocks.Block block : AddressBlocks.read(lines, AddressBlocks.Reason.AFTER_COLON)) {
            blocks.putIfAbsent(block.address().toLowerCase(Locale.ROOT), block);
        }
    }

    /** Adds to the report what the text says of its recipient. */
    void tell(RecipientReport report) {
        AddressBlocks.Block block = blockOf(report);
        if (block != null) {
            String words = ownWords(block);
            report.command(Codes.commandIn(words));
            if (report.remoteHost() == null) {
                report.remoteHost(PostfixReport.hostIn(words));
            }
            report.says(reason(words), Place.TEXT);
        }
        if (!transcript.isEmpty()) {
            transcript.tell(report);
        }
        report.background(text);
    }

    private AddressBlocks.@Nullable Block blockOf(RecipientReport report) {
        AddressBlocks.Block block = block(report.recipient());
        return block == null ? block(report.originalRecipient()) : block;
    }

    private AddressBlocks.@Nullable Block block(@Nullable String address) {
        return address == null ? null : blocks.get(address.toLowerCase(Locale.ROOT));
    }

    /** The paragraph below the address; what comes behind it is about everybody, or about somebody else. */
    private static String ownWords(AddressBlocks.Block block) {
        List<String> words = new ArrayList<>();
        for (String line : block.lines()) {
            if (words.isEmpty() ? isDrawn(line) : line.isBlank() || isDrawn(line)) {
                break;
            }
            if (!line.isBlank() && !line.strip().startsWith("(expanded from")) {
                words.add(line);
            }
        }
        return ReportText.joined(words);
    }

    /** {@code ----- Transcript of session follows -----}, {@code ______}. */
    private static boolean isDrawn(String line) {
        String words = line.strip();
        return words.startsWith("---") || words.startsWith("___");
    }

    /** sendmail's brackets taken off. */
    private static String reason(String words) {
        String text = words.strip();
        return text.startsWith("(reason:") && text.endsWith(")") ? text.substring(8, text.length() - 1) : text;
    }
}
