package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dkim.arc.ArcChain;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What SPF, DKIM, ARC and DMARC say of one message. Immutable. */
public final class MessageVerdict implements Serializable {
    private static final long serialVersionUID = 1;

    private final SpfOutcome spf;
    private final DkimVerification dkim;
    private final ArcChain arc;
    private final DmarcVerdict dmarc;
    private final List<DnsAnswer.TempFail> gaps;

    MessageVerdict(
            SpfOutcome spf, DkimVerification dkim, ArcChain arc, DmarcVerdict dmarc, List<DnsAnswer.TempFail> gaps) {
        this.spf = spf;
        this.dkim = dkim;
        this.arc = arc;
        this.dmarc = dmarc;
        this.gaps = List.copyOf(gaps);
    }

    /** {@return what SPF says} */
    public SpfOutcome spf() {
        return spf;
    }

    /** {@return the results of the signatures} */
    public DkimVerification dkim() {
        return dkim;
    }

    /** {@return the ARC chain} */
    public ArcChain arc() {
        return arc;
    }

    /** {@return what DMARC says, which rests on SPF and DKIM} */
    public DmarcVerdict dmarc() {
        return dmarc;
    }

    /** {@return whether DMARC passes: the author's domain takes responsibility for the message} */
    public boolean isPass() {
        return dmarc.isPass();
    }

    /** {@return whether what DMARC's result depends on is not known: the DNS did not answer, or SPF could not be checked} */
    public boolean cannotTell() {
        return dmarc.cannotTell();
    }

    /** {@return the questions that had no answer, each with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** {@return what was found, from the author's domain to the chain} */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        dmarc.author().finding().ifPresent(all::add);
        boolean unchecked = dmarc.cannotTell() && dmarc.finding().isPresent();
        if (unchecked || spf.source() == SpfOutcome.Source.NOT_KNOWN) {
            all.add(Finding.of(AuthFinding.NO_SESSION, ""));
        }
        all.addAll(dkim.findings());
        all.addAll(arc.findings());
        dmarc.record().ifPresent(record -> all.addAll(record.findings()));
        return List.copyOf(all);
    }

    /**
     * {@return the field that reports all this (RFC 8601)}
     *
     * @param authservId the name under which the checking host is known
     */
    public AuthenticationResults authenticationResults(String authservId) {
        return ResultsField.of(authservId, spf, dkim, arc, dmarc);
    }

    /**
     * {@return the story in a few lines; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        return new Story(locale).of(this);
    }

    /** {@code dmarc=PASS spf=PASS dkim=PASS arc=NONE}, for logs. */
    @Override
    public String toString() {
        SpfVerdict verdict = spf.verdict();
        return "dmarc=" + dmarc.result() + " spf=" + verdict + " dkim=" + dkim.result() + " arc=" + arc.result();
    }
}
