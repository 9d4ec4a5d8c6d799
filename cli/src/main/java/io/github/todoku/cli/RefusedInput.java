package io.github.todoku.cli;

import io.github.todoku.dns.DomainInput;
import io.github.todoku.finding.Finding;
import io.github.todoku.words.Printable;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed in a domain's place and is none: says why, and the form that is wanted. */
final class RefusedInput extends Failure {
    private static final long serialVersionUID = 1;

    /** How much of what was typed is repeated, in characters. */
    private static final int MAX_SHOWN = 100;

    private final Finding refusal;
    private final @Nullable String addressOption;

    private RefusedInput(Finding refusal, @Nullable String addressOption) {
        super(ExitCode.USAGE, refusal.kind().id());
        this.refusal = refusal;
        this.addressOption = addressOption;
    }

    /** The {@code addressOption} is where the command takes an address that was typed as the domain; null if it takes none. */
    static RefusedInput of(DomainInput input, @Nullable String addressOption) {
        return new RefusedInput(input.refusal().orElseThrow(), addressOption);
    }

    @Override
    String sentence(Words words) {
        Locale locale = words.locale();
        String option = addressOption;
        String advice = option != null && refusal.kind() == DomainInput.Refusal.ADDRESS
                ? words.text("input.address.option", option, refusal.details().get(0))
                : refusal.advice(locale);
        return words.text("input.refused", asTyped(refusal.text(locale)), asTyped(advice));
    }

    /** A finding escapes what may come from a stranger; a person knows their own letters again. */
    private String asTyped(String sentence) {
        String typed = refusal.owner();
        String shown = typed.length() > MAX_SHOWN ? typed.substring(0, MAX_SHOWN) + "…" : typed;
        return sentence.replace(Printable.octets(typed), shown);
    }

    @Override
    Map<String, @Nullable Object> fields(Words words) {
        Map<String, @Nullable Object> fields = super.fields(words);
        fields.put("input", refusal.owner());
        return fields;
    }
}
