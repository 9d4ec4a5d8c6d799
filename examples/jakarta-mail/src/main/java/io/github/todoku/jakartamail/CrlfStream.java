package io.github.todoku.jakartamail;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Makes every line end CRLF, as the SMTP transport does after us: what is signed must be what arrives. */
final class CrlfStream extends FilterOutputStream {
    private int last;

    CrlfStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        if (octet == '\r' || (octet == '\n' && last != '\r')) {
            out.write('\r');
            out.write('\n');
        } else if (octet != '\n') {
            out.write(octet);
        }
        last = octet;
    }
}
