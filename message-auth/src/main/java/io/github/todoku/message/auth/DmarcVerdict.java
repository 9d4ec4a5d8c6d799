package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What DMARC says of a message (RFC 9989 §5.3). Immutable. */
public final class DmarcVerdict implements Serializable {
    private static final long serialVersionUID = 1;

    /** In one word, those of RFC 9989 §5.3 and RFC 8601 §2.7. */
    public enum Result {
        /** The author's domain has no policy. */
        NONE,
        /** An identifier that passed SPF or DKIM is aligned with the author's domain. */
        PASS,
        /** None is. */
        FAIL,
        /** It cannot be told: the DNS did not answer what it depends on, or SPF could not be checked ({@link #finding}). */
        TEMPERROR,
        /** There is no one author domain. */
        PERMERROR;

        /** {@return the word in an Authentication-Results field: {@code pass}} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which mechanism an aligned identifier comes from. */
    public enum Mechanism {
        /** A signature. */
        DKIM,
        /** MAIL FROM. */
        SPF;

        /** {@return the word in an Authentication-Results field: {@code dkim}} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Result result;
    private final AuthorDomain author;
    private final List<Mechanism> aligned;
    private final @Nullable DmarcPolicy policy;
    private final @Nullable DmarcResult record;
    private final @Nullable Finding finding;

    private DmarcVerdict(
            Result result,
            AuthorDomain author,
            List<Mechanism> aligned,
            @Nullable DmarcPolicy policy,
            @Nullable DmarcResult record,
            @Nullable Finding finding) {
        this.result = result;
        this.author = author;
        this.finding = finding;
        this.aligned = List.copyOf(aligned);
        this.policy = policy;
        this.record = record;
    }

    /** Without an author domain. */
    static DmarcVerdict none(AuthorDomain author) {
        return new DmarcVerdict(
                Result.PERMERROR,
                author,
                List.of(),
                null,
                null,
                author.finding().orElse(null));
    }

    /** What to ask: the policy, and the alignment of all that passed or may yet pass. */
    static DmarcRequest request(DnsName author, SpfOutcome spf, DkimVerification dkim) {
        DmarcRequest request = DmarcRequest.of(author).withoutDestinations();
        if (counts(spf.verdict())) {
            DnsName domain = spf.mailFromDomain().orElse(null);
            request = domain == null ? request : request.mailFromDomain(domain);
        }
        for (DkimSignatureResult each : dkim.signatures()) {
            DnsName domain = each.domain().orElse(null);
            if (domain != null && counts(each.result())) {
                request = request.signedBy(domain);
            }
        }
        return request;
    }

    private static boolean counts(SpfVerdict verdict) {
        return verdict == SpfVerdict.PASS || verdict == SpfVerdict.TEMPERROR;
    }

    private static boolean counts(DkimResult result) {
        return result == DkimResult.PASS || result == DkimResult.TEMPERROR;
    }

    static DmarcVerdict of(AuthorDomain author, SpfOutcome spf, DkimVerification dkim, DmarcResult record) {
        DmarcPolicy policy = record.applied().orElse(null);
        if (policy == null) {
            boolean unknown = !record.isMissing() && !record.isIgnored() && !record.isDisputed();
            return new DmarcVerdict(unknown ? Result.TEMPERROR : Result.NONE, author, List.of(), null, record, null);
        }
        List<Mechanism> aligned = new ArrayList<>();
        boolean unsure = false;
        for (DmarcAlignment each : record.dkim()) {
            boolean passed = dkim.passing().contains(each.domain());
            if (passed && each.isAligned() && aligned.isEmpty()) {
                aligned.add(Mechanism.DKIM);
            }
            unsure |= isUnsure(each, passed);
        }
        DmarcAlignment mailFrom = record.spf().orElse(null);
        if (mailFrom != null) {
            boolean passed = spf.verdict() == SpfVerdict.PASS;
            if (passed && mailFrom.isAligned()) {
                aligned.add(Mechanism.SPF);
            }
            unsure |= isUnsure(mailFrom, passed);
        }
        if (!aligned.isEmpty()) {
            return new DmarcVerdict(Result.PASS, author, aligned, policy, record, null);
        }
        // §5.3.3: "perform the required check"; what was not performed is no failure
        boolean unchecked = !unsure && !spf.isMailFromJudged();
        return new DmarcVerdict(
                unsure || unchecked ? Result.TEMPERROR : Result.FAIL,
                author,
                aligned,
                policy,
                record,
                unchecked ? Finding.of(AuthFinding.NO_SESSION, "") : null);
    }

    /** An answer that did not come could make it pass. */
    private static boolean isUnsure(DmarcAlignment alignment, boolean passed) {
        return alignment.state() == DmarcAlignment.State.CANNOT_TELL || (!passed && alignment.isAligned());
    }

    /** {@return the result in one word} */
    public Result result() {
        return result;
    }

    /** {@return whether it passes} */
    public boolean isPass() {
        return result == Result.PASS;
    }

    /** {@return whether what the result depends on is not known: the DNS did not answer, or SPF could not be checked} */
    public boolean cannotTell() {
        return result == Result.TEMPERROR;
    }

    /** {@return the author's domain, or why there is none} */
    public AuthorDomain author() {
        return author;
    }

    /**
     * {@return what in the message keeps DMARC from a result: something about its From field, or that nothing signed is aligned and
     * SPF could not be checked for MAIL FROM; empty if nothing does, or only the DNS does}
     */
    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }

    /** {@return the domain in the From field; empty if there is not exactly one} */
    public Optional<DnsName> authorDomain() {
        return author.domain();
    }

    /** {@return by which mechanisms an aligned identifier passed} */
    public List<Mechanism> aligned() {
        return aligned;
    }

    /** {@return the policy that applies to this author domain, one step milder under {@code t=y}; empty if there is none} */
    public Optional<DmarcPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /** {@return what the domain's owner asks to be done with this message: the policy if it fails, else nothing} */
    public DmarcPolicy disposition() {
        return result == Result.FAIL && policy != null ? policy : DmarcPolicy.NONE;
    }

    /** {@return the policy record and how it was found; empty if none was looked for} */
    public Optional<DmarcResult> record() {
        return Optional.ofNullable(record);
    }

    /** {@return the result, the author's domain and its policy, for logs} */
    @Override
    public String toString() {
        return result + " " + author + " p=" + policy().map(DmarcPolicy::word).orElse("");
    }
}
