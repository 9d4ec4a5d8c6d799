package io.github.todoku.cli.serve;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ReverseChecker;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What {@code todoku dig} answers to programs: the records of a name, the reverse names of an address. */
final class DnsAnswers {
    private static final List<RecordType> USUAL =
            List.of(RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.NS, RecordType.TXT);

    private DnsAnswers() {}

    /** With {@code type}: types of records, with commas between. */
    static Optional<Question> of(ApiRequest request) {
        List<String> words = request.texts("type");
        List<RecordType> types = words.stream()
                .flatMap(each -> RecordType.parse(each.toUpperCase(Locale.ROOT)).stream())
                .toList();
        Optional<InetAddress> address = IpLiteral.parse(request.subject());
        if (types.size() != words.size()) {
            return Optional.empty();
        } else if (address.isPresent() && types.isEmpty()) {
            return Question.asked(answers -> reverse(answers, address.get(), request.locale()));
        }
        return DnsName.parse(request.subject())
                .filter(name -> !request.subject().isEmpty())
                .flatMap(name -> Question.asked(
                        answers -> records(answers, name, types.isEmpty() ? USUAL : types, request.locale())));
    }

    private static Answer reverse(PageAnswers answers, InetAddress address, Locale locale) {
        ReverseCheck check = ReverseChecker.using(answers.dns())
                .withTimeLimit(answers.limit())
                .check(address);
        return Answer.object(() -> JsonReport.of(check, locale).toJson());
    }

    private static Answer records(PageAnswers answers, DnsName name, List<RecordType> types, Locale locale) {
        Deadline deadline = Deadline.after(answers.limit(), answers.dns().clock());
        List<DnsQuestion> questions =
                types.stream().map(type -> new DnsQuestion(name, type)).toList();
        List<CompletionStage<DnsAnswer>> asked = questions.stream()
                .map(question -> answers.dns().resolve(question, deadline))
                .toList();
        List<DnsAnswer> came = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            CompletionStage<DnsAnswer> stage = asked.get(i);
            DnsResolver there = (question, limit) -> stage; // the blocking form and its guards, over what is under way
            came.add(there.lookup(questions.get(i), deadline));
        }
        return Answer.object(() -> JsonReport.of(came, locale).toJson());
    }
}
