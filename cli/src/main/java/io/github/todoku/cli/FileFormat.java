package io.github.todoku.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people give for a mail and what is none, told by its first octets. */
enum FileFormat {
    /** One file, packed (RFC 1952 §2.3.1). */
    GZIP("\u001F\u008B"),
    /** An archive. */
    ZIP("PK\u0003\u0004"),
    /** A compound file: a message as Outlook saves it (.msg), or an old Office document. */
    OLE("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"),
    /** A page to print. */
    PDF("%PDF-");

    /** As much of a file as tells its format. */
    static final int BEGINNING = 8;

    /** The first octets, a character each. */
    private final String magic;

    FileFormat(String magic) {
        this.magic = magic;
    }

    /** The format of a file that begins so; empty if it may be a mail. */
    static Optional<FileFormat> of(byte[] beginning) {
        String octets = new String(beginning, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(each -> octets.startsWith(each.magic))
                .findFirst();
    }

    /** The refusal of such a file. */
    Failure refusal(String file) {
        return new Failure(ExitCode.BAD_INPUT, "input.format." + name().toLowerCase(Locale.ROOT), file);
    }
}
