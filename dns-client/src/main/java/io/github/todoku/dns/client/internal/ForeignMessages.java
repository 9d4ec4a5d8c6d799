package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;

/** Questions and answers as dnsjava's messages, and back. */
public final class ForeignMessages {
    private ForeignMessages() {}

    /** The query for a question. */
    public static Message query(DnsQuestion question) {
        Name name = name(question.name());
        Message query = Message.newQuery(Record.newRecord(name, question.type().code(), DClass.IN));
        query.getHeader().setFlag(Flags.AD);
        return query;
    }

    /** What a reply says, if it is one to the question. */
    public static DnsAnswer answer(DnsQuestion question, Message reply) {
        Record asked = reply.getQuestion();
        boolean ours = reply.getHeader().getFlag(Flags.QR)
                && asked != null
                && asked.getName().equals(name(question.name()))
                && asked.getType() == question.type().code();
        if (!ours) {
            return new DnsAnswer.TempFail(
                    question, DnsAnswer.Reason.MALFORMED, "not an answer to the question, from the resolver given");
        }
        byte[] octets;
        try {
            octets = reply.toWire();
        } catch (RuntimeException unwritable) { // a message made in memory may hold what no wire can carry
            return new DnsAnswer.TempFail(
                    question, DnsAnswer.Reason.MALFORMED, "a reply that cannot be written, from the resolver given");
        }
        return ReplyDecoder.read(question, octets, true, "the resolver given");
    }

    /** A failure of dnsjava's as an answer. */
    public static DnsAnswer failure(DnsQuestion question, @Nullable Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        boolean late = cause instanceof SocketTimeoutException || cause instanceof TimeoutException;
        return new DnsAnswer.TempFail(
                question, late ? DnsAnswer.Reason.TIMEOUT : DnsAnswer.Reason.NETWORK, String.valueOf(cause));
    }

    /** One of our resolvers as one of dnsjava's. */
    public static Resolver resolver(DnsResolver resolver, Duration timeout) {
        return new Ours(resolver, timeout);
    }

    private static Name name(DnsName name) {
        try {
            return new Name(name.toWire());
        } catch (IOException impossible) {
            throw new AssertionError(name.toString(), impossible);
        }
    }

    /** Settings of the wire mean nothing here and are not kept. */
    private static final class Ours implements Resolver {
        private final DnsResolver resolver;
        private volatile Duration timeout;

        Ours(DnsResolver resolver, Duration timeout) {
            this.resolver = resolver;
            this.timeout = timeout;
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query) {
            Record asked = query.getQuestion();
            Optional<RecordType> type = asked == null ? Optional.empty() : RecordType.ofCode(asked.getType());
            Optional<DnsName> name = asked == null
                    ? Optional.empty()
                    : DnsName.fromWire(asked.getName().toWire());
            if (type.isEmpty() || name.isEmpty() || asked == null || asked.getDClass() != DClass.IN) {
                return CompletableFuture.completedFuture(reply(query, Rcode.NOTIMP));
            }
            DnsRun run = DnsRun.using(resolver, timeout);
            CompletionStage<DnsAnswer> answer = run.resolve(new DnsQuestion(name.get(), type.get()), run.deadline());
            return run.endingWith(answer.thenCompose(said -> stage(query, said)).toCompletableFuture());
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            return sendAsync(query);
        }

        private static CompletionStage<Message> stage(Message query, DnsAnswer answer) {
            if (answer instanceof DnsAnswer.TempFail failure) {
                return switch (failure.reason()) {
                    case TIMEOUT -> CompletableFuture.failedFuture(new SocketTimeoutException(failure.detail()));
                    case REFUSED -> CompletableFuture.completedFuture(reply(query, Rcode.REFUSED));
                    default -> CompletableFuture.completedFuture(reply(query, Rcode.SERVFAIL));
                };
            }
            Message reply = reply(query, answer instanceof DnsAnswer.NxDomain ? Rcode.NXDOMAIN : Rcode.NOERROR);
            if (answer.isAuthentic()) {
                reply.getHeader().setFlag(Flags.AD);
            }
            try {
                addRecords(reply, answer);
            } catch (IOException unwritable) { // data from the network that no text can say
                return CompletableFuture.completedFuture(reply(query, Rcode.SERVFAIL));
            }
            return CompletableFuture.completedFuture(reply);
        }

        private static void addRecords(Message reply, DnsAnswer answer) throws IOException {
            long ttl = answer.fold(f -> f.ttl(), DnsAnswer.Empty::ttl, failed -> Duration.ZERO)
                    .toSeconds();
            DnsName owner = answer.question().name();
            for (DnsName alias : answer.aliases()) {
                reply.addRecord(record(owner, ttl, new DnsRecord.Cname(alias)), Section.ANSWER);
                owner = alias;
            }
            if (answer instanceof DnsAnswer.Found found) {
                for (DnsRecord each : found.records()) {
                    reply.addRecord(record(owner, ttl, each), Section.ANSWER);
                }
            }
        }

        private static Message reply(Message query, int rcode) {
            Message reply = new Message(query.getHeader().getID());
            reply.getHeader().setFlag(Flags.QR);
            reply.getHeader().setFlag(Flags.RA);
            reply.getHeader().setRcode(rcode);
            if (query.getQuestion() != null) {
                reply.addRecord(query.getQuestion(), Section.QUESTION);
            }
            return reply;
        }

        private static Record record(DnsName owner, long ttl, DnsRecord data) throws IOException {
            return Record.fromString(name(owner), data.typeCode(), DClass.IN, ttl, data.toText(), Name.root);
        }

        @Override
        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        public Duration getTimeout() {
            return timeout;
        }

        @Override
        public void setPort(int port) {}

        @Override
        public void setTCP(boolean flag) {}

        @Override
        public void setIgnoreTruncation(boolean flag) {}

        @Override
        public void setEDNS(
                int version, int payloadSize, int flags, java.util.List<org.xbill.DNS.EDNSOption> options) {}

        @Override
        public void setTSIGKey(org.xbill.DNS.TSIG key) {}
    }
}
