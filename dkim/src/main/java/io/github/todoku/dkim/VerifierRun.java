package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.BodyHashes;
import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.dkim.internal.Refusal;
import io.github.todoku.dkim.internal.SignatureCheck;
import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dkim.internal.SignatureReader;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.MessageSplitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One message: its signatures are read and their keys asked when the header is whole, and verified when the body is over. */
final class VerifierRun implements MessageSplitter.Reader {
    private static final int MAX_TIME_DIGITS = 12;

    private final DnsRun dns;
    private final Instant now;
    private final boolean refusesPartlySigned;
    private final List<Signature> signatures = new ArrayList<>();
    private final BodyHashes bodies = new BodyHashes();
    private long bodyOctets;
    private boolean bareLineEnds;

    VerifierRun(DnsRun dns, Instant now, boolean refusesPartlySigned) {
        this.dns = dns;
        this.now = now;
        this.refusesPartlySigned = refusesPartlySigned;
    }

    /** A signature on its way. */
    private static final class Signature {
        final SignatureReader reader;
        final @Nullable SignatureFacts facts;
        final int index;

        @Nullable
        Refusal refusal;

        @Nullable
        SignatureCheck check;

        CompletableFuture<@Nullable DnsAnswer> answer = CompletableFuture.completedFuture(null);
        List<Finding> notes = new ArrayList<>();

        Signature(SignatureReader reader, @Nullable SignatureFacts facts, int index) {
            this.reader = reader;
            this.facts = facts;
            this.index = index;
            this.refusal = facts == null ? reader.refusal() : null;
        }
    }

    @Override
    public void head(MessageHead head) {
        bareLineEnds = head.hasBareLineEnds();
        List<Integer> fields = head.indexesOf("dkim-signature");
        boolean internationalized = !fields.isEmpty() && isInternationalized(head);
        for (int index : fields) {
            SignatureReader reader = new SignatureReader(SignatureReader.Form.DKIM, head.raw(index), internationalized);
            Signature signature = new Signature(reader, reader.read(now), index);
            if (head.isCut()) {
                signature.refusal =
                        Refusal.of(DkimReason.HEADER_TOO_LONG, Integer.toString(DkimLimits.MAX_HEADER_OCTETS));
            }
            signatures.add(signature);
        }
        for (Signature each : TriedFirst.choose(head, signatures, this::isReadable, signature -> signature.facts)) {
            start(head, each);
        }
        signatures.stream()
                .filter(each -> each.refusal == null && each.check == null)
                .forEach(each -> each.refusal =
                        Refusal.of(DkimReason.NOT_TRIED, Integer.toString(DkimLimits.MAX_SIGNATURES_TRIED)));
    }

    private boolean isReadable(Signature signature) {
        return signature.refusal == null;
    }

    /** RFC 8616 §5 lets U-labels stand in {@code d=} only where other fields have such letters, too. */
    private static boolean isInternationalized(MessageHead head) {
        byte[] octets = head.octets();
        for (int i = 0; i < head.count(); i++) {
            int end = head.name(i).equals("dkim-signature") ? 0 : head.end(i);
            for (int at = head.from(i); at < end; at++) {
                if (octets[at] < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void start(MessageHead head, Signature signature) {
        SignatureFacts facts = signature.facts;
        if (facts == null) {
            return;
        }
        HeaderHash hash = new HeaderHash(facts.relaxedHeader());
        hash.addAll(head, facts.fields(), signature.index);
        hash.addUnsigned(head, signature.index, facts.tags());
        signature.check = new SignatureCheck(facts, hash.octets());
        bodies.want(facts);
        SignedFields.uncovered(head, facts.fields()).forEach(signature.notes::add);
        Optional<DnsQuestion> question = facts.question();
        if (question.isPresent()) {
            signature.answer = dns.resolve(question.get(), dns.deadline())
                    .toCompletableFuture()
                    .thenApply(answer -> answer);
        }
    }

    @Override
    public void body(byte[] octets, int from, int to) {
        bodyOctets += to - from;
        bodies.write(octets, from, to);
    }

    /** The body is over; the result, when the keys have come. */
    CompletableFuture<DkimVerification> end() {
        bodies.end();
        CompletableFuture<?>[] answers =
                signatures.stream().map(each -> each.answer).toArray(CompletableFuture[]::new);
        return dns.endingWith(CompletableFuture.allOf(answers)
                .thenApply(come -> new DkimVerification(
                        signatures.stream().map(this::result).toList(), bodyOctets)));
    }

    /** The result if not even the end of the time limit brings one. */
    DkimVerification unanswered() {
        for (Signature each : signatures) {
            SignatureFacts facts = each.facts;
            if (facts != null) {
                facts.question()
                        .ifPresent(question -> each.answer.complete(
                                new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "the check took too long")));
            }
        }
        return new DkimVerification(signatures.stream().map(this::result).toList(), bodyOctets);
    }

    private DkimSignatureResult result(Signature signature) {
        SignatureFacts facts = signature.facts;
        SignatureCheck check = signature.check;
        if (signature.refusal != null || facts == null || check == null) {
            Refusal refusal = signature.refusal == null ? signature.reader.refusal() : signature.refusal;
            return new DkimSignatureResult(
                    refusal.result(), refusal.why(), List.of(), signature.reader.tags(), facts, null, 0, null);
        }
        DnsAnswer answer = signature.answer.join();
        BodyHash body = bodies.of(facts.relaxedBody());
        SignatureCheck.Outcome outcome = check.check(answer, body);
        long unsigned = facts.bodyLength() < 0 ? 0 : Math.max(0, body.length() - facts.bodyLength());
        Refusal refusal = outcome.refusal();
        if (refusal == null && unsigned > 0 && refusesPartlySigned) {
            refusal = Refusal.of(DkimReason.PARTLY_SIGNED_REFUSED, Long.toString(unsigned));
        }
        DkimRecord record = outcome.record();
        return new DkimSignatureResult(
                refusal == null ? DkimResult.PASS : refusal.result(),
                refusal == null
                        ? Finding.of(DkimReason.SIGNATURE_HOLDS, facts.domain().toString())
                        : refusal.why(),
                notes(signature, record, unsigned),
                signature.reader.tags(),
                facts,
                record,
                unsigned,
                answer instanceof DnsAnswer.TempFail failed ? failed : null);
    }

    private List<Finding> notes(Signature signature, @Nullable DkimRecord record, long unsigned) {
        List<Finding> notes = new ArrayList<>(signature.notes);
        if (unsigned > 0) {
            notes.add(Finding.of(DkimReason.BODY_PARTLY_SIGNED, "", Long.toString(unsigned)));
        }
        long signed = signature.reader.tags().number("t", MAX_TIME_DIGITS);
        if (signed > now.plus(DkimLimits.CLOCK_SKEW).getEpochSecond()) {
            notes.add(Finding.of(DkimReason.SIGNED_IN_THE_FUTURE, "", Long.toString(signed)));
        }
        if (bareLineEnds) {
            notes.add(Finding.of(DkimReason.BARE_LINE_END, ""));
        }
        if (record != null
                && record.tag(DkimTag.Flags.class)
                        .filter(t -> t.flags().contains("y"))
                        .isPresent()) {
            notes.add(Finding.of(DkimReason.TEST_KEY, ""));
        }
        return notes;
    }
}
