package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each language and concept, in words that no rule has as a phrase. All written for this test. */
class ConceptsTest {
    static Stream<Arguments> unknown() {
        return Stream.of(
                arguments("en", "550 The mailbox carol at this site could not be found"),
                arguments("de", "550 Der Empfänger carol ist hier unbekannt"),
                arguments("fr", "550 Le destinataire carol est introuvable ici"),
                arguments("es", "550 La cuenta carol no existe en este servidor"),
                arguments("it", "550 L'utente carol non esiste qui"),
                arguments("pt", "550 O destinatário carol não existe aqui"),
                arguments("nl", "550 De gebruiker carol bestaat niet"),
                arguments("pl", "550 Użytkownik carol nie istnieje"),
                arguments("ru", "550 Пользователь carol не найден"),
                arguments("cs", "550 Uživatel carol neexistuje"),
                arguments("tr", "550 Kullanıcı carol bulunamadı"),
                arguments("ja", "550 宛先のユーザーが見つかりません"),
                arguments("zh-Hans", "550 该收件人不存在"),
                arguments("zh-Hant", "550 此收件者不存在"),
                arguments("ko", "550 사용자 계정이 존재하지 않습니다"));
    }

    static Stream<Arguments> full() {
        return Stream.of(
                arguments("en", "552 Inbox of carol is completely full"),
                arguments("de", "552 Das Postfach von carol ist überfüllt"),
                arguments("fr", "552 La boîte de carol est saturée"),
                arguments("es", "552 El buzón de carol está lleno"),
                arguments("it", "552 La casella di carol è piena"),
                arguments("pt", "552 A caixa de carol está cheia"),
                arguments("nl", "552 Postvak van carol is vol"),
                arguments("pl", "552 Skrzynka carol jest pełna"),
                arguments("ru", "552 Ящик carol переполнен"),
                arguments("cs", "552 Schránka carol je plná"),
                arguments("tr", "552 Posta kutusu dolu"),
                arguments("ja", "552 carol のメールボックスは満杯です"),
                arguments("zh-Hans", "552 对方邮箱已满"),
                arguments("zh-Hant", "552 對方信箱已滿"),
                arguments("ko", "552 받는 사람의 편지함 용량이 가득 찼습니다"));
    }

    static Stream<Arguments> disabled() {
        return Stream.of(
                arguments("en", "550 The account of carol was closed last year"),
                arguments("de", "550 Das Konto von carol ist deaktiviert"),
                arguments("fr", "550 Le compte carol est désactivé"),
                arguments("es", "550 La cuenta carol está deshabilitada"),
                arguments("it", "550 La casella carol è disattivata"),
                arguments("pt", "550 A conta carol está desativada"),
                arguments("nl", "550 Het account carol is opgeheven"),
                arguments("pl", "550 Konto carol jest nieaktywne"),
                arguments("ru", "550 Аккаунт carol отключен"),
                arguments("cs", "550 Účet carol je zrušen"),
                arguments("tr", "550 Hesap carol askıya alındı"),
                arguments("ja", "550 このアカウントは停止されています"),
                arguments("zh-Hans", "550 该邮箱已停用"),
                arguments("zh-Hant", "550 此帳號已停用"),
                arguments("ko", "550 휴면 계정입니다"));
    }

