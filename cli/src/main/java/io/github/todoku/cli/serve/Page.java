package io.github.todoku.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import io.github.todoku.render.JsonReport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The box and what comes out of it: whole pages for every browser, events for one that can show what comes in. */
final class Page {
    private final ExecutorService work;
    private final PageAnswers answers;

    Page(ExecutorService work, PageAnswers answers) {
        this.work = work;
        this.answers = answers;
    }

    /** The empty page, or the answer to a form. */
    void box(HttpExchange exchange, byte[] body) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            Reply.refuse(exchange, 404, "page.nothing-here");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" ->
                Reply.send(exchange, 200, Reply.HTML, PageHtml.empty(RequestBody.locale(exchange, Map.of())));
            case "POST" -> pasted(exchange, form(exchange, body));
            default -> Reply.refuse(exchange, 405, "page.nothing-here");
        }
    }

    private void pasted(HttpExchange exchange, Map<String, byte[]> fields) throws IOException {
        byte[] file = fields.getOrDefault("file", new byte[0]);
        byte[] text = fields.getOrDefault("text", new byte[0]);
        Locale locale = RequestBody.locale(exchange, fields);
        Optional<Pasted.Kind> said = Pasted.Kind.named(RequestBody.text(fields, "as"));
        if (fields.containsKey(PageHtml.KEEP)) { // another language, before anything is asked
            Reply.send(exchange, 200, Reply.HTML, PageHtml.kept(Pasted.shown(text), said, locale));
            return;
        }
        Pasted pasted = file.length > 0
                ? looked(() -> Pasted.ofFile(file, said.orElse(null)))
                : looked(() -> Pasted.of(text, said.orElse(null)));
        if (pasted.isEmpty()) {
            boolean switched = fields.containsKey(PageHtml.AGAIN); // and the browser no longer has the file
            String page = switched ? PageHtml.empty(locale) : PageHtml.said("page.empty", locale);
            Reply.send(exchange, 200, Reply.HTML, page);
            return;
        }
        answer(exchange, pasted, asked -> asked.of(pasted, locale), PageHtml::answered, locale);
    }

    /** What it looks like can take a second to see, and is work as the answer is. */
    private Pasted looked(Callable<Pasted> pasted) throws IOException {
        try {
            return work.submit(pasted).get();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    /** What would come of another record; one part of the page where the page asks for that. */
    void whatIf(HttpExchange exchange, byte[] body) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/whatif")) {
            Reply.refuse(exchange, 404, "page.nothing-here");
            return;
        } else if (!exchange.getRequestMethod().equals("POST")) {
            Reply.refuse(exchange, 405, "page.nothing-here");
            return;
        }
        Map<String, byte[]> fields = form(exchange, body);
        Locale locale = RequestBody.locale(exchange, fields);
        boolean policy = RequestBody.text(fields, "kind").equals(Pasted.Kind.DMARC.word());
        Pasted record =
                Pasted.of(fields.getOrDefault("record", new byte[0]), policy ? Pasted.Kind.DMARC : Pasted.Kind.SPF);
        Question question = drawn(
                asked -> Trial.of(record, fields).map(trial -> asked.records().tried(trial, locale)));
        if (RequestBody.text(fields, "part").isEmpty()) {
            answer(exchange, record, question, PageHtml::tried, locale);
            return;
        }
        Reply reply = new Reply(exchange, Reply.HTML);
        try (Errand errand = Errand.start(work, answers, question)) {
            Optional<Answer> answer = errand.await(reply);
            if (answer.isPresent()) {
                reply.end(200, answer.get().html().get());
            } else {
                reply.refuse(400, "page.no-name");
            }
        } catch (RuntimeException ours) {
            NoAnswer why = NoAnswer.of(ours);
            reply.refuse(why.status(), why.key());
        }
    }

    /** Draws a whole page. */
    @FunctionalInterface
    private interface Whole {
        String of(Pasted pasted, @Nullable Answer answer, PageHtml.Files files, Locale locale);
    }

    private void answer(HttpExchange exchange, Pasted pasted, Question question, Whole page, Locale locale)
            throws IOException {
        try (Errand errand = Errand.start(work, answers, drawn(question))) {
            if (EventStream.isWanted(exchange)) {
                events(errand, pasted, EventStream.begin(exchange, locale), locale);
                return;
            }
            Reply reply = new Reply(exchange, Reply.HTML);
            try {
                Answer answer = errand.await(reply).orElse(null);
                reply.end(200, page.of(pasted, answer, files(errand), locale));
            } catch (RuntimeException ours) {
                NoAnswer why = NoAnswer.of(ours);
                reply.refuse(why.status(), why.key());
            }
        }
    }

    /** Its part of the page is made by whoever works on the answer. */
    private static Question drawn(Question question) {
        return asked -> question.answer(asked).map(Answer::drawn);
    }

    private PageHtml.Files files(Errand errand) {
        return new PageHtml.Files(errand.recording(), answers.showsAddresses());
    }

    private void events(Errand errand, Pasted pasted, EventStream stream, Locale locale) throws IOException {
        try {
            Answer answer = errand.await(stream).orElse(null);
            String part = PageHtml.part(pasted, answer, files(errand), locale);
            stream.end("answer", JsonReport.of(Map.of("html", part)).toJson());
        } catch (RuntimeException ours) {
            stream.end(
                    "error",
                    Reply.error(PageWords.in(locale).text(NoAnswer.of(ours).key())));
        }
    }

    private static Map<String, byte[]> form(HttpExchange exchange, byte[] body) throws IOException {
        return RequestBody.fields(exchange.getRequestHeaders().getFirst("Content-Type"), body);
    }
}
