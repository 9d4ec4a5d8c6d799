package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.Optional;

/** Zoho: {@code a@b Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 …}, one a line. */
final class ZohoReport implements ReportExtractor {
    private static final String CODE = "ERROR_CODE :";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.told().contains(CODE)) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        for (String line : text.lines()) {
            AddressBlocks.Block block = AddressBlocks.begin(line, AddressBlocks.Reason.AFTER_BLANK);
            if (block != null && line.contains(CODE)) {
                recipients.add(RecipientReport.of(block.address()).says(reply(block.text()), Place.TEXT));
            }
        }
        return Extraction.unlessEmpty("zoho", recipients, text);
    }

    /** The code behind the first mark, the words behind the second: {@code 550 5.1.1 …}. */
    private static String reply(String words) {
        int first = words.indexOf(CODE);
        int second = words.indexOf(CODE, first + CODE.length());
        if (first < 0 || second < 0) {
            return first < 0 ? words : words.substring(first + CODE.length());
        }
        String code =
                words.substring(first + CODE.length(), second).replace(",", "").strip();
        return code + " " + words.substring(second + CODE.length()).strip();
    }
}