    static Stream<Arguments> senderRefused() {
        return Stream.of(
                arguments("en", "550 This sender is not welcome"),
                arguments("de", "550 Absender carol abgelehnt"),
                arguments("fr", "550 Expéditeur carol refusé"),
                arguments("es", "550 Remitente carol rechazado"),
                arguments("it", "550 Mittente carol rifiutato"),
                arguments("pt", "550 Remetente carol recusado"),
                arguments("nl", "550 Afzender carol geweigerd"),
                arguments("pl", "550 Nadawca został odrzucony, nadawca carol odrzucony"),
                arguments("ru", "550 Отправитель carol отклонен"),
                arguments("cs", "550 Odesílatel carol odmítnut"),
                arguments("tr", "550 Gönderen carol reddedildi"),
                arguments("ja", "550 送信者を拒否しました"),
                arguments("zh-Hans", "550 发件人被拒绝"),
                arguments("zh-Hant", "550 寄件者被拒絕"),
                arguments("ko", "550 발신자가 차단되었습니다"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknown")
    void nobodyOfThatNameIsAnUnknownAddress(String language, String reply) {
        assertThat(cause(reply)).isEqualTo(Cause.ADDRESS_UNKNOWN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("full")
    void noRoomIsAFullMailbox(String language, String reply) {
        assertThat(cause(reply)).isEqualTo(Cause.MAILBOX_FULL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disabled")
    void switchedOffIsADisabledMailbox(String language, String reply) {
        assertThat(cause(reply)).isEqualTo(Cause.MAILBOX_DISABLED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("senderRefused")
    void aSenderNotTakenIsNoWordOnTheRecipient(String language, String reply) {
        assertThat(cause(reply)).isEqualTo(Cause.SENDER_REJECTED);
    }

    static Stream<Arguments> codesBelow() {
        return Stream.of(
                // a code does not hide clear words
                arguments("554 5.7.1 Host [192.0.2.1] is black listed", Cause.BLOCKED),
                arguments("550 5.7.1 A TLS session is required here: TLS required", Cause.TLS),
                arguments("550 5.7.1 Your reverse DNS failed", Cause.REVERSE_DNS),
                arguments("552 Looping message, giving up", Cause.ROUTING_LOOP),
                arguments("552 Macros found in the attachment", Cause.CONTENT_BLOCKED),
                arguments("450 4.2.1 This mailbox is receiving mail too quickly", Cause.RATE_LIMITED),
                arguments("554 5.7.1 Listed by Spamhaus", Cause.BLOCKED),
                arguments("550 5.1.1 This mailbox is inactive", Cause.MAILBOX_DISABLED),
                // a word in the middle of others is not it
                arguments("550 5.1.1 all recipient addresses rejected: user unknown", Cause.ADDRESS_UNKNOWN),
                arguments("550 5.7.1 All recipient addresses rejected : Access denied", Cause.POLICY),
                arguments("550 Bu hesap 1 Ocak 2026 itibariyle kapatılmıştır", Cause.MAILBOX_DISABLED),
                arguments("550 Kullanıcı bulunamadı, 1 Ocak itibaren", Cause.ADDRESS_UNKNOWN),
                arguments("554 5.7.1 Gönderen sunucunun itibarı düşük", Cause.BAD_REPUTATION),
                arguments("550 このアドレスへの送信は許可されていません", Cause.RELAY_DENIED),
                arguments("550 宛先のサーバーは応答しておりません", Cause.NETWORK),
                // a quota may be the sender's
                arguments("550 5.2.2 Your daily sending quota is used up", Cause.RATE_LIMITED),
                arguments("552 5.2.2 The user's diskspace quota is overdrawn", Cause.MAILBOX_FULL));
    }

    @ParameterizedTest
    @MethodSource("codesBelow")
    void wordsAreBelievedBeforeCodes(String reply, Cause cause) {
        assertThat(cause(reply)).isEqualTo(cause);
    }

    @ParameterizedTest
    @MethodSource("evidence")
    void evidenceIsHighOnlyWhereTwoAgree(String reply, Evidence.Confidence confidence) {
        Classification found =
                ReplyClassifier.standard().classify(SmtpReply.parse(reply).orElseThrow());
        assertThat(found.evidence().get(0).confidence()).isEqualTo(confidence);
    }

    static Stream<Arguments> evidence() {
        return Stream.of(
                arguments("552 5.2.2 Mailbox full", Evidence.Confidence.HIGH),
                // the second one is the reader that learned
                arguments("552 Mailbox full", Evidence.Confidence.HIGH),
                arguments("550 5.7.1 Mailbox full", Evidence.Confidence.HIGH),
                arguments("550 5.7.1 No", Evidence.Confidence.LOW));
    }

    private static Cause cause(String reply) {
        return ReplyClassifier.standard()
                .classify(SmtpReply.parse(reply).orElseThrow())
                .cause();
    }
}
