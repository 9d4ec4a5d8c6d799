package io.github.todoku.dkim.arc;

import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimReason;
import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.BodyHashes;
import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.dkim.internal.Refusal;
import io.github.todoku.dkim.internal.SignatureCheck;
import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.MessageSplitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One message: its sets are read and their keys asked when the header is whole, and verified when the body is over. */
final class ArcRun implements MessageSplitter.Reader {
    /** The newest message signature's, and one a seal. */
    private static final int MAX_KEYS = DkimLimits.MAX_ARC_SETS + 1;

    private final DnsRun dns;
    private final Instant now;
    private final BodyHashes bodies = new BodyHashes();
    private final Map<DnsQuestion, CompletableFuture<DnsAnswer>> keys = new LinkedHashMap<>();
    private @Nullable MessageHead head;
    private @Nullable ArcStructure structure;

    ArcRun(DnsRun dns, Instant now) {
        this.dns = dns;
        this.now = now;
    }

    @Override
    public void head(MessageHead whole) {
        ArcStructure read = new ArcStructure(whole);
        read.read(now);
        head = whole;
        structure = read;
        if (!read.hasAny() || read.fault() != null) {
            return;
        }
        List<ArcStructure.Link> links = read.links();
        bodies.want(read.newestSignature());
        ask(read.newestSignature());
        links.forEach(each -> ask(each.seal()));
        boolean goesOn = true;
        for (int i = links.size() - 2; i >= 0 && goesOn; i--) {
            SignatureFacts older = links.get(i).signature();
            goesOn = older != null && ask(older);
            if (older != null && goesOn) {
                bodies.want(older);
            }
        }
    }

    /** Asks for a key; false if that would be one too many. */
    private boolean ask(SignatureFacts signature) {
        DnsQuestion question = signature.question().orElse(null);
        if (question == null || (!keys.containsKey(question) && keys.size() >= MAX_KEYS)) {
            return false;
        }
        keys.computeIfAbsent(
                question,
                each -> dns.resolve(each, dns.deadline()).toCompletableFuture().thenApply(answer -> answer));
        return true;
    }

    @Override
    public void body(byte[] octets, int from, int to) {
        bodies.write(octets, from, to);
    }

    /** The body is over; the result, when the keys have come. */
    CompletableFuture<ArcChain> end() {
        bodies.end();
        return dns.endingWith(CompletableFuture.allOf(keys.values().toArray(CompletableFuture[]::new))
                .thenApply(come -> chain()));
    }

    /** The result if not even the end of the time limit brings one. */
    ArcChain unanswered() {
        keys.forEach((question, answer) ->
                answer.complete(new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "the check took too long")));
        return chain();
    }

    private ArcChain chain() {
        ArcStructure read = structure;
        if (read == null || !read.hasAny()) {
            Finding none = Finding.of(ArcReason.NO_CHAIN, "");
            return new ArcChain(ArcResult.NONE, none, List.of(), List.of(), 0, -1, List.of());
        }
        Finding fault = read.fault();
        if (fault != null) {
            Finding detail = read.detail();
            return new ArcChain(
                    ArcResult.FAIL,
                    fault,
                    detail == null ? List.of() : List.of(detail),
                    List.of(),
                    read.length(),
                    -1,
                    List.of());
        }
        List<ArcStructure.Link> links = read.links();
        List<ArcSet> sets = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            ArcStructure.Link link = links.get(i);
            sets.add(link.fields().set(i + 1, link.seal(), link.signature()));
        }
        Refusal broken = checkSignature(links.size() - 1, read.newestSignature());
        if (broken != null) {
            return broken(ArcReason.MESSAGE_SIGNATURE_BROKEN, links.size(), broken, sets);
        }
        for (int i = links.size() - 1; i >= 0; i--) {
            Refusal seal = checkSeal(i);
            if (seal != null) {
                return broken(ArcReason.SEAL_BROKEN, i + 1, seal, sets);
            }
        }
        Finding holds = Finding.of(ArcReason.CHAIN_HOLDS, "", Integer.toString(links.size()));
        List<Finding> open = unsigned(read.newestSignature());
        return new ArcChain(ArcResult.PASS, holds, open, sets, links.size(), oldestPass(), List.of());
    }

    /** What {@code l=} leaves open, as of a DKIM signature (RFC 6376 §8.2). */
    private List<Finding> unsigned(SignatureFacts newest) {
        long body = bodies.of(newest.relaxedBody()).length();
        return newest.bodyLength() < 0 || newest.bodyLength() >= body
                ? List.of()
                : List.of(Finding.of(DkimReason.BODY_PARTLY_SIGNED, "", Long.toString(body - newest.bodyLength())));
    }

    private ArcChain broken(ArcReason reason, int instance, Refusal why, List<ArcSet> sets) {
        List<DnsAnswer.TempFail> gaps = new ArrayList<>();
        keys.values().forEach(key -> {
            if (key.join() instanceof DnsAnswer.TempFail failed) {
                gaps.add(failed);
            }
        });
        return new ArcChain(
                ArcResult.FAIL,
                Finding.of(reason, "", Integer.toString(instance)),
                List.of(why.why()),
                sets,
                sets.size(),
                -1,
                gaps);
    }

    /** 0 if every message signature holds, else the oldest of the newest that do without a gap (§5.2 step 5). */
    private int oldestPass() {
        List<ArcStructure.Link> links = links();
        int slow = 0;
        for (int i = links.size() - 2; i >= 0; i--) {
            SignatureFacts signature = links.get(i).signature();
            slow += signature != null && ArcStructure.isSlow(signature) ? 1 : 0;
            boolean asked = signature != null
                    && signature.question().map(keys::containsKey).orElse(false);
            if (signature == null
                    || !asked
                    || slow > DkimLimits.MAX_ED25519_TRIED
                    || checkSignature(i, signature) != null) {
                return i + 2;
            }
        }
        return 0;
    }

    private List<ArcStructure.Link> links() {
        return structure == null ? List.of() : structure.links();
    }

    private @Nullable Refusal checkSignature(int at, SignatureFacts facts) {
        ArcStructure.Link link = links().get(at);
        HeaderHash hash = new HeaderHash(facts.relaxedHeader());
        hash.addAll(head(), facts.fields(), link.fields().signature);
        hash.addUnsigned(head(), link.fields().signature, facts.tags());
        return check(facts, hash, bodies.of(facts.relaxedBody()));
    }

    /** §5.1.1: the sets from the first on, each as results, signature, seal; the last seal is the one that signs. */
    private @Nullable Refusal checkSeal(int at) {
        HeaderHash hash = new HeaderHash(true);
        for (int i = 0; i <= at; i++) {
            ArcSetReader fields = links().get(i).fields();
            hash.add(head(), fields.results);
            hash.add(head(), fields.signature);
            if (i < at) {
                hash.add(head(), fields.seal);
            }
        }
        SignatureFacts facts = links().get(at).seal();
        hash.addUnsigned(head(), links().get(at).fields().seal, facts.tags());
        return check(facts, hash, null);
    }

    private @Nullable Refusal check(SignatureFacts facts, HeaderHash hash, @Nullable BodyHash body) {
        CompletableFuture<DnsAnswer> key = facts.question().map(keys::get).orElse(null);
        return new SignatureCheck(facts, hash.octets())
                .check(key == null ? null : key.join(), body)
                .refusal();
    }

    private MessageHead head() {
        if (head == null) {
            throw new IllegalStateException("the header has not come");
        }
        return head;
    }
}
