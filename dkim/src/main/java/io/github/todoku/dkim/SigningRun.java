package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.FieldWriter;
import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.dkim.internal.SigningFields;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.MessageSplitter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message: its body is hashed as it passes, then its header is signed with every key. */
final class SigningRun implements MessageSplitter.Reader {
    private final SigningPlan plan;
    private final BodyHash body;
    private final LineLengths lines = new LineLengths();
    private @Nullable MessageHead head;

    SigningRun(SigningPlan plan) {
        this.plan = plan;
        this.body = new BodyHash(plan.body() == DkimCanonicalization.RELAXED);
    }

    @Override
    public void head(MessageHead whole) {
        head = whole;
        lines.read(whole.octets(), 0, whole.count() == 0 ? 0 : whole.end(whole.count() - 1));
    }

    @Override
    public void body(byte[] octets, int from, int to) {
        body.write(octets, from, to);
        lines.read(octets, from, to);
    }

    /** The body is over: signs. */
    DkimSigned end() {
        MessageHead whole = head;
        if (whole == null || whole.isCut()) {
            throw new IllegalArgumentException("the header is longer than " + DkimLimits.MAX_HEADER_OCTETS + " octets");
        }
        if (whole.indexesOf("from").isEmpty()) {
            throw new IllegalArgumentException("the message has no From field, which must be signed (RFC 6376 §5.4)");
        }
        body.end();
        List<String> names = SigningFields.of(whole, plan.oversigned(), plan.signed());
        List<String> fields = new ArrayList<>();
        for (DkimSigningKey key : plan.keys()) {
            fields.add(field(whole, names, key));
        }
        List<Finding> findings = new ArrayList<>();
        if (lines.longest() > LineLengths.MOST) {
            findings.add(Finding.of(DkimReason.LONG_LINE, "", Long.toString(lines.longest())));
        }
        if (lines.hasBareEnds()) {
            findings.add(Finding.of(DkimReason.BARE_LINE_END, ""));
        }
        return new DkimSigned(fields, findings);
    }

    private String field(MessageHead whole, List<String> names, DkimSigningKey key) {
        long now = plan.clock().instant().getEpochSecond();
        FieldWriter writer = new FieldWriter("DKIM-Signature")
                .piece("v=1;")
                .piece("a=" + key.algorithm().word() + ";")
                .piece("c=" + plan.header().word() + "/" + plan.body().word() + ";")
                .piece("d=" + key.domain() + ";")
                .piece("s=" + key.selector() + ";");
        if (plan.identity() != null) {
            writer.piece("i=" + plan.identity() + ";");
        }
        writer.piece("t=" + now + ";");
        if (plan.lifetime() != null) {
            writer.piece("x=" + (now + plan.lifetime().toSeconds()) + ";");
        }
        writer.fields(names)
                .piece("bh=" + Base64.getEncoder().encodeToString(body.whole()) + ";")
                .signature("");
        HeaderHash hash = new HeaderHash(plan.header() == DkimCanonicalization.RELAXED);
        hash.addAll(whole, names, -1);
        writer.addTo(hash);
        return writer.with(Base64.getEncoder().encodeToString(key.sign(hash.octets())));
    }
}
