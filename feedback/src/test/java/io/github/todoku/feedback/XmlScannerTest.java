package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where a document is well-formed, the scanner sees what the JDK's StAX sees: tags in order, texts of the elements of a report. */
class XmlScannerTest {
    private static final String ODD = """
            <?xml version="1.0" encoding="UTF-8"?><!-- a <comment> with > --> <?pi some > thing?>
            <f:feedback xmlns:f="urn:x" a='1 > 2' b="it's"><report_metadata ><org_name> A &amp; B &#x3042;&#65; <![CDATA[<raw> & ]] ]]>
             end</org_name ><email/><report_id
            >1</report_id></report_metadata><extension><deep x="/"><deeper/></deep></extension><unknown>te<b>x</b>t</unknown>
            <record><row><source_ip>2001:db8::1</source_ip><count><!-- c -->5</count></row></record></f:feedback>
            """;

    /** Tags, and the texts of elements that hold only text, with runs of blanks as they are but none around them. */
    private static List<String> byStax(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(in);
        List<String> events = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    events.add("<" + reader.getLocalName());
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String last = events.get(events.size() - 1);
                    if (isLeaf(reader.getLocalName()) && last.equals("<" + reader.getLocalName())) {
                        events.add(text.toString().strip());
                    }
                    events.add(">" + reader.getLocalName());
                }
                default -> {}
            }
        }
        return events;
    }

    private static boolean isLeaf(String name) {
        return Set.of("org_name", "email", "report_id", "source_ip", "count", "header_from", "disposition", "begin")
                .contains(name);
    }

    private static List<String> byScanner(InputStream in, Set<FeedbackNote> notes) {
        XmlScanner scanner = new XmlScanner(in, StandardCharsets.UTF_8, notes);
        List<String> events = new ArrayList<>();
        XmlScanner.Token token = scanner.next();
        while (token != XmlScanner.Token.EOF) {
            String name = scanner.name();
            events.add((token == XmlScanner.Token.START ? "<" : ">") + name);
            if (token == XmlScanner.Token.START && isLeaf(name)) {
                String text = scanner.text(AggregateReader.NAMES);
                events.add(text == null ? "" : text);
                events.add(">" + name);
            }
            token = scanner.next();
        }
        return events;
    }

    @Test
    void everyCornerOfXmlIsReadAsStaxReadsIt() throws XMLStreamException {
        byte[] octets = ODD.getBytes(StandardCharsets.UTF_8);
        Set<FeedbackNote> notes = EnumSet.noneOf(FeedbackNote.class);
        assertThat(byScanner(new ByteArrayInputStream(octets), notes))
                .isEqualTo(byStax(new ByteArrayInputStream(octets)));
        assertThat(notes).isEmpty();
    }

    @Test
    void theSizeOfTheReadsDoesNotMatter() throws XMLStreamException {
        byte[] octets = ODD.getBytes(StandardCharsets.UTF_8);
        List<String> wanted = byStax(new ByteArrayInputStream(octets));
        for (int size = 1; size < 40; size++) {
            int most = size;
            InputStream slow = new ByteArrayInputStream(octets) {
                @Override
                public synchronized int read(byte[] into, int from, int length) {
                    return super.read(into, from, Math.min(length, most));
                }
            };
            assertThat(byScanner(slow, EnumSet.noneOf(FeedbackNote.class))).isEqualTo(wanted);
        }
    }

    @TestFactory
    Stream<DynamicTest> samples() throws IOException {
        Optional<Path> samples = ReportSamples.path();
        Assumptions.assumeTrue(samples.isPresent(), "no property reports.samples");
        List<Path> aggregate;
        try (Stream<Path> files = Files.list(samples.orElseThrow().resolve("aggregate"))) {
            aggregate = files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
        return aggregate.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    byte[] octets = Files.readAllBytes(file);
                    List<String> stax;
                    try {
                        stax = byStax(new ByteArrayInputStream(octets));
                    } catch (XMLStreamException notWellFormed) {
                        return; // nothing to compare with
                    }
                    boolean wide = octets.length > 1 && (octets[0] & 0xff) >= 0xfe;
                    if (!wide) {
                        assertThat(byScanner(new ByteArrayInputStream(octets), EnumSet.noneOf(FeedbackNote.class)))
                                .isEqualTo(stax);
                    }
                }));
    }
}
