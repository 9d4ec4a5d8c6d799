package io.github.todoku.message.auth;

import io.github.todoku.dns.DnsName;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MessageHead;
import io.github.todoku.spf.ReceivedSpf;
import io.github.todoku.spf.SpfIdentity;
import io.github.todoku.spf.SpfMethodResult;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What SPF says of a message, and who says so. Only MAIL FROM counts for DMARC; for the null sender that is
 * {@code postmaster@} the HELO name (RFC 7208 §2.4). Immutable.
 */
public final class SpfOutcome implements Serializable {
    private static final long serialVersionUID = 1;

    /** Who says so. */
    public enum Source {
        /** It was checked now. */
        CHECKED,
        /** It was checked now, for the session that a trusted host wrote of in its Received field. */
        RECEIVED,
        /** A trusted host wrote it into the message. */
        TOLD,
        /** Nobody: neither a session nor a trusted host's word is known. */
        NOT_KNOWN
    }

    private final Source source;
    private final SpfVerdict verdict;
    private final @Nullable SpfIdentity identity;
    private final @Nullable DnsName domain;
    private final @Nullable SpfResult mailFrom;
    private final @Nullable SpfResult helo;

    private SpfOutcome(
            Source source,
            SpfVerdict verdict,
            @Nullable SpfIdentity identity,
            @Nullable DnsName domain,
            @Nullable SpfResult mailFrom,
            @Nullable SpfResult helo) {
        this.source = source;
        this.verdict = verdict;
        this.identity = identity;
        this.domain = domain;
        this.mailFrom = mailFrom;
        this.helo = helo;
    }

    static SpfOutcome of(SpfVerifier.SpfResults results, Source source) {
        SpfResult main = results.mailFrom() == null ? results.helo() : results.mailFrom();
        return new SpfOutcome(
                source, main.verdict(), main.identity(), main.domain(), results.mailFrom(), results.helo());
    }

    /** No answer came at all. */
    static SpfOutcome late() {
        return new SpfOutcome(Source.CHECKED, SpfVerdict.TEMPERROR, null, null, null, null);
    }

    /** What a trusted host wrote into the message; the topmost field counts. */
    static SpfOutcome told(MessageHead head, @Nullable String host) {
        if (host != null) {
            for (int i = 0; i < head.count(); i++) {
                Optional<SpfOutcome> told = told(head, i, host);
                if (told.isPresent()) {
                    return told.get();
                }
            }
        }
        return new SpfOutcome(Source.NOT_KNOWN, SpfVerdict.NONE, null, null, null, null);
    }

    private static Optional<SpfOutcome> told(MessageHead head, int index, String host) {
        if (head.name(index).equals(ReceivedSpf.NAME.toLowerCase(Locale.ROOT))) {
            return ReceivedSpf.parse(head.value(index))
                    .filter(field -> field.value("receiver")
                            .filter(receiver -> HostId.same(receiver, host))
                            .isPresent())
                    .map(SpfOutcome::told);
        }
        if (head.name(index).equals(AuthenticationResults.NAME.toLowerCase(Locale.ROOT))) {
            AuthenticationResults own = AuthenticationResults.merged(List.of(head.value(index)), host);
            List<SpfMethodResult> results = SpfMethodResult.in(own);
            return results.stream()
                    .filter(result -> result.identity() == SpfIdentity.MAIL_FROM) // HELO may stand before it
                    .findFirst()
                    .or(() -> results.stream().findFirst())
                    .map(found -> told(found.verdict(), found.identity(), found.value(), helo(own)));
        }
        return Optional.empty();
    }

    private static SpfOutcome told(ReceivedSpf field) {
        boolean helo = field.value("identity").filter("helo"::equalsIgnoreCase).isPresent();
        String said = field.value("helo").orElse("");
        return helo
                ? told(field.verdict(), SpfIdentity.HELO, said, said)
                : field.value("envelope-from")
                        .map(path -> told(field.verdict(), SpfIdentity.MAIL_FROM, path, said))
                        .orElseGet(() -> told(field.verdict(), SpfIdentity.MAIL_FROM, "", ""));
    }

    /** What the client said in HELO, where one of the field's results names it. */
    private static String helo(AuthenticationResults field) {
        return field.results("spf").stream()
                .flatMap(result -> result.property("smtp", SpfIdentity.HELO.token()).stream())
                .findFirst()
                .orElse("");
    }

    private static SpfOutcome told(SpfVerdict verdict, @Nullable SpfIdentity identity, String value, String helo) {
        boolean path = value.startsWith("<") && value.endsWith(">"); // some milters write the reverse-path as it came
        String address = path ? value.substring(1, value.length() - 1) : value;
        boolean nobody = identity == SpfIdentity.MAIL_FROM && address.isEmpty();
        String name = nobody ? helo : address.substring(address.lastIndexOf('@') + 1);
        return new SpfOutcome(
                Source.TOLD, verdict, identity, DnsName.parse(name).orElse(null), null, null);
    }

    /** {@return who says so} */
    public Source source() {
        return source;
    }

    /** {@return the verdict on MAIL FROM, or on HELO if no reverse-path is known; none if nothing is known} */
    public SpfVerdict verdict() {
        return verdict;
    }

    /** {@return whose verdict it is; empty if that is not known} */
    public Optional<SpfIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** {@return the domain that was checked; empty if there is none} */
    public Optional<DnsName> domain() {
        return Optional.ofNullable(domain);
    }

    /** {@return the domain that counts for DMARC: that of MAIL FROM} */
    Optional<DnsName> mailFromDomain() {
        return identity == SpfIdentity.MAIL_FROM ? domain() : Optional.empty();
    }

    /**
     * Whether it is known what SPF says of MAIL FROM. A host that names no identity has judged the message, but a pass of nobody who is
     * named counts for nobody.
     */
    boolean isMailFromJudged() {
        boolean told = identity == null && source == Source.TOLD;
        return verdict == SpfVerdict.PASS ? mailFromDomain().isPresent() : told || identity == SpfIdentity.MAIL_FROM;
    }

    /** {@return the check of MAIL FROM; empty if there was none} */
    public Optional<SpfResult> mailFrom() {
        return Optional.ofNullable(mailFrom);
    }

    /** {@return the check of HELO; empty if there was none} */
    public Optional<SpfResult> helo() {
        return Optional.ofNullable(helo);
    }

    /** The contents of an Authentication-Results field; nothing if nothing is known. */
    List<SpfResult> results() {
        return java.util.stream.Stream.of(mailFrom(), helo())
                .flatMap(Optional::stream)
                .toList();
    }

    /** {@return the verdict and its domain, for logs} */
    @Override
    public String toString() {
        return verdict + " " + domain + " " + source;
    }
}
