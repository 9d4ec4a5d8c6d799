package io.github.todoku.feedback;

import io.github.todoku.feedback.RefusedReport.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip in the order they come, whatever its directory says; an archive that lost its directory is read like
 * any other. Names are only told, nothing is written anywhere.
 */
final class ZipLayer extends Layer {
    private static final int MAX_NAME = 200;
    private static final int DRAIN = 1 << 13;

    private final Found found;
    private final CountedStream packed;
    private final ZipInputStream zip;
    private @Nullable InputStream current;
    private int entries;
    private boolean over;
    private long givenBefore = -1;

    ZipLayer(InputStream in, Found found) {
        this.found = found;
        this.packed = new CountedStream(in);
        this.zip = new ZipInputStream(packed);
    }

    @Override
    String place() {
        return found.place();
    }

    @Override
    @Nullable
    ReportItem next(Layers layers) throws IOException {
        givenBefore = givenBefore < 0 ? layers.given() : givenBefore;
        while (!over) {
            try {
                drain();
                ZipEntry entry = zip.getNextEntry();
                if (entry == null) {
                    over = true;
                    return layers.given() == givenBefore ? nothing() : null;
                }
                if (++entries > ReportLimits.MAX_ZIP_ENTRIES) {
                    over = true;
                    return found.refused(Reason.TOO_DEEP, "MAX_ZIP_ENTRIES " + ReportLimits.MAX_ZIP_ENTRIES);
                }
                InputStream content = content();
                if (isReport(entry)) {
                    open(content, entry, layers);
                    return null;
                }
            } catch (IOException damaged) {
                over = true;
                return found.refused(damaged);
            } catch (IllegalArgumentException damaged) { // a name that is no text
                over = true;
                return found.refused(Reason.DAMAGED, damaged.getMessage());
            }
        }
        return null;
    }

    private @Nullable ReportItem nothing() {
        if (entries == 0) {
            return found.refused(Reason.EMPTY, "zip");
        }
        return found.quiet() ? null : found.refused(Reason.NOT_A_REPORT, "zip");
    }

    /** Of the entry at hand, within its limits, whether it is read or passed over. */
    private InputStream content() {
        long before = packed.count();
        InputStream content =
                new PackedStream(new EntryStream(zip), () -> packed.count() - before + DRAIN, found.unpacked());
        current = content;
        return content;
    }

    private void open(InputStream content, ZipEntry entry, Layers layers) throws IOException {
        String name = entry.getName();
        String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        layers.open(content, found.entry(shown));
    }

    /** Neither a folder nor what a Mac puts beside a file. */
    private static boolean isReport(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory() && !name.startsWith("__MACOSX/") && !name.endsWith(".DS_Store");
    }

    /** Reads what is left of an entry, within its limits. */
    private void drain() throws IOException {
        InputStream rest = current;
        current = null;
        if (rest != null) {
            byte[] octets = new byte[DRAIN];
            int read = rest.read(octets);
            while (read >= 0) {
                read = rest.read(octets);
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Closing an entry's stream does not close the archive. */
    private static final class EntryStream extends FilterInputStream {
        EntryStream(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
