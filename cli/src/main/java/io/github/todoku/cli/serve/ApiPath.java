package io.github.todoku.cli.serve;

import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.cli.ask.ReplyAsk;
import io.github.todoku.cli.ask.ServicesAsk;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A path of the interface for programs: one a command, in the command's words, and what it answers is what the command prints with
 * {@code --json}.
 *
 * @param path where it is; one that ends with a slash is followed by what is asked about, any other takes a body
 * @param command understands a request
 */
record ApiPath(String path, Command command) {
    static final List<ApiPath> ALL = List.of(
            new ApiPath("/api/diagnose", ApiPath::diagnose),
            new ApiPath("/api/bounce", ApiPath::bounce),
            new ApiPath("/api/reply", ApiPath::reply),
            new ApiPath("/api/verify", ApiPath::verify),
            new ApiPath("/api/reports", ApiPath::reports),
            new ApiPath("/api/domain/", ofDomain(PageAnswers::domain)),
            new ApiPath("/api/preflight/", ApiPath::preflight),
            new ApiPath(
                    "/api/spf/lint/",
                    ofDomain((answers, domain, locale) -> answers.records().spf(domain, locale))),
            new ApiPath("/api/spf/tree/", ofDomain(SpfAnswers::tree)),
            new ApiPath("/api/spf/check/", SpfAnswers::check),
            new ApiPath("/api/spf/plan/", SpfAnswers::plan),
            new ApiPath("/api/spf/diff", SpfAnswers::diff),
            new ApiPath("/api/dmarc/", ApiPath::dmarc),
            new ApiPath("/api/dkim/", ApiPath::dkim),
            new ApiPath("/api/dnsbl/", ApiPath::lists),
            new ApiPath("/api/dig/", DnsAnswers::of),
            new ApiPath("/api/services/", ApiPath::services));

    /** Understands a request. */
    @FunctionalInterface
    interface Command {
        /** What is asked; empty where it is not understood. */
        Optional<Question> of(ApiRequest request);
    }

    /** Asks about a domain. */
    @FunctionalInterface
    private interface OfDomain {
        Answer answer(PageAnswers answers, DnsName domain, Locale locale);
    }

    boolean takesBody() {
        return !path.endsWith("/");
    }

    private static Command ofDomain(OfDomain question) {
        return request -> request.domain()
                .flatMap(domain -> Question.asked(answers -> question.answer(answers, domain, request.locale())));
    }

    private static Optional<Question> diagnose(ApiRequest request) {
        Pasted bounce = Pasted.of(request.body(), Pasted.Kind.BOUNCE);
        return Question.asked(answers -> answers.diagnosis(bounce, request.locale()));
    }

    private static Optional<Question> bounce(ApiRequest request) {
        Pasted bounce = Pasted.of(request.body(), Pasted.Kind.BOUNCE);
        return Question.asked(answers -> Answer.object(() ->
                JsonReport.of(bounce.bounce(), "-", null, request.locale()).toJson()));
    }

    private static Optional<Question> reply(ApiRequest request) {
        String text = new String(request.body(), StandardCharsets.UTF_8);
        return text.isBlank()
                ? Optional.empty()
                : Question.asked(
                        answers -> Answer.object(() -> ReplyAsk.json(ReplyClassifier.standard(), text, request.locale())
                                .toJson()));
    }

    /** All that are known where no name is given; a name that is not known is none. */
    private static Optional<Question> services(ApiRequest request) {
        return Optional.of(answers -> {
            ServiceCatalog known = answers.services();
            Optional<List<SendingService>> listed = request.subject().isEmpty()
                    ? Optional.of(List.copyOf(known.services()))
                    : known.find(request.subject()).map(List::of);
            return listed.map(all -> Answer.object(() -> ServicesAsk.json(all).toJson()));
        });
    }

    private static Optional<Question> reports(ApiRequest request) {
        return Optional.of(answers -> answers.reports(request.body(), request.locale()));
    }

    private static Optional<Question> verify(ApiRequest request) {
        Optional<InetAddress> client = request.address("ip");
        if (request.isWrong("ip", client)) {
            return Optional.empty();
        }
        return Question.asked(answers -> new MessageAnswer(answers.dns(), answers.limit())
                .of(request.body(), message -> session(message, client, request), request.locale()));
    }

    private static ReceivedMessage session(ReceivedMessage message, Optional<InetAddress> client, ApiRequest request) {
        ReceivedMessage received = message.helo(request.text("helo"));
        received = client.isPresent() ? received.from(client.get()) : received;
        return request.has("mail-from") ? received.mailFrom(request.text("mail-from")) : received;
    }

    private static Optional<Question> preflight(ApiRequest request) {
        Optional<InetAddress> address = request.address("address");
        Optional<DnsName> domain = request.domain();
        if (domain.isEmpty() || request.isWrong("address", address)) {
            return Optional.empty();
        }
        PreflightRequest plan = PreflightRequest.of(domain.get());
        PreflightRequest from = address.isPresent() ? plan.from(address.get()) : plan;
        return Optional.of(answers ->
                through(answers, request.texts("service"), from).map(all -> answers.preflight(all, request.locale())));
    }

    /** Empty where a service is not known. */
    private static Optional<PreflightRequest> through(PageAnswers answers, List<String> names, PreflightRequest from) {
        PreflightRequest all = from;
        for (String name : names) {
            Optional<SendingService> service = answers.services().find(name);
            if (service.isEmpty()) {
                return Optional.empty();
            }
            all = all.through(service.get());
        }
        return Optional.of(all);
    }

    private static Optional<Question> dmarc(ApiRequest request) {
        Optional<DnsName> mailFrom = request.domain("mail-from");
        if (request.isWrong("mail-from", mailFrom)) {
            return Optional.empty();
        }
        return request.domain().flatMap(domain -> {
            DmarcRequest from = DmarcRequest.of(domain);
            DmarcRequest asked = mailFrom.map(from::mailFromDomain).orElse(from);
            return Question.asked(answers -> answers.records().dmarc(asked, request.locale()));
        });
    }

    private static Optional<Question> dkim(ApiRequest request) {
        DomainInput typed = DomainInput.parse(request.subject());
        List<DnsName> selectors = request.texts("selector").stream()
                .flatMap(each -> DnsName.parse(each).stream())
                .toList();
        boolean wrong = selectors.size() != request.texts("selector").size()
                || selectors.size() > DkimRequest.MAX_SELECTORS - 1
                || typed.domain().isEmpty();
        if (wrong) {
            return Optional.empty();
        }
        DkimRequest keys = DkimRequest.of(typed.orElseThrow());
        keys = typed.selector().isPresent() ? keys.selector(typed.selector().get(), DkimSelector.Source.CALLER) : keys;
        for (DnsName selector : selectors) {
            keys = keys.selector(selector, DkimSelector.Source.CALLER);
        }
        DkimRequest all = keys;
        return Question.asked(answers -> answers.records().dkim(all, request.locale()));
    }

    private static Optional<Question> lists(ApiRequest request) {
        return DnsblSubject.parse(request.subject())
                .flatMap(subject -> Question.asked(answers -> answers.lists(subject, request.locale())));
    }
}
