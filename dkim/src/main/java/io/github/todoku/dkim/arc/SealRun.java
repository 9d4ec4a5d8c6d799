package io.github.todoku.dkim.arc;

import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimSigningKey;
import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.FieldWriter;
import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.dkim.internal.SigningFields;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.MessageSplitter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message: its body is hashed as it passes, then a set is added to its chain (RFC 8617 §5.1). */
final class SealRun implements MessageSplitter.Reader {
    private final DkimSigningKey key;
    private final Instant now;
    private final List<String> fields;
    private final BodyHash body = new BodyHash(true);
    private @Nullable MessageHead head;

    SealRun(DkimSigningKey key, Instant now, List<String> fields) {
        this.key = key;
        this.now = now;
        this.fields = fields;
    }

    @Override
    public void head(MessageHead whole) {
        head = whole;
    }

    @Override
    public void body(byte[] octets, int from, int to) {
        body.write(octets, from, to);
    }

    List<String> seal(AuthenticationResults report, ArcResult chain) {
        MessageHead whole = head;
        if (whole == null || whole.isCut()) {
            throw new IllegalArgumentException("the header is longer than " + DkimLimits.MAX_HEADER_OCTETS + " octets");
        }
        body.end();
        ArcStructure structure = new ArcStructure(whole);
        structure.read(now);
        int instance = structure.length() + 1;
        if (instance > DkimLimits.MAX_ARC_SETS || structure.isSealedAsBroken()) {
            return List.of();
        }
        ArcResult status = structure.hasAny() && (structure.fault() != null || chain != ArcResult.PASS)
                ? ArcResult.FAIL
                : structure.hasAny() ? ArcResult.PASS : ArcResult.NONE;
        String results = results(report, instance);
        String signature = signature(whole, instance);
        String seal = sealed(whole, structure, instance, status, results, signature);
        return List.of(seal, signature, results);
    }

    private static String results(AuthenticationResults report, int instance) {
        String field = report.toHeader();
        String value = field.substring(field.indexOf(':') + 1).stripLeading();
        return "ARC-Authentication-Results: i=" + instance + ";\r\n " + value;
    }

    /** Tags in the order of the alphabet, as most sealers write them. */
    private String signature(MessageHead whole, int instance) {
        List<String> names = fields.isEmpty() ? covered(whole) : fields;
        FieldWriter writer = new FieldWriter("ARC-Message-Signature")
                .piece("a=" + key.algorithm().word() + ";")
                .signature(";")
                .piece("bh=" + Base64.getEncoder().encodeToString(body.whole()) + ";")
                .piece("c=relaxed/relaxed;")
                .piece("d=" + key.domain() + ";")
                .fields(names)
                .piece("i=" + instance + ";")
                .piece("s=" + key.selector() + ";")
                .piece("t=" + now.getEpochSecond());
        HeaderHash hash = new HeaderHash(true);
        hash.addAll(whole, names, -1);
        writer.addTo(hash);
        return writer.withUnfolded(Base64.getEncoder().encodeToString(key.sign(hash.octets())));
    }

    private static List<String> covered(MessageHead whole) {
        List<String> names = new ArrayList<>(SigningFields.OVERSIGNED);
        names.addAll(SigningFields.SIGNED);
        names.add("dkim-signature");
        List<String> covered = SigningFields.of(whole, List.of(), names);
        return covered.contains("from") ? covered : List.of("from");
    }

    private String sealed(
            MessageHead whole,
            ArcStructure structure,
            int instance,
            ArcResult status,
            String results,
            String signature) {
        FieldWriter writer = new FieldWriter("ARC-Seal")
                .piece("a=" + key.algorithm().word() + ";")
                .signature(";")
                .piece("cv=" + status.word() + ";")
                .piece("d=" + key.domain() + ";")
                .piece("i=" + instance + ";")
                .piece("s=" + key.selector() + ";")
                .piece("t=" + now.getEpochSecond());
        HeaderHash hash = new HeaderHash(true);
        if (status == ArcResult.PASS) { // §5.1.2: a failed chain is sealed as if this set were the only one
            for (ArcStructure.Link link : structure.links()) {
                hash.add(whole, link.fields().results);
                hash.add(whole, link.fields().signature);
                hash.add(whole, link.fields().seal);
            }
        }
        byte[] own = (results + "\r\n" + signature + "\r\n").getBytes(StandardCharsets.UTF_8);
        MessageHead ownHead = MessageHead.of(own, own.length, false);
        hash.add(ownHead, 0);
        hash.add(ownHead, 1);
        writer.addTo(hash);
        return writer.with(Base64.getEncoder().encodeToString(key.sign(hash.octets())));
    }
}
