package io.github.todoku.cli.ask;

import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.render.JsonReport;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A domain's DMARC policy, and the record to publish where none holds or the one there has a fault.
 *
 * @param result the policy
 * @param plan the record; null where none is to be published
 * @param exists whether the domain is there; null where the DNS does not say
 */
public record DmarcAsk(
        DmarcResult result,
        @Nullable DmarcPlan plan,
        @Nullable Boolean exists) {
    /**
     * Asks and waits.
     *
     * @param request of which domain
     * @param dns whom to ask
     * @param limit how long each check may take
     * @return what was found
     */
    public static DmarcAsk of(DmarcRequest request, DnsResolver dns, Duration limit) {
        MissingDomain existence = MissingDomain.ask(request.from(), dns, Deadline.after(limit, dns.clock()));
        DmarcResult result = DmarcChecker.using(dns).withTimeLimit(limit).check(request);
        DmarcPlan plan = result.isMendable()
                ? DmarcPlanner.using(dns).withTimeLimit(limit).plan(result.placeToPublish(), DmarcWish.MONITOR)
                : null;
        return new DmarcAsk(result, plan == null || plan.isUnchanged() ? null : plan, existence.exists());
    }

    /**
     * {@return it as an object for programs}
     *
     * @param locale the language of sentences
     */
    public JsonReport json(Locale locale) {
        return JsonReport.of(result, plan, locale).with("exists", exists);
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
