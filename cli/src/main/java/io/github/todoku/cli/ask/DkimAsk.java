package io.github.todoku.cli.ask;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.preflight.SelectorGuesses;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.SendingService;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A domain's DKIM keys: at the selectors that are given, and at those that services are known to use.
 *
 * @param report the keys
 * @param exists whether the domain is there; null where the DNS does not say
 */
public record DkimAsk(DkimReport report, @Nullable Boolean exists) {
    /**
     * Asks and waits.
     *
     * @param given of which domain, and its selectors as far as they are known
     * @param guessed services whose selectors are tried; a guess that finds nothing says nothing, and is not shown
     * @param dns whom to ask
     * @param limit how long it may take
     * @return what was found
     */
    public static DkimAsk of(DkimRequest given, Collection<SendingService> guessed, DnsResolver dns, Duration limit) {
        DkimRequest request = given;
        for (SendingService service : guessed) {
            request = SelectorGuesses.of(service, request);
        }
        MissingDomain existence = MissingDomain.ask(request.domain(), dns, Deadline.after(limit, dns.clock()));
        DkimReport report = DkimChecker.using(dns).withTimeLimit(limit).check(request);
        return new DkimAsk(report, existence.exists());
    }

    /**
     * {@return it as an object for programs}
     *
     * @param locale the language of sentences
     */
    public JsonReport json(Locale locale) {
        return JsonReport.of(report, locale).with("exists", exists);
    }

    /**
     * {@return that object on one line}
     *
     * @param locale the language of sentences
     */
    public String toJson(Locale locale) {
        return json(locale).toJson();
    }
}
