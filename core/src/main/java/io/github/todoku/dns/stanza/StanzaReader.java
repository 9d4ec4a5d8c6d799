package io.github.todoku.dns.stanza;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads stanzas: lines of {@code Field: value}, blank lines between stanzas, {@code #} at a line's beginning for
 * comments, and lines that begin with a blank for continuations.
 */
public final class StanzaReader {
    private final String file;
    private final List<Stanza> stanzas = new ArrayList<>();
    private final List<Stanza.Field> fields = new ArrayList<>();

    private StanzaReader(String file) {
        this.file = file;
    }

    /**
     * The stanzas of {@code text}, in order.
     *
     * @param file its name, for messages
     * @param text the text
     * @return the stanzas of {@code text}, in order
     * @throws StanzaException if it cannot be read
     */
    public static List<Stanza> read(String file, String text) {
        return new StanzaReader(file).read(text);
    }

    /**
     * The stanzas of a resource, UTF-8. The caller opens it, since a module shows its resources to nobody else:
     * {@code resource("x.txt", X.class.getResourceAsStream("x.txt"))}.
     *
     * @param name its name, for messages
     * @param opened the resource, closed here; null if it was not found
     * @return the stanzas of a resource, UTF-8
     * @throws StanzaException if it cannot be read
     */
    public static List<Stanza> resource(String name, @Nullable InputStream opened) {
        try (InputStream in = opened) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is lost");
            }
            return read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<Stanza> read(String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.endsWith("\r")) {
                line = line.substring(0, line.length() - 1);
            }
            if (line.isBlank()) {
                end();
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                goOn(number, line.strip());
            } else if (line.charAt(0) != '#') {
                field(number, line);
            }
        }
        end();
        return List.copyOf(stanzas);
    }

    private void field(int number, String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new StanzaException(file, number, "neither \"Field: value\" nor a comment");
        }
        fields.add(new Stanza.Field(
                number,
                line.substring(0, colon).strip(),
                line.substring(colon + 1).strip()));
    }

    private void goOn(int number, String more) {
        if (fields.isEmpty()) {
            throw new StanzaException(file, number, "goes on where nothing began");
        }
        Stanza.Field last = fields.remove(fields.size() - 1);
        String value = last.value().isEmpty() ? more : last.value() + " " + more;
        fields.add(new Stanza.Field(last.line(), last.name(), value));
    }

    private void end() {
        if (!fields.isEmpty()) {
            stanzas.add(new Stanza(file, fields.get(0).line(), fields));
            fields.clear();
        }
    }
}
