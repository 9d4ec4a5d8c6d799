package io.github.todoku.embedding;

import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import java.io.PrintStream;

/** For a sending program that holds the reply in its hand: no mail, no DNS. */
final class WhatDoesThisReplySay {
    private WhatDoesThisReplySay() {}

    /** Reads the reply given. */
    public static void main(String[] args) {
        tell(String.join(" ", args), System.out);
    }

    static void tell(String reply, PrintStream out) {
        SmtpReply.parse(reply).ifPresent(read -> {
            Classification said = ReplyClassifier.standard().classify(read);
            out.println(said.cause() + ": " + said.advice());
        });
    }
}
