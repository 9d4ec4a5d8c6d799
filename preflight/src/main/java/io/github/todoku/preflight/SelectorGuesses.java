package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dns.DnsName;
import io.github.todoku.senders.SendingService;
import java.util.Optional;

/** The DKIM selectors that a service is known for, tried as guesses: one that finds nothing proves nothing. */
public final class SelectorGuesses {
    private SelectorGuesses() {}

    /**
     * {@return a DKIM request that also tries a service's selectors, as far as it has room} ({@link DkimRequest#MAX_SELECTORS})
     *
     * @param service the service
     * @param request the request
     */
    public static DkimRequest of(SendingService service, DkimRequest request) {
        DkimRequest sum = request;
        for (String selector : service.dkimSelectors()) {
            Optional<DnsName> name = DnsName.parse(selector);
            if (name.isPresent() && sum.selectors().size() < DkimRequest.MAX_SELECTORS) {
                sum = sum.selector(name.get(), DkimSelector.Source.GUESS);
            }
        }
        return sum;
    }
}
