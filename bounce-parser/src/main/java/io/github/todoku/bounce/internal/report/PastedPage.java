package io.github.todoku.bounce.internal.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a page in which Outlook or Gmail shows a report, as people copy it: whom it is about, and the error itself. */
final class PastedPage {
    /** What stands before the recipient, lower case: on the page itself, in its labels, in an error of Exchange's. */
    private static final List<String> BEFORE_RECIPIENT = List.of(
            "recipient address:",
            "delivered to ",
            "your message to ",
            "to these recipients or groups:",
            "to the following recipient",
            "recipient ",
            "empfängeradresse:",
            "ihre nachricht an ",
            "an diese empfänger oder gruppen",
            "an folgende empfänger oder gruppen",
            "wurde nicht an ",
            "adresse du destinataire",
            "votre message à ",
            "aux destinataires ou groupes suivants",
            "n'a pas été remis à ",
            "n'a pas pu être remis à ",
            "dirección del destinatario:",
            "su mensaje a ",
            "a estos destinatarios o grupos",
            "no se ha entregado a ",
            "messaggio a ",
            "ai seguenti destinatari o gruppi",
            "non è stato recapitato a ",
            "mensagem para ",
            "a estes destinatários ou grupos",
            "não foi entregue a ",
            "não foi entregue para ",
            "bericht aan ",
            "aan deze geadresseerden of groepen",
            "niet bezorgd bij ",
            "受信者のアドレス:",
            "次の受信者またはグループ");

    /** What stands behind it. */
    private static final List<String> BEHIND_RECIPIENT = List.of("に配信", "へのメッセージ", "へのメール", "にメールを配信");

    /** What the error stands behind, in a line of its own. */
    private static final List<String> ERROR = List.of(
            "\nerror:",
            "\nreported error:",
            "\nfehler:",
            "\ngemeldeter fehler:",
            "\nerreur",
            "\nerror notificado:",
            "\nerrore segnalato:",
            "\nerro relatado:",
            "\ngerapporteerde fout:",
            "\nエラー:",
            "\n報告されたエラー:");

    /** The titles of Gmail's pages, lower case: each stands in a line of its own above "Your message wasn't delivered to …". */
    private static final Set<String> GMAIL_TITLES = Set.of(
            "address not found",
            "message blocked",
            "message not delivered",
            "message rejected",
            "recipient inbox full",
            "delivery incomplete",
            "domain not found",
            "adresse nicht gefunden",
            "nachricht blockiert",
            "nachricht nicht zugestellt",
            "adresse introuvable",
            "message bloqué",
            "message non distribué",
            "no se ha encontrado la dirección",
            "dirección no encontrada",
            "mensaje bloqueado",
            "indirizzo non trovato",
            "messaggio bloccato",
            "endereço não encontrado",
            "mensagem bloqueada",
            "adres niet gevonden",
            "bericht geblokkeerd",
            "アドレスが見つかりません",
            "メッセージはブロックされました");

    /** How far from such words the address may stand: behind a line break or two and a name. */
    private static final int NEAR = 120;

    private PastedPage() {}

    /** Whether it begins with a title of Gmail's and then says of whom: a code need not stand in it. */
    static boolean isGmails(String text) {
        String title = text.lines().findFirst().orElse("").replace('*', ' ').strip();
        return GMAIL_TITLES.contains(title.toLowerCase(Locale.ROOT)) && recipient(text) != null;
    }

    /** The address that the page is about; null if no words of it say so. */
    static @Nullable String recipient(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            return null; // places would not agree
        }
        for (String words : BEFORE_RECIPIENT) {
            int at = lower.indexOf(words);
            int from = at + words.length();
            int sign = at < 0 ? -1 : text.indexOf('@', from);
            if (sign >= 0 && sign - from <= NEAR) {
                return Addresses.around(text, sign, from);
            }
        }
        for (String words : BEHIND_RECIPIENT) {
            int at = lower.indexOf(words);
            int sign = at < 0 ? -1 : text.lastIndexOf('@', at);
            if (sign >= 0 && at - sign <= NEAR) {
                return Addresses.around(text, sign, 0);
            }
        }
        return null;
    }

    /** The error that the page shows to administrators; null if it shows none. */
    static @Nullable String error(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String label : ERROR) {
            int at = lower.length() == text.length() ? lower.indexOf(label) : -1;
            int from = at < 0 ? -1 : text.indexOf(':', at) + 1;
            int end = text.indexOf('\n', Math.max(from, 0));
            String line = from <= 0
                    ? ""
                    : text.substring(from, end < 0 ? text.length() : end).strip();
            if (line.length() > 3 && "45".indexOf(line.charAt(0)) >= 0 && Character.isDigit(line.charAt(2))) {
                return line;
            }
        }
        return null;
    }
}
