package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Whether an image is of the profile that receivers take: SVG Tiny Portable/Secure. */
final class BimiSvg {
    /** How much a packed image may unpack to. */
    private static final int MAX_UNPACKED_OCTETS = 1 << 20;

    private static final Set<String> FORBIDDEN = Set.of(
            "script", "foreignobject", "image", "audio", "video", "animation", "animate", "set", "handler", "listener");

    private final DnsName owner;
    private final List<Finding> findings = new ArrayList<>();
    private boolean title;

    private BimiSvg(DnsName owner) {
        this.owner = owner;
    }

    static List<Finding> judge(DnsName owner, PolicyFetch fetch) {
        BimiSvg judge = new BimiSvg(owner);
        if (!fetch.isOfType("image/svg+xml")) {
            judge.findings.add(MailDomainFinding.BIMI_FETCH
                    .of(owner, fetch.mediaType(), "image/svg+xml")
                    .withSeverity(Severity.FAIL));
        }
        try {
            judge.read(unpacked(fetch.body()));
        } catch (XMLStreamException | IOException unreadable) {
            judge.fault("no XML");
        }
        return judge.findings;
    }

    static byte[] unpacked(byte[] body) throws IOException {
        if (body.length < 2 || (body[0] & 0xFF) != 0x1F || (body[1] & 0xFF) != 0x8B) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(MAX_UNPACKED_OCTETS);
        }
    }

    private void read(byte[] svg) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(svg));
        boolean root = true;
        while (in.hasNext()) {
            if (in.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (root) {
                root(in);
                root = false;
            }
            element(in);
        }
        if (!title) {
            fault("title");
        }
    }

    private void root(XMLStreamReader in) {
        if (!in.getLocalName().equals("svg")) {
            fault(in.getLocalName());
        }
        wanted("version", "1.2", in);
        wanted("baseProfile", "tiny-ps", in);
        for (String each : List.of("x", "y")) {
            if (in.getAttributeValue(null, each) != null) {
                fault(each + "=");
            }
        }
        if (!isSquare(in.getAttributeValue(null, "viewBox"))) {
            findings.add(MailDomainFinding.BIMI_SVG.of(owner, "viewBox").withSeverity(Severity.WARN));
        }
    }

    private static boolean isSquare(@Nullable String viewBox) {
        String[] numbers = viewBox == null ? new String[0] : viewBox.strip().split("[\\s,]+", -1);
        return viewBox == null || (numbers.length == 4 && numbers[2].equals(numbers[3]));
    }

    private void wanted(String attribute, String value, XMLStreamReader in) {
        if (!value.equals(in.getAttributeValue(null, attribute))) {
            fault(attribute + "=\"" + value + "\"");
        }
    }

    private void element(XMLStreamReader in) {
        String name = in.getLocalName().toLowerCase(Locale.ROOT);
        title |= name.equals("title");
        if (FORBIDDEN.contains(name)) {
            fault("<" + in.getLocalName() + ">");
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String attribute = in.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            boolean link = attribute.equals("href") || attribute.equals("src");
            if ((link && !in.getAttributeValue(i).startsWith("#")) || attribute.startsWith("on")) {
                fault(in.getAttributeLocalName(i) + "=");
            }
        }
    }

    private void fault(String what) {
        findings.add(MailDomainFinding.BIMI_SVG.of(owner, what));
    }
}
