package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code todoku spf tree}, {@code check}, {@code plan} and {@code diff} answer to programs. */
final class SpfAnswers {
    private SpfAnswers() {}

    static Answer tree(PageAnswers answers, DnsName domain, Locale locale) {
        SpfTree tree = walked(answers, domain);
        Map<DnsName, String> services = new LinkedHashMap<>();
        tree.nodes()
                .forEach(node -> answers.services()
                        .ofInclude(node.domain())
                        .map(SendingService::name)
                        .ifPresent(name -> services.put(node.domain(), name)));
        return Answer.object(() -> JsonReport.of(tree, services, locale).toJson());
    }

    /** Of an address in the path, with {@code mail-from}, {@code helo} or both. */
    static Optional<Question> check(ApiRequest request) {
        Optional<InetAddress> client = IpLiteral.parse(request.subject());
        return client.flatMap(ip -> identities(ip, request))
                .flatMap(asked -> Question.asked(answers -> {
                    SpfResult result = TimedSpf.check(asked, answers.dns(), answers.limit());
                    return Answer.object(
                            () -> JsonReport.of(result, asked, request.locale()).toJson());
                }));
    }

    /** As of {@code todoku spf check}: a domain stands for its postmaster, and for the HELO name that is not given. */
    private static Optional<SpfRequest> identities(InetAddress ip, ApiRequest request) {
        String helo = request.text("helo");
        String path = request.text("mail-from");
        if (path.isEmpty()) {
            return helo.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SpfRequest.from(ip).helo(helo));
        }
        Optional<String> sender = path.indexOf('@') >= 0
                ? Optional.of(path)
                : DomainInput.parse(path).domain().map(domain -> "postmaster@" + domain);
        return sender.map(from -> SpfRequest.from(ip)
                .helo(helo.isEmpty() ? from.substring(from.lastIndexOf('@') + 1) : helo)
                .mailFrom(from));
    }

    /** With {@code add} and {@code remove}: senders, with commas between. */
    static Optional<Question> plan(ApiRequest request) {
        return request.domain()
                .map(domain -> answers -> senders(answers, request.texts("add"))
                        .flatMap(added -> senders(answers, request.texts("remove"))
                                .map(removed -> plan(answers, domain, added, removed, request.locale()))));
    }

    private static Answer plan(
            PageAnswers answers, DnsName domain, List<SpfSender> added, List<SpfSender> removed, Locale locale) {
        SpfPlan plan = SpfPlanner.using(answers.dns())
                .withOptions(SpfPlanOptions.standard()
                        .withRemoved(removed)
                        .withKnown(answers.services().senders()))
                .withTimeLimit(answers.limit())
                .plan(domain, added);
        return Answer.object(() -> JsonReport.of(plan, locale).toJson());
    }

    /** Of a {@code domain}, between the zone file in the body and what the DNS says today. */
    static Optional<Question> diff(ApiRequest request) {
        return request.domain("domain").map(domain -> answers -> {
            String text = new String(request.body(), StandardCharsets.UTF_8);
            return ZoneRoom.with(
                    text,
                    () -> Pasted.answers(text)
                            .map(ZoneRoom::held)
                            .map(before -> diff(before, answers, domain, request.locale())));
        });
    }

    private static Answer diff(Zone before, PageAnswers answers, DnsName domain, Locale locale) {
        SpfTree old = SpfWalker.using(InMemoryDns.authoritative(before)).check(domain);
        SpfDrift drift = SpfDrift.between(old, walked(answers, domain));
        return Answer.object(() -> JsonReport.of(drift, domain, locale).toJson());
    }

    private static SpfTree walked(PageAnswers answers, DnsName domain) {
        return SpfWalker.using(answers.dns()).withTimeLimit(answers.limit()).check(domain);
    }

    /** Empty where one is neither a sender nor a service that is known. */
    private static Optional<List<SpfSender>> senders(PageAnswers answers, List<String> texts) {
        List<SpfSender> senders = new ArrayList<>();
        for (String text : texts) {
            SpfSender.parse(text)
                    .or(() -> answers.services().find(text).map(SendingService::sender))
                    .ifPresent(senders::add);
        }
        return senders.size() == texts.size() ? Optional.of(senders) : Optional.empty();
    }
}
